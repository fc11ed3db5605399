//! Reads the note of a contact: its fields, log, hooks, events and tasks.

use super::body::Body;
use super::details;
use super::doubts::left_alone::Signs;
use super::doubts::several_people;
use super::doubts::unread_labels::UnreadLabels;
use super::doubts::values;
use super::facts::{ContactFacts, Entry, Mark, NoteFacts, Reading, Shared, Standing, Task, TaskState};
use super::fields::Fields;
use super::fields::field_reader::FieldReader;
use super::fields::note_settings;
use super::front_matter::report_second;
use super::key_dates;
use super::log::dates::start::dated;
use super::log::entries::entry_text::EntryText;
use super::log::entries::loose_hashtags::{Loose, report_lost_hashtags};
use super::log::entries::newest_texts::keep_newest_texts;
use super::log::line::subjects::{Subjects, names_in_log};
use super::log::{Log, LogReader};
use super::name;
use super::purposes::Purposes;
use super::read::NoteReader;
use super::tasks::Kept;
use super::tasks::about::Unlinked;
use crate::core::date_text::DateOrder;
use crate::core::day::Day;
use crate::core::place::Found;
use crate::core::text::holds_any;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// Number of log entries that keep their text as a topic.
const TOPICS_KEPT: usize = 2;

impl NoteReader<'_, '_> {
    /// Reads the note as a contact's.
    pub(super) fn contact(mut self, standing: Standing, fields: &Fields<'_>, body: &Body<'_>) -> NoteFacts {
        let sources = &self.reader.config().sources;
        let mut contact = self.read_fields(fields, body);
        let names = names_in_log(&contact.name, &contact.aliases, self.path);
        let subjects = Subjects::named(&names);
        let purposes = Purposes::of_contact(body, &self.reader.headings, |word| subjects.has(word));
        let log = self.log(body, &purposes, &subjects, &contact.emails);
        let (reader, report) = (self.reader, &mut self.report);
        let sign = Signs { fields, body, log: &log, subjects: &subjects, reader, report }.find(&contact);
        key_dates::report(fields, body, self.reader, &mut self.report);
        if matches!(standing, Standing::Contact(Mark::Folder(_))) {
            several_people::report_contact(fields, body, self.reader, &mut self.report);
        }
        let order = self.reader.config().date_order;
        let said = log.said().chain(log.said_below(body, order));
        contact.hooks = details::hooks(body, &purposes, said, &self.report).into();
        let mentions =
            if sources.front_matter { self.mentions().interactions(fields, &subjects) } else { Vec::new() };
        details::mark_mentioned(
            &mut contact.hooks,
            mentions.iter().filter_map(|entry| entry.text.as_deref()),
        );
        let events = details::events(body, &purposes, order, &mut self.report);
        if !events.is_empty() {
            contact.rare.events = events.into();
        }
        let shared = Shared { addresses: sorted_unique(log.addresses), targets: sorted_unique(log.targets) };
        let mut entries = log.entries;
        let from_log = entries.len();
        entries.extend(mentions);
        let tasks = self.tasks((Kept::All, Unlinked::Dropped), body, &purposes, &subjects);
        if let Some(sign) = sign {
            sign.add_to(&mut contact);
        }
        let tags: Vec<String> =
            log.loose.into_iter().filter(Loose::are_tags).flat_map(|loose| loose.hashtags).collect();
        if !tags.is_empty() {
            add_tags(&mut contact, tags);
        }
        contact.dated = dated_facts(&contact, &entries, &tasks);
        // The log has already dropped the older texts of its own entries.
        if let Some(most) = self.texts_kept()
            && entries.len() > from_log
        {
            keep_newest_texts(&mut entries, self.reader.today, most);
        }
        NoteFacts {
            contact: Some(Box::new(contact)),
            entries,
            tasks,
            shared,
            ..NoteFacts::new(self.path, standing, self.report.problems)
        }
    }

