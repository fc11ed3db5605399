//! Arranges the history of one contact: sorts it, decides bare replies, and counts an interaction noted in
//! two places once (design 3.4, "Order" and the paragraph on the five places).

use super::contact::{Contact, Interaction, InteractionKind};
use super::day_order::{is_answer, is_own_log, order_day};
use crate::core::day::Day;
use crate::core::note::facts::Source;
use crate::core::note::log::direction::attempt::Attempt;
use crate::core::note::log::line::topic::{is_message_only, tells_nothing};
use crate::core::note::log::line::words::{Direction, WordTable};
use crate::core::note::meant_tags::NO_REPLY;
use crate::core::problem::{Code, Problem};
use std::collections::BTreeSet;

/// What arranging a history needs from the configuration and the contact.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The folded names of all touches.
    pub touches: &'a BTreeSet<String>,
    /// The words of the log.
    pub words: &'a WordTable,
    /// The names of the contact.
    pub names: &'a [&'a str],
}

/// Sorts a history and marks duplicates of a day. `own` is the index of the contact's note.
pub fn arrange(mut history: Vec<Interaction>, own: u32, known: Known<'_>) -> Vec<Interaction> {
    // The sort is stable: entries of one note keep the order in which it is read.
    history.sort_by_key(|entry| (entry.day, entry.source, entry.note != own, entry.note));
    if history.windows(2).all(|pair| matches!(pair, [one, next] if one.day != next.day)) {
        // Most histories have no two entries on a day and need no second list.
        decide_replies(&mut history);
        history.shrink_to_fit();
        return history;
    }
    for day in history.chunk_by_mut(|one, next| one.day == next.day) {
        order_day(day, own, known.touches);
    }
    decide_replies(&mut history);
    let mut arranged: Vec<Interaction> = Vec::with_capacity(history.len());
    let mut history = history.into_iter().peekable();
    let mut day: Vec<Interaction> = Vec::new();
    while let Some(first) = history.next() {
        let date = first.day;
        day.push(first);
        day.extend(std::iter::from_fn(|| history.next_if(|next| next.day == date)));
        once_a_day(&mut day, own, known, &mut arranged);
    }
    arranged.shrink_to_fit();
    arranged
}

/// Decides who sent each bare `replied`: whoever did not write last. If nobody wrote before, it is theirs. Another note
/// that says so of the same day tells of the same answers.
fn decide_replies(history: &mut [Interaction]) {
    let mut last = None;
    let mut told: Vec<(Day, u32, Direction)> = Vec::new();
    for entry in history {
        if entry.kind == InteractionKind::Reply {
            told.retain(|(day, ..)| *day == entry.day);
            let direction = match told_elsewhere(&told, entry.note) {
                Some(direction) => {
                    // It answers what the other note says, and nothing after that.
                    entry.attempt = None;
                    direction
                }
                None if last == Some(Direction::In) => Direction::Out,
                None => Direction::In,
            };
            told.push((entry.day, entry.note, direction));
            entry.kind = InteractionKind::Clear(direction);
        }
        if let Some(direction @ (Direction::In | Direction::Out)) = entry.kind.direction() {
            last = Some(direction);
        }
    }
}

/// The direction of the next answer of a day in a note, if the note that told of answers before it has as many.
fn told_elsewhere(told: &[(Day, u32, Direction)], note: u32) -> Option<Direction> {
    let (_, first, _) = *told.first().filter(|(_, first, _)| *first != note)?;
    let before = told.iter().filter(|(_, other, _)| *other == note).count();
    let same = told.iter().filter(|(_, other, _)| *other == first).nth(before);
    same.map(|(.., direction)| *direction)
}

