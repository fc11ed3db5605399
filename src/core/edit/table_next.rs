//! The next step in a row of a table, whose day and text may stand in columns of their own.

use super::new_table::hook;
use super::when::CountedFrom;
use crate::core::date_text::{DateFault, leading};
use crate::core::import::card::{Card, LabelledText};
use crate::core::note::fields::next_step::{begins_with_day, is_step};
use crate::core::text::{folded, one_line};

/// A heading and the value below it.
type Cell<'r> = (&'r str, &'r str);

/// The cells of a row that say what comes next.
#[derive(Default)]
pub(super) struct NextStep<'r> {
    /// Values that begin with a day, and `never`.
    dated: Vec<Cell<'r>>,
    /// What to do.
    steps: Vec<Cell<'r>>,
    /// Other words, such as `yes`.
    others: Vec<Cell<'r>>,
}

impl<'r> NextStep<'r> {
    /// Adds a cell. Fails if it begins with a day that cannot be read.
    pub(super) fn add(&mut self, cell: Cell<'r>, from: &CountedFrom<'_>) -> Result<(), DateFault> {
        let (_, value) = cell;
        let group = match leading(value, from.order) {
            Some(found) => found.day.map(|_| &mut self.dated)?,
            None if folded(value) == "never" => &mut self.dated,
            None if begins_with_day(value, from.order) => return Err(DateFault::NotADate),
            None if is_step(value, from.order) => &mut self.steps,
            None => &mut self.others,
        };
        group.push(cell);
        Ok(())
    }

    /// Writes what was found to a card: the texts behind the first day, as a note with both keys is read. What
    /// is left over becomes hooks.
    pub(super) fn keep(mut self, card: &mut Card, from: &CountedFrom<'_>) {
        let mut dated = self.dated.into_iter();
        if let Some((_, first)) = dated.next() {
            let mut next = one_line(first);
            if let Some(found) = leading(first, from.order) {
                let mut mark = if found.length == first.len() { " " } else { "; " };
                for (_, step) in self.steps.drain(..) {
                    next = format!("{next}{mark}{}", one_line(step));
                    mark = "; ";
                }
            }
            card.keep("next", LabelledText::plain(next));
        }
        let left = dated.chain(self.steps).chain(self.others);
        card.hooks.extend(left.map(|(heading, value)| hook(heading, value)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::new_card::people;
    use super::*;

    #[test]
    fn the_text_of_a_next_step_is_joined_to_its_day() {
        let from = CountedFrom::on("2026-11-24");
        let case = |row: &str, next: Option<&str>, hooks: &[&str], fault: Option<&str>| {
            let table = format!("Name,Next step,Next step date\nAda,{row}\n");
            let (cards, wrong) = people(&table, &from, None);
            let card = &cards[0].1;
            let found = card.texts("next").iter().map(|text| text.value.as_str());
            assert_eq!(found.collect::<Vec<_>>(), next.into_iter().collect::<Vec<_>>(), "{row}");
            assert_eq!(card.hooks, hooks, "{row}");
            assert_eq!(wrong.first().map(|one| one.message.as_str()), fault, "{row}");
        };
        case("send quote,2026-12-01", Some("2026-12-01 send quote"), &[], None);
        case("send quote,2026-12-01 by post", Some("2026-12-01 by post; send quote"), &[], None);
        case("2026-12-01 send quote,", Some("2026-12-01 send quote"), &[], None);
        case("2026-12-01,2026-12-08", Some("2026-12-01"), &["Next step date: 2026-12-08"], None);
        case("send quote,", None, &["Next step: send quote"], None);
        case("yes,", None, &["Next step: yes"], None);
        case(",never", Some("never"), &[], None);
        let ambiguous = "`02/12/2026` for `next` could be day first or month first";
        case("send quote,02/12/2026", None, &["Next step: send quote"], Some(ambiguous));
        case(
            "send quote,friday",
            None,
            &["Next step: send quote"],
            Some("`friday` for `next` is not a date"),
        );
    }
}
