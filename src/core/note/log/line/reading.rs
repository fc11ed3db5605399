//! Reads a dated line (design 3.4, "Reading a line"): who reached whom and by which channel, or that nothing
//! took place.

use super::beginnings::without_done_keyword;
use super::known_words::by_known_word;
use super::line_head::{Head, bare};
use super::subjects::Subjects;
use super::topic::{cuts_a_list, topic_of_words};
use super::vocabulary::Vocabulary;
use super::wishes::is_wish;
use super::words::{Direction, WordTable};
use crate::core::date_text::weekdays::weekday;
use crate::core::day::Day;
use crate::core::note::body::line::{is_separator, plain};
use crate::core::note::facts::{Reading, Said};
use crate::core::note::log::no_contact::said_died::says_died;
use crate::core::note::log::no_contact::yet_to_do::is_users_plan;
use crate::core::note::log::no_contact::{by_outcome, by_phrases};
use crate::core::note::tasks::dates::without_block_id;
use crate::core::sad_words::is_sad;
use crate::core::text::holds_any;
use std::borrow::Cow;

/// Where the topic of a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TopicStart {
    /// After the head, if anything follows it.
    AfterHead,
    /// With the head.
    WithHead,
}

/// The reading of a line, with its head and topic.
#[derive(Debug, PartialEq, Eq)]
pub struct LineReading<'a> {
    /// The reading. `Assumed` if no word is known.
    pub reading: Reading,
    /// The line without separators at its ends. Characters of links are still held (see `body::line`).
    text: &'a str,
    /// Length of the head in bytes.
    head: usize,
    topic_start: TopicStart,
}

impl<'a> LineReading<'a> {
    /// The text after the head.
    fn rest(&self) -> &'a str {
        let rest = self.text.get(self.head..).unwrap_or_default().trim_start_matches(is_separator).trim_end();
        // `coffee → agreed on a price`, `coffee -> agreed on a price`
        let rest = rest.trim_start_matches(['→', '←', '>', '➡', '⬅', '⟶', '⟵', '\u{fe0f}']);
        // `call: <3 you` keeps its sign.
        let rest = rest.strip_prefix("<-").unwrap_or(rest).trim_start_matches(is_separator);
        rest.trim_end_matches(['|', ' '])
    }

    /// The text after the head, or the whole line if the topic begins with the head.
    pub(in crate::core::note::log) fn words(&self) -> &'a str {
        let rest = self.rest();
        if rest.is_empty() || self.begins_with_head() { self.text } else { rest }
    }

    /// Whether the topic begins with the head, as it always does if something sad is told there (`visited her after
    /// the funeral, brought soup`) or if the head says what was cancelled (`lunch cancelled, kick-off went well`).
    fn begins_with_head(&self) -> bool {
        self.topic_start == TopicStart::WithHead || self.reading == Reading::Cancelled || is_sad(self.head())
    }

    /// The words that decided the reading.
    pub(in crate::core::note::log) fn head(&self) -> &'a str {
        self.text.get(..self.head).unwrap_or_default()
    }

    /// The head, if the topic begins after it and a separator.
    pub(super) fn head_before_topic(&self) -> &'a str {
        let head = self.head();
        if self.begins_with_head() || head.len() == self.text.len() { "" } else { head }
    }

    /// Returns the words to keep as the topic, on one line. Composed on demand, since only two topics of a
    /// long log are kept.
    pub fn topic(&self) -> Cow<'a, str> {
        topic_of_words(self.words())
    }

    /// Returns what the line says.
    pub fn said(&self, table: &WordTable) -> Said {
        Said { reading: self.reading, attempt: self.attempt(table), meal: self.meal() }
    }

    /// Whether the line says what was done but not what it was about: `call`, `email out`.
    pub fn is_bare(&self, table: &WordTable) -> bool {
        let is_known = |word: &str| table.exactly(word).is_some() || matches!(word, "out" | "in");
        let mut words =
            self.text.split_ascii_whitespace().map(bare).filter(|word| !word.is_empty()).peekable();
        self.rest().is_empty() && words.peek().is_some() && words.all(|word| is_known(&word))
    }
}

