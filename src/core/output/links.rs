//! Makes the links of a card: to the note, to the mail program, and to log the interaction.

use super::escape::url::{Component, PathPart, linkable_note};
use super::escape::wikilink::{Stems, Wikilink};
use crate::core::address::Address;
use crate::core::agenda::logged::logged;
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::compile::Compiled;
use crate::core::config::model::Config;
use crate::core::config::outputs::NoteUrl;
use crate::core::note::channel::Channel;
use crate::core::people::contact::Contact;
use crate::core::place::NotePath;

/// Maximum bytes of an encoded `mailto:` URL that every mail program accepts.
const MOST_MAILTO: usize = 1_600;

/// Bytes to reserve for a line for a daily note; most are shorter.
const USUAL_LENGTH: usize = 96;

/// The inputs that all outputs of one build share.
#[derive(Debug)]
pub(crate) struct Build<'a> {
    /// Contacts, agenda and problems.
    pub(crate) compiled: &'a Compiled,
    /// The configuration.
    pub(crate) config: &'a Config,
    stems: Stems,
    /// Start of the Obsidian URL that opens a note.
    open: String,
    /// Start of the Obsidian URL that appends to today's daily note.
    daily: String,
}

impl<'a> Build<'a> {
    pub(crate) fn new(compiled: &'a Compiled, config: &'a Config) -> Build<'a> {
        let contacts = compiled.people.contacts.iter().map(|contact| &contact.path);
        let stems = match compiled.people.names_differ {
            true => Stems::default(),
            false => Stems::of(contacts.chain(compiled.others.iter().map(|(path, _)| path))),
        };
        let vault = Component(&compiled.agenda.vault).to_string();
        let open = format!("obsidian://open?vault={vault}&file=");
        let daily = format!("obsidian://daily?vault={vault}&append=true&silent=true&content=");
        Build { compiled, config, stems, open, daily }
    }

    pub(crate) fn contact(&self, follow_up: &FollowUp) -> &'a Contact {
        self.compiled.people.contact(follow_up.contact)
    }

    /// Returns the wikilink to a contact's note.
    pub(crate) fn wikilink<'c>(&self, contact: &'c Contact) -> Wikilink<'c> {
        self.stems.link(&contact.path, contact.name())
    }

    /// Returns the URL that opens a note, in ASCII; `None` if the configured pattern has a scheme that is not
    /// allowed.
    pub(crate) fn note_url(&self, path: &NotePath) -> Option<String> {
        match &self.config.note_url {
            NoteUrl::Obsidian => Some(Component(path.as_str()).behind(&self.open)),
            NoteUrl::Pattern(pattern) => {
                linkable_note(&pattern.replace("{path}", &PathPart(path.as_str()).to_string()))
            }
        }
    }

    /// Returns the URL that appends one line to today's daily note (design 7.1). Preparing for a day and a
    /// promise have none: a line would restart the cadence without ending them.
    pub(crate) fn log_url(&self, follow_up: &FollowUp) -> Option<String> {
        if self.config.note_url != NoteUrl::Obsidian
            || matches!(follow_up.kind, Kind::Prepare | Kind::Promise)
        {
            return None;
        }
        Some(Component(&self.log_line(follow_up)).behind(&self.daily))
    }

    /// Returns the line that logs a follow-up as done: `- email to [[Ada Lovelace]] #thank-you`.
    fn log_line(&self, follow_up: &FollowUp) -> String {
        let contact = self.contact(follow_up);
        let logged = logged(follow_up.channel);
        let words = match logged.answer.filter(|_| follow_up.kind == Kind::Reply) {
            Some(answer) => answer,
            None if follow_up.goes_out() => logged.daily_out,
            None => logged.daily,
        };
        let mut line = String::with_capacity(USUAL_LENGTH);
        line.extend(["- ", words, " "]);
        // Writing to a string cannot fail.
        let _ = self.wikilink(contact).write_to(&mut line);
        for part in follow_up.hashtag().into_iter().flat_map(|hashtag| [" #", hashtag]) {
            line.push_str(part);
        }
        line
    }
}

