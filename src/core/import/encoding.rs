//! Decodes the bytes of an imported file to text, and says when the encoding was a guess.

use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use std::borrow::Cow;

/// Converts UTF-16, recognised by a byte order mark or by NUL bytes in its first letters, to UTF-8; other
/// bytes are returned without the mark of UTF-8.
pub fn marked(octets: &[u8]) -> Cow<'_, [u8]> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = rest.as_chunks::<2>();
        let letters = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
        letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into_bytes()
    };
    match octets {
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(rest),
        [0xff, 0xfe, rest @ ..] => Cow::Owned(wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(wide(rest, u16::from_be_bytes)),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            Cow::Owned(wide(octets, u16::from_le_bytes))
        }
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            Cow::Owned(wide(octets, u16::from_be_bytes))
        }
        _ => Cow::Borrowed(octets),
    }
}

/// How certain the encoding of a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decoded {
    /// The text was UTF-8, or in the encoding that was named.
    #[default]
    AsSaid,
    /// The text was neither and was read as Windows-1252.
    Guessed,
}

/// Decodes as UTF-8 if valid, else by the named encoding, else as Windows-1252.
pub fn text<'o>(octets: &'o [u8], named: Option<&str>) -> (Cow<'o, str>, Decoded) {
    if let Ok(text) = std::str::from_utf8(octets) {
        return (Cow::Borrowed(text), Decoded::AsSaid);
    }
    if let Some(decode) = named.and_then(|name| charset_decoder(name.as_bytes())) {
        return (Cow::Owned(decode(octets)), Decoded::AsSaid);
    }
    let guessed = charset_decoder(b"windows-1252").map(|decode| Cow::Owned(decode(octets)));
    (guessed.unwrap_or_else(|| String::from_utf8_lossy(octets)), Decoded::Guessed)
}

/// Whether quoted-printable text is UTF-8 after decoding.
pub fn is_quoted_utf8(quoted: &[u8]) -> bool {
    quoted_printable_decode(quoted).is_some_and(|octets| std::str::from_utf8(&octets).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_recognized() {
        #[track_caller]
        fn case(octets: &[u8], expected: &str, how: Decoded) {
            let octets = marked(octets);
            assert_eq!(text(&octets, None), (Cow::Borrowed(expected), how));
        }
        case("\u{feff}é".as_bytes(), "é", Decoded::AsSaid);
        case(&[0xff, 0xfe, 0xe9, 0, b'a', 0], "éa", Decoded::AsSaid);
        case(&[0xfe, 0xff, 0, 0xe9], "é", Decoded::AsSaid);
        case(&[b'a', 0, b'b', 0], "ab", Decoded::AsSaid);
        case(&[b'M', 0xfc, 0x80], "Mü€", Decoded::Guessed);
        case(b"", "", Decoded::AsSaid);
        assert_eq!(text(&[0xcf, 0xf0], Some("windows-1251")).0, "Пр");
    }
}
