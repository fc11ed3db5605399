//! Whose files these are where no manifest tells: `.manifest.json` lies in the output
//! folder, which is seldom kept under version control, while `publish/` often is.

use super::open::bounded;
use super::stage::MOST_OUTPUT;
use crate::core::output::feed;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::path::Path;

/// Whether a folder without a manifest is one of ours all the same: its `agenda.json` tells.
pub(super) fn is_our_folder(out: &Path) -> bool {
    #[derive(Deserialize)]
    struct Ours {
        #[serde(rename = "schema")]
        _schema: u32,
        #[serde(rename = "follow_ups")]
        _follow_ups: IgnoredAny,
    }
    let agenda = bounded(&out.join("agenda.json"), MOST_OUTPUT);
    agenda.is_ok_and(|bytes| serde_json::from_slice::<Ours>(&bytes).is_ok())
}

/// Whether a file is a calendar that a build of ours made: its head tells.
pub(super) fn is_our_feed(path: &Path) -> bool {
    bounded(path, MOST_OUTPUT).is_ok_and(|bytes| feed::is_ours(&bytes))
}
