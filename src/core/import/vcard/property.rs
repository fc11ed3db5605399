//! Reads a line of a vCard as a property. The only user of calcard's vCard reader.
//!
//! calcard gets one property at a time, so that an unreadable line costs only itself and can be reported.
//! Dates are taken from the line, since calcard rounds impossible ones. Quoted-printable text without a
//! charset is Latin-1 to calcard; here it is UTF-8 if that is valid.

use super::lines::{LogicalLine, header};
use crate::core::import::encoding::{Decoded, is_quoted_utf8, text};
use crate::core::text::one_line;
use calcard::vcard::VCardValue;
use calcard::{Entry, Parser};

/// Maximum number of bytes of a property.
const MAX_BYTES: usize = 256 * 1024;

/// A property of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// The group that ties it to other properties, such as `item1`, in lower case.
    pub group: Option<String>,
    /// The name in upper case.
    pub name: String,
    /// The parameters: names in upper case, values as written (empty for bare ones such as `TEL;CELL`).
    pub parameters: Vec<(String, String)>,
    /// The values, each split at its commas.
    pub values: Vec<Vec<String>>,
    /// The text after the colon without any decoding, for dates.
    pub raw: String,
    /// The line in the file.
    pub line: usize,
    /// Whether the encoding was a guess.
    pub decoded: Decoded,
}

/// Reads a line, or returns what is wrong with it.
pub fn read(line: &LogicalLine) -> Result<Property, &'static str> {
    const UNREADABLE: &str = "a property that cannot be read";
    let head = header(&line.octets);
    if line.octets.len() > MAX_BYTES {
        return Err("a property that is longer than is read");
    }
    if head.len() == line.octets.len() || head.is_empty() {
        return Err("a line that is not a property");
    }
    let upper = String::from_utf8_lossy(head).to_ascii_uppercase();
    let charset = parameter_of(&upper, "CHARSET=");
    // Each side of the colon is decoded on its own, since one may be UTF-8 and the other not.
    let (written, how_written) = text(head, charset.as_deref());
    let (value, how) = text(line.octets.get(head.len() + 1..).unwrap_or_default(), charset.as_deref());
    let how = if how_written == Decoded::Guessed { how_written } else { how };
    let (written, value) = (written.as_ref(), value.as_ref());
    let quoted = upper.contains("QUOTED-PRINTABLE");
    let charset = match (quoted, &charset) {
        (true, None) if is_quoted_utf8(value.as_bytes()) => ";CHARSET=UTF-8",
        (true, None) => ";CHARSET=WINDOWS-1252",
        (true | false, _) => "",
    };
    // vCard 2.1 allows a bare `QUOTED-PRINTABLE` for the encoding.
    let written = if quoted && !upper.contains("ENCODING=") {
        replace_part(written, "QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE")
    } else {
        written.to_owned()
    };
    let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{written}{charset}:{value}\r\nEND:VCARD\r\n");
    // A panic of the parser leaves nothing in a broken state, since it only reads the text.
    let read = std::panic::catch_unwind(|| Parser::new(&card).entry());
    let Ok(Entry::VCard(card)) = read else { return Err(UNREADABLE) };
    let entry = card.entries.into_iter().nth(1).ok_or(UNREADABLE)?;
    Ok(Property {
        group: entry.group.map(|group| group.to_lowercase()),
        name: entry.name.as_str().to_uppercase(),
        parameters: entry
            .params
            .into_iter()
            .map(|one| (one.name.as_str().to_uppercase(), one.value.into_text().into_owned()))
            .collect(),
        values: entry.values.into_iter().filter_map(value_parts).collect(),
        raw: value.trim().to_owned(),
        line: line.number,
        decoded: how,
    })
}

/// Returns the value of a parameter in a header, without quotation marks.
fn parameter_of(header: &str, name: &str) -> Option<String> {
    let rest = header.split(';').find_map(|part| part.trim().strip_prefix(name))?;
    Some(rest.trim_matches('"').to_owned())
}

/// Replaces a part of a header, compared without case.
fn replace_part(header: &str, word: &str, by: &str) -> String {
    let parts: Vec<&str> = header
        .split(';')
        .map(|part| if part.trim().eq_ignore_ascii_case(word) { by } else { part })
        .collect();
    parts.join(";")
}

fn value_parts(value: VCardValue) -> Option<Vec<String>> {
    match value {
        VCardValue::Component(parts) => Some(parts),
        VCardValue::Integer(number) => Some(vec![number.to_string()]),
        VCardValue::Float(number) => Some(vec![number.to_string()]),
        VCardValue::Boolean(yes) => Some(vec![yes.to_string()]),
        VCardValue::PartialDateTime(_) | VCardValue::Binary(_) => None,
        VCardValue::Text(_) | VCardValue::Sex(_) | VCardValue::GramGender(_) | VCardValue::Kind(_) => {
            value.into_text().map(|text| vec![text.into_owned()])
        }
    }
}

