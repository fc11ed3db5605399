//! Signs that the contact died, or is not to be contacted, where no key of ours says so: in the name, under a key such as
//! `dead`, among the hashtags of the text, on a line of nothing else, in the log. Only a dagger or a word in brackets
//! behind the name counts, since what counts by mistake silences somebody for good; a hint tells either way (design 3.2).

mod says;

use self::says::{KEY_BEGINS, Plain, Says, by_key, by_name, by_status, by_tag, by_words};
use crate::core::date_text::leading;
use crate::core::day::Day;
use crate::core::note::body::line::plain;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::{ContactFacts, Entry, Reading};
use crate::core::note::fields::about_whom::names_relative;
use crate::core::note::fields::field_reader::about_person;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::{Fields, name, values};
use crate::core::note::headings::HeadingSort;
use crate::core::note::log::Log;
use crate::core::note::log::dates::start::dated;
use crate::core::note::log::entries::entry_text::{EntryText, Part};
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::log::no_contact::said_died;
use crate::core::note::read::Reader;
use crate::core::note::report::{Report, words};
use crate::core::people::settings::Status;
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::{behind_start, folded, is_mark};

/// Maximum bytes of a line that says nothing else.
const LONGEST: usize = 120;

/// How such a line begins.
const FIRST_WORDS: [&str; 5] = ["died", "dead", "deceased", "passed", "do"];

/// Marks before a remark on such a line.
const REMARKS: [&str; 7] = [" - ", " – ", " — ", "(", ",", ". ", "!"];

/// A sign in a note.
#[derive(Clone, Debug)]
pub(in crate::core::note) struct Sign {
    plain: Plain,
    says: Says,
    written: String,
    /// Where it is; in the name of the file, nowhere.
    spot: Option<Spot>,
    /// The day that it names, of a line of the log or of a key.
    day: Option<Day>,
}

/// What the signs of a note are looked for in.
pub(in crate::core::note) struct Signs<'a, 'b> {
    /// The keys of the note.
    pub(in crate::core::note) fields: &'a Fields<'a>,
    /// The text of the note.
    pub(in crate::core::note) body: &'a Body<'a>,
    /// Its log.
    pub(in crate::core::note) log: &'a Log<'a>,
    /// The names of the contact.
    pub(in crate::core::note) subjects: &'a Subjects<'a>,
    /// What reading a note needs from the configuration.
    pub(in crate::core::note) reader: &'a Reader<'a>,
    /// Receives the hint.
    pub(in crate::core::note) report: &'a mut Report<'b>,
}

impl Signs<'_, '_> {
    /// Returns the plainest sign, unless a key says so already, and reports it.
    pub(in crate::core::note) fn find(self, contact: &ContactFacts) -> Option<Sign> {
        let is_refused = contact.status.is_some_and(|status| status.value == Status::DoNotContact);
        if is_refused || contact.rare.died.is_some() {
            return None;
        }
        let mut signs = self.in_name(&contact.name);
        signs.extend(self.in_keys());
        signs.extend(self.in_tags());
        signs.extend(self.in_own_tags(contact));
        signs.extend(self.in_lines());
        signs.extend(self.in_log());
        // A key that is there says no, or it would have counted.
        signs.retain(|sign| match sign.says {
            // What is no status of ours says nothing.
            Says::Status(_) => contact.status.is_none() && contact.rare.paused_until.is_none(),
            Says::Died | Says::Refused => !self.fields.has(sign.says.key()),
        });
        // The first of the plainest ones; a status is the least.
        let sign = signs.into_iter().min_by_key(|sign| (sign.plain, matches!(sign.says, Says::Status(_))))?;
        sign.report(self.report);
        Some(sign)
    }

    fn in_name(&self, own: &str) -> Vec<Sign> {
        let key = self.fields.first(Key::Name).map(|(_, found)| found.spot);
        let heading = self.body.lines.iter().find(|line| line.kind == LineKind::Heading(1));
        let titled = heading.map(|line| (line.text.as_ref(), Some(line.spot)));
        let named = key.is_some() || titled.is_none_or(|(title, _)| title != own);
        let name = named.then_some((own, key));
        let found = name.into_iter().chain(titled).filter_map(|(name, spot)| {
            let (says, plain) = by_name(name)?;
            Some(Sign { plain, says, written: name.to_owned(), spot, day: None })
        });
        found.collect()
    }

