//! Loads a vault: reads its settings, walks its folders, reads its notes and compiles them for a day. Most
//! commands begin with this.

use super::meaning::{Loudness, Meaning};
use super::terminal::typed;
use crate::core::compile::{Compiled, compile};
use crate::core::config::holidays::holidays_from_ics;
use crate::core::config::ignore::Ignored;
use crate::core::config::model::Config;
use crate::core::config::obsidian::VaultSettings;
use crate::core::config::reading;
use crate::core::day::Day;
use crate::core::edit::when::CountedFrom;
use crate::core::note::read::Reader;
use crate::core::people::contact::{Contact, ContactIndex};
use crate::core::place::NotePath;
use crate::core::plan::explain::{Explanation, explain};
use crate::core::plan::situation::Situation;
use crate::core::problem::{Code, Problem, arrange};
use crate::core::text::same_name;
use crate::core::workdays::Workdays;
use crate::io::clock::{self, Today};
use crate::io::failure::Failure;
use crate::io::folders;
use crate::io::progress::Watching;
use crate::io::read::read_notes;
use crate::io::settings::{config_text, holidays_text, obsidian_settings};
use crate::io::threads;
use crate::io::vault::Vault;
use crate::io::walk::{LeaveOut, OUTPUT_FOLDER, walk};
use std::path::Path;

/// What to load.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The vault.
    pub vault: &'a Vault,
    /// The day given on the command line.
    pub today: Option<Day>,
    /// The output folder given on the command line, whose files are not read as notes.
    pub out: Option<&'a Path>,
    /// Number of days to look ahead, if that is more than `horizon`.
    pub ahead: u32,
    /// Whether every dated line keeps its text, not only the newest ones.
    pub every_text: bool,
    /// Whether to show progress.
    pub watching: Watching,
}

impl<'a> From<&'a Meaning> for Wanted<'a> {
    fn from(meaning: &'a Meaning) -> Wanted<'a> {
        let watching = match meaning.loudness {
            Loudness::Quiet => Watching::Nobody,
            Loudness::Normal | Loudness::Verbose => Watching::Terminal,
        };
        Wanted {
            vault: &meaning.vault,
            today: meaning.today,
            out: None,
            ahead: 0,
            every_text: false,
            watching,
        }
    }
}

/// A vault, read and compiled.
#[derive(Debug)]
pub struct Loaded {
    /// Its configuration.
    pub config: Config,
    /// Obsidian's settings.
    pub settings: VaultSettings,
    /// The day of the run.
    pub today: Today,
    /// The compiled notes. The problems are those of the whole run.
    pub compiled: Compiled,
    /// Number of notes that were read.
    pub notes: usize,
    /// Folders and notes that were not read, and why.
    pub left_out: Vec<(NotePath, String)>,
}

impl Loaded {
    /// Returns a reader that reads notes as this run did.
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(&self.config, &self.settings, self.today.day)
    }

    /// Returns a contact by its index.
    pub fn contact(&self, index: ContactIndex) -> &Contact {
        self.compiled.people.contact(index)
    }

    /// Returns what to type for a contact: the name, or the path if another contact has that name.
    pub fn typed(&self, index: ContactIndex) -> String {
        let contact = self.contact(index);
        self.typed_name(contact.name(), &contact.path)
    }

    /// Like [`Loaded::typed`], also for a note that was written since.
    pub fn typed_name(&self, name: &str, path: &NotePath) -> String {
        let mut others = self.compiled.people.contacts.iter().filter(|contact| contact.path != *path);
        typed(if others.any(|other| same_name(other.name(), name)) { path.as_str() } else { name })
    }

    /// Returns what typed days such as `3d` or `monday` are resolved against.
    pub fn counted_from(&self) -> CountedFrom<'_> {
        CountedFrom::with(&self.config, self.today.day)
    }

    /// Explains where a contact stands on the day, and what every rule decided.
    pub fn explain(&self, index: ContactIndex) -> Explanation<'_> {
        explain(&self.situation(index))
    }

    /// Returns what the rules see of a contact on the day.
    pub fn situation(&self, index: ContactIndex) -> Situation<'_> {
        Situation::of(&self.compiled.people, index, &self.config, self.today.day)
    }
}

