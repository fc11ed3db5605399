//! Properties without a key of their own in a note: accounts, and texts to keep under `other`, so that
//! nothing typed by the user is lost.

use super::property::Property;
use crate::core::import::card::LabelledText;
use crate::core::text::one_line;

/// Maximum number of characters of a text kept under `other`; longer ones are data rather than text.
pub(super) const MAX_KEPT_CHARS: usize = 400;

/// Properties that are read elsewhere, are about the file, or are for programs only.
const TECHNICAL: &str = "FN N VERSION BEGIN END PRODID REV PHOTO LOGO SOUND KEY XML CLIENTPIDMAP SOURCE NAME \
    PROFILE CLASS MAILER SORT-STRING KIND AGENT X-ABLABEL X-ABUID X-ABSHOWAS X-ADDRESSBOOKSERVER-KIND \
    X-GENERATOR X-MS-OL-DESIGN X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MS-CARDPICTURE X-EVOLUTION-FILE-AS \
    X-COUCHDB-APPLICATION-ANNOTATIONS X-ETAG X-ID X-IMAGETYPE X-IMAGEHASH X-SHARED-PHOTO-DISPLAY-PREF \
    X-LONG-STRING MEMBER X-ADDRESSBOOKSERVER-MEMBER JSPROP FBURL CALURI CALADRURI X-GENDER-PRONOUN-HINT \
    X-MOZILLA-HTML X-FILE-AS";

/// Returns the service of a property with an account; empty if its parameters name the service.
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

/// Returns an account with its service as the label.
pub(super) fn handle(property: &Property, service: &str, label: Option<String>) -> LabelledText {
    let named = ["X-SERVICE-TYPE", "SERVICE-TYPE"].iter().find_map(|name| property.parameters(name).next());
    let label = match (service, named) {
        ("", Some(named)) => named.to_owned(),
        ("", None) => label.unwrap_or_default(),
        (service, _) => service.to_owned(),
    };
    LabelledText::new(&label, one_line(&property.text()))
}

/// Returns the text of a property to keep under `other`; `None` if it is technical, empty or data.
pub(super) fn words(property: &Property) -> Option<String> {
    let name = property.name.as_str();
    let text = one_line(&property.text());
    let is_data = text.is_empty() || text.starts_with(['<', '{']);
    (!is_data && !TECHNICAL.split(' ').any(|known| known == name) && !name.contains("PHONETIC"))
        .then_some(text)
}