/// Marks the duplicates of one day. Entries with the same direction are one interaction, that of the own note
/// first; a clear entry absorbs assumed ones. Two entries of one note stay separate if one with another
/// direction is between them: out, in, out is a conversation.
fn once_a_day(day: &mut Vec<Interaction>, own: u32, known: Known<'_>, arranged: &mut Vec<Interaction>) {
    if day.len() < 2 {
        return arranged.append(day);
    }
    let clear = day.iter().any(|entry| entry.kind.is_clear());
    let mut lights = Vec::new();
    let mut kept: Vec<Interaction> = Vec::with_capacity(day.len());
    let mut absorbed: Vec<Interaction> = Vec::new();
    for entry in day.drain(..) {
        let twin = match entry.kind {
            InteractionKind::Assumed | InteractionKind::Errand if clear => {
                absorbed.push(entry);
                continue;
            }
            InteractionKind::Light => told_light(&mut kept, &entry, &mut lights),
            InteractionKind::Skip => told_skip(&mut kept, &entry),
            kind if kind.is_contact() => twin_of(&mut kept, &entry, own, known.touches),
            _ => None,
        };
        match twin {
            Some(twin) if is_own_log(&entry, own) && !is_own_log(twin, own) => {
                let elsewhere = std::mem::replace(twin, entry);
                absorbed.push(merge(twin, elsewhere, known));
            }
            Some(twin) => absorbed.push(merge(twin, entry, known)),
            None => kept.push(entry),
        }
    }
    if let Some(twin) = kept.iter_mut().find(|kept| kept.kind.is_clear()).filter(|twin| is_bare(twin)) {
        add_words(twin, &absorbed, known);
    }
    absorbed.iter_mut().for_each(|entry| entry.kind = InteractionKind::Again);
    arranged.append(&mut kept);
    arranged.append(&mut absorbed);
}

/// Gives a clear entry without words of its own those of an absorbed one: the last one of its note, else the first.
fn add_words(twin: &mut Interaction, absorbed: &[Interaction], known: Known<'_>) {
    let mut with_words = absorbed.iter().filter(|entry| tells(entry, known));
    let is_topic = |entry: &&Interaction| entry.kind == InteractionKind::Assumed;
    let of_note = with_words.clone().rfind(|entry| is_topic(entry) && entry.note == twin.note);
    let chosen = match twin.text {
        None => of_note.or_else(|| with_words.next()),
        Some(_) => of_note.or_else(|| with_words.find(is_topic)),
    };
    if let Some(entry) = chosen {
        twin.text.clone_from(&entry.text);
    }
}

/// Whether the words of an entry say more than how there was contact.
fn tells(entry: &Interaction, known: Known<'_>) -> bool {
    let says = |text: &str| !tells_nothing(text, entry.channel, known.names, known.words);
    entry.text.as_deref().is_some_and(says)
}

/// Whether an entry says nothing, or only that a message was sent.
fn is_bare(entry: &Interaction) -> bool {
    entry.text.as_deref().is_none_or(is_message_only)
}

/// The light touch that another note tells of too: each note of a day may tell of each of them once. `lights` are the
/// notes of those of the day so far.
fn told_light<'a>(
    kept: &'a mut [Interaction],
    entry: &Interaction,
    lights: &mut Vec<u32>,
) -> Option<&'a mut Interaction> {
    let before = lights.iter().filter(|note| **note == entry.note).count();
    lights.push(entry.note);
    let told = kept.iter_mut().filter(|other| other.kind == InteractionKind::Light).nth(before);
    // One that names its touch tells of that one.
    told.filter(|other| entry.hashtags.iter().all(|tag| other.hashtags.has(tag)))
}

/// The skip of that day that is told again: by another note, or by the same one with nothing in between.
fn told_skip<'a>(kept: &'a mut [Interaction], entry: &Interaction) -> Option<&'a mut Interaction> {
    let place = kept.iter().rposition(|other| other.kind == InteractionKind::Skip)?;
    let since = kept.iter().skip(place);
    let is_told =
        kept.get(place)?.note != entry.note || !since.into_iter().any(|other| other.kind.is_contact());
    kept.get_mut(place).filter(|_| is_told)
}

fn twin_of<'a>(
    kept: &'a mut [Interaction],
    entry: &Interaction,
    own: u32,
    touches: &BTreeSet<String>,
) -> Option<&'a mut Interaction> {
    // The own log comes after other places only where it answers them.
    let same_run = |other: &Interaction| other.note == entry.note || is_own_log(entry, own);
    let last_of_note = kept.iter().rposition(|other| same_run(other) && other.kind.is_contact());
    let same =
        |other: &Interaction| are_alike(other.kind, entry.kind) && !name_two_touches(other, entry, touches);
    // `replied to [[Ada]]` answers what was last heard that day, and does not repeat a message before it.
    let answered = |place: &usize| {
        let after = kept.iter().skip(place + 1).map(|other| other.kind.direction());
        (entry.attempt == Some(Attempt::Answered) || is_answer(entry, touches))
            && after.flatten().any(|direction| Some(direction) == entry.kind.direction().and_then(opposite))
    };
    let place = match last_of_note {
        Some(last) => kept.get(last).filter(|other| same(other)).map(|_| last),
        None => kept.iter().position(same),
    };
    let place = place.filter(|place| !answered(place))?;
    kept.get_mut(place)
}

