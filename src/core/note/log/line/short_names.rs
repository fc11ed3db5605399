//! Short forms of given names, by which a contact may be called in a log: `Liz emailed` in the note of Elizabeth.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Forms of one given name each.
static FORMS: [&[&str]; 65] = [
    &["abigail", "abby"],
    &["albert", "al", "bert"],
    &["alexander", "alex", "sandy", "sasha", "xander"],
    &["alexandra", "alex", "sandra", "sasha", "sandy"],
    &["alfred", "alf", "alfie", "fred"],
    &["andrew", "andy", "drew"],
    &["anthony", "tony", "ant"],
    &["barbara", "barb", "babs"],
    &["benjamin", "ben", "benny"],
    &["catherine", "cathy", "cat", "kate", "katie"],
    &["charles", "charlie", "chuck"],
    &["charlotte", "charlie", "lottie"],
    &["christina", "chris", "chrissy", "tina"],
    &["christine", "chris", "chrissy", "tina"],
    &["christopher", "chris", "kit"],
    &["daniel", "dan", "danny"],
    &["david", "dave", "davy"],
    &["deborah", "deb", "debbie"],
    &["dorothy", "dot", "dottie"],
    &["edward", "ed", "eddie", "ned", "ted", "teddy"],
    &["eleanor", "ellie", "nell", "nora"],
    &["elizabeth", "beth", "betsy", "betty", "eliza", "libby", "lisa", "liz", "lizzie", "lizzy"],
    &["emily", "em", "emmy"],
    &["florence", "flo", "florrie"],
    &["francis", "frank", "fran"],
    &["frances", "fran", "franny"],
    &["frederick", "fred", "freddie", "freddy"],
    &["gabriel", "gabe"],
    &["geoffrey", "geoff"],
    &["gregory", "greg"],
    &["henry", "harry", "hal"],
    &["isabella", "bella", "izzy"],
    &["jacob", "jake"],
    &["james", "jim", "jimmy", "jamie"],
    &["jennifer", "jen", "jenny"],
    &["jessica", "jess", "jessie"],
    &["john", "jack", "johnny"],
    &["jonathan", "jon", "jonny"],
    &["joseph", "joe", "joey"],
    &["joshua", "josh"],
    &["katherine", "kathy", "kat", "kate", "katie", "kathryn"],
    &["kimberly", "kim"],
    &["leonard", "len", "lenny", "leo"],
    &["margaret", "maggie", "meg", "peggy"],
    &["matthew", "matt"],
    &["michael", "mick", "mike", "mikey"],
    &["nicholas", "nick", "nicky"],
    &["nicola", "nicky", "nic"],
    &["patricia", "pat", "patty", "tricia", "trish"],
    &["patrick", "pat", "paddy"],
    &["peter", "pete"],
    &["philip", "phil"],
    &["rebecca", "becca", "becky"],
    &["richard", "dick", "rich", "rick", "ricky"],
    &["robert", "bob", "bobby", "rob", "robbie", "bert"],
    &["samantha", "sam", "sammy"],
    &["samuel", "sam", "sammy"],
    &["stephen", "steve", "stevie", "steven"],
    &["susan", "sue", "susie", "suzie"],
    &["theodore", "ted", "teddy", "theo"],
    &["thomas", "tom", "tommy"],
    &["timothy", "tim", "timmy"],
    &["victoria", "vicky", "tori"],
    &["vincent", "vince"],
    &["william", "bill", "billy", "will", "willy", "liam"],
];

/// Returns the other forms of a given name in lower case.
pub(super) fn forms_of(name: &str) -> impl Iterator<Item = &str> {
    /// The rows with each form.
    static ROWS: LazyLock<BTreeMap<&str, Vec<&[&str]>>> = LazyLock::new(|| {
        let mut rows: BTreeMap<&str, Vec<&[&str]>> = BTreeMap::new();
        for forms in FORMS {
            forms.iter().for_each(|form| rows.entry(form).or_default().push(forms));
        }
        rows
    });
    ROWS.get(name).into_iter().flatten().flat_map(|forms| forms.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_short_for_several() {
        assert!(forms_of("liz").any(|form| form == "elizabeth"));
        assert!(forms_of("elizabeth").any(|form| form == "lizzie"));
        assert!(forms_of("alex").any(|form| form == "alexandra"));
        assert_eq!(forms_of("ada").next(), None);
        assert!(
            FORMS
                .iter()
                .flat_map(|forms| forms.iter())
                .all(|form| form.len() > 1 && !form.contains(char::is_uppercase))
        );
    }
}