/// Reads the words after date and time.
pub fn read<'a>(text: &'a str, vocabulary: Vocabulary<'_>) -> LineReading<'a> {
    read_in(Tense::Past, text, vocabulary)
}

/// When the day of a line is. On a day to come, `lunch booked, her treat` is the lunch that is planned then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core) enum Tense {
    /// Today or before.
    Past,
    /// After today.
    ToCome,
    /// Of a ticked task: what it says was yet to be done is done.
    Done,
}

impl Tense {
    pub(in crate::core) fn of(day: Day, today: Day) -> Tense {
        if day > today { Tense::ToCome } else { Tense::Past }
    }
}

/// Like [`read`], for a line about a day in this tense.
pub(in crate::core) fn read_in<'a>(
    tense: Tense,
    text: &'a str,
    vocabulary: Vocabulary<'_>,
) -> LineReading<'a> {
    let text = words_of(text);
    if tense != Tense::ToCome
        && let Some((head, reading)) = vocabulary.table.known_head(text)
    {
        return LineReading { reading, text, head: head.len(), topic_start: TopicStart::AfterHead };
    }
    let mut head = Head::of(text, vocabulary);
    head.tense = tense;
    let found = by_head(&head, text);
    if found.reading != Reading::Assumed {
        return found;
    }
    let Some(rest) = behind_weekday(text) else { return found };
    let later = read_in(tense, rest, vocabulary);
    if tells_more(text, rest, later.reading) { later } else { found }
}

/// Returns the text behind a weekday at the start of a line: `Thu voicemail`. Only where it says nothing otherwise, as it may
/// be a word or a name: `Sat with her`, `Sun wrote`.
fn behind_weekday(text: &str) -> Option<&str> {
    weekday(text).and_then(|(_, rest)| rest.strip_prefix(' '))
}

/// Whether the words behind a weekday are read. `Thursday should work for her` is no plan, `Sat should send it` is.
fn tells_more(text: &str, rest: &str, reading: Reading) -> bool {
    match reading {
        Reading::Assumed => false,
        Reading::Intention => text.len() - rest.len() <= "Thurs ".len(),
        _ => true,
    }
}

/// Like [`read`], for words that are about nobody by name.
pub fn read_alone<'a>(text: &'a str, table: &WordTable) -> LineReading<'a> {
    read(text, table.with(&Subjects::of(&[])))
}

/// Returns how a text that is in no log is read: its words, without links, hashtags and the like.
pub(in crate::core) fn read_text(text: &str, table: &WordTable) -> Reading {
    read_alone(&plain(text).text, table).reading
}

/// Whether a line begins with what the user has yet to do, without a word of the table that makes it an intention:
/// `I’ll call tomorrow`.
pub fn is_yet_to_do(text: &str, table: &WordTable) -> bool {
    is_users_plan(&Head::of(words_of(text), table.with(&Subjects::of(&[]))))
}

/// Returns a line without separators at its ends, without the keyword of a task that is done, and without what
/// programs put behind its words.
fn words_of(text: &str) -> &str {
    without_company(without_references(
        without_done_keyword(text.trim_start_matches(is_separator)).trim_end(),
    ))
}

/// Returns a line without a block id and marks of footnotes at its end: `no answer ^a1b2`, `voicemail[^1]`.
fn without_references(text: &str) -> &str {
    if !holds_any(text, [b'^']) {
        return text;
    }
    let mut text = without_block_id(text);
    while let Some((before, _)) = text.strip_suffix(']').and_then(|inner| inner.rsplit_once("[^")) {
        text = before.trim_end();
    }
    text
}

/// Returns a line without who else was there in brackets at its end, as `sync --file-inbox` writes it: `lunch about
/// the plan (with [[Ben Kay]])`. That is not what it was about.
fn without_company(text: &str) -> &str {
    const WITH: &str = "(with ";
    let Some(inner) = text.strip_suffix(')') else { return text };
    let Some((before, company)) = inner.rfind(WITH).and_then(|at| inner.split_at_checked(at)) else {
        return text;
    };
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "&" | "+");
    let mut names = company.get(WITH.len()..).unwrap_or_default().split_ascii_whitespace();
    let before = before.trim_end();
    if !before.is_empty() && names.all(is_name) { before } else { text }
}