    /// Reads the keys of the note, and reports those that are doubtful.
    fn read_fields(&mut self, fields: &Fields<'_>, body: &Body<'_>) -> ContactFacts {
        let (config, report) = (self.reader.config(), &mut self.report);
        report_second(&self.split, &self.reader.keys, report);
        let name = name::contact_name(self.path, fields, (body, &self.reader.headings), report);
        let mut contact = ContactFacts { name, ..ContactFacts::default() };
        // Without a hash, there is nothing that YAML takes for a comment.
        if self.split.front.as_ref().is_some_and(|front| holds_any(front.text, [b'#'])) {
            values::report_commented_values(fields, self.split.body_line, report);
        }
        let order = config.date_order;
        let body_line = self.split.body_line;
        fields.report_two_values(body_line, order, |line| is_in_entry(body, order, line), report);
        FieldReader { fields, reader: self.reader, report }.read(&mut contact);
        note_settings::read(fields, config, report, &mut contact);
        // Setting a rare fact allocates, even to none.
        if let Some(given) = name::given_name(fields, &contact.name) {
            contact.rare.given = Some(given.into());
        }
        values::report_near_misses(fields, self.reader, report);
        values::report_set_aside(fields, order, report);
        UnreadLabels { fields, reader: self.reader, report }.report_in(body, self.split.body_line);
        contact
    }

    /// Reads the log, and reports lines that look like entries but are not. If the configuration switches
    /// this source off, no entry is kept and nothing is reported.
    fn log<'l>(
        &mut self,
        body: &'l Body<'l>,
        purposes: &Purposes,
        subjects: &Subjects<'_>,
        emails: &[Found<Box<str>>],
    ) -> Log<'l> {
        let config = self.reader.config();
        let texts = self.texts_kept();
        let report = &mut self.report;
        let mut reader = LogReader { reader: self.reader, subjects, emails, texts, report: &mut *report };
        let mut log = reader.read(body, purposes);
        if config.sources.log {
            reader.report_doubts(&log, body, purposes);
            report_lost_hashtags(&log, &self.reader.hashtags, config, report);
        } else {
            log.entries.clear();
        }
        log
    }

    /// Maximum number of entries that keep their text, or `None` for all of them.
    fn texts_kept(&self) -> Option<usize> {
        (!self.reader.whole).then_some(TOPICS_KEPT)
    }
}

/// Whether a line of the text belongs to an entry of the log.
fn is_in_entry(body: &Body<'_>, order: Option<DateOrder>, line: u32) -> bool {
    let place = body.lines.partition_point(|other| other.spot.line < line);
    EntryText::new(body, order, dated).part_of(place).is_some()
}

fn add_tags(contact: &mut ContactFacts, inline: Vec<String>) {
    let mut tags = std::mem::take(&mut contact.tags).into_vec();
    let mut known: BTreeSet<String> = tags.iter().map(|tag| tag.to_lowercase()).collect();
    for tag in inline {
        if !known.contains(&tag) {
            known.insert(tag.to_lowercase());
            tags.push(tag.into());
        }
    }
    contact.tags = tags.into();
}

fn sorted_unique<T: Ord>(mut texts: Vec<T>) -> Box<[T]> {
    texts.sort_unstable();
    texts.dedup();
    texts.into()
}

/// Returns the day of every dated fact of the note, sorted.
fn dated_facts(contact: &ContactFacts, entries: &[Entry], tasks: &[Task]) -> Box<[Day]> {
    let met = contact.rare.met.as_ref().map(|found| found.value.day);
    let own = [contact.last_contact.map(|found| found.value), met];
    let own = own.into_iter().flatten();
    // Enough room, unless a task was done on a day without an entry.
    let mut days = Vec::with_capacity(entries.len() + own.clone().count());
    // A skip appears in no event: the follow-up it skips goes, and the others stay as they were.
    let mut before: Option<&Entry> = None;
    for entry in entries.iter().filter(|entry| entry.said.reading != Reading::Skip) {
        if !before.is_some_and(|before| is_repetition(before, entry)) {
            days.push(entry.day);
        }
        before = Some(entry);
    }
    days.extend(own);
    // A ticked task is also an entry once its day has come, and then it is counted already.
    let done = tasks.iter().filter_map(|task| match task.state {
        TaskState::Done(day) => Some((task.spot.line, day?)),
        TaskState::Open | TaskState::Cancelled => None,
    });
    // Most notes have no such task, so the lines are collected only on demand.
    let lines = LazyCell::new(|| {
        let mut lines: Vec<u32> = entries.iter().map(|entry| entry.spot.line).collect();
        lines.sort_unstable();
        lines
    });
    days.extend(done.filter(|(line, _)| lines.binary_search(line).is_err()).map(|(_, day)| day));
    days.sort_unstable();
    days.into()
}

