//! Tells where the people linked on a line stand in it: in company with the others, or only talked about (design
//! 3.4). The same rules hold for a daily note and for a contact's own log.

use super::inbox_names::is_conjunction;
use crate::core::note::body::links::Link;
use crate::core::note::facts::{Name, Stands};
use crate::core::note::log::words::WordTable;
use crate::core::note::tasks::is_name;
use crate::core::text::lower;

/// A line with its links, and how many of them begin it.
#[derive(Clone, Copy)]
pub(in crate::core::note) struct LinkedLine<'a> {
    pub(in crate::core::note) text: &'a str,
    pub(in crate::core::note) links: &'a [Link<'a>],
    pub(in crate::core::note) leads: usize,
}

impl LinkedLine<'_> {
    /// Sets where the names of the line stand. They are those of its links to notes, in order.
    pub(in crate::core::note) fn place(self, names: &mut [Name], table: &WordTable) {
        let named = self.links.iter().filter(|link| is_name(link));
        // Where the first people named end, and the last link before, with where it stands.
        let mut first = None;
        let mut last: Option<(usize, Stands)> = None;
        for (place, (name, link)) in names.iter_mut().zip(named).enumerate() {
            let words = Around::of(self.text, link, last.map_or(0, |(end, _)| end));
            name.stands = match last {
                _ if place < self.leads => Stands::First,
                Some((_, stands @ (Stands::About | Stands::Told))) if words.is_joined() => stands,
                _ if words.is_about(table) => Stands::About,
                _ if words.are_news() => Stands::News,
                Some(_) if !words.is_joined() && words.are_told_behind(first.unwrap_or(0)) => Stands::Told,
                Some(_) if !words.take_part() => Stands::Apart,
                _ => Stands::Within,
            };
            if place < self.leads {
                // `[[Ada]]: ` says who it is about.
                let behind = self.text.get(link.end..).unwrap_or_default();
                let words = behind.trim_start_matches([':', '-', '–', '—', ' ']);
                first = Some(self.text.len() - words.len());
            }
            first = first.or(Some(link.end));
            last = Some((link.end, name.stands));
        }
    }
}

/// The words around a link.
struct Around<'a> {
    text: &'a str,
    before: &'a str,
    /// From the last link to a note, or from the start of the line.
    between: &'a str,
    behind: &'a str,
}