/// Like [`read`], but always by the rules, without the cache of common heads. `text` has no separators at its
/// ends.
pub(super) fn read_by_rules<'a>(text: &'a str, vocabulary: Vocabulary<'_>) -> LineReading<'a> {
    by_head(&Head::of(text, vocabulary), text)
}

fn by_head<'a>(head: &Head<'_>, text: &'a str) -> LineReading<'a> {
    let reading = by_phrases(head).unwrap_or_else(|| by_outcome(head, by_known_word(head)));
    let topic_start = match reading {
        Reading::Assumed => TopicStart::WithHead,
        Reading::Clear(Direction::In | Direction::Out, _) if head_names_topic(head.text, text) => {
            TopicStart::WithHead
        }
        Reading::Clear(Direction::Both, _) if cuts_a_list(head.text, text) => TopicStart::WithHead,
        // `need to send the book, and the map`
        Reading::Intention if ends_at_weak_stop(head.text, text) => TopicStart::WithHead,
        _ => TopicStart::AfterHead,
    };
    let may_wish = matches!(reading, Reading::Assumed | Reading::Light);
    let is_wish = may_wish && is_wish(text) && !head.follows_subject(1);
    let reading = match reading {
        _ if is_wish => Reading::Clear(Direction::Out, None),
        Reading::Assumed if says_died(text, head.subjects) => Reading::Mention,
        reading => reading,
    };
    LineReading { reading, text, head: head.text.len(), topic_start }
}

