//! The keys of a contact's note: one row for each, with every spelling that people and other tools use
//! (design 3.2). The first spelling is ours.

use crate::core::nearest::{Shape, nearest_of};
use crate::core::note::log::line::words::WordHasher;
use crate::core::text::{fold, folded};
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

macro_rules! keys {
    ($($variant:ident $ours:literal [$($other:literal)*] $meaning:literal;)*) => {
        /// A key of a note.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $(#[doc = $meaning] $variant,)*
        }

        /// One row for each key; the reference in the documentation is generated from them.
        pub const ROWS: &[Row] = &[
            $(Row { key: Key::$variant, ours: $ours, others: &[$($other),*], meaning: $meaning },)*
        ];
    };
}

/// A row of the key table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The key.
    pub key: Key,
    /// Our spelling.
    pub ours: &'static str,
    /// Other accepted spellings.
    pub others: &'static [&'static str],
    /// Meaning, for the reference.
    pub meaning: &'static str,
}

keys! {
    Name "name" ["full name" "FN"] "The person's name.";
    FirstName "first-name" ["N.GN" "given name" "firstname"] "Given name, joined with the last name.";
    LastName "last-name" ["N.FN" "family name" "surname"] "Family name, joined with the first name.";
    Aliases "aliases" ["alias" "nickname" "nicknames"] "Other names.";
    Email "email" ["emails" "e-mail" "e-mails" "mail" "email address" "email addresses" "work email" "personal email"
        "home email" "email work" "email home" "email personal" "email private" "primary email"] "E-mail addresses.";
    Phone "phone" ["phones" "tel" "mobile" "cell" "telephone" "phone number" "phone numbers" "mobile phone" "work phone"
        "home phone" "phone work" "phone home" "phone mobile" "phone cell"] "Phone numbers, kept as written.";
    Org "org" ["company" "organisation" "organization" "employer" "work" "companies"] "Where they work.";
    Role "role" ["position" "job title" "job"] "What they do there.";
    Tags "tags" ["tag"] "Tags.";
    Relationship "relationship" ["relation" "person type"] "What they are to you.";
    Cadence "cadence" ["frequency" "contact frequency" "contact cadence" "contact interval" "contact interval days"
        "interval days" "follow up cadence" "keep in touch" "keep in touch frequency" "every" "check in" "check in frequency" "checkin frequency"
        "follow up interval" "followup frequency" "cadence days" "frequency days"
        "contact frequency (days)" "frequency (days)" "cadence (days)" "interaction frequency" "contact every"
        "reach out every"] "How often you want to be in touch.";
    LastContact "last-contact" ["last contacted" "last interaction" "last seen" "last met" "last chat" "last spoke"
        "last talked" "last touch" "date last contacted" "last contact date" "last contacted date"
        "last interaction date" "last spoken" "last meeting" "last call" "last talk" "date last spoken" "last chatted"
        "last 1on1" "last 1:1" "last 1-1"] "Last contact, if no log entry is later.";
    Next "next" ["next contact" "next follow up" "next touch" "next check in" "next action date" "follow up"
        "follow up date" "next contact date" "next follow up date" "next action" "followup" "next followup"
        "next checkin" "next touch date" "next check in date" "next checkin date" "next step" "next step date"
        "next meeting" "next meeting date" "next call" "follow up on" "next 1on1" "next 1:1" "next 1-1" "next reminder"] "Day of the next step, with what it is; `never` mutes.";
    Birthday "birthday" ["birthdate" "birth date" "born" "bday" "dob" "date of birth" "birth day" "born on" "birthday date"] "Birthday, with or without the year.";
    Dates "dates" [] "Other yearly dates by label.";
    Anniversary "anniversary" ["wedding anniversary" "anniversary date"] "A yearly date, as below `dates`.";
    Died "died" ["deceased" "died on" "date of death" "dod" "death date" "passed away on" "date of passing"]
        "The person has died: nothing is proposed any more.";
    Met "met" ["met date" "first met" "date met" "met on"] "When and where you met.";
    Status "status" [] "active, paused, dormant, inactive, closed, archived or do-not-contact.";
    DoNotContact "do-not-contact" ["dnc"] "True: in no output at all.";
    PausedUntil "paused-until" ["pause until"] "Nothing is proposed until this day.";
    Snooze "snooze" ["snooze until" "snoozed until"] "Relationship follow-ups are put off until this day.";
    Sequence "sequence" [] "Name of a sequence.";
    SequenceStart "sequence-start" ["sequence date"] "Day that the sequence counts from.";
    Channel "channel" ["preferred channel" "contact method" "preferred contact"] "Preferred channel.";
    Timezone "timezone" ["tz"] "IANA time zone.";
    Priority "priority" ["importance"] "high, normal or low.";
    Tier "tier" ["prm tier" "circle"] "Another tool's tier; `tiers:` in the config says what it means.";
    Interests "interests" ["interest" "likes" "hobbies"] "What resources are matched against.";
    Needs "needs" ["need" "looking for"] "What they look for.";
    Offers "offers" ["offer" "can help with"] "What they can give.";
    SeeBy "see-by" ["meet by"] "Day by which to meet.";
    Created "created" ["date created" "creation date" "created at"] "When the note was made; never an anchor.";
    Max "max" ["max cadence" "longest"] "Longest interval that is still fine.";
    WeekdaysOnly "weekdays-only" [] "Propose only on working days.";
    Attempts "attempts" ["max attempts"] "Attempts before a rest, or never.";
    Retry "retry" ["retry after"] "Interval between attempts, or off.";
    Lead "lead" ["lead days" "lead time"] "Days ahead of a date to prepare.";
    ReplyWithin "reply-within" [] "How long an answer may take, or off.";
    Id "id" ["uid"] "An id that survives a rename.";
    Private "private" [] "True: kept out of what is published.";
    Interactions "interactions" [] "A list of dated interactions.";
    Kind "type" ["kind" "class" "file class" "entity type" "note type"] "What the note is about.";
    Categories "categories" ["category"] "Links to what the note is.";
    Attendees "attendees" ["attendee" "people" "participants" "with"] "Who took part: makes a dated note a meeting.";
    Date "date" ["day" "meeting date"] "The day of a meeting or daily note.";
    Title "title" [] "Title of a resource or meeting.";
    Url "url" ["link" "source"] "Address of a resource.";
    Topics "topics" ["topic"] "Topics of a resource.";
}

