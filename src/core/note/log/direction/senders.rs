//! Tells that a message was somebody else's, who is not named as the contact is: `Mum texted`, `HR emailed`, `The
//! recruiter wrote` (design 3.4). What was sent may stand there as well: `Slides sent`, `Deck emailed to her`.

use super::who_wrote::adds_nothing;
use crate::core::date_text::weekdays::weekday;
use crate::core::note::facts::Reading;
use crate::core::note::fields::about_whom::{OFFICES, is_relative};
use crate::core::note::log::line::line_head::{Head, Known, bare, owner, stem};
use crate::core::note::log::line::words::{Direction, Meaning};
use crate::core::note::log::no_contact::whole_phrases::means_contact;
use crate::core::text::{has_digit, is_mark};

/// First words of a line that name nobody. Adverbs in `ly` and weekdays are none either.
const OPENERS: [&str; 44] = [
    "afterwards", "again", "already", "also", "always", "and", "anyway", "but", "done", "earlier", "even",
    "ever", "finally", "first", "fyi", "have", "however", "instead", "just", "last", "late", "later",
    "meanwhile", "next", "no", "no-one", "nobody", "none", "not", "now", "often", "ok", "okay", "once",
    "perhaps", "so", "soon", "still", "then", "today", "tonight", "twice", "yes", "yesterday",
];

/// First words with which no subject begins: `After lunch emailed her`.
const NO_SUBJECTS: [&str; 13] =
    ["after", "as", "at", "because", "before", "by", "dear", "for", "from", "in", "on", "re", "via"];

/// Names that end like an adverb.
const NAMES_IN_LY: [&str; 18] = [
    "ally", "beverly", "billy", "carly", "dolly", "emily", "holly", "kelly", "kimberly", "lilly", "lily",
    "milly", "molly", "nelly", "olly", "polly", "sally", "wally",
];

/// What is sent, and with what.
const THINGS: [&str; 220] = [
    "abstract", "address", "agenda", "all", "almost", "answers", "apologies", "apology", "application",
    "article", "attachment", "bill", "bio", "blind", "book", "books", "box", "brief", "brochure", "budget",
    "bulk", "bump", "cards", "catalogue", "cc", "certificate", "chapter", "chaser", "cheque", "cheques",
    "clip", "code", "cold", "collage", "comments", "condolences", "congrats", "congratulations", "contract",
    "contracts", "copy", "corrections", "cv", "data", "dates", "deck", "demo", "details", "direct",
    "directions", "discord", "doc", "docs", "document", "documents", "double", "draft", "drafts", "edits",
    "estimate", "eta", "facebook", "faq", "fb", "feedback", "figures", "file", "files", "flowers", "flyer",
    "followup", "form", "forms", "gifts", "gmail", "greetings", "group", "handout", "handouts", "hello",
    "hey", "hi", "ideas", "images", "info", "insta", "instagram", "instructions", "intro", "invite",
    "invites", "invoice", "invoices", "itinerary", "key", "keys", "letter", "letters", "link", "links",
    "list", "location", "logo", "loi", "mail", "manuscript", "map", "mass", "material", "materials", "memo",
    "menu", "message", "messenger", "minutes", "mockup", "mockups", "money", "mou", "nda", "newsletter",
    "note", "notes", "notice", "nudge", "number", "numbers", "offer", "options", "outline", "package",
    "page", "pages", "paper", "papers", "parcel", "password", "pdf", "photo", "photos", "pics", "picture",
    "pictures", "pitch", "plan", "plans", "playlist", "poem", "portfolio", "postcard", "poster", "present",
    "presentation", "prices", "pricing", "private", "program", "programme", "proposal", "q&a", "questions",
    "quick", "quiz", "quote", "receipt", "recipe", "recording", "reference", "references", "regrets",
    "reminder", "report", "request", "results", "resume", "review", "rsvp", "résumé", "sample", "samples",
    "scan", "scans", "schedule", "screenshot", "screenshots", "script", "sheet", "sketch", "sketches",
    "skype", "slack", "slides", "song", "sorry", "specs", "spreadsheet", "stats", "story", "study",
    "summary", "survey", "syllabus", "template", "terms", "text", "thanks", "thesis", "ticket", "tickets",
    "timeline", "tips", "transcript", "translation", "update", "video", "videos", "voice", "voucher",
    "whitepaper", "wishes",
];