    /// Finds keys of other programs: `dead: true`, `alive: no`.
    fn in_keys(&self) -> Vec<Sign> {
        let found = self.fields.unknown.iter().filter_map(|pair| {
            let key = pair.key.trim();
            // Rules out most keys without folding them.
            if !key.starts_with(KEY_BEGINS) {
                return None;
            }
            let value = values::first_text(&pair.node)?.value.trim();
            let date = leading(value, self.reader.order());
            let says = by_key(&folded(key), value, date.is_some())?;
            let day = date.and_then(|date| date.day.ok());
            Some(Sign { day, ..Sign::perhaps(says, &format!("{key}: {value}"), pair.key_spot) })
        });
        found.collect()
    }

    fn in_tags(&self) -> Vec<Sign> {
        let lines = self.log.loose.iter().filter(|loose| loose.are_tags());
        let is_own = |line: &Line<'_>| !names_relative(&line.text) && !self.is_in_family(line);
        let signs = lines.flat_map(|loose| {
            loose.hashtags.iter().filter_map(|tag| {
                let says = by_tag(tag).filter(|_| is_own(loose.line))?;
                Some(Sign::perhaps(says, &format!("#{tag}"), loose.line.spot))
            })
        });
        signs.collect()
    }

    /// Finds tags of the front matter that are a status. Those for a death count.
    fn in_own_tags(&self, contact: &ContactFacts) -> Option<Sign> {
        let is_meant = |tag: &str| by_status(&folded(about_person(tag)));
        let (tag, says) = contact.tags.iter().find_map(|tag| Some((tag, is_meant(tag)?)))?;
        let spot = self.fields.node(Key::Tags)?.spot;
        Some(Sign::perhaps(says, &format!("#{tag}"), spot))
    }

    fn in_lines(&self) -> Vec<Sign> {
        let mut entries = EntryText::new(self.body, self.reader.order(), dated);
        let mut signs = Vec::new();
        for (place, line) in self.body.lines.iter().enumerate() {
            let may_be =
                matches!(line.kind, LineKind::Text(0) | LineKind::Item(1, None) | LineKind::Heading(_));
            if !may_be || line.text.len() > LONGEST {
                continue;
            }
            let Some(says) = self.by_line(&line.text) else { continue };
            let is_about_other = self.is_in_family(line) || self.is_below_relative(place);
            if !is_about_other && !matches!(entries.part_of(place), Some(Part::Words | Part::Indented)) {
                signs.push(Sign::perhaps(says, &line.text, line.spot));
            }
        }
        signs
    }

    fn is_in_family(&self, line: &Line<'_>) -> bool {
        self.body.around(line.section).any(|around| HeadingSort::Family.has(&around.heading))
    }

    fn is_below_relative(&self, place: usize) -> bool {
        let above = place.checked_sub(1).and_then(|above| self.body.lines.get(above));
        above.is_some_and(|above| names_relative(&above.text))
    }

    /// Finds a line of the log that says so. It was read as a mention.
    fn in_log(&self) -> Option<Sign> {
        let is_meant =
            |entry: &Entry| entry.said.reading == Reading::Mention && entry.day <= self.reader.today;
        let said = self.log.entries.iter().zip(self.log.said()).filter(|(entry, _)| is_meant(entry));
        let mut deaths = said.filter(|(_, words)| said_died::says_died(&plain(words).text, self.subjects));
        let (entry, words) = deaths.next()?;
        Some(Sign { day: Some(entry.day), ..Sign::perhaps(Says::Died, words, entry.spot) })
    }

    /// Returns what a line says, if it says nothing else.
    fn by_line(&self, line: &str) -> Option<Says> {
        // Rules out nearly all lines, which saves 0.8 % of a build of 10,000 notes.
        let first = line.bytes().next()?;
        if first.is_ascii_alphanumeric() && !matches!(first, b'd' | b'D' | b'p' | b'P') {
            return None;
        }
        let line = line.trim();
        let start = line.trim_start_matches(is_mark);
        if line.starts_with('†') && self.is_date(start) {
            return Some(Says::Died);
        }
        if !FIRST_WORDS.iter().any(|first| behind_start(start, first).is_some()) || line.ends_with('?') {
            return None;
        }
        if self.is_dated_death(start) {
            return Some(Says::Died);
        }
        let end = REMARKS.into_iter().filter_map(|mark| start.find(mark)).min().unwrap_or(start.len());
        let words = start.get(..end)?.trim_end_matches(is_mark);
        by_words(words).filter(|_| !words.eq_ignore_ascii_case("dead"))
    }

