//! Carries the ticks of an `agenda.md` over into the agenda of another day, so that none is ever lost (design 7).
//!
//! The id of a promise is made from its words, so the next one with the same words gets it once the first is done
//! in its note. A tick therefore only goes onto the card with its id if the two cards do not say different days.

use super::stray_words::stray_words;
use super::ticks::{ID, LEFT_OVER_DAY, Mark, Tick, by_line, day_of, ticks};
use crate::core::day::Day;
use crate::core::output::when::{by_words, in_words};
use std::fmt::Write;

const LEFT_OVER: &str = "## Ticked, not yet synced";

/// How far ahead of its agenda a card may be to be compared with a later one.
const MOST_DAYS_AHEAD: i64 = 366;

/// A new agenda with the ticks of the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The text.
    pub text: String,
    /// The number of ticks that were carried over.
    pub ticks: usize,
}

/// Copies the ticks that are not in the notes yet into a new agenda: onto their cards, and where a card is
/// gone or for another day, into a section of their own.
pub fn carried(old: &str, new: &str) -> Carried {
    let ticks = ticks(old);
    // Most agendas are replaced before anything is ticked.
    if ticks.is_empty() {
        return Carried { text: new.to_owned(), ticks: 0 };
    }
    let made_for = day_of(new);
    let mut left = ticks.clone();
    let mut text = by_line(new, |line| {
        let card = Tick { day: made_for, ..Tick::of(line)? };
        let place = left
            .iter()
            .position(|tick| tick.id == card.id && !is_other(tick, Said::of(tick), Said::of(&card)))?;
        let tick = left.remove(place);
        let words = stray_words(tick.card, card.title()).map(|stray| format!("{} {stray}", card.card));
        Some(Tick { start: card.start, card: words.as_deref().unwrap_or(card.card), ..tick }.written(ID))
    });
    let all = left.len();
    left.retain(|tick| !tick.is_over());
    let ticked = ticks.iter().filter(|tick| tick.mark != Mark::Open).count();
    let carried = ticked - (all - left.len());
    if !left.is_empty() {
        push_left_over(&mut text, left);
    }
    Carried { text, ticks: carried }
}

fn push_left_over(text: &mut String, mut left: Vec<Tick<'_>>) {
    left.sort_by_key(|tick| (tick.day, tick.line));
    let _ = write!(
        text,
        "\n{LEFT_OVER}\n\nThese cards are not on the agenda any more, or for another day. `followup sync` writes what it can; \
         delete a line to drop it.\n"
    );
    let mut day = None;
    for tick in left {
        if day != Some(tick.day) {
            day = Some(tick.day);
            let of = tick.day.map_or_else(|| "another day".to_owned(), |day| day.to_string());
            let _ = write!(text, "\n{LEFT_OVER_DAY}{of}\n\n");
        }
        let _ = writeln!(text, "{}", Tick { start: "- ", ..tick }.written(ID));
    }
}

/// What a card says of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// It is to come, and is shown from this day on.
    From(Day),
    /// It is here, and is due by this day.
    By(Day),
}

impl Said {
    /// Reads it from the words in the brackets of a card (`agenda_md::standing`); `None` if they say no day.
    fn of(tick: &Tick<'_>) -> Option<Said> {
        Said::read(tick.said()?, tick.day?)
    }

    fn read(said: &str, today: Day) -> Option<Said> {
        let days = said.strip_suffix(" days overdue").or_else(|| said.strip_suffix(" day overdue"));
        if let Some(days) = days {
            return Some(Said::By(today.plus_days(-i64::from(days.parse::<u32>().ok()?))));
        }
        (0..=MOST_DAYS_AHEAD).map(|ahead| today.plus_days(ahead)).find_map(|day| {
            if by_words(day, today) == said {
                return Some(Said::By(day));
            }
            (in_words(day, today) == said).then_some(Said::From(day))
        })
    }
}

/// Whether a tick is certainly about another day than the card with its id on the agenda of a day, which says this.
pub fn is_of_another_day(tick: &Tick<'_>, said: &str, made_for: Day) -> bool {
    are_apart(Said::of(tick), Said::read(said, made_for))
}

/// The day for which a card was still to come on its agenda; `None` if it was due there, or says no day.
pub fn was_to_come(tick: &Tick<'_>) -> Option<Day> {
    match Said::of(tick)? {
        Said::From(day) => Some(day),
        Said::By(_) => None,
    }
}

/// Whether a tick is for another day than the card with its id. One that puts off a card stays with its own day if the
/// card was put off since, most likely by a sync that was stopped before it marked the tick.
fn is_other(tick: &Tick<'_>, then: Option<Said>, now: Option<Said>) -> bool {
    let is_to_come = |said| matches!(said, Some(Said::From(_)));
    are_apart(then, now) || (tick.mark == Mark::Snooze && is_to_come(now) && !is_to_come(then))
}