impl<'a> Around<'a> {
    fn of(text: &'a str, link: &Link<'_>, last: usize) -> Around<'a> {
        Around {
            text,
            before: text.get(..link.start).unwrap_or_default(),
            between: text.get(last..link.start).unwrap_or_default(),
            behind: text.get(link.end..).unwrap_or_default(),
        }
    }

    /// Whether the words between this link and the last one only join them: a comma, `and` or `&`.
    fn is_joined(&self) -> bool {
        let is_mark = |letter: char| matches!(letter, ',' | '&' | '+');
        let word = self.between.trim_matches(|letter: char| letter.is_whitespace() || is_mark(letter));
        is_conjunction(word) || word.is_empty() && self.between.contains(is_mark)
    }

    /// Whether this person is only talked about: `about [[Lea]]`, `texted her [[Lea]]'s number`.
    fn is_about(&self, table: &WordTable) -> bool {
        self.follow_about()
            || self.are_of_others()
            || self.name_a_thing(table)
            || self.say_who_was_absent()
            || self.tell_of_others()
    }

    fn follow_about(&self) -> bool {
        const ABOUT: [&str; 11] = [
            "about",
            "re",
            "regarding",
            "concerning",
            "without",
            "via",
            "through",
            "mentioned",
            "said",
            "says",
            "that",
        ];
        const PAIRS: [[&str; 2]; 4] = [["instead", "of"], ["because", "of"], ["told", "me"], ["told", "us"]];
        let [first, last] = last_two(self.before);
        let is = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        ABOUT.iter().any(|word| is(word, last)) && !is(first, "after")
            || PAIRS.iter().any(|[one, other]| is(one, first) && is(other, last))
    }

    /// Whether these words tell what others have to do with this person: `, who knows [[Lea]]`, `intro to [[Lea]]`.
    fn are_of_others(&self) -> bool {
        // Most lines name one person, of whom nobody else tells anything.
        if !self.is_second() && !self.between.contains("who") {
            return false;
        }
        let is_introducing = |word: &str| {
            ["intro", "introduce", "introduced", "introduction"]
                .iter()
                .any(|one| word.eq_ignore_ascii_case(one))
        };
        let is_of_others =
            |word: &str| matches!(word, "who" | "whose") || (self.is_second() && is_introducing(word));
        let clause = self.between.rsplit([',', ';', '.', '!', '?']).next().unwrap_or_default();
        let last = last_two(clause);
        words(clause).any(is_of_others) && clause.ends_with(' ') && !is_introducing(last[1])
            || self.is_second() && last.iter().any(|word| word.eq_ignore_ascii_case("before"))
    }

    /// Whether another person was named before.
    fn is_second(&self) -> bool {
        self.between.len() < self.before.len()
    }

    /// Whether something of this person is named, neither a place where they are nor a message: `met [[Lea]]'s wife`,
    /// not `dinner at [[Lea]]'s place` or `got [[Lea]]'s letter`.
    fn name_a_thing(&self, table: &WordTable) -> bool {
        const THERE: [&str; 9] = ["at", "in", "to", "into", "from", "for", "by", "answered", "missed"];
        /// Who is called there is called at work.
        const REACHED: [&str; 4] = ["office", "secretary", "assistant", "voicemail"];
        let thing = ["'s ", "’s "].iter().find_map(|mark| self.behind.strip_prefix(mark));
        let is_known = |word: &str| table.exactly(&lower(word)).is_some() || REACHED.contains(&word);
        thing.is_some_and(|thing| !words(thing).take(3).any(is_known))
            && !THERE.contains(&&*lower(last_two(self.before)[1]))
    }

    /// Whether a clause that begins with this link says that they were not there: `; [[Lea]] couldn't come`.
    fn say_who_was_absent(&self) -> bool {
        const NOT: [&str; 5] = ["couldn't", "can't", "cannot", "didn't", "wasn't"];
        const THERE: [&str; 7] = ["come", "make", "join", "show", "there", "able", "attend"];
        const AWAY: [&str; 3] = ["ill", "sick", "absent"];
        let Some(behind) = self.behind.strip_prefix(' ') else { return false };
        let before = self.before.trim_end();
        if !before.ends_with(['.', ';', ',', '!', '?', '(', '–', '—', '-', ':']) && !before.ends_with("but")
        {
            return false;
        }
        let behind = behind.replace('’', "'");
        let mut verbs = words(&behind);
        let first = verbs.next().unwrap_or_default();
        AWAY.contains(&first)
            || NOT.contains(&first) && verbs.next().is_some_and(|verb| THERE.contains(&verb))
    }

    /// Whether a line is about what others did: `she sent [[Lea]] the contract`.
    fn tell_of_others(&self) -> bool {
        let mut words = words(self.text);
        let is_subject = |word: &str| ["she", "he", "they"].iter().any(|one| word.eq_ignore_ascii_case(one));
        words.next().is_some_and(is_subject)
            && words.next() != Some("and")
            && !matches!(last_two(self.before)[1], "with" | "and")
            && !self.before.contains(['&', '+', ',', ';', ':', '.', '('])
    }

    fn are_news(&self) -> bool {
        begins_news(self.before, self.behind)
    }

    /// Whether this link is behind a colon, dash, arrow or bracket, in what was said to the people before it, who end at
    /// `first`: `call with [[Ada]]: [[Lea]] got the job`. Not so in a list of people.
    fn are_told_behind(&self, first: usize) -> bool {
        const COMPANY: [&str; 6] = ["joined", "too", "came", "also", "was", "were"];
        let since = without_brackets(self.before.get(first..).unwrap_or_default());
        let Some(told) = behind_stop(&since) else {
            return false;
        };
        let next = self.behind.trim_start();
        let is_listed = next.starts_with([':', '(', '–', '—']) || next.starts_with("- ");
        let is_alone = words(told).next().is_none();
        let ends =
            next.is_empty() || next.starts_with([',', ')', '+', '/', '|', '.']) || are_only_names(next);
        let is_company = words(next).next().is_some_and(|word| COMPANY.contains(&word));
        let is_led = matches!(last_two(told)[1], "with" | "and" | "plus" | "also" | "cc" | "incl")
            || told.trim_end().ends_with(['+', '&']);
        !(is_listed || is_led || is_company || is_alone && ends)
    }

    /// Whether this person is joined to the last one as another sender or receiver of a message: `to [[Ada]] (Acme) and
    /// [[Lea]]`, `cc [[Lea]]`.
    fn take_part(&self) -> bool {
        let between = without_brackets(self.between);
        let is_joining = |word: &str| {
            const JOINING: [&str; 10] = ["to", "from", "cc", "also", "with", "w", "plus", "then", "'s", "s"];
            const TITLES: [&str; 6] = ["Dr", "Prof", "Mr", "Mrs", "Ms", "Rev"];
            is_conjunction(word) || JOINING.contains(&word) || TITLES.contains(&word)
        };
        last_two(&between)[1].starts_with("cc") || words(&between).all(is_joining)
    }
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').filter(|word| !word.is_empty())
}

