//! One line of a card to a property. The only user of calcard's vCard reader.
//!
//! calcard is given one property at a time, so that a line it cannot read costs that
//! line, which then can be named; and dates are taken from the line itself, since it
//! rounds what no calendar has. Quoted-printable text without a charset is Latin-1 to
//! calcard; here it is UTF-8 where it can be.

use super::lines::{LogicalLine, header};
use crate::core::import::encoding::{Decoded, is_quoted_utf8, text};
use crate::core::text::one_line;
use calcard::vcard::VCardValue;
use calcard::{Entry, Parser};

/// Octets of a property that are read; nobody's name is longer.
const MOST_OCTETS: usize = 256 * 1024;

/// A property of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// What ties it to others: `item1`, folded to lower case.
    pub group: Option<String>,
    /// Its name in capitals.
    pub name: String,
    /// Its parameters: names in capitals, values as written (empty for `TEL;CELL`, whose name tells).
    pub parameters: Vec<(String, String)>,
    /// Its values, each with the parts that commas separate.
    pub values: Vec<Vec<String>>,
    /// What stands after the colon, undone from nothing; for dates.
    pub raw: String,
    /// Line in the file.
    pub line: usize,
    /// How its octets were read.
    pub decoded: Option<Decoded>,
}

/// Reads one line, or says what it is instead.
pub fn read(line: &LogicalLine) -> Result<Property, &'static str> {
    const UNREADABLE: &str = "a property that cannot be read";
    let head = header(&line.octets);
    if line.octets.len() > MOST_OCTETS {
        return Err("a property that is longer than is read");
    }
    if head.len() == line.octets.len() || head.is_empty() {
        return Err("a line that is not a property");
    }
    let upper = String::from_utf8_lossy(head).to_ascii_uppercase();
    let charset = parameter_of(&upper, "CHARSET=");
    // Each side of the colon is decoded on its own: one may be UTF-8 and the other not.
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
    // The bare `QUOTED-PRINTABLE` of vCard 2.1 is one more spelling of its encoding.
    let written = if quoted && !upper.contains("ENCODING=") {
        replace_word(written, "QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE")
    } else {
        written.to_owned()
    };
    let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{written}{charset}:{value}\r\nEND:VCARD\r\n");
    // The reader only looks at the text, so a panic in it leaves nothing half done.
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
        values: entry.values.into_iter().filter_map(parts).collect(),
        raw: value.trim().to_owned(),
        line: line.number,
        decoded: Some(how),
    })
}

/// The value of a parameter in a header, without its quotation marks.
fn parameter_of(header: &str, name: &str) -> Option<String> {
    let rest = header.split(';').find_map(|part| part.trim().strip_prefix(name))?;
    Some(rest.trim_matches('"').to_owned())
}

/// Replaces a word of a header whatever its case.
fn replace_word(header: &str, word: &str, by: &str) -> String {
    let parts: Vec<&str> = header
        .split(';')
        .map(|part| if part.trim().eq_ignore_ascii_case(word) { by } else { part })
        .collect();
    parts.join(";")
}

fn parts(value: VCardValue) -> Option<Vec<String>> {
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
    /// The value as one text; several are joined as they were separated.
    pub fn text(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|parts| parts.join(", ")).collect();
        values.join("; ").trim().to_owned()
    }

    /// The value with its separators, as free text has it.
    pub fn whole(&self) -> String {
        self.values.iter().map(|parts| parts.join(",")).collect::<Vec<_>>().join(";")
    }

    /// Components of a structured value in some order, those that say anything.
    pub fn joined(&self, places: impl IntoIterator<Item = usize>) -> String {
        let parts = places.into_iter().map(|place| one_line(&self.component(place)));
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// One component of a structured value, such as the family name of `N`.
    pub fn component(&self, place: usize) -> String {
        let parts = self.values.get(place).map(|parts| parts.join(", ")).unwrap_or_default();
        parts.trim().trim_end_matches(',').trim().to_owned()
    }

    /// The single texts of a list, such as `CATEGORIES`.
    pub fn items(&self) -> Vec<String> {
        let items = self.values.iter().flatten().map(|item| item.trim().to_owned());
        items.filter(|item| !item.is_empty()).collect()
    }

    /// Every value of a parameter.
    pub fn parameters<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.parameters.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// What the property is for, in lower case: its types, also where vCard 2.1 gives them bare.
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

    /// How much it is preferred: the lower, the more.
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
    fn texts_come_out_of_every_version() {
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