/// Whether two cards are certainly about different days.
fn are_apart(one: Option<Said>, other: Option<Said>) -> bool {
    match (one, other) {
        (Some(Said::By(one)), Some(Said::By(other))) | (Some(Said::From(one)), Some(Said::From(other))) => {
            one != other
        }
        (Some(Said::From(from)), Some(Said::By(by))) | (Some(Said::By(by)), Some(Said::From(from))) => {
            from > by
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::ticks::unticked;
    use super::*;

    const OLD: &str = "# Agenda for Tuesday, 24 November 2026\n\n## Today\n\n### [[Ada]]\n\n\
        - [x] Reply to Ada (2 days overdue, email) ^f-aaaaaaaaaa\n    - why\n\
        - [>] Call Ada (today) :: 3d ^f-bbbbbbbbbb\n\
        - [-] Ask Ada (on Friday) ❌ 2026-11-23 ^f-cccccccccc\n\
        - [ ] Wish Ada (belated, it was yesterday) ^f-dddddddddd :: what she said\n\
        - [ ] Meet Ada (by Monday) ^f-eeeeeeeeee\n\
        - [x] Sent Ada (waiting) ^synced-ffffffffff\n";

    /// The same cards a day later.
    fn next_day() -> String {
        [("24 November", "25 November"), ("2 days overdue", "3 days overdue"), ("(today", "(1 day overdue")]
            .into_iter()
            .fold(unticked(OLD), |text, (from, to)| text.replacen(from, to, 1))
    }

    #[test]
    fn an_agenda_without_ticks_stays_as_it_is() {
        let written = unticked(OLD);
        assert_eq!(carried(&written, &written), Carried { text: written.clone(), ticks: 0 });
    }

    #[test]
    fn no_tick_is_lost_whatever_the_new_agenda_holds() {
        let meant = |agenda: &str| {
            let mut found: Vec<_> = ticks(agenda)
                .into_iter()
                .map(|tick| (tick.id.to_owned(), tick.mark, tick.text, tick.stamp))
                .collect();
            found.sort_by(|a, b| a.0.cmp(&b.0));
            found
        };
        let fresh = next_day();
        let cards: Vec<&str> = fresh.lines().filter(|line| line.contains(ID)).collect();
        // Try every subset of cards that the new agenda could still have.
        for kept in 0..1_u32 << cards.len() {
            let new: String = fresh
                .split_inclusive('\n')
                .filter(|line| {
                    let place = cards.iter().position(|card| *card == line.trim_end());
                    place.is_none_or(|place| kept >> place & 1 == 1)
                })
                .collect();
            let once = carried(OLD, &new);
            assert_eq!(once.ticks, 3, "one is not ticked");
            assert_eq!(meant(&once.text), meant(OLD), "{}", once.text);
            let twice = carried(&once.text, &new);
            assert_eq!(twice.text, once.text);
        }
        let gone = carried(OLD, "# Agenda for Wednesday, 25 November 2026\n");
        assert!(
            ticks(&gone.text).iter().all(|tick| tick.day == Day::from_iso("2026-11-24")),
            "{}",
            gone.text
        );
    }

    #[test]
    fn stray_words_are_kept() {
        let card = "Reply to Ada (2 days overdue, email)";
        let old = unticked(OLD).replace(&format!("- [ ] {card}"), &format!("- [x] {card} - talked"));
        let new = next_day();
        let carried = carried(&old, &new);
        assert!(
            carried.text.contains("- [x] Reply to Ada (3 days overdue, email) - talked ^f-aaaaaaaaaa\n"),
            "{}",
            carried.text
        );
        assert_eq!(super::carried(&carried.text, &new).text, carried.text);
    }

    #[test]
    fn a_tick_goes_onto_no_card_of_another_day() {
        #[track_caller]
        fn case(then: &str, now: &str, is_carried: bool) {
            let agenda = |day: &str, mark: &str, said: &str| {
                format!("# Agenda for {day} November 2026\n\n- [{mark}] Ada: pay ({said}) ^f-aaaaaaaaaa\n")
            };
            let old = agenda("Tuesday, 24", "x", then);
            let carried = carried(&old, &agenda("Wednesday, 25", " ", now));
            let start = agenda("Wednesday, 25", if is_carried { "x" } else { " " }, now);
            assert!(carried.text.starts_with(&start), "{}", carried.text);
            let left_over = format!("### From 2026-11-24\n\n- [x] Ada: pay ({then}) ^f-aaaaaaaaaa\n");
            assert_eq!(carried.text.contains(&left_over), !is_carried, "{}", carried.text);
            assert_eq!(carried.ticks, 1);
        }
        case("2 days overdue", "3 days overdue, email", true);
        case("2 days overdue", "2 days overdue", false);
        case("2 days overdue", "on Sunday", false);
        case("today, email", "1 day overdue, email", true);
        case("today", "today", false);
        case("today", "in 7 days", false);
        case("on Friday", "on Friday", true);
        case("on Friday", "in 9 days", false);
        case("on 20 December", "on 20 December", true);
        case("tomorrow", "today", true);
        case("on Friday", "by Monday", true);
        case("on Monday", "by Friday", false);
        case("by Friday", "by Friday", true);
        case("by tomorrow", "by Friday", false);
        // What says no day is compared with nothing.
        case("waiting", "on Friday", true);
        case("belated, it was yesterday", "belated, it was 2 days ago", true);
        case("last in touch 3 weeks ago", "last in touch 3 weeks ago", true);
    }

    #[test]
    fn a_tick_on_a_preparation_goes_with_its_card() {
        let new = "# Agenda for Wednesday, 25 November 2026\n";
        let old =
            |words: &str| format!("{new}\n- [x] Prepare for Ada: birthday (today){words} ^f-aaaaaaaaaa\n");
        assert_eq!(carried(&old(""), new), Carried { text: new.to_owned(), ticks: 0 });
        assert_eq!(carried(&old(" :: bought a book"), new).ticks, 1);
        assert_eq!(carried(&old(""), &unticked(&old(""))).text, old(""));
    }
}
