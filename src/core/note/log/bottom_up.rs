//! Logs that run from the newest entry to the oldest (design 3.4, "Order").

use crate::core::day::Day;
use crate::core::note::facts::Entry;
use std::cmp::Ordering;

/// A section whose dates mostly fall is read bottom-up, so that entries of one day
/// come in the order they happened. Ticked tasks are done on days of their own: what order
/// the others have is not theirs to say.
pub(super) fn read_bottom_up(
    entries: &mut [Entry],
    section: impl Fn(usize) -> Option<usize>,
    is_ticked: impl Fn(usize) -> bool,
) {
    let mut start = 0;
    while start < entries.len() {
        let others = (start + 1..entries.len()).take_while(|place| section(*place) == section(start));
        let end = start + 1 + others.count();
        if let Some(run) = entries.get_mut(start..end) {
            let days = || run.iter().map(|entry| entry.day);
            let own = days().zip(start..).filter(|(_, place)| !is_ticked(*place)).map(|(day, _)| day);
            if falling(own).then_with(|| falling(days())) == Ordering::Greater {
                run.reverse();
            }
        }
        start = end;
    }
}

/// Whether days fall more often than they rise.
fn falling(mut days: impl Iterator<Item = Day>) -> Ordering {
    let (mut falls, mut rises) = (0, 0);
    let Some(mut before) = days.next() else { return Ordering::Equal };
    for day in days {
        falls += usize::from(before > day);
        rises += usize::from(before < day);
        before = day;
    }
    falls.cmp(&rises)
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::log;

    #[test]
    fn a_falling_log_is_read_bottom_up() {
        let (entries, _) = log("- 2026-11-02 call\n- 2026-11-02 email in\n- 2026-11-01 lunch");
        assert!(entries[0].contains("lunch") && entries[1].contains("In"), "{entries:?}");
    }

    #[test]
    fn ticked_tasks_do_not_say_in_which_order_a_log_runs() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let days: Vec<String> = log(text).0.into_iter().map(|entry| entry[5..10].to_owned()).collect();
            assert_eq!(days, expected, "{text}");
        }
        let newest_first = "- 2026-11-20 call\n  - [x] send it ✅ 2026-11-23\n- 2026-10-02 call";
        case(newest_first, &["10-02", "11-23", "11-20"]);
        let newest_last =
            "- 2026-10-02 call\n- [x] a ✅ 2026-10-01\n- 2026-11-20 call\n  - [x] b ✅ 2026-11-02";
        case(newest_last, &["10-02", "10-01", "11-20", "11-02"]);
        // One entry has no order of its own.
        case("- [x] a ✅ 2026-11-23\n- 2026-11-20 call", &["11-20", "11-23"]);
        case("- [x] 2026-11-23 call\n- [x] 2026-11-20 call", &["11-20", "11-23"]);
    }
}
