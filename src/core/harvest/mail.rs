//! Reads the headers of a message. The only user of mail-parser's message reader, which is given nothing but
//! the headers.

use super::{Sighting, What};
use crate::core::day::Day;
use crate::core::named::named;
use crate::core::text::nfc;
use mail_parser::{Address, HeaderForm, HeaderName, MessageParser};

/// The outcome for a message, by its headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A message between people, with one sighting for each other person.
    Mail(Vec<Sighting>),
    /// Nothing to log, with the reason.
    LeftOut(Reason),
}

named! {
    /// Why a message is left out.
    pub enum Reason {
        /// A mailing list or a newsletter.
        List "from lists and newsletters",
        /// An automatic answer, a bounce, an answer of a calendar, a receipt or bulk mail.
        Automatic "automatic answers and bounces",
        /// Marked as spam.
        Spam "marked as spam",
        /// A draft, or in the trash.
        Unsent "drafts or in the bin",
        /// To the user alone.
        ToOneself "to yourself alone",
        /// Without a sender or a valid date.
        Incomplete "without a sender or a usable date",
        /// Neither from nor to the user.
        NotOwn "neither from nor to you",
        /// Before the first day asked for.
        Old "before the day you asked for",
        /// Dated after today, as mail from a time zone further east can be. It waits for that day, since a line
        /// written today would be joined by another one tomorrow.
        Ahead "dated after today",
    }
}

/// The user's addresses and the days to harvest.
#[derive(Clone, Debug)]
pub struct Own {
    /// The user's addresses, in lower case.
    pub addresses: Vec<String>,
    /// The last day to harvest.
    pub today: Day,
    /// The first day to harvest; `None` for no limit.
    pub since: Option<Day>,
}

impl Own {
    /// Whether an address is the user's own, with or without a `+` part.
    pub fn is_own(&self, address: &str) -> bool {
        let plain = |address: &str| match address.split_once('@') {
            Some((local, domain)) => format!("{}@{domain}", local.split('+').next().unwrap_or(local)),
            None => address.to_owned(),
        };
        self.addresses.iter().any(|own| own == address || plain(own) == plain(address))
    }
}

/// Returns the subject of a message, empty if it has none that can be read.
pub fn subject(headers: &[u8]) -> String {
    let message = MessageParser::default().parse_headers(headers);
    message.and_then(|message| message.subject().map(str::to_owned)).unwrap_or_default()
}

/// Reads the headers of a message.
pub fn read(headers: &[u8], own: &Own) -> Seen {
    let Some(message) = MessageParser::default().parse_headers(headers) else {
        return Seen::LeftOut(Reason::Incomplete);
    };
    let text = |name: &'static str| {
        // For mail-parser a known header is a different value than its name as text.
        let name = HeaderName::parse(name)?;
        message.header_raw(name).map(|value| value.trim().to_lowercase())
    };
    let labels = message.header_as("X-Gmail-Labels", HeaderForm::Text);
    let labels = labels.iter().filter_map(|labels| labels.as_text()).next();
    if let Some(reason) = machine_made(&text).or_else(|| set_aside(&text, labels)) {
        return Seen::LeftOut(reason);
    }
    let mut from = addresses([message.from()]);
    if from.is_empty() {
        from = addresses([message.sender()]);
    }
    let date = message.date().filter(|date| date.is_valid());
    let day =
        date.and_then(|date| Day::new(i32::from(date.year), u32::from(date.month), u32::from(date.day)));
    let (Some(day), false) = (day.filter(|day| day.year() >= 1971), from.is_empty()) else {
        return Seen::LeftOut(Reason::Incomplete);
    };
    if own.since.is_some_and(|since| day < since) {
        return Seen::LeftOut(Reason::Old);
    }
    if day > own.today {
        return Seen::LeftOut(Reason::Ahead);
    }
    let to = addresses([message.to(), message.cc(), message.bcc()]);
    let order = date.map_or(0, mail_parser::DateTime::to_timestamp);
    let topic = message.subject().unwrap_or_default();
    sightings(&from, &to, own, |address, what| Sighting {
        day,
        order,
        address,
        what,
        topic: topic.to_owned(),
    })
}