/// Whether an entry is the same interaction as the one before it and adds no detail.
fn is_repetition(before: &Entry, entry: &Entry) -> bool {
    let is_same = match (before.said.reading, entry.said.reading) {
        (Reading::Clear(earlier, known), Reading::Clear(later, channel)) => {
            earlier == later && (known.is_some() || channel.is_none())
        }
        readings => readings == (Reading::Assumed, Reading::Assumed),
    };
    is_same && before.day == entry.day && entry.hashtags.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::core::note::facts::{Next, Standing};
    use crate::core::note::read::tests::note;

    #[test]
    fn tags_are_taken_from_running_text() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let facts = note("People/Ada.md", text);
            let tags = facts.contact.map(|contact| contact.tags).unwrap_or_default();
            assert_eq!(tags.iter().map(|tag| &**tag).collect::<Vec<_>>(), expected, "{text}");
            assert!(facts.problems.is_empty(), "{:?}", facts.problems);
        }
        case("A #friend, see [[#Log]] and [his log](#log)", &["friend"]);
        case("- 2026-11-02 call\n  - about #client\n\n#friend", &["friend"]);
        case("### 2026-11-02\ncall #proposal\n\nand #more", &["more"]);
        case("### 2026-11-02 call\nabout #more", &["more"]);
        case("### [2026-11-02]\ncall #proposal", &[]);
        case("## Career\n- 2026-11-02\n  - Acme #client", &["client"]);
        case("tags:: #client", &["client"]);
        case("---\ntags: unknown\n---\n", &["unknown"]);
    }

    #[test]
    fn hashtags_and_fields_of_an_entry_are_not_the_contacts() {
        /// The hashtags of the first entry, the tags of the contact, and the hashtags without effect.
        #[track_caller]
        fn tags(text: &str, expected: [&str; 3]) {
            let facts = note("People/Ada.md", text);
            let of_entry = facts.entries.first().map(|entry| entry.hashtags.join(" ")).unwrap_or_default();
            let contact = facts.contact.unwrap();
            let lost: Vec<&str> =
                facts.problems.iter().filter_map(|problem| problem.message.split('`').nth(1)).collect();
            assert_eq!([of_entry, contact.tags.join(" "), lost.join(" ")], expected, "{text}");
        }
        tags("### 2026-11-02\n\n| Call | #proposal |\n|---|---|", ["proposal", "", ""]);
        tags("**2026-11-02**\n\n| a | b |\n|---|---|\n\nc #friend", ["", "friend", ""]);
        tags("### 2026-11-02 email out: x\n#### More\nabout #value", ["", "value", "#value"]);
        tags("**2026-11-02** email out: x\nabout it\nand #value", ["", "value", "#value"]);
        tags("- 2026-11-02 email out: x\n  - 2026-11-03 call\n  - about #value", ["", "", "#value"]);

        /// Whether the contact has a channel, and whether it has a status.
        #[track_caller]
        fn fields(text: &str, expected: [bool; 2]) {
            let contact = note("People/Ada.md", text).contact.unwrap();
            assert_eq!([contact.settings.channel.is_some(), contact.status.is_some()], expected, "{text}");
        }
        fields("### 2026-11-02\ncall\nchannel:: phone\nstatus:: paused", [false, true]);
        fields("**2026-11-02**\n\ncall\n- tea\nchannel:: phone", [false, false]);
        fields("### 2026-11-02 call\n#### 2026-11-03 tea\n#### More\nchannel:: phone", [false, false]);
    }

    #[test]
    fn a_tag_in_an_entry_does_not_mark_a_contact() {
        #[track_caller]
        fn case(text: &str, is_contact: bool) {
            let facts = note("x/Trip.md", text);
            assert_eq!(matches!(facts.standing, Standing::Contact(_)), is_contact, "{text}");
        }
        case("- 2026-11-02\n  - lunch with #people from work", false);
        case("### 2026-11-02\n\nlunch with #people", false);
        case("2026-11-02 lunch with #people", false);
        case("- [Contact](#contact)\n- [[#People]]\n\n[people]: #people", false);
        case("- 2026-11-02 lunch\n\n#people", true);
        case("---\ndate: 2026-11-02\nattendees: Ben\n---\nMet at the fair. #people", false);
        case("---\ndate: 2026-11-02\nwith: Ben\n---\n#people", false);
        case("---\ndate: 2026-11-02\nwith: Ben\nemail: t@x.example\n---\n#people", true);
        case("---\ndate: 2026-11-02\n---\n#people", true);
        case("---\ndate: 2026-11-02\nattendees: Ben\ntags: people\n---\n", true);
    }

    #[test]
    fn another_value_of_a_key_is_told_once() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let problems = note("People/Ada.md", text).problems;
            let said: Vec<String> = problems
                .iter()
                .map(|problem| format!("{} {}", problem.code.name(), problem.message))
                .collect();
            assert_eq!(said, expected, "{text}");
        }
        let twice = ["doubled-key `birthday` has another value on line 1"];
        case("birthday:: 1990-01-01\nbirthday:: 1991-01-01\n", &twice);
        case("birthday:: 1990-01-01\nbirthday:: 1991-01-01\nrole:: CEO\nrole:: CTO\n", &twice);
        case("- Org: Acme\n- Org: Bolt\n", &["doubled-key `Org` has another value on line 1"]);
        case(
            "---\ndob: 04-27\nbirthday: 04-28\n---\n",
            &["doubled-key `birthday` and `dob`, on line 2, are the same key"],
        );
        case(
            "---\norg: Acme\ncompany: Bolt\n---\n",
            &["doubled-key `company` and `org`, on line 2, are the same key"],
        );
        case("status:: paused\nstatus:: closed\n", &["doubled-key `status` has another value on line 1"]);
        for text in [
            "birthday:: 1990-01-01\n- Birthday: 1 January 1990\n",
            "---\nrole: client\njob title: CTO\n---\n",
            "---\nrole: investor\nposition: Partner\n---\n",
            "---\nrelationship: friend\nrelation: cousin\n---\n",
            "---\norg: Acme Corp\ncompany: Acme-Corporation\n---\n",
            "birthday:: 1990-01-01\nborn:: 01-01\n",
            "---\nname: Ada\nfull name: Ada Lovelace\norg: acme\ncompany: \"[[Acme]]\"\n---\n",
            "---\norg: Acme\nwork: on the new shop\n---\n",
            "---\nemail: a@b.example\nmail: c@d.example\nlikes: tea\nhobbies: chess\n---\n",
            "role:: CTO\n\n## Log\n- 2026-11-02 call\n  role:: CEO\n",
            "---\nmet: at the fair\ndate met: 2026-10-20\n---\n",
            "birthday:: 1990-01-01\nbirthday:: unknown\n",
        ] {
            case(text, &[]);
        }
    }

    #[test]
    fn placeholders_are_not_values() {
        let front = "---\nemail: n/a\nphone: [N/A, \"?\"]\norg: TBD\nrole: \"-\"\naliases: unknown\n---\n";
        let facts = note("People/Ada.md", &format!("{front}- Email: ada@home.example\n- Phone: NA\n"));
        assert!(facts.problems.is_empty(), "{:?}", facts.problems);
        let contact = facts.contact.unwrap();
        let emails: Vec<&str> = contact.emails.iter().map(|email| &*email.value).collect();
        assert_eq!(emails, ["ada@home.example"], "the text says what the front matter does not");
        assert_eq!((contact.phones.len(), contact.aliases.len()), (0, 0));
        assert_eq!((contact.org, contact.role), (None, None));
        let facts = note("People/Ada.md", "---\nname: \"?\"\nprivate: unknown\naliases: [Na, none]\n---\n");
        assert_eq!(facts.problems.len(), 1, "`private` is neither yes nor no");
        let contact = facts.contact.unwrap();
        assert!(contact.rare.private);
        assert_eq!((&*contact.name, &*contact.aliases), ("Ada", ["Na".into()].as_slice()));
    }

    #[test]
    fn what_follows_the_date_of_an_interaction_is_skipped_as_in_a_log() {
        let texts = ["2026-11-02 10:00 call", "2026-11-03 (Tue) call", "2026-11-04 – 2026-11-06: call"];
        for text in texts {
            let facts = note("People/Ada.md", &format!("---\ninteractions: [\"{text}\"]\n---\n"));
            let topics: Vec<_> = facts.entries.iter().map(|entry| entry.text.as_deref()).collect();
            assert_eq!(topics, [Some("call")], "{text}");
        }
    }

    #[test]
    fn quotes_around_a_value_or_its_date_are_not_part_of_it() {
        #[track_caller]
        fn next(text: &str, expected: &str) {
            let facts = note("People/Ada.md", text);
            assert!(facts.problems.is_empty(), "{:?}", facts.problems);
            let next = facts.contact.and_then(|contact| contact.rare.next.clone());
            let Some(Next::On(day, said)) = next.map(|found| found.value) else { panic!("{text}") };
            assert_eq!(format!("{day} {}", said.as_deref().unwrap_or_default()), expected, "{text}");
        }
        next("next:: \"2026-12-20 ask about the exam\"", "2026-12-20 ask about the exam");
        next("**Next:** '2026-12-20'", "2026-12-20 ");
        next("---\nnext: '\"2026-12-20\" ask'\n---\n", "2026-12-20 ask");
        next("---\nnext: '\"2026-12-20\" ask about \"it\"'\n---\n", "2026-12-20 ask about \"it\"");
        next("---\nnext: '\"2026-12-20 ask\"'\n---\n", "2026-12-20 ask");
        next("next:: 2026-12-20 ask about \"it\"", "2026-12-20 ask about \"it\"");

        let texts = "org:: \"Acme\"\nmet:: \"at PyCon 2026-10-20\"\naliases:: \"A\", \"B\"\nrole:: \"\"\n";
        let contact = note("People/Ada.md", texts).contact.unwrap();
        assert_eq!((contact.org.as_deref(), contact.role.as_deref()), (Some("Acme"), None));
        assert_eq!(*contact.aliases, ["\"A\"".into(), "\"B\"".into()]);
        assert_eq!(contact.rare.met.as_ref().unwrap().value.text.as_deref(), Some("at PyCon"));
        let contact = note("People/Ada.md", "---\nmet: '\"2026-10-20\" at the fair'\n---\n").contact.unwrap();
        assert_eq!(contact.rare.met.as_ref().unwrap().value.text.as_deref(), Some("at the fair"));
        for value in
            ["{where: at FOSDEM, date: 2026-10-20}", "[2026-10-20, at FOSDEM]", "[at FOSDEM 2026-10-20]"]
        {
            let contact = note("People/Ada.md", &format!("---\nmet: {value}\n---\n")).contact.unwrap();
            let met = &contact.rare.met.as_ref().unwrap().value;
            assert_eq!(
                (&*met.day.to_string(), met.text.as_deref()),
                ("2026-10-20", Some("at FOSDEM")),
                "{value}"
            );
        }
    }

    #[test]
    fn dates_with_keys_of_their_own_may_stand_below_dates() {
        let case = |keys: &str, birthday: &str, dates: &[&str]| {
            let facts = note("People/Ada.md", &format!("---\n{keys}\n---\n"));
            let contact = facts.contact.unwrap();
            let said = contact.birthday.map_or(String::new(), |found| found.value.to_string());
            let labels: Vec<&str> = contact.rare.dates.iter().map(|date| &*date.label).collect();
            assert_eq!((said.as_str(), labels.as_slice()), (birthday, dates), "{keys}");
            assert!(facts.problems.is_empty(), "{keys}");
            contact.rare.met.as_ref().map(|met| met.value.day.to_string())
        };
        case("dates: {birthday: 1990-04-27}", "1990-04-27", &[]);
        case("birthday: 04-27\ndates: {Bday: 1990-04-27}", "1990-04-27", &[]);
        case("birthday: 1990-04-27\ndates: [\"birthday: 04-27\"]", "1990-04-27", &[]);
        case("birthday: 1990-04-27\ndates: {birthday of Ben: 04-28}", "1990-04-27", &["birthday of Ben"]);
        case("anniversary: 07-08\ndates: {Anniversary: 1990-07-08}", "", &["Anniversary"]);
        assert_eq!(case("dates: {met: 2024-04-27}", "", &["met"]).as_deref(), Some("2024-04-27"));
        assert_eq!(case("dates: {met: 04-27}", "", &["met"]), None);
        let met = case("met: 2024-04-28\ndates: {met: 2024-04-27}", "", &["met"]);
        assert_eq!(met.as_deref(), Some("2024-04-28"));
    }

    #[test]
    fn a_name_in_a_list_may_hold_a_comma() {
        #[track_caller]
        fn case(attendees: &str, expected: &[&str]) {
            let text = format!("---\ndate: 2026-11-02\nattendees: {attendees}\n---\n");
            let facts = note("Kick-off.md", &text);
            let names = facts.entries.iter().flat_map(|entry| &entry.names);
            assert_eq!(names.map(|name| &*name.target).collect::<Vec<_>>(), expected, "{attendees}");
        }
        case("[\"Smith, John\", Ada]", &["Smith, John", "Ada"]);
        case("\n  - 'Smith, John'\n  - Ada, Ben", &["Smith, John", "Ada, Ben"]);
        case("\"Ada, Ben\"", &["Ada", "Ben"]);
        case("[\"[[Ada]], [[Ben]]\"]", &["Ada", "Ben"]);
    }
}
