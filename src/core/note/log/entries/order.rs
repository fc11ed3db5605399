//! Puts the entries of a log in the order they happened (design 3.4, "Order").

use crate::core::date_text::DateOrder;
use crate::core::day::Day;
use crate::core::note::body::Body;
use crate::core::note::log::Dated;
use crate::core::note::log::dates::start::{dated as begins_with_day, is_below_day};
use std::cmp::Ordering;

/// Reverses entries, each with its section, where the days of a section mostly fall.
pub(in crate::core::note) fn reverse_falling<T>(
    entries: &mut [T],
    section: impl Fn(&T) -> Option<usize>,
    day: impl Fn(&T) -> Day,
) {
    let whole = compare_falls(entries.iter().map(&day));
    for run in entries.chunk_by_mut(|above, below| section(above) == section(below)) {
        let own = compare_falls(run.iter().map(&day));
        let is_of_one_day =
            || run.windows(2).all(|pair| matches!(pair, [one, next] if day(one) == day(next)));
        if own == Ordering::Greater || (whole == Ordering::Greater && is_of_one_day()) {
            run.reverse();
        }
    }
}

/// Reverses sections whose dates mostly fall, so that entries of one day come in the order they happened
/// (design 3.4, "Order"). A section of one day takes the order of the whole log: its first lines in a new month, with a
/// heading for each.
pub(in crate::core::note::log) fn read_bottom_up(
    dated: &mut [Dated<'_>],
    body: &Body<'_>,
    dates: Option<DateOrder>,
) {
    let is_one_section =
        dated.first().map(|one| one.line.section) == dated.last().map(|one| one.line.section);
    let whole = if is_one_section { Ordering::Equal } else { order(dated) };
    for run in dated.chunk_by_mut(|above, below| above.line.section == below.line.section) {
        let follows = || whole == Ordering::Greater && is_part_of_log(run, body, dates);
        if order(run) == Ordering::Greater || follows() {
            run.reverse();
        }
    }
}

/// Whether the entries of a section are of one day and have no order of their own: not only ticked tasks, nor below a
/// heading that is the day, where people write downwards.
fn is_part_of_log(run: &[Dated<'_>], body: &Body<'_>, dates: Option<DateOrder>) -> bool {
    let Some(first) = run.first() else { return false };
    run.iter().all(|dated| dated.day == first.day)
        && run.iter().any(|dated| !dated.line.kind.is_done())
        && !is_below_day(body, first.line.section, dates)
}

/// `Greater` if the days of entries mostly fall, `Equal` if that cannot be told. Ticked tasks decide only if other
/// entries do not, and only those with a date in front: a list of things to do has an order of its own, which no tick
/// may turn round.
fn order(dated: &[Dated<'_>]) -> Ordering {
    let own = dated.iter().filter(|dated| !dated.line.kind.is_done());
    let is_logged = |line| begins_with_day(line).is_some();
    let logged = dated.iter().filter(|dated| !dated.line.kind.is_done() || is_logged(dated.line));
    let day = |dated: &Dated<'_>| dated.day;
    compare_falls(own.map(day)).then_with(|| compare_falls(logged.map(day)))
}

/// `Greater` if days fall more often than they rise.
fn compare_falls(days: impl Iterator<Item = Day> + Clone) -> Ordering {
    let pairs = days.clone().zip(days.skip(1));
    pairs.map(|(before, after)| before.cmp(&after) as isize).sum::<isize>().cmp(&0)
}
