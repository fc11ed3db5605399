//! `followup init`: writes the text of a first `followup.yaml`, or adds the missing keys to an existing one
//! without changing a byte of it. Pure: the caller passes in the day, the zone and the random name of the
//! feed.

mod added;
mod fresh;
pub mod look;
pub mod propose;
pub mod quiet;
pub mod starter;

pub use added::added;
pub use fresh::fresh;

use super::day::Day;

/// Number of random bytes in the name of a feed.
pub const SECRET_BYTES: usize = 16;

/// The values that a new configuration needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Day of the first use (design 5.8).
    pub start: Day,
    /// IANA name of the machine's zone, if it is known.
    pub timezone: Option<String>,
    /// Name of the published feed; see [`feed_name`].
    pub feed_file: String,
    /// Rules to write below `rules:`, each as YAML; without any, only a commented example is written.
    pub rules: Vec<String>,
}

/// Returns a name for a feed that nobody can guess, made of random bytes.
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
    fn a_feed_name_is_hex() {
        let mut random = [0; SECRET_BYTES];
        (random[0], random[15]) = (0x0a, 0xff);
        assert_eq!(feed_name(random), "0a0000000000000000000000000000ff.ics");
    }
}