    /// Whether a text is `died 2026-11-02` or the like.
    fn is_dated_death(&self, text: &str) -> bool {
        let after = ["died ", "passed away ", "deceased "].iter().find_map(|verb| behind_start(text, verb));
        after.is_some_and(|after| self.is_date(after.strip_prefix("on ").unwrap_or(after)))
    }

    fn is_date(&self, text: &str) -> bool {
        let text = text.trim_matches(is_mark);
        leading(text, self.reader.order()).is_some_and(|date| date.length == text.len())
    }
}

impl Sign {
    /// Returns a sign that is only told.
    fn perhaps(says: Says, written: &str, spot: Spot) -> Sign {
        let written = written.trim().to_owned();
        Sign { plain: Plain::Perhaps, says, written, spot: Some(spot), day: None }
    }

    /// Adds what it says to the facts, if it counts.
    pub(in crate::core::note) fn add_to(&self, contact: &mut ContactFacts) {
        let spot = self.spot.unwrap_or(Spot::new(1, 1));
        match self.says {
            _ if self.plain == Plain::Perhaps => {}
            Says::Died => contact.rare.died = Some(spot),
            Says::Refused => contact.status = Some(Found { value: Status::DoNotContact, spot }),
            // None of them is certain.
            Says::Status(_) => {}
        }
    }

