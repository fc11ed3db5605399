//! Tells by what stands above a task or in front of it who has to do it: `**They owe me:**` above a list, `Me: …` and
//! `Ada: …` in one list (design 3.5). Only in the contact's own note.

use super::duties::means_contact;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::owed::Debtor;
use crate::core::note::purposes::owes;
use crate::core::text::is_one_of;
use memchr::memchr;

/// Maximum bytes of a label above a list, and of who is named in front of a task.
const LONGEST: usize = 60;

/// The labels above a line, while the lines of a note are read in order.
#[derive(Debug, Default)]
pub(super) struct Labels<'l> {
    /// Of the paragraph above.
    paragraph: Option<Debtor>,
    /// Of the item around, with its depth.
    item: Option<(usize, Debtor)>,
    /// The item above, with its depth. It is a label only if there is an item in it, which most have not.
    above: Option<(usize, &'l str)>,
}

impl<'l> Labels<'l> {
    /// Goes on to a line.
    pub(super) fn pass(&mut self, line: &'l Line<'_>, is_contact: &impl Fn(&str) -> bool) {
        match line.kind {
            LineKind::Heading(_) => *self = Labels::default(),
            LineKind::Text(0) => {
                let is_label = || line.text.len() <= LONGEST && is_label(&line.text);
                (self.item, self.above) = (None, None);
                self.paragraph = if is_label() { owes(&line.text, is_contact) } else { None };
            }
            LineKind::Item(depth, task) => {
                if let Some((around, text)) = self.above.take().filter(|(around, _)| *around < depth)
                    && let Some(debtor) = owes(text, is_contact)
                {
                    self.item = Some((around, debtor));
                }
                if self.item.is_some_and(|(around, _)| depth <= around) {
                    self.item = None;
                }
                let may_be_label = task.is_none() && line.text.len() <= LONGEST;
                self.above = may_be_label.then_some((depth, &*line.text));
            }
            LineKind::Text(_) | LineKind::Row => {}
        }
    }

    /// Returns who owes what stands on the line passed last.
    pub(super) fn debtor(&self) -> Option<Debtor> {
        self.item.map(|(_, debtor)| debtor).or(self.paragraph)
    }
}

/// Whether a paragraph is a label: it is in bold, or ends with a colon.
fn is_label(text: &str) -> bool {
    let inner = text.trim_end().trim_end_matches(['*', '_']);
    inner.ends_with(':') || (inner.len() < text.trim_end().len() && text.starts_with(['*', '_']))
}

/// Splits a task before whose it is: `Me: send it`, `**Ada**: send it`, `[[Ada]]: send it`, `@Ada: send it`.
pub(super) fn owner_in_front<'t>(
    text: &'t str,
    is_contact: &dyn Fn(&str) -> bool,
) -> Option<(Debtor, &'t str)> {
    let is_mark = |letter: char| matches!(letter, '*' | '_' | ' ');
    let colon = memchr(b':', text.as_bytes().get(..text.len().min(LONGEST))?)?;
    let (head, rest) = (text.get(..colon)?, text.get(colon + 1..)?);
    let words = rest.trim_start_matches(['*', '_']);
    let words = words.strip_prefix(' ')?.trim_start();
    let head = head.trim_matches(is_mark);
    let head = head.strip_prefix('@').unwrap_or(head);
    if words.is_empty() {
        return None;
    }
    let is_user = is_one_of(head, &["me", "i", "myself"]);
    let debtor = if is_user {
        Debtor::User
    } else {
        let is_meant = |word: &str| is_one_of(word, &["her", "him", "them"]) || is_contact(word);
        Some(Debtor::Contact).filter(|_| means_contact(head, &is_meant))?
    };
    Some((debtor, words))
}