/// Returns the first valid e-mail address of a contact.
pub(crate) fn address(contact: &Contact) -> Option<Address<'_>> {
    contact.facts.emails.iter().find_map(|email| Address::read(&email.value))
}

/// Whether a follow-up can be done by mail.
pub(crate) fn by_mail(follow_up: &FollowUp) -> bool {
    matches!(follow_up.channel, Some(Channel::Email) | None)
}

/// A `mailto:` URL, and whether it includes the text of the message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mailto {
    pub(crate) url: String,
    pub(crate) holds_text: bool,
}

/// Makes a `mailto:` URL with subject and body. The body is left out if the URL would be too long for mail
/// programs, and then the subject too (`interop-musts` E5).
pub(crate) fn mailto(address: Address<'_>, message: Option<(&str, &str)>) -> Mailto {
    let (local, domain) = address.parts();
    let to = Component(domain).behind(&(Component(local).behind("mailto:") + "@"));
    let without_text = |url| Mailto { url, holds_text: false };
    let Some((subject, body)) = message else { return without_text(to) };
    let short = format!("{to}?subject={}", Component(subject));
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    let whole = format!("{short}&body={}", Component(body.trim_end()));
    if whole.len() <= MOST_MAILTO {
        Mailto { url: whole, holds_text: true }
    } else if short.len() <= MOST_MAILTO {
        without_text(short)
    } else {
        without_text(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture::{self, follow_up};

    #[test]
    fn a_mailto_is_never_too_long() {
        let ada = Address::read("ada+x@example.org").unwrap();
        let whole = mailto(ada, Some(("Thanks & more", "Hi Ada,\n\nzoë?\n")));
        assert_eq!(
            whole.url,
            "mailto:ada%2Bx@example.org?subject=Thanks%20%26%20more&body=Hi%20Ada%2C%0D%0A%0D%0Azo%C3%AB%3F"
        );
        assert!(whole.holds_text);
        let short = mailto(ada, Some(("s&body=", &"é".repeat(400))));
        assert_eq!(
            (short.url.as_str(), short.holds_text),
            ("mailto:ada%2Bx@example.org?subject=s%26body%3D", false)
        );
        assert_eq!(mailto(ada, Some((&"é".repeat(400), ""))).url, "mailto:ada%2Bx@example.org");
    }

    #[test]
    fn a_log_url_carries_exactly_one_line() {
        #[track_caller]
        fn case(path: &str, name: &str, touch: &str, expected: &str) {
            let compiled = fixture::compiled(vec![fixture::contact(path, name)], |people| {
                let mut one = follow_up(people, Kind::Touch, "2026-11-24");
                one.channel = Some(Channel::Email);
                one.touch = Some(touch.into());
                vec![one]
            });
            let config = Config::default();
            let build = Build::new(&compiled, &config);
            let one = &compiled.agenda.follow_ups[0];
            assert_eq!(build.log_line(one), expected);
            let url = build.log_url(one).unwrap();
            assert!(!url.contains("%0") && url.ends_with(&format!("&content={}", Component(expected))));
        }
        case("People/Ada.md", "Ada", "thank-you", "- email to [[Ada]] #thank-you");
        case("People/a.md", "Ada\n- [ ] x", "value", "- email to [[People/a|Ada - x]] #value");
        case("People/a\nb.md", "Ada", "a b\nc", "- email to [Ada](People/a%0Ab.md)");
    }

    #[test]
    fn what_they_owe_is_asked_for() {
        let compiled = fixture::compiled(vec![fixture::contact("People/Ada.md", "Ada")], |people| {
            [Kind::Waiting, Kind::KeepInTouch]
                .map(|kind| {
                    let mut one = follow_up(people, kind, "2026-11-24");
                    one.channel = Some(Channel::Phone);
                    one
                })
                .into()
        });
        let config = Config::default();
        let build = Build::new(&compiled, &config);
        let lines: Vec<String> = compiled.agenda.follow_ups.iter().map(|one| build.log_line(one)).collect();
        assert_eq!(lines, ["- call out: [[Ada]]", "- call with [[Ada]]"]);
    }

    /// The line that `log_url` appends is read on the next build, as contact with this person only.
    #[test]
    fn a_log_line_is_read_back_for_any_name() {
        use crate::core::config::obsidian::VaultSettings;
        use crate::core::note::read::{Reader, read_note};
        use crate::core::people::gather::gather;
        let names = [
            "Ada Lovelace", "C#", "a|b", "x [y] z", "q^w", "`tick`", "Zoë 🎉 Ünal", "O'Brien \"Bo\"",
            "a%20b", "50% off", "田中 由紀", "due 📅 2026-01-01", "(x)", "a & b", "<b>", "1. one", "- [ ] x",
            "e\u{301}ric", "#tag", "🔁 every day",
        ];
        let (config, settings) = (Config::default(), VaultSettings::default());
        let today = crate::core::day::Day::from_iso("2026-11-24").unwrap();
        let reader = Reader::new(&config, &settings, today);
        for name in names {
            let path = format!("People/{name}.md");
            let compiled = fixture::compiled(vec![fixture::contact(&path, name)], |people| {
                let mut one = follow_up(people, Kind::Touch, "2026-11-24");
                one.channel = Some(Channel::Email);
                one.touch = Some("thank-you".into());
                vec![one]
            });
            let line = Build::new(&compiled, &config).log_line(&compiled.agenda.follow_ups[0]);
            let note = format!("---\ntype: person\nname: '{}'\n---\n", name.replace('\'', "''"));
            let notes = vec![
                read_note(&reader, &NotePath::new(&path), note.as_bytes()),
                read_note(&reader, &NotePath::new("People/Other.md"), b"---\ntype: person\n---\n"),
                read_note(&reader, &NotePath::new("2026-11-24.md"), line.as_bytes()),
            ];
            let gathered = gather(notes, &config, today);
            let histories: Vec<usize> =
                gathered.people.contacts.iter().map(|contact| contact.history.len()).collect();
            let person =
                gathered.people.contacts.iter().find(|contact| contact.path.as_str() == path).unwrap();
            assert_eq!(histories.iter().sum::<usize>(), 1, "{name}: {line}");
            let [entry] = person.history.as_slice() else { panic!("{name}: {line}") };
            assert_eq!(
                (entry.channel, &*entry.hashtags[0]),
                (Some(Channel::Email), "thank-you"),
                "{name}: {line}"
            );
        }
    }

    #[test]
    fn what_a_line_does_not_end_has_no_log_url() {
        let compiled = fixture::compiled(vec![fixture::contact("People/Ada.md", "Ada")], |people| {
            Kind::ALL.iter().map(|kind| follow_up(people, *kind, "2026-11-24")).collect()
        });
        let config = Config::default();
        let build = Build::new(&compiled, &config);
        for one in &compiled.agenda.follow_ups {
            assert_eq!(
                build.log_url(one).is_none(),
                matches!(one.kind, Kind::Prepare | Kind::Promise),
                "{}",
                one.kind.name()
            );
        }
    }

    #[test]
    fn note_urls_are_ascii_and_harmless() {
        let compiled = fixture::compiled(vec![fixture::contact("People/Zoë K.md", "Zoë")], |_| Vec::new());
        let mut config = Config::default();
        let path = NotePath::new("People/Zoë K.md");
        assert_eq!(
            Build::new(&compiled, &config).note_url(&path).as_deref(),
            Some("obsidian://open?vault=My%20vault&file=People%2FZo%C3%AB%20K.md")
        );
        config.note_url = NoteUrl::Pattern("https://git.example/x/{path}".to_owned());
        assert_eq!(
            Build::new(&compiled, &config).note_url(&path).as_deref(),
            Some("https://git.example/x/People/Zo%C3%AB%20K.md")
        );
        config.note_url = NoteUrl::Pattern("javascript:alert('{path}')".to_owned());
        assert_eq!(Build::new(&compiled, &config).note_url(&path), None);
    }
}