    fn report(&self, report: &mut Report<'_>) {
        let Sign { plain, says, written, spot, day } = self;
        let key = name(says.key());
        let value = match (says, day) {
            (Says::Died, Some(day)) => day.to_string(),
            (Says::Status(status), _) => (*status).to_owned(),
            (Says::Died | Says::Refused, _) => "true".to_owned(),
        };
        let (code, otherwise, said) = match says {
            Says::Died => (Code::LeftAlone, "false", "that the contact has died"),
            Says::Refused => (Code::LeftAlone, "false", "not to contact them"),
            Says::Status(_) => (Code::UnknownStatus, "active", "that follow-ups are not wanted"),
        };
        let (may, effect) = match plain {
            Plain::Certainly => ("says", "it counts: the contact is left alone"),
            Plain::Perhaps => ("may say", "follow-ups are proposed as before"),
        };
        let message = format!("{} {may} {said}", quoted(written));
        let help =
            format!("write `{key}: {value}` into the front matter, or `{key}: {otherwise}` if it is not so");
        let said = words(message, help, effect);
        match spot {
            Some(spot) => report.at(code, *spot, written, said),
            None => report.whole(code, said),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;
    use crate::core::problem::Code;

    /// Returns whether the contact of a note is left alone, and whether a hint says so or asks.
    fn signs(text: &str) -> (bool, bool) {
        let facts = note("People/Ann Ames.md", text);
        let contact = facts.contact.unwrap();
        let is_left = contact.rare.died.is_some() || contact.status.is_some();
        (is_left, facts.problems.iter().any(|problem| problem.code == Code::LeftAlone))
    }

    #[test]
    fn a_dagger_or_a_word_in_brackets_behind_a_name_counts_and_is_told() {
        for text in [
            "# Ann Ames †", "# Ann Ames † 2020", "# Ann Ames (deceased)", "# Ann Ames (do not contact)",
            "---\nname: Ann Ames †\n---\n",
        ] {
            assert_eq!(signs(text), (true, true), "{text}");
        }
    }

    #[test]
    fn signs_that_may_mean_something_else_are_only_told() {
        for text in [
            "# Ann Ames (1932–2025)",
            "# Ann Ames, died 2025",
            "---\ndead: true\n---\n",
            "---\nDead: 2025-03-01\n---\n",
            "---\nis-dead: yes\n---\n",
            "---\ndeath: March 2024\n---\n",
            "---\npassed away: true\n---\n",
            "---\nalive: false\n---\n",
            "# Ann Ames (dead)",
            "# Ann Ames - DO NOT CONTACT",
            "The late #deceased one",
            "#person #deceased",
            "#music #dead",
            "- #do-not-contact",
            "Do not contact",
            "- **DO NOT CONTACT**",
            "DO NOT CONTACT (on weekends)",
            "DO NOT CONTACT - her lawyer wrote",
            "⚠️ Do not contact!",
            "## Do not contact\n- Tom\n- weekends",
            "## Notes\nDeceased",
            "Deceased",
            "**Died 2 November 2026**",
            "Passed away on 2026-11-02",
            "† 2026-11-02",
            "### 2026-11-02 call\nabout it\n\nDo not contact",
            "- 2026-11-02 passed away",
            "- 2026-10-01 call\n- 2026-11-02 Ann died",
        ] {
            assert_eq!(signs(text), (false, true), "{text}");
        }
    }

    #[test]
    fn other_words_for_a_status_are_told() {
        /// Returns the code and the help of the hint.
        fn told(text: &str) -> Option<(Code, String)> {
            let facts = note("People/Ann Ames.md", text);
            let is_set = facts.contact.unwrap().status.is_some();
            assert_eq!(is_set, text.contains("status: "), "{text}");
            assert!(facts.problems.len() < 2, "{text}: {:?}", facts.problems);
            let problem = facts.problems.into_iter().next()?;
            Some((problem.code, problem.help.to_string()))
        }
        #[track_caller]
        fn case(keys: &str, expected: &str) {
            let (code, help) = told(&format!("---\n{keys}\n---\n")).unwrap();
            let is_status = expected.starts_with("status");
            assert_eq!(code, if is_status { Code::UnknownStatus } else { Code::LeftAlone }, "{keys}");
            assert!(help.starts_with(&format!("write `{expected}` into the front matter")), "{keys}: {help}");
        }
        case("archived: true", "status: archived");
        case("Inactive: yes", "status: inactive");
        case("active: false", "status: inactive");
        case("paused: true", "status: paused");
        case("tags: [archived]", "status: archived");
        case("tags: [friend, status/inactive]", "status: inactive");
        for key in ["unsubscribed", "opt-out", "opted_out", "no_contact", "blocked", "never_keep_in_touch"] {
            case(&format!("{key}: true"), "do-not-contact: true");
        }
        assert!(told("#inactive").is_some());
        for keys in [
            "archived: false",
            "active: true",
            "inactive:",
            "paused: she took a break",
            "blocked: false",
            "status: paused\narchived: true",
            "tags: [inactivity, archive]",
            "opt-out: false",
            "activity: false",
            "status: active\ntags: [archived]",
            "paused-until: 2027-01-01\npaused: true",
        ] {
            assert_eq!(told(&format!("---\n{keys}\n---\n")), None, "{keys}");
        }
    }

    #[test]
    fn what_is_about_others_is_no_sign() {
        for text in [
            "# Ann Ames (2015-2018)",
            "---\ndead: false\n---\n",
            "---\ndead:\n---\n",
            "---\ndead: unknown\n---\n",
            "---\ndead: line for the book\n---\n",
            "---\ndeath: fears it\n---\n",
            "---\ndeath: her father in 2019\n---\n",
            "---\nrip: Tom, 2019\n---\n",
            "---\nalive: true\n---\n",
            "---\ndeadline: 2026-12-01\n---\n",
            "---\ndead-lifts: yes\n---\n",
            "---\nripped: true\n---\n",
            "---\npassed: true\n---\n",
            "# Ann Ames-Dead",
            "# Ann Ames, widow of Tom",
            "Van Winkle, Rip",
            "Jane Doe, DNC",
            "Do not contact?",
            "## Family\n#deceased\n- Tom",
            "- Husband: Tom\n- Died 2020-11-02",
            "> [!warning] Do not contact",
            "Her husband is #deceased",
            "#deadlift #not-dead #death-metal",
            "Dead Poets Society",
            "Died laughing",
            "Dead line",
            "Do not contact her before March",
            "Do not contact list",
            "## Family\n- Bob, her father\n- Deceased",
            "Her father\nDied 2026-11-02",
            "- 2026-11-02 call\n  - do not contact",
            "- 2026-11-02 her father passed away",
            "- 2027-11-02 died",
            "> Do not contact",
            "> [!note] Do not contact list",
        ] {
            assert_eq!(signs(text), (false, false), "{text}");
        }
    }

    #[test]
    fn a_key_says_it_without_a_hint() {
        assert_eq!(signs("---\ndied: 2026-11-02\n---\n# Ann Ames †\n- 2026-11-02 died"), (true, false));
        assert_eq!(signs("---\ndo-not-contact: true\n---\nDO NOT CONTACT"), (true, false));
        assert_eq!(signs("---\ndied: false\n---\n- 2026-11-02 died"), (false, false));
        assert_eq!(signs("---\ndied: false\n---\n# Ann Ames †"), (false, false));
        assert_eq!(signs("---\ndead: true\ndied: 2026-11-02\n---\n"), (true, false));
        assert_eq!(signs("---\ndead: true\ndied: false\n---\n"), (false, false));
    }
}
