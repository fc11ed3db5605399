//! `followup init`: the text of a first `followup.yaml`, and what an existing one
//! lacks, added without a change to any byte that is there. Pure: which day and
//! zone it is, and the random name of the feed, are told from outside.

mod added;
mod fresh;
pub mod look;
pub mod propose;
pub mod quiet;
pub mod starter;

pub use added::{Added, added};
pub use fresh::fresh;

use super::day::Day;

/// Bytes of randomness in the name of a feed.
pub const SECRET_BYTES: usize = 16;

/// What a configuration begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Day of adoption (design 5.8).
    pub start: Day,
    /// The machine's zone by its IANA name, if it can be told.
    pub timezone: Option<String>,
    /// Name of the published feed; see [`feed_name`].
    pub feed_file: String,
    /// Rules below `rules:` in YAML, one text each; none are only shown as an example.
    pub rules: Vec<String>,
}

/// The name of a feed that nobody can guess, made of random bytes.
pub fn feed_name(random: [u8; SECRET_BYTES]) -> String {
    let hex: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}.ics")
}

#[cfg(test)]
fn beginning() -> Beginning {
    Beginning {
        start: Day::from_iso("2026-11-25").unwrap(),
        timezone: Some("Europe/Berlin".to_owned()),
        feed_file: feed_name([0x0f; SECRET_BYTES]),
        rules: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_name_tells_all_its_bytes() {
        let mut random = [0; SECRET_BYTES];
        (random[0], random[15]) = (0x0a, 0xff);
        assert_eq!(feed_name(random), "0a0000000000000000000000000000ff.ics");
    }
}