/// The direction of an answer to a message.
fn opposite(direction: Direction) -> Option<Direction> {
    match direction {
        Direction::Out => Some(Direction::In),
        Direction::In => Some(Direction::Out),
        Direction::Both => None,
    }
}

/// Whether two entries of a day are of one kind. Neither a ticked promise nor other unknown words say more.
fn are_alike(one: InteractionKind, other: InteractionKind) -> bool {
    one == other || (is_vague(one) && is_vague(other))
}

fn is_vague(kind: InteractionKind) -> bool {
    matches!(kind, InteractionKind::Assumed | InteractionKind::Errand)
}

/// Whether two messages of a day name different touches by hashtags, and so are two (design 3.4).
fn name_two_touches(first: &Interaction, second: &Interaction, touches: &BTreeSet<String>) -> bool {
    let named = |entry: &Interaction| -> Vec<Box<str>> {
        entry.hashtags.iter().filter(|tag| touches.contains(&***tag)).cloned().collect()
    };
    let (first, other) = (named(first), named(second));
    second.kind.is_sent() && !first.is_empty() && other.iter().any(|touch| !first.contains(touch))
}

/// Adds to the first entry what only the second one says, and marks the second as a repetition. Of two entries of one
/// note the later one says by which channel. The second keeps the hashtags that the first did not have, since
/// it is the evidence for them.
fn merge(first: &mut Interaction, mut second: Interaction, known: Known<'_>) -> Interaction {
    let is_talk = first.kind == InteractionKind::Clear(Direction::Both);
    let is_later = first.note == second.note && (is_talk || second.reached() >= first.reached());
    // A ticked promise says what was promised, not what was talked about.
    let is_topic = second.kind != InteractionKind::Errand && tells(&second, known);
    let reaches_further = first.kind.is_sent() && second.reached() > first.reached();
    let says_more = is_bare(first) || (first.note == second.note && reaches_further);
    if first.text.is_none() || (is_topic && says_more) {
        first.text.clone_from(&second.text);
    }
    if second.kind == InteractionKind::Assumed {
        first.kind = second.kind;
    }
    // A message and a failed call on one day count as a message.
    let is_message = !is_talk && second.reached() > first.reached();
    if is_message || (is_later && second.channel.is_some()) {
        (first.attempt, first.channel) = (second.attempt, second.channel);
    } else {
        first.channel = first.channel.or(second.channel);
    }
    first.meal = first.meal.or(second.meal);
    // Of two letters of a day the later one says whether they wait for an answer. In another note it may be the same letter.
    if first.hashtags.has(NO_REPLY) && first.note == second.note && !second.hashtags.has(NO_REPLY) {
        first.hashtags = first.hashtags.iter().filter(|tag| &***tag != NO_REPLY).cloned().collect();
    }
    if !second.hashtags.is_empty() {
        second.hashtags = second.hashtags.iter().filter(|tag| !first.hashtags.has(tag)).cloned().collect();
        first.hashtags = first.hashtags.iter().chain(&*second.hashtags).cloned().collect();
    }
    Interaction { kind: InteractionKind::Again, ..second }
}

