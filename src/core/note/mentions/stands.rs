//! Tells where the people linked on a line stand in it: in company with the others, or only talked about (design
//! 3.4). The same rules hold for a daily note and for a contact's own log.

use super::inbox_names::is_conjunction;
use crate::core::note::body::links::Link;
use crate::core::note::facts::{Name, Stands};
use crate::core::note::linked_names::is_name;
use crate::core::note::log::line::words::WordTable;
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
                Some(_) if self.leads > 0 && !words.take_part() => Stands::Apart,
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
            "about", "re", "regarding", "concerning", "without", "via", "through", "mentioned", "said",
            "says", "that",
        ];
        const PAIRS: [[&str; 2]; 4] = [["instead", "of"], ["because", "of"], ["told", "me"], ["told", "us"]];
        let [first, last] = last_two(self.before);
        let is = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        ABOUT.iter().any(|word| is(word, last)) && !is(first, "after")
            || PAIRS.iter().any(|[one, other]| is(one, first) && is(other, last))
    }

    /// Whether these words tell what others have to do with this person: `, who knows [[Lea]]`, `intro to [[Lea]]`.
    fn are_of_others(&self) -> bool {
        const DOES: [&str; 10] =
            ["can", "could", "knew", "knows", "may", "might", "should", "wants", "will", "works"];
        const INTRODUCING: [&str; 4] = ["intro", "introduce", "introduced", "introduction"];
        // Most lines name one person, of whom nobody else tells anything.
        if !self.is_second() && !self.between.contains("who") {
            return false;
        }
        let clause = self.between.rsplit([',', ';', '.', '!', '?']).next().unwrap_or_default();
        let mut rest = words(clause);
        let is_who = rest.any(|word| matches!(word, "who" | "whose"))
            && rest.next().is_some_and(|verb| DOES.contains(&verb));
        let last = last_two(clause);
        let introduces = || words(clause).any(|word| INTRODUCING.contains(&word)) && last[1] == "to";
        is_who || self.is_second() && (introduces() || last.contains(&"before"))
    }

    /// Whether another person was named before.
    fn is_second(&self) -> bool {
        self.between.len() < self.before.len()
    }

    /// Whether something of this person is named, neither a place where they are nor a message: `met [[Lea]]'s wife`,
    /// not `dinner at [[Lea]]'s place` or `got [[Lea]]'s letter`.
    fn name_a_thing(&self, table: &WordTable) -> bool {
        const THERE: [&str; 11] =
            ["at", "in", "on", "to", "into", "from", "for", "by", "answered", "missed", "visited"];
        /// Who is called there is called at work.
        const REACHED: [&str; 4] = ["office", "secretary", "assistant", "voicemail"];
        let thing = ["'s ", "’s "].iter().find_map(|mark| self.behind.strip_prefix(mark));
        let is_known = |word: &str| table.exactly(&lower(word)).is_some() || REACHED.contains(&word);
        thing.is_some_and(|thing| !words(thing).take(3).any(is_known))
            && !self.before.trim_end().ends_with(':')
            && !THERE.contains(&&*lower(last_two(self.before)[1]))
    }

    /// Whether a clause that begins with this link says that they were not there: `; [[Lea]] couldn't come`, `. [[Lea]]
    /// ill.`
    fn say_who_was_absent(&self) -> bool {
        const NOT: [&str; 5] = ["couldn't", "can't", "cannot", "didn't", "wasn't"];
        const THERE: [&str; 5] = ["come", "join", "show", "there", "attend"];
        const AWAY: [&str; 3] = ["ill", "sick", "absent"];
        let Some(behind) = self.behind.strip_prefix(' ') else { return false };
        let before = self.before.trim_end();
        if !before.ends_with(['.', ';', ',', '!', '?', '(', '–', '—', '-', ':']) && !before.ends_with("but")
        {
            return false;
        }
        let behind = behind.replace('’', "'");
        let mut verbs = words(&behind);
        let (first, second, third) = (verbs.next(), verbs.next(), verbs.next());
        let is = |word: Option<&str>, list: &[&str]| word.is_some_and(|word| list.contains(&word));
        let is_away = is(first, &AWAY) && second.is_none();
        let makes_it = second == Some("make") && (third == Some("it") && verbs.next().is_none());
        is_away || is(first, &NOT) && (is(second, &THERE) || makes_it)
    }

    /// Whether a line is about what others sent or told: `she sent [[Lea]] the contract`, not `she wrote to [[Lea]] and
    /// me`.
    fn tell_of_others(&self) -> bool {
        const DID: [&str; 9] =
            ["emailed", "forwarded", "gave", "messaged", "sent", "showed", "texted", "told", "wrote"];
        let mut said = words(self.text);
        let is_subject = |word: &str| ["she", "he", "they"].iter().any(|one| word.eq_ignore_ascii_case(one));
        said.next().is_some_and(is_subject)
            && said.next().is_some_and(|verb| DID.contains(&verb))
            && !said.any(|word| matches!(word, "me" | "us"))
            && !matches!(last_two(self.before)[1], "with" | "and")
            && !self.before.contains(['&', '+', ',', ';', ':', '.', '('])
    }

    fn are_news(&self) -> bool {
        begins_news(self.before, self.behind)
    }

    /// Whether this link is right behind a colon, dash or bracket, and what follows is plainly news about this person,
    /// told by the people before it, who end at `first`: `call with [[Ada]]: [[Lea]] got the job`. Not so in a list of
    /// people, nor in company: `dinner with [[Ada]] - [[Lea]] paid`.
    fn are_told_behind(&self, first: usize) -> bool {
        const NEWS: [&str; 12] = [
            "became", "can't", "died", "got", "had", "has", "is", "isn't", "lost", "moved", "passed",
            "retired",
        ];
        let since = self.before.get(first..).unwrap_or_default().trim_end();
        since.ends_with([':', '-', '–', '—', '('])
            && self.behind.starts_with(' ')
            && words(self.behind).next().is_some_and(|verb| NEWS.contains(&verb))
    }

    /// Whether this person is joined to the last one as another sender or receiver of a message: `[[Ada]] wrote to me,
    /// [[Lea]] to Tom`, `cc [[Lea]]`.
    fn take_part(&self) -> bool {
        let between = self.between.trim_end();
        between.ends_with([',', '&', '+', '('])
            || is_conjunction(last_two(between)[1])
            || between.contains("cc")
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
    use crate::core::note::linked_names::linked_names;
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
        for line in [
            "Called [[Ann]] - met [[Kit]]",
            "Party at [[Ann]]'s: met [[Kit]]",
            "dinner with [[Ann]] (husband [[Kit]])",
            "dinner with [[Ann]] - [[Kit]] paid",
            "walk with [[Ann]] – [[Kit]] tagged along",
            "called [[Ann]]: no answer, [[Kit]]: voicemail",
            "dinner at [[Ann]]'s: [[Kit]] and his wife",
            "emailed [[Ann]] at Acme and [[Kit]] at Beta",
            "Emails to [[Ann]] re grant, to [[Kit]] re paper",
            "texted [[Ann]], Tom and [[Kit]]",
            "emailed [[Ann]] & her husband [[Kit]]",
            "sent the deck to [[Ann]] and later to [[Kit]]",
            "dinner with [[Ann]] who brought [[Kit]]",
            "call with [[Ann]], intro call with [[Kit]]",
            "she joined [[Ann]] and me with [[Kit]]",
            "called [[Ann]]; [[Kit]] can't make Friday",
            "Drinks on [[Ann]]'s boat with [[Kit]]",
            "Meeting with [[Ann]]: [[Kit]] will send the deck",
        ] {
            case(line, "==");
        }
        case("Guess who I met today: [[Kit]]", "=");
        case("she brought [[Kit]] to lunch", "=");
        case("call w/ [[Ann]] → intro to [[Kit]]", "=~");
        case("text from [[Ann]]: [[Kit]] is ill", "=>");
        case("lunch: [[Ann]], [[Kit]]", "==");
        case("lunch with [[Ann]] (and [[Kit]])", "==");
        case("lunch with [[Ann]] ([[Kit]] and [[Bo]])", "===");
        case("lunch with [[Ann]] ([[Kit]])", "==");
        case("lunch with [[Ann]] - [[Kit]] joined", "==");
        case("met [[Ann]] (CEO, Acme) and [[Kit]] (CTO)", "==");
        case("standup: [[Ann]] - backend, [[Kit]] - frontend", "==");
        case("email to [[Ann]] (Acme), [[Kit]] (Beta)", "==");
        case("emailed [[Ann]], cc [[Kit]]", "==");
        case("emailed [[Ann]] (cc [[Kit]])", "==");
        case("sent [[Deck]] to [[Ann]] and [[Kit]]", "===");
    }
}
