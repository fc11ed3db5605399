//! Reads hooks and one-off events from a contact's note (design 3.5).

use super::body::line::is_separator;
use super::body::{Body, Line, LineKind, TaskBox};
use super::facts::{Event, Hook, HookKind};
use super::fields::date_problem;
use super::fields::values::is_unknown;
use super::log::dates::after_date::behind_date;
use super::purposes::{Purpose, Purposes};
use super::report::{Report, words};
use super::tasks::titles::{Images, item_with_code};
use crate::core::bytes::split_once_at;
use crate::core::date_text::partial::{Part, partial};
use crate::core::date_text::{DateOrder, leading};
use crate::core::day::Day;
use crate::core::place::Spot;
use crate::core::problem::{Code, quoted};
use crate::core::text::{fold_name, folded, is_mark, on_one_line, one_line, prefix};
use crate::core::time_text::skip_time;
use std::borrow::Cow;
use std::cell::LazyCell;

/// Maximum bytes of the log, and maximum hooks, that are searched for mentions. The cost is their product.
const MOST_LOG: usize = 256 * 1024;
const MOST_HOOKS: usize = 200;

/// Reads the list items under Hooks, Remember or Personal. `said` is the text of the log entries.
pub fn hooks<'a>(
    body: &Body<'_>,
    purposes: &Purposes,
    said: impl Iterator<Item = &'a str>,
    report: &Report<'_>,
) -> Vec<Hook> {
    let mut hooks = Vec::new();
    // Folded only on demand: few notes have a hook that can be mentioned, but every note has a log.
    let folded = LazyCell::new(|| folded_lines(said));
    for line in items(body, purposes, Purpose::Hooks) {
        let text = item_with_code(line, report, Images::Linked);
        if !has_content(&text) {
            continue;
        }
        let is_searched = hooks.len() < MOST_HOOKS;
        let is_in_log = |subject: &str| is_searched && prefix(&folded, MOST_LOG).contains(subject);
        hooks.push(hook(text.trim(), line.spot, is_in_log));
    }
    hooks
}

/// Returns the list items of sections with a purpose, except tasks.
fn items<'b>(
    body: &'b Body<'b>,
    purposes: &Purposes,
    purpose: Purpose,
) -> impl Iterator<Item = &'b Line<'b>> {
    // Few notes have such a section.
    let lines = if purposes.any(purpose) { body.lines.as_slice() } else { &[] };
    lines.iter().filter(move |line| {
        let is_item = matches!(line.kind, LineKind::Item(_, None | Some(TaskBox::Other)));
        is_item && purposes.holds(line.section, purpose)
    })
}

/// Whether a hook has content, unlike `N/A` or `gift:` without a value.
fn has_content(text: &str) -> bool {
    let is_absent = |text: &str| text.trim().is_empty() || is_unknown(text);
    let is_label = |label: &str| kind_of(label) != HookKind::Plain;
    !is_absent(text)
        && !split_once_at(text, b':').is_some_and(|(label, value)| is_absent(value) && is_label(label))
}

fn folded_lines<'a>(said: impl Iterator<Item = &'a str>) -> String {
    let mut folded = String::new();
    for line in said {
        folded.push_str(&fold_name(line));
        folded.push('\n');
    }
    folded
}

/// Returns the kind of a hook that begins with a word.
fn kind_of(word: &str) -> HookKind {
    match folded(word).as_ref() {
        "gift" | "gifts" => HookKind::Gift,
        "recommended" | "recommends" => HookKind::Recommended,
        _ => HookKind::Plain,
    }
}

/// Marks the hooks that lines about the contact elsewhere than in its log mention.
pub(in crate::core) fn mark_mentioned<'a>(hooks: &mut [Hook], said: impl Iterator<Item = &'a str>) {
    let is_open = |hook: &Hook| hook.kind != HookKind::Plain && !hook.mentioned;
    if !hooks.iter().any(is_open) {
        return;
    }
    let folded = folded_lines(said);
    for hook in hooks.iter_mut().take(MOST_HOOKS).filter(|hook| is_open(hook)) {
        let subject = subject(&hook.text);
        hook.mentioned = !subject.is_empty() && prefix(&folded, MOST_LOG).contains(&subject);
    }
}

/// What a log says if it mentions a hook.
fn subject(hook: &str) -> String {
    let subject = hook.split_once(':').map_or(hook, |(_, subject)| subject);
    fold_name(subject.trim().trim_end_matches('.'))
}

fn hook(text: &str, spot: Spot, is_in_log: impl Fn(&str) -> bool) -> Hook {
    let kind = text.split(is_mark).next().map_or(HookKind::Plain, kind_of);
    let is_mentioned = || {
        let subject = subject(text);
        !subject.is_empty() && is_in_log(&subject)
    };
    let mentioned = kind != HookKind::Plain && is_mentioned();
    Hook { text: on_one_line(Cow::Borrowed(text)).into(), spot, kind, mentioned }
}