/// Last words of a time before a verb: `the next day emailed her`.
const TIMES: [&str; 28] = [
    "afternoon", "ago", "anniversary", "birthday", "call", "christmas", "day", "days", "dinner", "easter",
    "evening", "hour", "hours", "later", "lunch", "meeting", "minutes", "month", "months", "morning",
    "night", "time", "week", "weekend", "weeks", "xmas", "year", "years",
];

/// Returns the reading of a verb of messages behind words that name somebody else than the user. The contact's own
/// names are not looked for.
pub(in crate::core::note::log) fn by_other(head: &Head<'_>, known: Known) -> Option<Reading> {
    if known.place == 0 {
        return None;
    }
    let sender = sender(head, known)?;
    match known.meaning {
        Meaning::Reply if answered_phone(head, known) => None,
        // `HR replied to her` and `her mum replied` say nothing about the contact and the user.
        Meaning::Reply if sender == Sender::Named && !wrote_to_contact(head, known) => {
            Some(Reading::Clear(Direction::In, None))
        }
        Meaning::Reply => Some(Reading::Assumed),
        _ => wrote(head, known).then_some(Reading::Assumed),
    }
}

/// Somebody else than the user.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sender {
    /// `Mum`, `the recruiter`: this may be the contact.
    Named,
    /// `her mum`, `Ada’s colleague`.
    OfContact,
}

/// Returns whom the words before a verb name.
fn sender(head: &Head<'_>, known: Known) -> Option<Sender> {
    let mut words: Vec<&str> = head.written().take(known.place).collect();
    let mut is_then = false;
    while let Some(last) = words.last().map(|word| bare(word)).filter(|last| adds_nothing(last)) {
        is_then |= matches!(last.as_ref(), "then" | "also" | "again");
        words.pop();
    }
    let openers = words.iter().take_while(|word| is_opener(word)).count();
    let (first, others) = words.get(openers..)?.split_first()?;
    let last = others.last().unwrap_or(first);
    let lower = bare(last);
    let is_user = words.iter().any(|word| matches!(bare(stem(word)).as_ref(), "i" | "we"));
    // `Helped Ada, then emailed her`
    let begins = || !NO_SUBJECTS.contains(&bare(first).as_ref());
    if is_user || !begins() || (is_then && !others.is_empty()) || is_thing(last, &lower) {
        return None;
    }
    let (sender, is_said) = match bare(first).as_ref() {
        "my" | "our" => {
            let is_own = wrote_to_contact(head, known) || OFFICES.contains(&lower.as_ref());
            (Sender::Named, !others.is_empty() && !is_own && (is_relative(&lower) || is_name(last)))
        }
        "the" | "a" | "an" => (Sender::Named, !others.is_empty()),
        "her" | "his" | "their" => (Sender::OfContact, !others.is_empty()),
        _ if owner(first).is_some() => (Sender::OfContact, !others.is_empty()),
        _ => (Sender::Named, are_names(words.get(openers..)?)),
    };
    is_said.then_some(sender)
}

/// Whether words are names, joined by `and` or not.
fn are_names(words: &[&str]) -> bool {
    let is_joiner = |word: &str| matches!(word, "and" | "&" | "+");
    let is_part = |word: &&str| is_name(word) || is_relative(&bare(word)) || is_joiner(word);
    let ends = [words.first(), words.last()];
    words.iter().all(is_part) && !ends.into_iter().flatten().any(|word| is_joiner(word))
}

