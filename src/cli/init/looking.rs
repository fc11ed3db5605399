//! The parts of `init` besides the configuration itself: inspects the vault, proposes rules and asks about
//! each, hides the outputs from Obsidian and git, and fills an empty folder with starter notes.

use super::{NewFile, Plan};
use crate::cli::arguments::outputs::Init;
use crate::cli::dialogue::Dialogue;
use crate::cli::loading::{Loaded, Wanted, load};
use crate::cli::meaning::{Form, Loudness, Meaning};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::import::yaml_text::flow_list;
use crate::core::init::look::{Look, look};
use crate::core::init::propose::{Confidence, Proposed, loads, number, propose};
use crate::core::init::quiet::{app_json, gitignore, is_ignored_above};
use crate::core::init::starter::starter;
use crate::core::note::facts::{Exclusion, Standing};
use crate::core::place::NotePath;
use crate::core::text::{count, grouped, list, visible};
use crate::io::failure::Failure;
use crate::io::machine::repository;
use crate::io::open::{Refusal, bounded};
use crate::io::vault::Vault;
use crate::io::walk::with_slashes;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const MOST_SETTINGS: u64 = 1024 * 1024;

/// The result of inspecting the vault.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// The accepted rules, as YAML.
    pub(super) rules: Vec<String>,
    /// What was found, in words.
    pub(super) words: String,
    /// Why the questions ended early, if they did.
    pub(super) stopped: Option<Stopped>,
}

/// How questions are answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    /// Each on standard input, one line per answer.
    Each,
    /// The default answer is taken for each.
    Yes,
    /// Nothing is asked and no rule is accepted, because nothing is printed.
    No,
}

/// Why the questions ended early. Nothing is written then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// The user typed `q`.
    Quit,
    /// Standard input ended.
    EndOfInput,
}

/// Inspects the vault and asks about rules, if there is no configuration yet or it has neither rules nor a
/// start day, so the user was never asked.
pub(super) fn looked(init: &Init, meaning: &Meaning, fresh: bool) -> Result<Looked, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let today = loaded.today.day;
    let people = &loaded.compiled.people;
    let look = look(people, loaded.notes, &loaded.config, today);
    let mut looked = Looked { words: found(&look), ..Looked::default() };
    if look.contacts == 0 && look.notes > 0 {
        looked.words.push_str(&how_to_mark(&loaded.compiled.others));
    }
    let config = &loaded.config;
    let schedule = init.ci.is_some() || init.cron || init.systemd;
    let unasked = config.rules.is_empty() && config.start.is_none();
    if !fresh && (schedule || !unasked) {
        let load = loads(&[], people, &loaded.config, today).whole;
        let _ = writeln!(
            looked.words,
            "rules: {}; with the cadences of notes they ask for {}",
            loaded.config.rules.len(),
            load.words()
        );
        if unasked {
            looked.words.push_str("`followup init` alone proposes rules\n");
        }
        return Ok(looked);
    }
    let proposed = propose(&look, people, &loaded.config, today);
    let mut answers = Answers::new(init, meaning, &looked.words);
    let mut taken: Vec<Proposed> = Vec::new();
    for rule in proposed {
        let mut with = taken.clone();
        with.push(rule.clone());
        let load = loads(&with, people, &loaded.config, today).each.pop().unwrap_or_default();
        let described = format!("{}: {}", visible(&rule.describe()), load.words());
        if load.people == 0 {
            continue;
        }
        match answers.ask(&described, rule.confidence) {
            Ok(true) => taken.push(rule),
            Ok(false) => {}
            Err(why) => return Ok(Looked { stopped: Some(why), ..looked }),
        }
    }
    rules(&taken, &loaded, &look, today, &mut looked);
    Ok(looked)
}

/// Says how notes become contacts in a vault that has none yet, with the folder of most notes as the example.
fn how_to_mark(others: &[(NotePath, Standing)]) -> String {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    let may_be = |standing: &Standing| {
        matches!(standing, Standing::Other(Exclusion::Unmarked | Exclusion::LooksLikeContact))
    };
    for (path, _) in others.iter().filter(|(path, standing)| may_be(standing) && !path.folder().is_empty()) {
        *folders.entry(path.folder()).or_default() += 1;
    }
    let most = folders.iter().rev().max_by_key(|(_, number)| **number).map(|(folder, _)| *folder);
    format!(
        "no note is about a person yet: write `type: person` into its front matter, or name the folder of such\n\
         notes in followup.yaml, as in `contacts: {{folders: {}}}`\n",
        visible(&flow_list(&[most.unwrap_or("Clients").to_owned()]))
    )
}

fn rules(taken: &[Proposed], loaded: &Loaded, look: &Look, today: Day, looked: &mut Looked) {
    let people = &loaded.compiled.people;
    let loads = loads(taken, people, &loaded.config, today);
    for (rule, load) in taken.iter().zip(&loads.each) {
        looked.rules.push(rule.yaml(load));
        let _ = writeln!(looked.words, "rule: {}: {}", visible(&rule.describe()), load.words());
    }
    let whole = loads.whole;
    if whole.people > 0 {
        let _ = writeln!(
            looked.words,
            "together: {} cards a working day, spread over the weeks from today",
            number(whole.per_workday)
        );
    } else if look.contacts > 0 {
        looked.words.push_str(
            "no cadence yet: nobody comes up just because time passes. Replies, promises, dates and those who\n\
             went quiet show without one; `cadence: 6 weeks` in a note, or a rule, adds the rest\n",
        );
    }
}