/// Keys of notes that are not about a person (`categories` may also mark a contact). They are never suggested
/// for an unknown key.
const NOT_OF_CONTACTS: [Key; 6] =
    [Key::Attendees, Key::Date, Key::Title, Key::Url, Key::Topics, Key::Categories];

/// Lowest rank of spellings that give a further value of the same key: `email_2`, and spellings of `fields:`.
pub(super) const FURTHER_VALUE: usize = 50;

/// A set of keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeySet(u64);

const _: () = assert!(ROWS.len() <= 64, "a key is a bit of a set");

impl KeySet {
    /// Adds a key.
    pub fn insert(&mut self, key: Key) {
        self.0 |= 1 << key as u32;
    }

    /// Whether a key is in the set.
    pub fn holds(self, key: Key) -> bool {
        self.0 & (1 << key as u32) != 0
    }
}

/// All spellings, folded, with their keys and ranks.
#[derive(Debug)]
pub struct KeyTable {
    /// Key and rank by spelling. Every key of every note is looked up here; the hash may be simple, since
    /// only the configuration adds spellings.
    spellings: HashMap<Box<str>, (Key, usize), BuildHasherDefault<WordHasher>>,
    /// First bytes of all spellings, as a bit set of ASCII.
    begins: u128,
    /// Spellings that an unknown key is compared with.
    likely: Vec<Suggestion>,
}

/// A spelling that may have been meant.
#[derive(Debug)]
struct Suggestion {
    folded: String,
    shape: Shape,
    shown: &'static str,
}