/// The last two words of a text; empty where it has none.
fn last_two(text: &str) -> [&str; 2] {
    let mut words = text.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let last = words.by_ref().find(|word| !word.is_empty()).unwrap_or_default();
    [words.find(|word| !word.is_empty()).unwrap_or_default(), last]
}

/// Returns a text without what is in brackets, and from a bracket that was opened before on.
fn without_brackets(text: &str) -> String {
    let mut rest =
        text.split_once(')').filter(|(before, _)| !before.contains('(')).map_or(text, |(_, rest)| rest);
    let mut kept = String::with_capacity(rest.len());
    while let Some((before, (_, after))) =
        rest.split_once('(').and_then(|(before, inner)| Some((before, inner.split_once(')')?)))
    {
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Whether a text up to a closing bracket is only links and words that join them.
fn are_only_names(text: &str) -> bool {
    let mut rest = text.split(')').next().unwrap_or_default();
    while let Some((before, after)) =
        rest.split_once("[[").and_then(|(before, link)| Some((before, link.split_once("]]")?.1)))
    {
        if !words(before).all(is_conjunction) {
            return false;
        }
        rest = after;
    }
    words(rest).next().is_none()
}

/// Returns the text behind the first colon, dash, arrow or bracket.
fn behind_stop(text: &str) -> Option<&str> {
    let stops = [": ", " - ", " – ", "—", " -- ", "→", "->", "("];
    let found = stops.iter().filter_map(|stop| Some((text.find(stop)?, stop.len())));
    let (at, length) = found.min()?;
    text.get(at + length..)
}

/// Whether a link begins a sentence within a text that is plainly news about that person: `. [[Rosie]] died`.
fn begins_news(before: &str, behind: &str) -> bool {
    /// What is no part of a meeting.
    const NEWS: [&str; 6] = ["died", "moved", "lost", "passed", "retired", "became"];
    /// What may be said of somebody who was there, unless another person is named before.
    const STATES: [&str; 5] = ["has", "have", "is", "are", "will"];
    let is_letter = |letter: char| letter.is_alphabetic();
    let Some(before) = before.strip_suffix(' ') else { return false };
    let ends = before.ends_with(['.', ';']) && ends_sentence(before);
    let behind = || behind.strip_prefix(' ')?.split(|letter| !is_letter(letter)).next();
    // A link, or a word with a capital that does not only begin the line.
    let names_other = || {
        before.contains("]]") || before.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase))
    };
    let is_news = |verb: &str| NEWS.contains(&verb) || (STATES.contains(&verb) && names_other());
    ends && behind().is_some_and(is_news)
}

