//! `followup restart`: sets the start day in the configuration to today.

use super::arguments::edits::Restart;
use super::edit_report::report;
use super::editing::{Action, Made, mode};
use super::loading;
use super::meaning::Meaning;
use super::report::Report;
use crate::core::edit::config_start::set_start;
use crate::core::place::NotePath;
use crate::io::clock;
use crate::io::edit::edit;
use crate::io::failure::Failure;
use crate::io::settings::config_text;
use crate::io::vault::CONFIG_FILES;

pub(super) fn run(restart: &Restart, meaning: &Meaning) -> Result<Report, Failure> {
    let config = loading::config(&meaning.vault)?;
    let today = clock::today(meaning.today, &config)?.day;
    let [usual, _] = CONFIG_FILES;
    let name = config_text(&meaning.vault)?.map_or(usual, |(name, _)| name);
    let path = NotePath::new(name);
    let mode = mode(restart.dry_run);
    let edited = edit(&meaning.vault, &path, mode, &mut |bytes| set_start(bytes, today))?;
    let made = Made { contact: None, action: Action::Restart, edited };
    report(meaning, &[made], mode, &[], "followup build")
}