/// Adds `last-contact:` to a history if it is later than every other interaction: clear if the note has no
/// dated entry, else assumed. Reports one in the future.
pub fn add_last_contact(contact: &mut Contact, own: u32, today: Day, problems: &mut Vec<Problem>) {
    let Some(claimed) = contact.facts.last_contact else { return };
    if claimed.value > today {
        let message = format!("the last contact {} is in the future", claimed.value);
        let problem = Problem::new(Code::FutureContact, &contact.path, message).at(claimed.spot);
        let help = "write the day you last were in contact, or use `next:` for a plan";
        problems.push(problem.help(help).effect("it is ignored"));
        return;
    }
    if contact.last_contact(today).is_some_and(|last| last.day >= claimed.value) {
        return;
    }
    let dated = contact.history.iter().any(|entry| entry.note == own);
    let kind = if dated { InteractionKind::Assumed } else { InteractionKind::Clear(Direction::Both) };
    let entry = Interaction::new(claimed.value, kind, Source::FrontMatter, (own, claimed.spot));
    let place = contact.history.partition_point(|other| other.day <= entry.day);
    contact.history.insert(place, entry);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::place::Spot;

    /// Arranges a history given as rows of day, kind and note, and formats it in the same way.
    fn arranged(rows: &[(&str, InteractionKind, u32)]) -> Vec<String> {
        let history = rows
            .iter()
            .enumerate()
            .map(|(line, (day, kind, note))| {
                let source = if *note == 0 { Source::Log } else { Source::Daily };
                let at = (*note, Spot::new(line + 1, 1));
                Interaction::new(Day::from_iso(day).unwrap(), *kind, source, at)
            })
            .collect();
        let config = Config::default();
        arrange(history, 0, Known { touches: &BTreeSet::new(), words: &config.words, names: &[] })
            .iter()
            .map(|entry| format!("{} {:?} {}", entry.day, entry.kind, entry.note))
            .collect()
    }

    const OUT: InteractionKind = InteractionKind::Clear(Direction::Out);
    const IN: InteractionKind = InteractionKind::Clear(Direction::In);
    const BOTH: InteractionKind = InteractionKind::Clear(Direction::Both);

    #[test]
    fn duplicates_of_a_day_count_once() {
        let found = arranged(&[("2026-11-02", BOTH, 1), ("2026-11-02", BOTH, 0)]);
        assert_eq!(found, ["2026-11-02 Clear(Both) 0", "2026-11-02 Again 1"]);
        let found = arranged(&[("2026-11-02", InteractionKind::Assumed, 0), ("2026-11-02", BOTH, 1)]);
        assert_eq!(found, ["2026-11-02 Clear(Both) 1", "2026-11-02 Again 0"]);
    }

    #[test]
    fn a_conversation_within_a_day_stays_separate() {
        let found = arranged(&[("2026-11-02", OUT, 0), ("2026-11-02", IN, 0), ("2026-11-02", OUT, 0)]);
        assert_eq!(found.len(), 3);
        let found = arranged(&[("2026-11-02", OUT, 0), ("2026-11-02", OUT, 0)]);
        assert_eq!(found, ["2026-11-02 Clear(Out) 0", "2026-11-02 Again 0"]);
    }

    #[test]
    fn the_own_log_comes_after_what_it_answers() {
        #[track_caller]
        fn case(rows: &[(InteractionKind, u32)], expected: &[&str]) {
            let rows: Vec<_> = rows.iter().map(|(kind, note)| ("2026-11-02", *kind, *note)).collect();
            let expected: Vec<String> = expected.iter().map(|row| format!("2026-11-02 {row}")).collect();
            assert_eq!(arranged(&rows), expected, "{rows:?}");
        }
        let skip = InteractionKind::Skip;
        case(&[(OUT, 0), (IN, 1)], &["Clear(In) 1", "Clear(Out) 0"]);
        case(&[(skip, 0), (BOTH, 1)], &["Clear(Both) 1", "Skip 0"]);
        case(&[(OUT, 0), (InteractionKind::Reply, 1)], &["Clear(Out) 0", "Clear(In) 1"]);
        // An answer comes after the question, even if the same was noted before it.
        case(&[(OUT, 0), (OUT, 1), (IN, 1)], &["Clear(Out) 1", "Clear(In) 1", "Clear(Out) 0"]);
        case(&[(OUT, 0), (IN, 1), (OUT, 1)], &["Clear(In) 1", "Clear(Out) 0", "Again 1"]);
        case(&[(IN, 0), (OUT, 0), (IN, 1)], &["Clear(In) 0", "Clear(Out) 0", "Again 1"]);
        // What they wrote goes before an answer only.
        case(&[(IN, 0), (OUT, 1)], &["Clear(Out) 1", "Clear(In) 0"]);
        case(&[(IN, 0), (BOTH, 1)], &["Clear(In) 0", "Clear(Both) 1"]);
        case(&[(BOTH, 0), (IN, 1)], &["Clear(Both) 0", "Clear(In) 1"]);
        case(&[(OUT, 0), (BOTH, 0), (IN, 1)], &["Clear(In) 1", "Clear(Out) 0", "Clear(Both) 0"]);
        case(&[(OUT, 0), (IN, 0), (OUT, 1)], &["Clear(Out) 0", "Clear(In) 0", "Again 1"]);
        case(&[(OUT, 0), (OUT, 1)], &["Clear(Out) 0", "Again 1"]);
    }

    #[test]
    fn a_bare_reply_is_from_whoever_did_not_write_last() {
        let reply = InteractionKind::Reply;
        assert_eq!(arranged(&[("2026-11-02", reply, 0)]), ["2026-11-02 Clear(In) 0"]);
        assert_eq!(
            arranged(&[("2026-11-01", OUT, 0), ("2026-11-02", reply, 0)])[1],
            "2026-11-02 Clear(In) 0"
        );
        assert_eq!(
            arranged(&[("2026-11-01", IN, 0), ("2026-11-02", reply, 0)])[1],
            "2026-11-02 Clear(Out) 0"
        );
    }
}
