//! Dated lines of a log that are not done, by their heading or by one of their cells.

use crate::core::note::body::Body;
use crate::core::note::log::LogReader;
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::dates::next_steps::Step;
use crate::core::note::log::dates::open_rows::OpenRows;
use crate::core::note::log::dates::start::may_be_entry;
use crate::core::note::purposes::{Purpose, Purposes};
use crate::core::note::report::NO_INTERACTION;
use crate::core::problem::Code;

impl LogReader<'_, '_> {
    /// Reports the first row of a log whose day has come, but one of whose cells says that it is not done.
    pub(in crate::core::note) fn report_open_rows(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let mut rows = OpenRows::default();
        let lines = body.lines.iter().filter(|line| rows.pass(line) && purposes.is_log(line.section));
        let found = lines.filter_map(|line| {
            let date = self.date_in_front(&line.text)?;
            date.day.is_ok_and(|day| day <= self.reader.today).then(|| date.at(line))
        });
        let found: Vec<_> = found.collect();
        let message = (
            "a row that is not done, by one of its cells, begins with a date",
            "rows that are not done, by one of their cells, begin with a date",
        );
        let help = "if it took place, say so in that cell (`[x]`, `Done`); if not, write it as a task: \
                    `- [ ] call her by 2026-12-01`";
        self.report.first_of(Code::DatedParagraph, &found, message, (help, NO_INTERACTION));
    }

    /// Reports the first line with a day in front that is still to be done by its heading: `Next steps`, `Open`.
    pub(in crate::core::note) fn report_next_steps(&mut self, body: &Body<'_>, purposes: &Purposes) {
        if !purposes.any(Purpose::NextSteps) && !purposes.any(Purpose::Open) {
            return;
        }
        let lines = body
            .lines
            .iter()
            .filter(|line| purposes.are_steps(line.section) && may_be_entry(line) && !line.kind.is_task());
        let found = lines.filter_map(|line| {
            let date = self.date_in_front(&line.text)?;
            let words = behind_date(date.rest, self.reader.order());
            (self.step(line, date.day.ok()?, words, purposes) == Step::Open).then(|| date.at(line))
        });
        let found: Vec<_> = found.collect();
        let message = (
            "a line that is still to be done, by its heading, begins with a date",
            "lines that are still to be done, by their heading, begin with a date",
        );
        let help = "if it took place, tick it (`- [x]`) or move it to the log; if not, write it as a task: \
                    `- [ ] call her by 2026-12-01`";
        self.report.first_of(Code::DatedParagraph, &found, message, (help, NO_INTERACTION));
    }
}