fn found(look: &Look) -> String {
    let mut text = String::new();
    let marks: Vec<String> = look
        .marks
        .iter()
        .take(4)
        .map(|(mark, number)| format!("{} by {}", grouped(*number), visible(mark)))
        .collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    let _ = writeln!(text, "found {}: {}{marks}", count(look.notes, "note"), count(look.contacts, "contact"));
    if look.contacts == 0 {
        return text;
    }
    let sources: Vec<String> =
        look.sources.iter().map(|(source, number)| format!("{} in {source}", grouped(*number))).collect();
    let known = look.contacts - look.never;
    let newest = look.newest.map_or(String::new(), |day| format!("; the newest on {day}"));
    let sources = if sources.is_empty() { String::new() } else { format!(": {}", list(&sources, "and")) };
    let _ = writeln!(text, "last contact known for {}{sources}{newest}", grouped(known));
    let _ = writeln!(
        text,
        "{}, {}, {} with a cadence of their own",
        count(look.birthdays, "birthday"),
        count(look.promises, "open promise"),
        grouped(look.own_cadence)
    );
    let groups: Vec<String> = look
        .groups
        .iter()
        .filter(|group| group.with_log > 0)
        .take(8)
        .map(|group| {
            format!("{} {} ({} with a log)", group.sort.name(), visible(&group.name), group.with_log)
        })
        .collect();
    if !groups.is_empty() {
        let _ = writeln!(text, "groups: {}", groups.join(", "));
    }
    text
}

/// Asks about rules, or answers for the user.
struct Answers {
    asking: Asking,
    /// What was found, to be shown before the first question.
    before: Option<String>,
}

impl Answers {
    fn new(init: &Init, meaning: &Meaning, found: &str) -> Answers {
        let silent = meaning.form == Form::Json || meaning.loudness == Loudness::Quiet;
        let asking = match (init.yes || init.dry_run, silent) {
            (true, _) => Asking::Yes,
            (false, true) => Asking::No,
            (false, false) => Asking::Each,
        };
        Answers { asking, before: Some(found.to_owned()) }
    }

    /// Whether to take a rule.
    fn ask(&mut self, what: &str, confidence: Confidence) -> Result<bool, Stopped> {
        match self.asking {
            Asking::No => Ok(false),
            Asking::Yes => Ok(confidence == Confidence::Sure),
            Asking::Each => self.typed(what, confidence == Confidence::Sure),
        }
    }

    /// Asks until the answer is a known one.
    fn typed(&mut self, what: &str, sure: bool) -> Result<bool, Stopped> {
        let (mut input, mut output) = (std::io::stdin().lock(), std::io::stderr());
        let mut dialogue = Dialogue::new(&mut input, &mut output);
        if let Some(found) = self.before.take() {
            let keys = "y: yes, n: no, Enter: the one in capitals, q: stop and write nothing";
            dialogue.say(&format!("{found}\n{keys}\n"));
        }
        dialogue.say(&format!("{what}\n"));
        let choices = if sure { "Y/n" } else { "y/N" };
        loop {
            let Some(line) = dialogue.ask(&format!("  make this a rule? [{choices}/q] ")) else {
                dialogue.say("\n");
                return Err(Stopped::EndOfInput);
            };
            match line.to_lowercase().as_str() {
                "" => return Ok(sure),
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                "q" | "quit" => return Err(Stopped::Quit),
                _ => dialogue.say("  please answer y, n or q\n"),
            }
        }
    }
}

/// Plans the changes that hide `out` from Obsidian's search and from git, where these are used.
pub(super) fn keep_apart(meaning: &Meaning, config: &Config, plan: &mut Plan) {
    let root = &meaning.vault.root;
    let out = config.out.trim_matches('/');
    if root.join(".obsidian").is_dir() {
        let path = root.join(".obsidian/app.json");
        add(plan, &path, ".obsidian/app.json", |old| app_json(old, out));
    }
    if repository(root).is_some_and(|repository| !ignored_above(root, &repository, out)) {
        add(plan, &root.join(".gitignore"), ".gitignore", |old| gitignore(old, out));
    }
}

/// Whether a `.gitignore` above the vault excludes `out` already.
fn ignored_above(root: &Path, repository: &Path, out: &str) -> bool {
    root.ancestors().skip(1).take_while(|folder| folder.starts_with(repository)).any(|folder| {
        let below = with_slashes(root.strip_prefix(folder).unwrap_or(root));
        let lines = bounded(&folder.join(".gitignore"), MOST_SETTINGS);
        lines.is_ok_and(|lines| is_ignored_above(&String::from_utf8_lossy(&lines), &below, out))
    })
}

fn add(plan: &mut Plan, path: &Path, shown: &str, make: impl Fn(Option<&str>) -> Option<String>) {
    let old = match bounded(path, MOST_SETTINGS) {
        Ok(octets) => match String::from_utf8(octets) {
            Ok(text) => Some(text),
            Err(_) => return,
        },
        Err(Refusal::Missing) => None,
        Err(_) => return,
    };
    if let Some(text) = make(old.as_deref()) {
        plan.files.push(NewFile { old, ..NewFile::new(path.to_owned(), shown, text) });
    }
}

/// Plans the starter notes, if the vault holds no files and folders but hidden ones.
pub(super) fn begin(vault: &Vault, today: Day, plan: &mut Plan) {
    let empty = std::fs::read_dir(&vault.root).is_ok_and(|mut entries| {
        entries.all(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with('.')))
    });
    if empty {
        for (path, text) in starter(today) {
            plan.files.push(NewFile::new(vault.root.join(path), path, text));
        }
    }
}
