//! Logs that run from the newest entry to the oldest (design 3.4, "Order").

use crate::core::note::facts::Entry;

/// A section whose dates mostly fall is read bottom-up, so that entries of one day
/// come in the order they happened.
pub(super) fn read_bottom_up(entries: &mut [Entry], section: impl Fn(usize) -> Option<usize>) {
    let mut start = 0;
    while start < entries.len() {
        let others = (start + 1..entries.len()).take_while(|place| section(*place) == section(start));
        let length = 1 + others.count();
        if let Some(run) = entries.get_mut(start..start + length) {
            let falls = run.windows(2).filter(|pair| matches!(pair, [a, b] if a.day > b.day)).count();
            let rises = run.windows(2).filter(|pair| matches!(pair, [a, b] if a.day < b.day)).count();
            if falls > rises {
                run.reverse();
            }
        }
        start += length;
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::log;

    #[test]
    fn a_falling_log_is_read_bottom_up() {
        let (entries, _) = log("- 2026-11-02 call\n- 2026-11-02 email in\n- 2026-11-01 lunch");
        assert!(entries[0].contains("lunch") && entries[1].contains("In"), "{entries:?}");
    }
}