impl Property {
    /// Returns the value as one text; several values are joined by `; ` and their parts by `, `.
    pub fn text(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|parts| parts.join(", ")).collect();
        values.join("; ").trim().to_owned()
    }

    /// Returns the value as one text with its separators unchanged, for free text.
    pub fn whole(&self) -> String {
        self.values.iter().map(|parts| parts.join(",")).collect::<Vec<_>>().join(";")
    }

    /// Returns some components of a structured value joined by commas, without the empty ones.
    pub fn joined(&self, places: impl IntoIterator<Item = usize>) -> String {
        let parts = places.into_iter().map(|place| one_line(&self.component(place)));
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Returns a component of a structured value, such as the family name of `N`.
    pub fn component(&self, place: usize) -> String {
        let parts = self.values.get(place).map(|parts| parts.join(", ")).unwrap_or_default();
        parts.trim().trim_end_matches(',').trim().to_owned()
    }

    /// Returns the items of a list such as `CATEGORIES`.
    pub fn items(&self) -> Vec<String> {
        let items = self.values.iter().flatten().map(|item| item.trim().to_owned());
        items.filter(|item| !item.is_empty()).collect()
    }

    /// Iterates over the values of a parameter.
    pub fn parameters<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.parameters.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Returns the types in lower case, also those that vCard 2.1 gives without `TYPE=`.
    pub fn types(&self) -> Vec<String> {
        let mut types: Vec<String> = Vec::new();
        for (name, value) in &self.parameters {
            let found = match (name.as_str(), value.as_str()) {
                ("TYPE", value) => value,
                ("PREF", "") => "pref",
                (bare, "") => bare,
                _ => continue,
            };
            for one in found.split(',') {
                let one = one.trim().trim_matches('"').to_lowercase();
                if !one.is_empty() && !types.contains(&one) {
                    types.push(one);
                }
            }
        }
        types
    }

    /// Returns the rank of its preference; lower is preferred.
    pub fn preference(&self) -> u32 {
        let numbered = self.parameters("PREF").find_map(|value| value.parse().ok());
        numbered.unwrap_or(if self.types().iter().any(|kind| kind == "pref") { 1 } else { 101 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(line: &[u8]) -> Property {
        read(&LogicalLine { number: 1, octets: line.to_vec() }).unwrap()
    }

    #[test]
    fn texts_are_decoded_in_every_version() {
        #[track_caller]
        fn case(line: &[u8], expected: &str) {
            assert_eq!(property(line).text(), expected, "{}", String::from_utf8_lossy(line));
        }
        case(b"FN:Ada Lovelace", "Ada Lovelace");
        case(b"fn;charset=utf-8:Zo\xc3\xab", "Zoë");
        case(b"FN:M\xfcller", "Müller");
        case(b"FN;CHARSET=ISO-8859-1:M\xfcller", "Müller");
        case(b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB", "Zoë");
        case(b"FN;X-\xc3\x89=1:M\xfcller", "Müller");
        case(b"FN;X-\xc9=1:M\xc3\xbcller", "Müller");
        case(b"FN;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB", "Zoë");
        case(b"FN;QUOTED-PRINTABLE:M=FCller", "Müller");
        case(b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1251:=CF=F0", "Пр");
        case(b"NOTE:a\\nb\\, c\\; d", "a\nb, c; d");
        case(b"URL;TYPE=WORK:http\\://www.acme.example", "http://www.acme.example");
        case(b"item1.EMAIL;type=INTERNET:a@b.example", "a@b.example");
        case(b"TEL;VALUE=uri;TYPE=\"work,voice\":tel:+1-418;ext=102", "tel:+1-418;ext=102");
        case(b"ORG:Company, The;Department", "Company, The; Department");
    }

    #[test]
    fn names_types_and_preference() {
        let name = property(b"N;LANGUAGE=en-us:Doe;John;Richter,James;Mr.;Sr.");
        assert_eq!(name.component(2), "Richter, James");
        assert_eq!(property(b"TEL;WORK;FAX:1").types(), ["work", "fax"]);
        assert_eq!(property(b"TEL;CELL;PREF:1").preference(), 1);
        assert_eq!(property(b"TEL;TYPE=\"work,cell\";PREF=2:1").preference(), 2);
        assert_eq!(property(b"item1.TEL:1").group.as_deref(), Some("item1"));
        assert_eq!(property(b"BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12").raw, "1604-05-12");
        assert_eq!(
            read(&LogicalLine { number: 3, octets: b"junk".to_vec() }),
            Err("a line that is not a property")
        );
    }
}