fn is_opener(word: &str) -> bool {
    let lower = bare(word);
    let is_adverb = lower.ends_with("ly") && !NAMES_IN_LY.contains(&lower.as_ref());
    lower.is_empty()
        || is_adverb
        || OPENERS.contains(&lower.as_ref())
        || weekday(word).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether a word may be a name or a title. Not `Follow-up`.
fn is_name(word: &str) -> bool {
    let mut parts = word.split('-').map(|part| part.trim_start_matches(is_mark));
    parts.all(|part| part.starts_with(char::is_uppercase)) && !has_digit(word)
}

/// Whether a word names what was sent, or when.
fn is_thing(word: &str, lower: &str) -> bool {
    let ends = |ending: &str| lower.ends_with(ending);
    THINGS.contains(&lower)
        || TIMES.contains(&lower)
        || ends("tion")
        || ends("sion")
        || (ends("ment") && lower != "clement")
        || word.ends_with(['!', '?'])
}

/// Whether the words behind a verb fit somebody who wrote, not what was sent: `Tom sent me photos`, not `Widgets sent to
/// Tom`.
fn wrote(head: &Head<'_>, known: Known) -> bool {
    const OBJECTS: [&str; 17] = [
        "me", "us", "her", "him", "them", "a", "an", "the", "my", "our", "his", "their", "some", "photos",
        "pictures", "greetings", "flowers",
    ];
    /// Behind what was sent.
    const WAYS: [&str; 6] = ["across", "by", "off", "out", "over", "via"];
    let after = known.end();
    if head.has(known.place, &["sent", "posted", "invited"]) {
        return head.has(after, &OBJECTS);
    }
    let is_person = |word: &str| word.starts_with(char::is_uppercase) || is_whom(&bare(word), head);
    let to_person = head.has(after, &["to"]) && head.written_at(after + 1).is_some_and(is_person);
    head.has(known.place, &["wrote"]) || (!to_person && !head.has(after, &WAYS))
}

fn is_whom(word: &str, head: &Head<'_>) -> bool {
    means_contact(word, head)
        || matches!(word, "all" | "both" | "everybody" | "everyone" | "the" | "my" | "our")
}

/// Whether a verb of messages is followed by the contact: `emailed her`, `wrote to Ada`.
fn wrote_to_contact(head: &Head<'_>, known: Known) -> bool {
    head.written_at(head.after_to(known.end())).is_some_and(|word| means_contact(word, head))
}

/// Whether a call was answered: `Mum answered the phone`.
fn answered_phone(head: &Head<'_>, known: Known) -> bool {
    let mut after = head.words().skip(known.end()).take(2);
    head.has(known.place, &["answered"])
        && after.any(|word| head.table.exactly(word).is_some_and(Meaning::is_talk))
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn what_somebody_else_wrote_is_not_the_users() {
        for line in [
            "Mum wrote: can you come on Sunday?",
            "mum texted",
            "Mum and Dad sent me a card",
            "My sister emailed",
            "my wife texted",
            "The recruiter wrote",
            "HR emailed: x",
            "Tom emailed about the roof",
            "Tom Baker emailed: hi",
            "Uncle Bob wrote",
            "just Ben emailed me",
            "Tom sent me photos",
            "Tom invited us to dinner",
            "Kelly has emailed",
            "Tom replied to her",
            "her colleague emailed",
            "Ada’s boss replied",
            "You wrote: hi",
        ] {
            case(line, "assumed");
        }
        for line in [
            "Mum replied", "mum replied: yes", "Finally Tom replied", "HR replied to my email",
            "My sister replied", "The recruiter wrote back",
        ] {
            case(line, "in");
        }
        case("Tom emailed out: x", "out email");
    }

    #[test]
    fn what_was_sent_or_how_names_nobody() {
        for line in [
            "Deck emailed", "Proposal emailed", "Widget emailed to her", "Pitch emailed by Tom",
            "my deck emailed", "Finally emailed", "Yesterday emailed", "Monday emailed her",
            "Quickly emailed", "The next day emailed her", "Tom and I emailed her", "I’ve emailed",
            "Helped Tom then emailed her", "Signed and emailed", "Follow-up emailed",
        ] {
            case(line, "out email");
        }
        for line in [
            "Slides sent", "Widgets sent", "Invoice sent", "CV sent to HR", "Thank-you note sent",
            "Photos of Rome sent", "Contract for Acme sent", "Also wrote to Tom",
            "my assistant sent the deck", "our daughter wrote her a card",
        ] {
            case(line, "out");
        }
        for line in ["Just texted", "Slack messaged her", "my wife texted Ada"] {
            case(line, "out text");
        }
        for line in ["Finally replied", "Nobody replied", "Today replied", "Mum answered the phone"] {
            case(line, "reply");
        }
    }
}