/// Reads the configuration of a vault.
pub fn config(vault: &Vault) -> Result<Config, Failure> {
    match config_text(vault)? {
        None => Ok(Config::default()),
        Some((name, text)) => with_holidays(vault, name, reading::read(&text).map_err(Failure::Config)?),
    }
}

/// Adds the days of the configured calendar file to the holidays.
fn with_holidays(vault: &Vault, name: &str, config: Config) -> Result<Config, Failure> {
    let Some(file) = &config.holidays_file else { return Ok(config) };
    let text = holidays_text(vault, &file.value).or_else(|failure| {
        let (message, help) = failure.said()?;
        let problem = Problem::new(Code::BadConfig, &NotePath::new(name), message).at(file.spot);
        Err(Failure::Config(vec![problem.help(help)]))
    })?;
    let days = holidays_from_ics(&text);
    let holidays = config.workdays.holidays().iter().copied().chain(days).collect();
    let workdays = Workdays::new(config.workdays.week(), holidays);
    Ok(Config { workdays, ..config })
}

/// Reads and compiles a vault.
pub fn load(wanted: &Wanted<'_>) -> Result<Loaded, Failure> {
    threads::start()?;
    let vault = wanted.vault;
    let mut config = config(vault)?;
    let today = clock::today(wanted.today, &config)?;
    let mut problems = Vec::new();
    let settings = obsidian_settings(vault, &config, &mut problems);

    let walked = walk(vault, &leave_out(vault, &config, &settings, wanted.out)?);
    problems.extend(walked.problems);
    let reader = Reader::new(&config, &settings, today.day);
    let reader = if wanted.every_text { reader.keeping_texts() } else { reader };
    let facts = read_notes(vault, &walked.notes, &reader, wanted.watching);
    let notes = walked.notes.len();
    drop(walked.notes);

    let horizon = config.horizon;
    config.horizon = horizon.max(wanted.ahead);
    let mut compiled = compile(facts, &config, today.day, &vault.name(&config));
    config.horizon = horizon;
    add_problems(&mut compiled, problems);
    Ok(Loaded { config, settings, today, compiled, notes, left_out: walked.left_out })
}

/// Adds problems found outside the notes and sorts all problems again.
pub fn add_problems(compiled: &mut Compiled, problems: Vec<Problem>) {
    if !problems.is_empty() {
        compiled.problems.extend(problems);
        arrange(&mut compiled.problems);
    }
}

/// Refuses a folder for new notes that is not read: nobody would ever see the notes.
pub fn check_is_read(vault: &Vault, loaded: &Loaded, folder: &str) -> Result<(), Failure> {
    let leave_out = leave_out(vault, &loaded.config, &loaded.settings, None)?;
    match leave_out.reason_below(folder) {
        None => Ok(()),
        Some(why) => Err(Failure::new(format!("notes in `{folder}` are not read: {why}")).help(
            "name another folder with `import-folder:` (`import` also takes `--folder`); nothing was written",
        )),
    }
}

fn leave_out(
    vault: &Vault,
    config: &Config,
    settings: &VaultSettings,
    out: Option<&Path>,
) -> Result<LeaveOut, Failure> {
    let mut folders = vec![
        (folders::relative(&config.out), OUTPUT_FOLDER),
        (folders::relative(config.publish_folder()), "the folder of what may be published"),
        (folders::relative(&config.templates), "the folder of templates"),
    ];
    for folder in &settings.template_folders {
        folders.push((folders::relative(folder), "a folder of Obsidian templates"));
    }
    if let Some(out) = out {
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        if let Ok(inside) = folders::resolve(&out)?.strip_prefix(&vault.root) {
            folders.push((crate::io::walk::with_slashes(inside), OUTPUT_FOLDER));
        }
    }
    folders.retain(|(folder, _)| !folder.is_empty());
    Ok(LeaveOut { folders, ignored: Ignored::new(&config.ignore) })
}
