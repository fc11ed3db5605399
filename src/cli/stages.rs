//! The seams between the command line and the stages of `core`: one small function
//! for each, so that no command needs to know how a stage is called.

use crate::core::agenda::model::Kind;
use crate::core::compile::Compiled;
use crate::core::config::model::Config;
use crate::core::config::obsidian::VaultSettings;
use crate::core::day::Day;
use crate::core::note::words::Direction;
use crate::core::output::Outputs;
use crate::core::people::contact::{ContactIndex, Interaction, InteractionKind};
use crate::core::place::Place;
use crate::core::problem::Problem;
use crate::io::folders::Publish;
use crate::io::settings::ObsidianTexts;
use std::collections::BTreeMap;

/// The configuration that a text says.
pub fn read_config(_text: &str) -> Result<Config, Vec<Problem>> {
    // Until `core::config::reading` is there, every key keeps its default.
    Ok(Config::default())
}

/// The configuration in force, as YAML.
pub fn effective(_config: &Config) -> String {
    // Until `core::config::print` is there.
    "# every key has its default\n".to_owned()
}

/// The configuration in force, as JSON.
pub fn effective_json(_config: &Config) -> String {
    // Until `core::config::print` is there.
    "{}\n".to_owned()
}

/// What Obsidian's settings say of a vault.
pub fn vault_settings(_texts: &ObsidianTexts) -> VaultSettings {
    // Until the parsers of `core::config::obsidian` are there.
    VaultSettings::default()
}

/// What a build renders.
#[derive(Debug)]
pub struct Rendering<'a> {
    /// The agenda and everybody in it.
    pub compiled: &'a Compiled,
    /// The configuration.
    pub config: &'a Config,
    /// The user's templates, by path below their folder.
    pub templates: &'a BTreeMap<String, String>,
    /// Whether what may be published is made too.
    pub publish: Publish,
}

/// The files of a build; what fails costs its own file and is a problem.
pub fn render(_rendering: &Rendering<'_>, _problems: &mut Vec<Problem>) -> Outputs {
    // Until `core::output::render` is there.
    Outputs::default()
}

/// `agenda.json` of the agenda as it stands, filtered or not.
pub fn agenda_json(compiled: &Compiled, config: &Config) -> String {
    let templates = BTreeMap::new();
    let rendering = Rendering { compiled, config, templates: &templates, publish: Publish::LeftAlone };
    let outputs = render(&rendering, &mut Vec::new());
    let agenda = outputs.files.into_iter().find(|file| file.path == "agenda.json");
    agenda.map_or_else(|| "{}\n".to_owned(), |file| String::from_utf8_lossy(&file.bytes).into_owned())
}

/// How a contact stands on the day of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactStanding {
    /// Stage, as in design 6.1.
    pub stage: &'static str,
    /// Position in the history of the last interaction.
    pub last_contact: Option<usize>,
    /// Day they were last heard from.
    pub last_heard: Option<Day>,
    /// Attempts since.
    pub attempts: u32,
    /// Cadence in force, in words.
    pub cadence: Option<String>,
    /// Due day of the next follow-up.
    pub next_due: Option<Day>,
}

/// How a contact stands.
pub fn standing_of(compiled: &Compiled, index: ContactIndex) -> ContactStanding {
    // Until the plan stage is there: what the history alone can tell.
    let today = compiled.agenda.today;
    let history = &compiled.people.contact(index).history;
    let counted = |entry: &Interaction| entry.day <= today && entry.kind.is_contact();
    let heard = |entry: &Interaction| {
        entry.day <= today && matches!(entry.kind, InteractionKind::Clear(Direction::In | Direction::Both))
    };
    let last_heard = history.iter().rposition(heard);
    let since = history.iter().skip(last_heard.map_or(0, |position| position + 1));
    let mut attempts: Vec<Day> = since
        .filter(|entry| entry.day <= today && entry.kind == InteractionKind::Clear(Direction::Out))
        .map(|entry| entry.day)
        .collect();
    attempts.dedup();
    let of_contact = compiled.agenda.follow_ups.iter().filter(|follow_up| follow_up.contact == index);
    ContactStanding {
        stage: "active",
        last_contact: history.iter().rposition(counted),
        last_heard: last_heard.and_then(|position| history.get(position)).map(|entry| entry.day),
        attempts: u32::try_from(attempts.len()).unwrap_or(u32::MAX),
        cadence: None,
        next_due: of_contact.map(|follow_up| follow_up.due).min(),
    }
}

/// What one rule says of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The rule.
    pub rule: &'static str,
    /// Whether it speaks, and has the say.
    pub outcome: Outcome,
    /// What it saw and concludes.
    pub text: String,
    /// The evidence.
    pub place: Option<Place>,
}

/// What became of a rule's say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the agenda.
    Shown,
    /// It speaks, but another one stands for the contact.
    Behind,
    /// It has nothing to say.
    Quiet,
}

impl Outcome {
    /// The word in text and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Shown => "shown",
            Outcome::Behind => "behind",
            Outcome::Quiet => "quiet",
        }
    }
}

/// Every rule for one contact.
pub fn why(compiled: &Compiled, _config: &Config, index: ContactIndex) -> Vec<Verdict> {
    // Until the plan stage is there: what the agenda shows, and which kinds it does not.
    let of_contact = || compiled.agenda.follow_ups.iter().filter(|follow_up| follow_up.contact == index);
    let mut verdicts = Vec::new();
    for follow_up in of_contact() {
        verdicts.push(Verdict {
            rule: follow_up.kind.name(),
            outcome: Outcome::Shown,
            text: format!("{}: due {}, by {}", follow_up.title, follow_up.due, follow_up.by),
            place: None,
        });
        verdicts.extend(follow_up.reasons.iter().map(|reason| Verdict {
            rule: reason.rule,
            outcome: Outcome::Shown,
            text: reason.text.clone(),
            place: reason.place.clone(),
        }));
    }
    for kind in Kind::ALL.iter().filter(|kind| !of_contact().any(|follow_up| follow_up.kind == **kind)) {
        let text = "nothing due within the horizon".to_owned();
        verdicts.push(Verdict { rule: kind.name(), outcome: Outcome::Quiet, text, place: None });
    }
    verdicts
}

/// A setting of a contact, and what gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingFrom {
    /// The key.
    pub key: &'static str,
    /// Its value in words.
    pub value: String,
    /// The note with its line, the rule with its line, or `default`.
    pub from: String,
}

/// The settings in force for a contact.
pub fn settings_of(_compiled: &Compiled, _config: &Config, _index: ContactIndex) -> Vec<SettingFrom> {
    // Until the settings are put together in `core::people`.
    Vec::new()
}