/// Whether the head of a message that ends with a comma, full stop, semicolon or bracket is part of the
/// topic, since it names a thing: `sent the photos, the recipe`.
fn head_names_topic(head: &str, text: &str) -> bool {
    const NAMING: [&str; 9] = ["the", "a", "an", "my", "our", "your", "his", "her", "their"];
    if !ends_at_weak_stop(head, text) {
        return false;
    }
    // The last word does not count: `letter from her, four pages` names nothing yet.
    let mut before_last = head.split_ascii_whitespace();
    before_last.next_back();
    before_last.any(|word| NAMING.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// Whether a head ends with a comma, full stop, semicolon or bracket.
fn ends_at_weak_stop(head: &str, text: &str) -> bool {
    matches!(text.as_bytes().get(head.len()), Some(b',' | b'.' | b';' | b'('))
}

#[cfg(test)]
pub(in crate::core::note) mod tests {
    use super::*;
    use crate::core::note::body::line::plain;
    use crate::core::note::channel::Channel;

    /// Asserts the reading of a line about a contact called Ada: `out email`, `in`, `assumed`.
    #[track_caller]
    pub(in crate::core::note) fn case(line: &str, expected: &str) {
        assert_eq!(reading(line), expected, "{line}");
    }

    fn reading(line: &str) -> String {
        let ada = Subjects::of(&["ada lovelace", "ada"]);
        match read(&plain(line).text, WordTable::default().with(&ada)).reading {
            Reading::Clear(direction, None) => direction.name().to_owned(),
            Reading::Clear(direction, Some(channel)) => format!("{} {}", direction.name(), channel.name()),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    #[test]
    fn a_weekday_before_words_is_set_aside_where_it_is_no_word() {
        case("Thu voicemail", "out");
        case("Friday skipped", "skip");
        case("Sat should send the deck", "intention");
        case("Wed lunch cancelled", "cancelled");
        case("Thursday should work for her", "assumed");
        case("Sat with her in the garden", "assumed");
        case("Sun came out", "assumed");
        case("Thursday-night quiz", "assumed");
        case("Thu call", "both phone");
    }

    #[test]
    fn a_topic_keeps_its_first_sign_unless_that_is_an_arrow() {
        let topic = |line| read_alone(&plain(line).text, &WordTable::default()).topic().into_owned();
        assert_eq!(topic("call: <3 you"), "<3 you");
        assert_eq!(topic("call: <https://auto.example>"), "<https://auto.example>");
        for line in ["coffee <- agreed", "coffee -> agreed", "coffee → agreed", "coffee: <-- agreed"] {
            assert_eq!(topic(line), "agreed", "{line}");
        }
    }

    #[test]
    fn lines_read_as_the_design_says() {
        case("email out: sent the case study", "out email");
        case("email in: yes, gladly", "in email");
        case("— call", "both phone");
        case("call out: voicemail", "out phone");
        case("Email | In | asks for the price list", "in email");
        case("Email | incoming |", "in email");
        case("Call | out", "out phone");
        case("Email | In town | asks", "out email");
        case("email in -- asks for the price list", "in email");
        case("email in --- asks for the price list", "in email");
        case("called -- no answer", "out phone");
        case("lunch -- cancelled", "cancelled");
        case("email in --asks", "out email");
        case("lunch --> dinner", "both in-person");
        case("coffee in Lisbon", "both in-person");
        case("dinner out, lovely evening", "both in-person");
        case("letter to her mother's address", "out letter");
        case("letter from Ada", "in letter");
        case("message in: hello", "in text");
        case("connection request", "out linkedin");
        case("she replied at once", "in");
        case("Ada replied", "in");
        case("[[Ada Lovelace]] replied", "in");
        case("[[@Ada Lovelace]] emailed", "in email");
        case("[[Ada Lovelace 🌱|@Ada]] emailed me", "in email");
        case("[[Lovelace, Ada]] called, wants the plan", "both phone");
        case("I replied", "out");
        case("replied to her question", "out");
        case("Ada responded", "in");
        case("responded to her question", "out");
        case("responded to me", "in");
        case("responded", "reply");
        case("she responded well to the treatment", "assumed");
        case("replied", "reply");
        case("wrote back", "reply");
        case("Ada wrote about the move", "in");
        case("wrote about the move", "out");
        case("1:1 about the plan", "both");
        case("1-1 over the plan", "both");
        case("catch-up", "both");
        case("beers after work", "both");
        case("brunch at hers", "both in-person");
        case("FaceTime, an hour", "both video");
        case("Google Meet about it", "both video");
        case("ran into her at the market", "both");
        case("long walk, then tea", "both in-person");
        case("we finally had our lunch", "assumed");
        case("helped me carry the sofa", "assumed");
        case("Finally sent the deck", "out");
        case("she emailed from the train", "in email");
        case("thinking of her", "assumed");
        case("", "assumed");
    }

    #[test]
    fn lines_without_contact_are_recognised() {
        case("voicemail", "out");
        case("[[Ada Lovelace]] voicemail", "out");
        case("Ada no answer", "out");
        case("left a message", "out");
        case("call, left a message", "out phone");
        case("missed call", "out phone");
        case("call, no answer", "out phone");
        case("Still no answer from [[Ada]]", "out");
        case("still nothing", "out");
        case("tried", "out");
        case("email, no reply", "out email");
        case("lunch (cancelled)", "cancelled");
        case("lunch cancelled", "cancelled");
        case("lunch: he cancelled last minute", "cancelled");
        case("lunch: she cancelled at the last minute", "cancelled");
        case("lunch: Ada cancelled on me again", "cancelled");
        case("lunch: she cancelled the last of her classes", "both in-person");
        case("coffee, postponed", "cancelled");
        case("no answer at first, then coffee with her", "both in-person");
        case("tried calling, then she called back", "both phone");
        case("(no answer) call", "out phone");
        case("no response to treatment yet; call with his wife", "assumed");
        case("haven't met for a year, but long call today", "both in-person");
        case("never met before, we talked about the plan", "both in-person");
        case("haven't called her yet", "assumed");
        case("she hasn't called", "assumed");
        case("never met", "assumed");
        case("never got my letter, she says", "assumed");
        case("got invited to her wedding", "assumed");
        case("can't reach her", "out");
        case("not reached", "out");
        case("haven't reached her", "out");
        case("not reached a decision yet", "assumed");
        case("dinner cancelled because of the snow", "cancelled");
        case("she didn’t show up", "cancelled");
        case("met to talk about the cancelled project", "both in-person");
        case("should call her", "intention");
        case("need to send the book", "intention");
        case("ask her about the trip", "intention");
        case("asked about the trip", "assumed");
        case("commented on her post", "light");
        case("liked her talk", "light");
        case("wished him happy birthday", "out");
        case("she wished me a happy birthday", "assumed");
        case("happy birthday from her", "assumed");
        case("wished me luck", "assumed");
        case("congratulated him on his birthday", "out");
        case("happy birthday", "out");
        case("🎂", "out");
        case("she thanked me for the birthday wishes", "assumed");
        case("he wrote, wants to reschedule", "in");
        case("skip", "skip");
        case("#thanks dinner at hers", "both in-person");
        case("voicemail #ask", "out");
    }

    #[test]
    fn what_is_arranged_for_a_day_to_come_is_planned() {
        let to_come =
            |line| read_in(Tense::ToCome, line, WordTable::default().with(&Subjects::of(&[]))).reading;
        let in_person = Reading::Clear(Direction::Both, Some(Channel::InPerson));
        for line in ["lunch booked", "dinner?", "DONE booked lunch", "planned walk"] {
            assert_eq!(to_come(line), in_person, "{line}");
        }
        assert_eq!(to_come("should call"), Reading::Intention);
    }

    #[test]
    fn the_topic_is_what_follows_the_head() {
        let topic = |line| read_alone(line, &WordTable::default()).topic();
        assert_eq!(topic("email out: sent the case study"), "sent the case study");
        assert_eq!(topic("coffee"), "coffee");
        assert_eq!(topic("DONE call her"), "call her");
        assert_eq!(topic("DONE [#A] call: the plan"), "the plan");
        assert_eq!(topic("DONE DEAL"), "DONE DEAL");
        assert_eq!(topic("sent the kids' photos, the recipe"), "sent the kids' photos, the recipe");
        assert_eq!(topic("got the parcel. Lovely"), "got the parcel. Lovely");
        assert_eq!(topic("letter from her, four pages"), "four pages");
        assert_eq!(topic("email, the budget"), "the budget");
        assert_eq!(topic("tea by the locks, the budget"), "the budget");
        assert_eq!(topic("call about the map: the budget"), "the budget");
        assert_eq!(topic("— call — about the budget"), "about the budget");
        let funeral = "visited her after the funeral, brought soup";
        assert_eq!(topic(funeral), funeral);
        assert_eq!(topic("visit at the hospital: the roof"), "visit at the hospital: the roof");
        assert_eq!(topic("coffee: the funeral"), "the funeral");
        assert_eq!(topic("need to send the book, and the map"), "need to send the book, and the map");
        assert_eq!(topic("todo: the map"), "the map");
        assert_eq!(topic("Lunch with Ben, Cy & Ada"), "Lunch with Ben, Cy & Ada");
        assert_eq!(
            topic("met with Ben Kay, Cy, and Ada: the roof"),
            "met with Ben Kay, Cy, and Ada: the roof"
        );
        assert_eq!(topic("lunch with Ben, Leeds"), "Leeds");
        assert_eq!(topic("lunch with Ben, Great fun & laughter"), "Great fun & laughter");
        assert_eq!(topic("call with Ben, Acme and Heron deals"), "Acme and Heron deals");
        assert_eq!(topic("call with Ben, Q3 and Q4"), "Q3 and Q4");
        assert_eq!(topic("lunch with the team, Cy & Ada"), "Cy & Ada");
        assert_eq!(topic("lunch, Cy & Ada"), "Cy & Ada");
        assert_eq!(topic("call with Ben, and Cy later"), "and Cy later");
        assert_eq!(topic("lunch about the plan (with Ben Kay, Jo and Lu)"), "lunch about the plan");
        assert_eq!(topic("email out: the plan (with Ben)"), "the plan");
        assert_eq!(topic("call about the plan (with slides)"), "with slides)");
        assert_eq!(topic("helped me: carried a sofa"), "helped me: carried a sofa");
    }
}
