//! The id of a follow-up, stored inline since a large vault has ten thousand of them.

use std::fmt;
use std::ops::Deref;
#[cfg(test)]
use std::str::FromStr;

/// A stable id of ten digits and lower-case letters, legal as the block id `^f-<id>`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FollowUpId([u8; 10]);

impl FollowUpId {
    /// The last ten base-36 digits of a number, the last one first.
    pub fn of(mut number: u64) -> FollowUpId {
        FollowUpId(std::array::from_fn(|_| {
            let digit = u8::try_from(number % 36).unwrap_or(0);
            number /= 36;
            if digit < 10 { b'0' + digit } else { b'a' + (digit - 10) }
        }))
    }
}

impl Deref for FollowUpId {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
impl FromStr for FollowUpId {
    type Err = ();

    fn from_str(text: &str) -> Result<FollowUpId, ()> {
        let bytes: [u8; 10] = text.as_bytes().try_into().map_err(drop)?;
        let is_legal = bytes.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
        if is_legal { Ok(FollowUpId(bytes)) } else { Err(()) }
    }
}

impl fmt::Display for FollowUpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for FollowUpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_ten_digits_and_small_letters() {
        #[track_caller]
        fn case(number: u64, expected: &str) {
            let id = FollowUpId::of(number);
            assert_eq!((&*id, expected.parse()), (expected, Ok(id)));
        }
        case(0, "0000000000");
        case(35, "z000000000");
        case(36, "0100000000");
        case(36_u64.pow(10) - 1, "zzzzzzzzzz");
        case(36_u64.pow(10) + 10, "a000000000");
        for text in ["", "000000000", "00000000000", "A000000000", "00000000é", "-000000000"] {
            assert_eq!(text.parse::<FollowUpId>(), Err(()), "{text}");
        }
    }
}
