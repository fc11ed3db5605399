//! Notes that are no contacts, resources or indexes, but may have been meant as a contact, as several, as a meeting or as a daily
//! note.

use crate::core::note::body::Body;
use crate::core::note::doubts::several_people;
use crate::core::note::doubts::unread_daily;
use crate::core::note::facts::{Exclusion, Standing};
use crate::core::note::fields::Fields;
use crate::core::note::kind::words::{is_list, other_kind};
use crate::core::note::kind::{self, lookalike};
use crate::core::note::meeting;
use crate::core::note::read::NoteReader;
use crate::core::note::report::words;
use crate::core::problem::Code;

impl NoteReader<'_, '_> {
    /// Reports what such a note may have been meant as.
    pub(in crate::core::note) fn report_doubts(
        &mut self,
        standing: &Standing,
        fields: &Fields<'_>,
        body: &Body<'_>,
    ) {
        let sources = &self.reader.config().sources;
        if *standing == Standing::Other(Exclusion::LooksLikeContact) {
            self.report_lookalike(fields, body);
        } else if *standing == Standing::Other(Exclusion::Unmarked) && other_kind(fields).is_none() {
            several_people::report_table(body, &self.reader.keys, &mut self.report);
            if let Some(second) = several_people::second_touch(body, self.reader)
                && !is_list(self.path, fields)
            {
                several_people::report_several(second, &mut self.report);
            }
        }
        if *standing == Standing::Other(Exclusion::Unmarked) && sources.daily {
            unread_daily::report(self.path, self.reader, body, &mut self.report);
        }
        if matches!(standing, Standing::Other(_)) {
            if meeting::is_undated(self.path, fields, body, self.reader.config()) {
                meeting::report_undated(fields, &mut self.report);
            }
            if sources.meetings && kind::may_list_attendees(self.path, self.reader, fields) {
                meeting::report_unread(body, &mut self.report);
            }
        }
    }

    fn report_lookalike(&mut self, fields: &Fields<'_>, body: &Body<'_>) {
        if several_people::report_sections(body, self.reader, &mut self.report) {
            return;
        }
        let found = lookalike::sign(fields, self.reader.order());
        let said = words(
            "this note could be about a person",
            "add `type: person` to its front matter, or move it to a folder such as `People`",
            "it is not treated as a contact",
        );
        self.report.at_or_whole(Code::LooksLikeContact, found.map(|(_, found)| found), said);
    }
}