/// Returns the reason to leave out a message that no person wrote to another.
fn machine_made(text: &dyn Fn(&'static str) -> Option<String>) -> Option<Reason> {
    let has = |name: &'static str| text(name).is_some();
    let precedence = text("Precedence").unwrap_or_default();
    let submitted = text("Auto-Submitted").unwrap_or_default();
    if precedence == "list" || has("X-Mailing-List") || has("X-List") || has("Feedback-ID") {
        Some(Reason::List)
    } else if matches!(precedence.as_str(), "bulk" | "junk" | "auto_reply")
        || !(submitted.is_empty() || submitted.starts_with("no"))
        || has("X-Autoreply")
        || has("X-Autorespond")
        || has("X-Failed-Recipients")
        || text("Return-Path").is_some_and(|path| path == "<>")
        || is_answer_of_a_program(text)
    {
        Some(Reason::Automatic)
    } else if text("X-Spam-Flag").is_some_and(|flag| flag == "yes")
        || text("X-Spam-Status").is_some_and(|flag| flag.starts_with("yes"))
    {
        Some(Reason::Spam)
    } else {
        ["List-Id", "List-Unsubscribe", "List-Post"].into_iter().any(has).then_some(Reason::List)
    }
}

/// Folders and labels of messages that were not sent, or are to be deleted, as common programs call them.
#[rustfmt::skip]
const SET_ASIDE: &[&str] = &[
    "drafts", "draft", "templates", "outbox", "unsent messages", "trash", "bin", "deleted",
    "deleted items", "deleted messages", "entwürfe", "vorlagen", "postausgang", "papierkorb", "gelöscht",
    "gelöschte elemente", "gelöschte objekte", "brouillons", "corbeille", "éléments supprimés", "borradores", "papelera",
    "elementos eliminados", "bozze", "cestino", "posta eliminata", "rascunhos", "lixeira", "lixo", "itens excluídos",
    "concepten", "prullenbak", "verwijderde items", "utkast", "papperskorgen", "kladder", "papirkurv", "kosz",
];

/// Folders and labels of spam.
#[rustfmt::skip]
const SPAM: &[&str] = &[
    "spam", "junk", "junk e-mail", "junk email", "junk mail", "bulk mail", "spamverdacht", "unerwünscht",
    "courrier indésirable", "indésirables", "correo no deseado", "posta indesiderata", "lixo eletrônico", "ongewenste e-mail",
    "skräppost",
];

/// Whether the messages in a folder of this name, or with this label, are left out.
pub fn is_set_aside(folder: &str) -> Option<Reason> {
    let name = nfc(folder.trim()).to_lowercase();
    let spam = SPAM.contains(&name.as_str()).then_some(Reason::Spam);
    spam.or_else(|| SET_ASIDE.contains(&name.as_str()).then_some(Reason::Unsent))
}

/// Returns the reason to leave out a message that its mailbox marks as a draft, deleted or spam: by the labels of
/// Gmail's export, or by the marks of Mozilla's programs.
fn set_aside(text: &dyn Fn(&'static str) -> Option<String>, labels: Option<&str>) -> Option<Reason> {
    const DELETED: u16 = 0x8;
    let marks = text("X-Mozilla-Status").and_then(|marks| u16::from_str_radix(&marks, 16).ok());
    if marks.is_some_and(|marks| marks & DELETED != 0) {
        return Some(Reason::Unsent);
    }
    let labels: Vec<String> =
        labels?.split(',').map(|label| label.trim_matches([' ', '"']).to_lowercase()).collect();
    // Gmail takes them away from what it sets aside; beside them stand labels of the user's own.
    if labels.iter().any(|label| matches!(label.as_str(), "inbox" | "sent")) {
        return None;
    }
    let is_scheduled = labels.iter().any(|label| label == "scheduled").then_some(Reason::Unsent);
    labels.iter().find_map(|label| is_set_aside(label)).or(is_scheduled)
}

/// Whether a calendar accepted or declined, or a mail program says that a message was read or could not be delivered. An
/// invitation is not among them, since somebody sent it.
fn is_answer_of_a_program(text: &dyn Fn(&'static str) -> Option<String>) -> bool {
    let kind: String = text("Content-Type").unwrap_or_default().split_whitespace().collect();
    let parameter = |name: &str, value: &str| {
        kind.split(';')
            .filter_map(|part| part.split_once('='))
            .any(|(key, found)| key == name && found.trim_matches('"') == value)
    };
    (kind.starts_with("text/calendar") && (parameter("method", "reply")))
        || (kind.starts_with("multipart/report")
            && (parameter("report-type", "disposition-notification")
                || parameter("report-type", "delivery-status")))
        || ((text("Content-Class").is_some_and(|class| class == "urn:content-classes:calendarmessage")
            || text("Sender").is_some_and(|sender| sender.contains("calendar-notification@google.com")))
            && text("Subject").is_some_and(|subject| is_answer(&subject)))
}

/// Whether a subject in lower case is that of an answer to an invitation, as Outlook, Google and others write it.
fn is_answer(subject: &str) -> bool {
    const ANSWERS: [&str; 4] = ["accepted", "declined", "tentative", "tentatively accepted"];
    let answer = subject.split_once(':').map(|(answer, _)| answer.trim());
    answer.is_some_and(|answer| ANSWERS.contains(&answer))
}

fn sightings(from: &[String], to: &[String], own: &Own, sighting: impl Fn(String, What) -> Sighting) -> Seen {
    let is_own = |address: &String| own.is_own(address);
    if from.iter().any(is_own) {
        let others = to.iter().filter(|address| !is_own(address));
        let seen: Vec<Sighting> = others.map(|address| sighting(address.clone(), What::MailOut)).collect();
        return if seen.is_empty() { Seen::LeftOut(Reason::ToOneself) } else { Seen::Mail(seen) };
    }
    if !to.is_empty() && !to.iter().any(is_own) {
        return Seen::LeftOut(Reason::NotOwn);
    }
    Seen::Mail(from.iter().map(|address| sighting(address.clone(), What::MailIn)).collect())
}

/// Returns the addresses of some headers, also those in groups, in lower case and without duplicates.
fn addresses<'m, const N: usize>(headers: [Option<&'m Address<'m>>; N]) -> Vec<String> {
    let found = headers.into_iter().flatten().flat_map(|header| header.iter());
    let mut addresses: Vec<String> = Vec::new();
    for address in found.filter_map(|one| one.address()) {
        let address = address.trim().trim_matches(['<', '>']).to_lowercase();
        if address.contains('@') && !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(headers: &str) -> Seen {
        let own = Own {
            addresses: vec!["me@home.example".to_owned()],
            today: Day::from_iso("2026-11-25").unwrap(),
            since: None,
        };
        read(headers.replace('\n', "\r\n").as_bytes(), &own)
    }

    #[track_caller]
    fn case(headers: &str, expected: &[(&str, What, &str, &str)]) {
        let Seen::Mail(found) = seen(headers) else { panic!("{headers}") };
        let day = |sighting: &Sighting| sighting.day.to_string();
        let found: Vec<_> =
            found.iter().map(|one| (one.address.clone(), one.what, day(one), one.topic.clone())).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(address, what, day, topic)| {
                ((*address).to_owned(), *what, (*day).to_owned(), (*topic).to_owned())
            })
            .collect();
        assert_eq!(found, expected, "{headers}");
    }

    #[test]
    fn messages_give_the_other_people() {
        case(
            "From: Me <ME@home.example>\nTo: \"Lovelace, Ada\" <Ada@acme.example>,\n Ben <ben@b.example>\nCc: me@home.example\nDate: Mon, 02 Nov 2026 23:30:00 +0900\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?Q?_aus?= Wien\n\n",
            &[
                ("ada@acme.example", What::MailOut, "2026-11-02", "Grüße aus Wien"),
                ("ben@b.example", What::MailOut, "2026-11-02", "Grüße aus Wien"),
            ],
        );
        case(
            "From: ada@acme.example\nTo: me+news@home.example\nDate: 3 Nov 2026 08:00 -0500\nSubject: hi\n\n",
            &[("ada@acme.example", What::MailIn, "2026-11-03", "hi")],
        );
        case(
            "From: ada@acme.example\nBcc: me@home.example\nTo: Friends: me@home.example, x@y.example;\nDate: Tue, 3 Nov 2026 08:00:00 GMT\n\n",
            &[("ada@acme.example", What::MailIn, "2026-11-03", "")],
        );
    }

    #[test]
    fn messages_from_the_future_are_left_out() {
        let on = |date: &str| seen(&format!("From: ada@acme.example\nTo: me@home.example\nDate: {date}\n\n"));
        assert!(matches!(on("Wed, 25 Nov 2026 23:00:00 -0800"), Seen::Mail(_)));
        assert_eq!(on("Thu, 26 Nov 2026 06:00:00 +1300"), Seen::LeftOut(Reason::Ahead));
        assert_eq!(on("Wed, 26 Nov 2036 06:00:00 +0000"), Seen::LeftOut(Reason::Ahead));
    }

    #[test]
    fn machine_made_messages_are_left_out() {
        #[track_caller]
        fn case(more: &str, expected: Reason) {
            let headers = format!(
                "From: ada@acme.example\nTo: me@home.example\nDate: 3 Nov 2026 08:00:00 +0000\n{more}\n\n"
            );
            assert_eq!(seen(&headers), Seen::LeftOut(expected), "{more}");
        }
        case("List-Id: <x.example>", Reason::List);
        case("List-Unsubscribe:\n <mailto:x@y.example>", Reason::List);
        case("Precedence: list", Reason::List);
        case("Precedence: bulk", Reason::Automatic);
        case("Auto-Submitted: auto-replied", Reason::Automatic);
        case(
            "Subject: Accepted: Lunch\nContent-Type: text/calendar; charset=UTF-8;\n method=REPLY",
            Reason::Automatic,
        );
        case("Content-Type: text/calendar; method=\"reply\"", Reason::Automatic);
        case(
            "Subject: Declined: Lunch\nContent-Class: urn:content-classes:calendarmessage\nContent-Type: multipart/alternative",
            Reason::Automatic,
        );
        case(
            "Subject: Tentatively Accepted: Lunch @ Fri 27 Nov\nSender: Google Calendar <calendar-notification@google.com>\nContent-Type: multipart/mixed; boundary=x",
            Reason::Automatic,
        );
        case("Content-Type: multipart/report;\n report-type=disposition-notification", Reason::Automatic);
        case("X-Spam-Flag: YES", Reason::Spam);
        case("X-Gmail-Labels: Opened,Drafts", Reason::Unsent);
        case("X-Gmail-Labels: =?UTF-8?Q?Wichtig,Entw=C3=BCrfe?=", Reason::Unsent);
        case("X-Gmail-Labels: Spam,Unread", Reason::Spam);
        case("X-Mozilla-Status: 0009", Reason::Unsent);
        let incomplete = Seen::LeftOut(Reason::Incomplete);
        assert_eq!(seen("From: ada@acme.example\nTo: me@home.example\n\n"), incomplete);
        assert_eq!(seen("From: ada@acme.example\nDate: Mon, 31 Feb 2026 08:00:00 +0000\n\n"), incomplete);
        assert_eq!(
            seen("From: me@home.example\nTo: me@home.example\nDate: 3 Nov 2026 08:00:00 +0000\n\n"),
            Seen::LeftOut(Reason::ToOneself)
        );
        for more in [
            "Auto-Submitted: no",
            "X-Gmail-Labels: Inbox,Templates",
            "X-Gmail-Labels: Draft ideas",
            "X-Mozilla-Status: 0001",
            "Content-Type: text/calendar; method=REQUEST",
            "Content-Class: urn:content-classes:calendarmessage\nSubject: Lunch",
            "Sender: Google Calendar <calendar-notification@google.com>\nSubject: Invitation: Lunch",
            "Content-Type: text/plain\nSubject: Accepted: the offer",
        ] {
            let from = "From: ada@acme.example\nTo: me@home.example\nDate: 3 Nov 2026 08:00:00 +0000\n";
            assert!(matches!(seen(&format!("{from}{more}\n\n")), Seen::Mail(_)), "{more}");
        }
    }
}