/// Whether a text ends a sentence: not with the full stop of an abbreviation.
pub(super) fn ends_sentence(text: &str) -> bool {
    const ABBREVIATIONS: [&str; 9] = ["prof", "mrs", "incl", "esp", "resp", "aka", "rev", "capt", "approx"];
    let is_letter = |letter: char| letter.is_alphabetic();
    match text.strip_suffix(['.', ';', '!', '?']) {
        Some(sentence) if text.ends_with('.') => {
            let last = sentence.rsplit(|letter| !is_letter(letter)).next().unwrap_or_default();
            let is_word = last.chars().nth(2).is_some() && !ABBREVIATIONS.contains(&&*lower(last));
            is_word || sentence.ends_with("]]")
        }
        Some(part) => part.ends_with(is_letter) || part.ends_with("]]"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body::links::links;
    use crate::core::note::tasks::linked_names;
    use crate::core::place::Spot;

    /// Asserts where the people of a line stand: `~` for talked about, `>` for behind what was said, `/` for apart from
    /// those before, `?` for news.
    #[track_caller]
    fn case(line: &str, expected: &str) {
        let mut names = linked_names(line, Spot::new(1, 1));
        LinkedLine { text: line, links: &links(line), leads: 0 }.place(&mut names, &WordTable::default());
        let shown = names.iter().map(|name| match name.stands {
            Stands::Within | Stands::First => "=",
            Stands::News => "?",
            Stands::About => "~",
            Stands::Told => ">",
            Stands::Apart => "/",
        });
        assert_eq!(shown.collect::<String>(), expected, "{line}");
    }

    #[test]
    fn who_is_talked_about_is_told_from_company() {
        case("coffee, talked about [[Kit]]'s divorce", "~");
        case("lunch without [[Kit]]", "~");
        case("lunch; [[Kit]] couldn't come", "~");
        case("dinner at [[Ann]]'s. [[Kit]] ill.", "=~");
        case("emailed her about [[Kit]] and [[Bo]]", "~~");
        case("texted her [[Kit]]'s number", "~");
        case("met via [[Kit]]", "~");
        case("she told me [[Kit]] has lost his job", "~");
        case("lunch with [[Ann]] instead of [[Kit]]", "=~");
        case("lunch with [[Ann]], who will intro me to [[Kit]]", "=~");
        case("call with [[Ann]] re: fundraise, he'll intro me to [[Kit]]", "=~");
        case("call with [[Ann]] before meeting [[Kit]] tomorrow", "=~");
        case("zoom with [[Ann]] on [[Kit]]'s proposal", "=~");
        case("met [[Kit]]'s wife", "~");
        case("she sent [[Kit]] the contract", "~");
        // Company, messages and places.
        case("dinner with [[Kit]]", "=");
        case("dinner at [[Kit]]'s with [[Ann]]", "==");
        case("dinner at [[Kit]]'s place", "=");
        case("got [[Kit]]'s letter", "=");
        case("replied to [[Kit]]'s question", "=");
        case("called [[Kit]]'s office", "=");
        case("intro call with [[Kit]]", "=");
        case("email intro to [[Kit]]", "=");
        case("tried twice; [[Kit]] didn't answer", "=");
        case("she and [[Kit]] came for dinner", "=");
        case("she came for dinner with [[Kit]]", "=");
        case("after that [[Kit]] came for tea", "=");
        case("walk with [[Kit]], [[Bo]] & [[Ann]]", "===");
    }

    #[test]
    fn what_was_said_is_told_from_company() {
        case("call with [[Ann]]: [[Kit]] got the job!", "=>");
        case("call with [[Ann]] ([[Kit]] got the job!)", "=>");
        case("call with [[Ann]] - [[Kit]] and [[Bo]] got married", "=>>");
        case("call w/ [[Ann]] → intro to [[Kit]]", "=~");
        case("text from [[Ann]]: [[Kit]] is ill", "=>");
        case("lunch: [[Ann]], [[Kit]]", "==");
        case("lunch with [[Ann]] (and [[Kit]])", "==");
        case("lunch with [[Ann]] ([[Kit]] and [[Bo]])", "===");
        case("lunch with [[Ann]] ([[Kit]])", "==");
        case("lunch with [[Ann]] - [[Kit]] joined", "==");
        case("met [[Ann]] (CEO, Acme) and [[Kit]] (CTO)", "==");
        case("standup: [[Ann]] - backend, [[Kit]] - frontend", "=/");
        case("email to [[Ann]] (Acme), [[Kit]] (Beta)", "==");
        case("emailed [[Ann]], cc [[Kit]]", "==");
        case("emailed [[Ann]] (cc [[Kit]])", "==");
        case("sent [[Deck]] to [[Ann]] and [[Kit]]", "===");
        case("[[Ann]] emailed about the roof, passed it on to [[Kit]]", "=/");
    }
}
