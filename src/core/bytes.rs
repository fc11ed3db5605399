//! Looks at the bytes of a text, sixteen at a time: what most texts are told apart by, before anybody goes
//! through their letters.
//!
//! The last ones are looked at in sixteen too, so that some are looked at twice: texts are short, and to
//! look at each byte that is left over takes three times as long as all others. So a test must not branch.

/// Whether a test holds for all bytes.
pub(crate) fn all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    let holds = |some: &[u8]| some.iter().fold(true, |so_far, byte| so_far & test(*byte));
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>(), bytes.last_chunk::<16>()) {
        (_, _, Some(last)) => bytes.as_chunks::<16>().0.iter().all(|some| holds(some)) && holds(last),
        (Some(first), Some(last), None) => holds(first) & holds(last),
        _ => holds(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_is_looked_at(length in 0..70_usize, odd in 0..80_usize) {
            let mut bytes = vec![b'a'; length];
            if let Some(byte) = bytes.get_mut(odd) {
                *byte = b'b';
            }
            prop_assert_eq!(all(&bytes, |byte| byte == b'a'), odd >= length);
        }
    }
}