impl KeyTable {
    /// Builds the table; `more` holds the spellings that `fields:` adds.
    pub fn new(more: &BTreeMap<String, Vec<String>>) -> KeyTable {
        let mut spellings: BTreeMap<String, (Key, usize)> = BTreeMap::new();
        for row in ROWS {
            for (place, spelling) in std::iter::once(&row.ours).chain(row.others).enumerate() {
                spellings.entry(fold(spelling)).or_insert((row.key, place));
            }
        }
        for (ours, others) in more {
            if let Some((key, _)) = spellings.get(&fold(ours)).copied() {
                for (place, other) in others.iter().enumerate() {
                    spellings.insert(fold(other), (key, 100 + place));
                }
            }
        }
        let likely = ROWS
            .iter()
            .filter(|row| !NOT_OF_CONTACTS.contains(&row.key))
            .flat_map(|row| std::iter::once(&row.ours).chain(row.others))
            .map(|shown| {
                let folded = fold(shown);
                Suggestion { shape: Shape::of(&folded), folded, shown }
            })
            .collect();
        let firsts = spellings.keys().filter_map(|spelling| spelling.bytes().next());
        let begins = firsts.fold(0, |begins, first| begins | bit(first));
        let spellings = spellings.into_iter().map(|(folded, key)| (folded.into(), key)).collect();
        KeyTable { spellings, begins, likely }
    }

    /// Returns the key of a spelling and the rank of the spelling (ours has rank 0).
    pub fn find(&self, written: &str) -> Option<(Key, usize)> {
        if self.may_begin(written) { self.find_folded(&folded(written)) } else { None }
    }

    /// As [`KeyTable::find`], for a spelling that is already folded.
    pub fn find_folded(&self, folded: &str) -> Option<(Key, usize)> {
        self.spellings.get(folded).copied().or_else(|| self.numbered(folded))
    }

    /// Whether a spelling may begin as this text does. Rules out most texts before a colon in a log, which
    /// begin with a date, without folding them.
    pub fn may_begin(&self, written: &str) -> bool {
        // Most texts need no look at their letters.
        if let [first, next, ..] = written.as_bytes()
            && first.is_ascii_alphanumeric()
            && next.is_ascii()
        {
            return self.begins & bit(first.to_ascii_lowercase()) != 0;
        }
        let is_dropped = |letter: &char| matches!(letter, '-' | '_') || letter.is_whitespace();
        let mut letters = written.chars().skip_while(is_dropped);
        match (letters.next(), letters.next()) {
            // Folding combines a letter and a following accent, so the second character must be ASCII too.
            (Some(first), next) if first.is_ascii() && next.is_none_or(|next| next.is_ascii()) => {
                self.begins & bit(first.to_ascii_lowercase() as u8) != 0
            }
            _ => true,
        }
    }

    /// Returns the key of a numbered or labelled spelling: `email_2`, `EMAIL[HOME]`, `TEL[1:CELL]`.
    fn numbered(&self, folded: &str) -> Option<(Key, usize)> {
        let stem = match folded.split_once('[') {
            Some((stem, rest)) if rest.ends_with(']') => stem,
            Some(_) => return None,
            None => folded.trim_end_matches(|letter: char| letter.is_ascii_digit()),
        };
        if stem.len() == folded.len() {
            return None;
        }
        let (key, rank) = *self.spellings.get(stem)?;
        matches!(key, Key::Email | Key::Phone | Key::Org).then_some((key, rank + FURTHER_VALUE))
    }

    /// Returns the known spelling that an unknown key was probably meant to be.
    pub fn nearest(&self, written: &str) -> Option<&'static str> {
        let folded = fold(written);
        // Parts of vCard properties (`N.MN`, `ADR.STREET`) are keys of other programs.
        if ORDINARY.contains(&folded.as_str()) || written.contains('.') {
            return None;
        }
        let near = nearest_of(&folded, self.likely.iter().map(|likely| (likely.shape, &*likely.folded)))?;
        self.likely.iter().find(|likely| likely.folded == near).map(|likely| likely.shown)
    }
}