/// Reads the dated list items under Events or Upcoming, and reports dates that cannot be used.
pub fn events(
    body: &Body<'_>,
    purposes: &Purposes,
    order: Option<DateOrder>,
    report: &mut Report<'_>,
) -> Vec<Event> {
    let mut events = Vec::new();
    for line in items(body, purposes, Purpose::Events) {
        let text = item_with_code(line, report, Images::Dropped);
        let start = text.trim_start_matches(['*', '_', ' ']);
        let Some(found) = leading(start, order) else {
            let written = partial(start).filter(|found| !matches!(found.part, Part::Month | Part::Elsewhere));
            if let Some(written) = written.and_then(|found| start.get(..found.length)) {
                let message = format!("this event has no whole date: {}", quoted(written));
                let said =
                    words(message, "write its whole date, such as `2026-11-02`", "the event is left out");
                report.at(Code::AlmostDated, line.spot, written, said);
            }
            continue;
        };
        match found.day {
            Ok(day) => {
                let rest = start.get(found.length..).unwrap_or_default().trim_start_matches(['*', '_']);
                let (until, rest) = last_day(day, skip_time(rest), order).unwrap_or((day, rest));
                let text =
                    one_line(&behind_date(rest, order).trim_start_matches(is_separator).replace('`', ""));
                events.push(Event { day, until, text: text.into(), spot: line.spot });
            }
            Err(fault) => {
                let written = start.get(..found.length).unwrap_or_default();
                date_problem(report, fault, line.spot, written, "the event is left out");
            }
        }
    }
    events
}

/// Splits the last day off the text after an event's first day: `– 2026-11-28 trip to Rome` gives 28 November
/// and `trip to Rome`.
fn last_day(first: Day, rest: &str, order: Option<DateOrder>) -> Option<(Day, &str)> {
    let rest = rest.trim_start();
    let joined =
        ["–", "—", "-", "..", "to ", "until "].iter().find_map(|joiner| rest.strip_prefix(joiner))?;
    let joined = joined.trim_start();
    let found = leading(joined, order)?;
    let last = found.day.ok().filter(|last| *last > first)?;
    Some((last, joined.get(found.length..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::facts::ContactFacts;
    use crate::core::note::read::tests::note;

    fn contact(text: &str) -> ContactFacts {
        *note("People/Ada.md", text).contact.unwrap()
    }

    #[track_caller]
    fn hooks_case(text: &str, expected: &[&str]) {
        let hooks = contact(text).hooks;
        assert_eq!(hooks.iter().map(|hook| &*hook.text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn empty_hooks_are_skipped() {
        let text =
            "## Hooks\n- N/A\n- -\n- ?\n- gift:\n- Recommended: tbd\n- <!-- add hooks -->\n- > quoted\n- tea";
        hooks_case(text, &["tea"]);
    }

    #[test]
    fn words_in_code_are_words_of_hooks_and_events() {
        let text = "## Hooks\n- likes `vim` and `tmux`\n- `neovim`\n  - `a` ~~b~~ c\n* `d`\n\n\
                    ## Events\n- 2026-11-25 `RustConf` talk\n- 2026-11-26 `x`\n- `2026-11-27` y\n";
        hooks_case(text, &["likes `vim` and `tmux`", "`neovim`", "`a` c", "`d`"]);
        let contact = contact(text);
        let events = contact.rare.events.iter().map(|event| &*event.text);
        assert_eq!(events.collect::<Vec<_>>(), ["RustConf talk", "x"]);
    }

    #[test]
    fn images_in_hooks_are_links() {
        let text = "## Hooks\n- ![her garden](http://e.example/x.png)\n- ![](http://e.example/a/y.png) roses\n\
                    - ![[photo.png]]\n- likes ![a](b.png) and `![c](d)`\n- %%![a](b)%%\n- <!-- ![a](b) -->\n";
        let links = [
            "[her garden](http://e.example/x.png)",
            "[y.png](http://e.example/a/y.png) roses",
            "[[photo.png]]",
            "likes [a](b.png) and `![c](d)`",
        ];
        hooks_case(text, &links);
    }

    #[test]
    fn the_first_word_gives_the_kind_and_the_log_may_mention_a_hook() {
        #[track_caller]
        fn case(text: &str, kind: HookKind, mentioned: bool) {
            let log = "## Log\n- 2026-11-02 call about the  Blue BOOK\n- 2026-11-03 x";
            let hooks = contact(&format!("## Hooks\n- {text}\n{log}")).hooks;
            let found: Vec<_> = hooks.iter().map(|hook| (hook.kind, hook.mentioned)).collect();
            assert_eq!(found, [(kind, mentioned)], "{text}");
        }
        case("GIFT: the blue book.", HookKind::Gift, true);
        case("gift: a red book", HookKind::Gift, false);
        case("Recommends the blue  book", HookKind::Recommended, false);
        case("recommended: blue book", HookKind::Recommended, true);
        case("the blue book", HookKind::Plain, false);
        case("gift", HookKind::Gift, false);
        case("Gifts: a red book", HookKind::Gift, false);
        case("gift idea: a red book", HookKind::Gift, false);
        case("gifted pianist, plays Bach", HookKind::Plain, false);
        case("recommendedly", HookKind::Plain, false);
        case("travels:", HookKind::Plain, false);
        case("gİft: x", HookKind::Plain, false);
        case("é", HookKind::Plain, false);
    }
}
