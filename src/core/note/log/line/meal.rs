//! Finds the meal or the like for which people met, so that a draft can thank for it by its name. It follows
//! from the words of the head, which are not kept, and so is determined when the line is read.

use super::line_head::bare;
use super::reading::LineReading;
use super::words::Direction;
use crate::core::named::named;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;

named! {
    /// What people meet for.
    pub enum Meal {
        /// `dinner`.
        Dinner "dinner",
        /// `lunch`.
        Lunch "lunch",
        /// `breakfast`.
        Breakfast "breakfast",
        /// `brunch`.
        Brunch "brunch",
        /// `coffee`.
        Coffee "coffee",
        /// `tea`.
        Tea "tea",
        /// `drinks`.
        Drinks "drinks",
        /// `walk`.
        Walk "walk",
    }
}

impl Meal {
    /// Returns the meal that begins the words or follows a word such as `for`: not that of `met after lunch`.
    fn of(words: &str) -> Option<Meal> {
        /// Words that a meal follows.
        const BEFORE: [&str; 8] = ["for", "over", "had", "have", "having", "shared", "enjoyed", "grabbed"];
        /// Words between these and a meal.
        const BETWEEN: [&str; 24] = [
            "a", "an", "the", "our", "some", "another", "first", "quick", "short", "long", "late", "early",
            "nice", "lovely", "good", "great", "happy", "birthday", "business", "working", "team", "sunday",
            "christmas", "evening",
        ];
        let mut may_follow = true;
        words.split_ascii_whitespace().find_map(|word| {
            let word = bare(word);
            let meal = Meal::ALL.iter().copied().find(|meal| may_follow && meal.name() == word);
            let is_between = word.is_empty() || BETWEEN.contains(&word.as_ref());
            may_follow = BEFORE.contains(&word.as_ref()) || may_follow && is_between;
            meal
        })
    }
}

impl LineReading<'_> {
    /// Returns the meal for which they met, if the line says one.
    pub fn meal(&self) -> Option<Meal> {
        let have_met = self.reading == Reading::Clear(Direction::Both, Some(Channel::InPerson));
        if have_met { Meal::of(self.head()) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::log::line::reading::read;
    use crate::core::note::log::line::subjects::Subjects;
    use crate::core::note::log::line::words::WordTable;

    #[test]
    fn a_meal_is_what_they_met_for() {
        #[track_caller]
        fn case(line: &str, expected: Option<Meal>) {
            let subjects = Subjects::of(&["ada lovelace", "ada"]);
            assert_eq!(read(line, WordTable::default().with(&subjects)).meal(), expected, "{line}");
        }
        case("dinner: the lasagne", Some(Meal::Dinner));
        case("dinner, the lasagne", Some(Meal::Dinner));
        case("lunch with her boss", Some(Meal::Lunch));
        case("Coffee", Some(Meal::Coffee));
        case("☕ coffee at the fair", Some(Meal::Coffee));
        case("met for coffee: the lease", Some(Meal::Coffee));
        case("met Ada for a quick coffee after lunch", Some(Meal::Coffee));
        case("met over breakfast", Some(Meal::Breakfast));
        case("had our first dinner: the lasagne", Some(Meal::Dinner));
        case("long lunch with Ada", Some(Meal::Lunch));
        case("walk along the canal", Some(Meal::Walk));
        case("met after lunch for a walk", Some(Meal::Walk));
        case("met after lunch: the lease", None);
        case("met after dinner with Bob: the lease", None);
        case("met at the coffee fair: the lease", None);
        case("met about the walk", None);
        case("met before dinner", None);
        case("met the lunch guests", None);
        case("met: lunch", None);
        case("email out: lunch", None);
        case("thinking of lunch", None);
    }
}