/// Returns the first and the last line of each list with a task of the user's, `Me: …`, in order.
pub(super) fn lists_of_two(body: &Body<'_>) -> Vec<(u32, u32)> {
    let is_in_list = |line: &Line<'_>| matches!(line.kind, LineKind::Item(..) | LineKind::Text(1..));
    let of_user = |line: &Line<'_>| {
        matches!(line.kind, LineKind::Item(_, Some(_)))
            && owner_in_front(&line.text, &|_| false).is_some_and(|(debtor, _)| debtor == Debtor::User)
    };
    let lists = body.lines.chunk_by(|above, line| is_in_list(above) && is_in_list(line));
    let lists = lists.filter(|lines| lines.iter().any(of_user));
    lists.filter_map(|lines| Some((lines.first()?.spot.line, lines.last()?.spot.line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::read::tests::note;
    use crate::core::problem::Code;

    /// The tasks of Ada's note, those that she owes with `?`, and the codes of its problems.
    fn tasks(text: &str) -> (Vec<String>, Vec<Code>) {
        let facts = note("People/Ada Quist.md", text);
        let shown = facts.tasks.iter().map(|task| {
            let mark = if task.waiting.is_some() { "? " } else { "" };
            format!("{mark}{}", task.title())
        });
        (shown.collect(), facts.problems.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn labels_and_headings_say_who_owes_a_task() {
        for above in [
            "## They owe me",
            "### Ada's action items",
            "**They owe me:**",
            "**They committed to:**\n",
            "They owe me:",
            "**Waiting for**",
            "## Open commitments\n### Pending from her",
            "## To do\n**Their commitments**",
        ] {
            let text = format!("# Ada Quist\n\n{above}\n- [ ] logos by 2026-12-03\n- [ ] a list\n");
            assert_eq!(tasks(&text), (vec!["? logos".to_owned(), "? a list".to_owned()], vec![]), "{text}");
        }
        for above in [
            "## I owe them",
            "**I owe them:**",
            "## My action items",
            "## Action items",
            "They owe me a lot",
            "**They owe Ben:**",
            "**They owe me:**\n\nnothing now",
            "**They owe me:**\n\n## To do",
            "- They owe me nothing",
            "## They owe me\n**I owe them:**",
            "## Waiting for\n### I owe them",
        ] {
            let text = format!("# Ada Quist\n\n{above}\n\n- [ ] logos by 2026-12-03\n");
            assert_eq!(tasks(&text), (vec!["logos".to_owned()], vec![]), "{text}");
        }
        let listed = "- They owe me\n  - [ ] logos\n  - plans\n    - [ ] a list\n- I owe her\n  - [ ] a map\n- [ ] more";
        assert_eq!(tasks(listed).0, ["? logos", "? a list", "a map", "more"]);
    }

    #[test]
    fn names_in_front_of_the_tasks_of_a_list_say_who_owes_them() {
        #[track_caller]
        fn case(text: &str, expected: &[&str], problems: &[Code]) {
            let (tasks, codes) = tasks(text);
            assert_eq!(
                (tasks.iter().map(String::as_str).collect::<Vec<_>>(), &*codes),
                (expected.to_vec(), problems),
                "{text}"
            );
        }
        case("- [ ] Me: a map\n- [ ] Ada: logos by 2026-12-03", &["a map", "? logos"], &[]);
        case("- [ ] [[Ada Quist]]: logos\n- [ ] **Me:** a map", &["? logos", "a map"], &[]);
        case("- [ ] Me: a map", &["a map"], &[]);
        case("- [ ] Ada: logos", &["Ada: logos"], &[Code::UnclearOwner]);
        case("- [ ] Ada: logos\n- [ ] @Ada: a list", &["Ada: logos", "@Ada: a list"], &[Code::UnclearOwner]);
        case("- [ ] Me: a map\n\nText\n\n- [ ] Ada: logos", &["a map", "Ada: logos"], &[Code::UnclearOwner]);
        case("## They owe me\n- [ ] Ada: logos", &["? logos"], &[]);
        case(
            "- [x] Ada: logos\n- [ ] Ben: a map\n- [ ] Call: the roof",
            &["Ada: logos", "Ben: a map", "Call: the roof"],
            &[],
        );
    }

    #[test]
    fn more_spellings_of_the_hashtag_are_read() {
        for tag in ["#waiting", "#waiting-for", "#waitingfor", "#Waiting_For"] {
            assert_eq!(tasks(&format!("- [ ] logos {tag} by 2026-12-03")).0, ["? logos"], "{tag}");
        }
        assert_eq!(tasks("- [ ] logos #waiting-room").0, ["logos #waiting-room"]);
    }

    #[test]
    fn whose_a_task_is_stands_in_front() {
        let is_ada = |word: &str| matches!(word, "Ada" | "Quist");
        for (text, expected) in [
            ("Me: send it", Some((Debtor::User, "send it"))),
            ("**Me:** send it", Some((Debtor::User, "send it"))),
            ("I: send it", Some((Debtor::User, "send it"))),
            ("Ada: send it", Some((Debtor::Contact, "send it"))),
            ("**Ada Quist**: send it", Some((Debtor::Contact, "send it"))),
            ("**Ada Quist:** send **it**", Some((Debtor::Contact, "send **it**"))),
            ("[[People/Ada Quist|Ada]]: send it", Some((Debtor::Contact, "send it"))),
            ("@Ada: send it", Some((Debtor::Contact, "send it"))),
            ("Her: send it", Some((Debtor::Contact, "send it"))),
            ("Ben: send it", None),
            ("[[Ben]]: send it", None),
            ("Call: the roof", None),
            ("Ada:: send it", None),
            ("Ada:", None),
            ("Ada:send it", None),
            ("send it to Ada: now", None),
            ("Media: send it", None),
            (": send it", None),
            ("", None),
        ] {
            assert_eq!(owner_in_front(text, &is_ada), expected, "{text}");
        }
    }

    #[test]
    fn labels_are_told_from_sentences() {
        for text in
            ["**They owe me**", "**They owe me:**", "They owe me:", "__They owe me__:", "*They owe me:* "]
        {
            assert!(is_label(text), "{text}");
        }
        for text in ["They owe me", "They owe **me**", "**They** owe me", "They owe me: a lot"] {
            assert!(!is_label(text), "{text}");
        }
    }
}
