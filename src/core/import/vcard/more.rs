//! Properties that a note has no key of its own for: accounts elsewhere, and what is kept
//! under `other` so that nothing that somebody typed is lost.

use super::property::Property;
use crate::core::import::card::{Card, LabelledText};
use crate::core::text::one_line;

/// Characters of a text that is kept under `other`; longer ones are data, not words.
const MOST: usize = 400;

/// Properties of the card as a file, or of programs among themselves.
const TECHNICAL: [&str; 46] = [
    "FN",
    "N",
    "VERSION",
    "BEGIN",
    "END",
    "PRODID",
    "REV",
    "PHOTO",
    "LOGO",
    "SOUND",
    "KEY",
    "XML",
    "CLIENTPIDMAP",
    "SOURCE",
    "NAME",
    "PROFILE",
    "CLASS",
    "MAILER",
    "SORT-STRING",
    "KIND",
    "AGENT",
    "X-ABLABEL",
    "X-ABUID",
    "X-ABSHOWAS",
    "X-ADDRESSBOOKSERVER-KIND",
    "X-GENERATOR",
    "X-MS-OL-DESIGN",
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS",
    "X-MS-CARDPICTURE",
    "X-EVOLUTION-FILE-AS",
    "X-COUCHDB-APPLICATION-ANNOTATIONS",
    "X-ETAG",
    "X-ID",
    "X-IMAGETYPE",
    "X-IMAGEHASH",
    "X-SHARED-PHOTO-DISPLAY-PREF",
    "X-LONG-STRING",
    "MEMBER",
    "X-ADDRESSBOOKSERVER-MEMBER",
    "JSPROP",
    "FBURL",
    "CALURI",
    "CALADRURI",
    "X-GENDER-PRONOUN-HINT",
    "X-MOZILLA-HTML",
    "X-FILE-AS",
];

/// The service of an account, if the property is one; empty if its parameters tell.
pub(super) fn account(name: &str) -> Option<&'static str> {
    Some(match name {
        "IMPP" | "X-SOCIALPROFILE" | "SOCIALPROFILE" => "",
        "X-AIM" => "AIM",
        "X-ICQ" => "ICQ",
        "X-MSN" => "MSN",
        "X-YAHOO" => "Yahoo",
        "X-JABBER" => "Jabber",
        "X-GTALK" | "X-GOOGLE-TALK" => "Google Talk",
        "X-SKYPE" | "X-SKYPE-USERNAME" => "Skype",
        "X-QQ" => "QQ",
        "X-GADUGADU" => "Gadu-Gadu",
        "X-GROUPWISE" => "GroupWise",
        "X-MS-IMADDRESS" => "messenger",
        "X-TWITTER" => "Twitter",
        "X-TELEGRAM" => "Telegram",
        "X-SIGNAL" => "Signal",
        "X-WHATSAPP" => "WhatsApp",
        _ => return None,
    })
}

/// An account with its service as label.
pub(super) fn handle(property: &Property, service: &str, label: Option<String>) -> LabelledText {
    let named = ["X-SERVICE-TYPE", "SERVICE-TYPE"].iter().find_map(|name| property.parameters(name).next());
    let label = match (service, named) {
        ("", Some(named)) => named.to_owned(),
        ("", None) => label.unwrap_or_default(),
        (service, _) => service.to_owned(),
    };
    LabelledText::new(&label, one_line(&property.text()))
}

/// Whether a text that nobody knows is too long to be kept among other words.
pub(super) fn is_too_long(property: &Property) -> bool {
    let name = property.name.as_str();
    let text = property.text();
    let words = !TECHNICAL.contains(&name) && !name.contains("PHONETIC") && !text.starts_with(['<', '{']);
    words && one_line(&text).chars().count() > MOST
}

/// Keeps a text under `other`, labelled by its property, unless it is nobody's words.
pub(super) fn other(property: &Property, label: Option<String>, card: &mut Card) {
    let name = property.name.as_str();
    let text = one_line(&property.text());
    let data = text.is_empty() || text.chars().count() > MOST || text.starts_with(['<', '{']);
    if data || TECHNICAL.contains(&name) || name.contains("PHONETIC") {
        return;
    }
    let own = name.trim_start_matches("X-").to_lowercase();
    let label = label.map_or(own.clone(), |label| format!("{own} {label}"));
    keep(card, "other", LabelledText::new(&label, text));
}

/// Adds a text to one of the further keys of a card.
pub(super) fn keep(card: &mut Card, key: &str, text: LabelledText) {
    match card.more.iter_mut().find(|(known, _)| known == key) {
        Some((_, texts)) => texts.push(text),
        None => card.more.push((key.to_owned(), vec![text])),
    }
}
