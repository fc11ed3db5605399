//! Searches the bytes of a text sixteen at a time. This rules out most texts before anything looks at their
//! letters.
//!
//! The last block of sixteen may overlap the one before, so that some bytes are tested twice: texts are
//! short, and handling the remaining bytes one by one takes three times as long as all others. Tests must not
//! branch, so that a block is tested at once.

use memchr::{memchr, memchr_iter};

/// Whether a test holds for all bytes.
pub(crate) fn all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    let holds = |some: &[u8]| some.iter().fold(true, |so_far, byte| so_far & test(*byte));
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>(), bytes.last_chunk::<16>()) {
        (_, _, Some(last)) => bytes.as_chunks::<16>().0.iter().all(|some| holds(some)) && holds(last),
        (Some(first), Some(last), None) => holds(first) & holds(last),
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => holds(first) & holds(last),
            _ => holds(bytes),
        },
    }
}

/// Combines the bits that `sort` gives for each byte with a bitwise or.
pub(crate) fn united(bytes: &[u8], sort: impl Fn(u8) -> u8) -> u8 {
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>(), bytes.last_chunk::<16>()) {
        (_, _, Some(last)) => {
            let mut bits = [0; 16];
            let mut add = |block: &[u8; 16]| {
                bits.iter_mut().zip(block).for_each(|(bits, byte)| *bits |= sort(*byte));
            };
            bytes.as_chunks::<16>().0.iter().for_each(&mut add);
            add(last);
            bits.iter().fold(0, |all, bits| all | bits)
        }
        (Some(first), Some(last), None) => {
            first.iter().zip(last).fold(0, |all, (one, other)| all | sort(*one) | sort(*other))
        }
        _ => bytes.iter().fold(0, |all, byte| all | sort(*byte)),
    }
}

/// Whether any two neighbouring bytes pass the test.
pub(crate) fn any_pair(bytes: &[u8], is_pair: impl Fn(u8, u8) -> bool) -> bool {
    let Some((_, nexts)) = bytes.split_first() else { return false };
    let ones = bytes.get(..nexts.len()).unwrap_or_default();
    let any = |ones: &[u8], nexts: &[u8]| {
        ones.iter().zip(nexts).fold(false, |any, (one, next)| any | is_pair(*one, *next))
    };
    if let (Some(last), Some(last_next)) = (ones.last_chunk::<16>(), nexts.last_chunk::<16>()) {
        let mut blocks = ones.as_chunks::<16>().0.iter().zip(nexts.as_chunks::<16>().0);
        return blocks.any(|(ones, nexts)| any(ones, nexts)) || any(last, last_next);
    }
    match (ones.first_chunk::<8>(), nexts.first_chunk::<8>(), ones.last_chunk::<8>(), nexts.last_chunk::<8>())
    {
        (Some(first), Some(first_next), Some(last), Some(last_next)) => {
            any(first, first_next) | any(last, last_next)
        }
        _ => any(ones, nexts),
    }
}

/// Whether a text contains two bytes next to each other, of which the first is rare: each of them is looked at.
pub(crate) fn holds_pair(text: &str, [first, second]: [u8; 2]) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(first, bytes).any(|at| bytes.get(at + 1) == Some(&second))
}

/// Splits a text at the first such ASCII byte, as `split_once` does, but without setting up a search.
pub(crate) fn split_once_at(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr(byte, text.as_bytes())?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Returns the position of the first byte for which a test holds.
pub(crate) fn position(bytes: &[u8], test: impl Fn(u8) -> bool) -> Option<usize> {
    let holds = |block: &[u8]| block.iter().fold(false, |any, byte| any | test(*byte));
    let blocks = bytes.as_chunks::<16>().0;
    let start = match (blocks.iter().position(|block| holds(block)), bytes.last_chunk::<16>()) {
        (Some(place), _) => place * 16,
        // Only the last block can hold it: all others were searched.
        (None, Some(last)) if holds(last) => bytes.len() - 16,
        (None, Some(_)) => return None,
        (None, None) => 0,
    };
    let found = bytes.get(start..)?.iter().position(|byte| test(*byte))?;
    Some(start + found)
}

/// Returns the byte that a text encodes in percent-encoding at its beginning: `%41` is `A`.
pub(crate) fn percent_code(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    // `from_str_radix` would also take a sign.
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// Returns a text with its percent-encoding decoded: `Zo%C3%AB` is `Zoë`.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut left = text.as_bytes();
    while let [first, rest @ ..] = left {
        let code = percent_code(left);
        bytes.push(code.unwrap_or(*first));
        left = if code.is_some() { left.get(3..).unwrap_or_default() } else { rest };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_is_tested(length in 0..70_usize, odd in 0..80_usize) {
            let mut bytes = vec![b'a'; length];
            if let Some(byte) = bytes.get_mut(odd) {
                *byte = b'b';
            }
            prop_assert_eq!(all(&bytes, |byte| byte == b'a'), odd >= length);
            prop_assert_eq!(position(&bytes, |byte| byte == b'b'), (odd < length).then_some(odd));
            let sort = |byte| if byte == b'b' { 4 } else { 1 };
            let expected = bytes.iter().fold(0, |all, byte| all | sort(*byte));
            prop_assert_eq!(united(&bytes, sort), expected);
            let is_pair = |one, next| (one == b'a') & (next == b'b');
            prop_assert_eq!(any_pair(&bytes, is_pair), (1..length).contains(&odd));
        }
    }

    proptest! {
        #[test]
        fn pairs_are_found_anywhere(text in "[a:é!]{0,6}|[a:]{14,18}|(a{7}|:|!){0,5}") {
            prop_assert_eq!(holds_pair(&text, [b':'; 2]), text.contains("::"));
            prop_assert_eq!(holds_pair(&text, [b'!', b':']), text.contains("!:"));
            prop_assert_eq!(split_once_at(&text, b':'), text.split_once(':'));
        }
    }

    #[test]
    fn percent_codes_have_two_hexadecimal_digits() {
        assert_eq!(percent_code(b"%41 club"), Some(b'A'));
        assert_eq!(percent_code(b"%c3"), Some(0xc3));
        for text in ["%+5 club", "%4", "%4g", "41", ""] {
            assert_eq!(percent_code(text.as_bytes()), None, "{text}");
        }
    }
}