/// Returns the bit of an ASCII byte, or 0 for any other byte.
fn bit(letter: u8) -> u128 {
    1_u128.checked_shl(u32::from(letter)).unwrap_or_default()
}

/// Common keys with another meaning that are nearly one of ours.
const ORDINARY: [&str; 30] = [
    "data", "note", "notes", "names", "text", "image", "photo", "place", "places", "theme", "titles",
    "level", "lists", "nest", "state", "meta", "mate", "rate", "rank", "roles", "origin", "diet", "related",
    "metby", "bornin", "religion", "uuid", "dead", "death", "passedaway",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_other_tools_are_known() {
        #[track_caller]
        fn case(written: &str, expected: Option<Key>) {
            let table = KeyTable::new(&BTreeMap::new());
            assert_eq!(table.find(written).map(|(key, _)| key), expected, "{written}");
        }
        case("Last Contacted", Some(Key::LastContact));
        case("lastContact", Some(Key::LastContact));
        case("contact-frequency", Some(Key::Cadence));
        case("contact_interval_days", Some(Key::Cadence));
        case("email_2", Some(Key::Email));
        case("EMAIL[HOME]", Some(Key::Email));
        case("TEL[1:CELL]", Some(Key::Phone));
        case("N.GN", Some(Key::FirstName));
        case("BDAY", Some(Key::Birthday));
        case("prm-tier", Some(Key::Tier));
        case("name2", None);
        case("cadance", None);
        case("dead", None);
        case("date of passing", Some(Key::Died));
        case("last talk", Some(Key::LastContact));
        case("date_last_spoken", Some(Key::LastContact));
        case("LastChatted", Some(Key::LastContact));
        case("last_1on1", Some(Key::LastContact));
        case("last 1-1", Some(Key::LastContact));
        case("next_1on1", Some(Key::Next));
        case("next_reminder", Some(Key::Next));
        case("interaction_frequency", Some(Key::Cadence));
        case("reach_out_every", Some(Key::Cadence));
        case("primary_email", Some(Key::Email));
        case("born_on", Some(Key::Birthday));
        case("last_modified", None);
    }

    proptest! {
        #[test]
        fn first_letters_only_rule_out_unknown_keys(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..6)) {
            let more = [("cadence", "životnost"), ("phone", "2nd phone")];
            let more = more.map(|(ours, other)| (ours.to_owned(), vec![other.to_owned()]));
            let table = KeyTable::new(&more.into_iter().collect());
            let written = pieces.concat();
            let folded = fold(&written);
            let named = table.spellings.get(&*folded).copied();
            let full = named.or_else(|| table.numbered(&folded));
            prop_assert_eq!(table.find(&written), full, "{:?}", &written);
            let trimmed = written.trim();
            prop_assert!(table.may_begin(&written) || table.find(trimmed).is_none(), "{:?}", &written);
        }
    }

    /// Beginnings of keys, and characters that may be before or in them.
    const PIECES: &[&str] = &[
        "email", "e", "mail", "Phone", "z", "živ", "otnost", "ivotnost", "\u{30c}", "\u{301}", "-", "_", " ",
        "\u{b}", "\u{a0}", "\u{200b}", "1", "2nd", "[", "x]",
    ];

    #[test]
    fn no_spelling_is_in_two_rows() {
        let mut seen = BTreeMap::new();
        for row in ROWS {
            for spelling in std::iter::once(&row.ours).chain(row.others) {
                if let Some(other) = seen.insert(fold(spelling), row.key) {
                    assert_eq!(other, row.key, "{spelling}");
                }
            }
        }
    }

    #[test]
    fn near_misses_name_what_was_meant() {
        let table = KeyTable::new(&BTreeMap::new());
        assert_eq!(table.nearest("cadance"), Some("cadence"));
        assert_eq!(table.nearest("birthdy"), Some("birthday"));
        assert_eq!(table.nearest("favourite colour"), None);
        for other in [
            "note", "diet", "related", "met-by", "born-in", "religion", "uuid", "dead", "death",
            "passed away",
        ] {
            assert_eq!(table.nearest(other), None);
        }
    }
}
