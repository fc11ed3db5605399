//! The first day, and the day after a long break: simulates a vault of 800 notes without any of our keys, day
//! by day, and logs each due contact on its day.

use crate::folders::write;
use crate::vault;
use followup::core::agenda::model::{Kind, Section};
use followup::core::compile::Compiled;
use followup::core::config::effective::effective;
use followup::core::config::model::Config;
use followup::core::config::reading::read;
use followup::core::day::Day;
use followup::core::init::look::look;
use followup::core::init::propose::{Confidence, Proposed, loads, propose};
use followup::core::init::{Beginning, fresh};
use followup::core::people::contact::Contact;
use std::collections::{BTreeMap, BTreeSet};

const NOTES: usize = 800;

fn day(text: &str) -> Day {
    Day::from_iso(text).unwrap()
}

/// A random number generator that depends only on its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Returns notes by path: people with tags and relationships, and logs of one to six entries, many of them
/// old.
fn vault(today: Day, seed: u64) -> BTreeMap<String, String> {
    let mut dice = Dice(seed);
    let groups = [
        ("client", 34),
        ("friend", 60),
        ("family", 16),
        ("mentor", 12),
        ("lead", 25),
        ("colleague", 70),
        ("network", 140),
    ];
    let mut tags: Vec<&str> =
        groups.iter().flat_map(|(tag, number)| std::iter::repeat_n(*tag, *number)).collect();
    tags.resize(NOTES, "");
    let mut notes = BTreeMap::new();
    for (number, tag) in tags.into_iter().enumerate() {
        let mut text = format!("---\nemail: p{number}@mail.example\n");
        if !tag.is_empty() {
            text.push_str(&if number % 5 == 0 {
                format!("relationship: {tag}\n")
            } else {
                format!("tags: [{tag}]\n")
            });
        }
        text.push_str(&format!("---\n# Person {number}\n\n## Log\n"));
        // One contact in eight was never written to; the others up to three years ago.
        let entries = if dice.roll(8) == 0 { 0 } else { 1 + dice.roll(6) };
        let mut days: Vec<Day> =
            (0..entries).map(|_| today.plus_days(-1 - i64::try_from(dice.roll(1100)).unwrap())).collect();
        days.sort();
        for day in days {
            let words = ["call", "coffee", "email out: the plan", "met at lunch", "talked about work"];
            text.push_str(&format!("- {day} {}\n", words[usize::try_from(dice.roll(5)).unwrap()]));
        }
        notes.insert(format!("People/Person {number}.md"), text);
    }
    notes
}

fn compiled(notes: &BTreeMap<String, String>, config: &Config, today: Day) -> Compiled {
    vault::compiled(&notes.iter().collect::<Vec<_>>(), config, today)
}

/// Returns the configuration that `init --yes` writes, the rules it takes, and the compiled vault.
fn initialised(notes: &BTreeMap<String, String>, today: Day) -> (Config, Vec<Proposed>, Compiled) {
    let config = Config::default();
    let before = compiled(notes, &config, today);
    let found = look(&before.people, notes.len(), &config, today);
    let rules: Vec<Proposed> = propose(&found, &before.people, &config, today)
        .into_iter()
        .filter(|rule| rule.confidence == Confidence::Sure)
        .collect();
    let loads = loads(&rules, &before.people, &config, today);
    let yaml = rules.iter().zip(&loads.each).map(|(rule, load)| rule.yaml(load)).collect();
    let beginning = Beginning {
        start: today,
        timezone: Some("Europe/Berlin".to_owned()),
        feed_file: "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f.ics".to_owned(),
        rules: yaml,
    };
    (read(&fresh(&beginning)).unwrap(), rules, before)
}

/// Returns the number of contacts due on each day; each is logged as a call on its day.
fn simulate(notes: &mut BTreeMap<String, String>, config: &Config, from: Day, days: i64) -> Vec<usize> {
    (0..days)
        .map(|offset| {
            let today = from.plus_days(offset);
            let compiled = compiled(notes, config, today);
            let due: Vec<String> = compiled
                .agenda
                .follow_ups
                .iter()
                .filter(|one| one.kind == Kind::KeepInTouch && one.on <= today)
                .map(|one| compiled.people.contact(one.contact).path.as_str().to_owned())
                .collect();
            for path in &due {
                notes.get_mut(path).unwrap().push_str(&format!("- {today} call\n"));
            }
            due.len()
        })
        .collect()
}

/// Removes the notes without a cadence: they add nothing to the load, only time to the test.
fn keep_those_with_a_cadence(notes: &mut BTreeMap<String, String>, config: &Config, today: Day) {
    let compiled = compiled(notes, config, today);
    let reached = |contact: &Contact| effective(config, &contact.facts, &contact.path).cadence.is_some();
    let kept: BTreeSet<&str> =
        compiled.people.contacts.iter().filter(|one| reached(one)).map(|one| one.path.as_str()).collect();
    notes.retain(|path, _| kept.contains(path.as_str()));
}

fn workdays(from: Day, days: i64) -> usize {
    (0..days).filter(|offset| from.plus_days(*offset).weekday() < 5).count()
}

/// Checks that no day has more than 1.5 times the steady load. Only twice the load is promised, but anything
/// near that would mean that due days have shifted.
#[track_caller]
fn assert_even(days: &[usize], steady: f64) {
    let most = *days.iter().take(30).max().unwrap();
    assert!(most as f64 <= 1.5 * steady, "{most} on a day of the first month, steady {steady:.2}: {days:?}");
}

#[test]
fn the_load_that_init_predicts_comes_true() {
    let today = day("2026-11-25");
    let mut notes = vault(today, 8);
    let (config, rules, before) = initialised(&notes, today);
    assert!(rules.len() >= 5, "{rules:?}");
    let told = loads(&rules, &before.people, &Config::default(), today).whole.per_workday;
    keep_those_with_a_cadence(&mut notes, &config, today);
    let days = simulate(&mut notes, &config, today, 90);
    let came = days.iter().sum::<usize>() as f64 / workdays(today, 90) as f64;
    assert!((came / told - 1.0).abs() <= 0.1, "told {told:.2}, came {came:.2}");
    // Measured by calendar day, the harder half of the promise.
    assert_even(&days, days.iter().sum::<usize>() as f64 / 90.0);
}

#[test]
fn the_first_page_says_something_true_without_any_key_of_ours() {
    let today = day("2026-11-25");
    let mut notes = vault(today, 8);
    notes.insert(
        "People/Ada.md".to_owned(),
        format!(
            "# Ada\nborn: {}\n\n- {} email in: hello\n- [ ] send the plan 📅 {}\n",
            "1990-11-26",
            today.plus_days(-1),
            today
        ),
    );
    let compiled = compiled(&notes, &Config::default(), today);
    let kinds: Vec<Kind> = compiled
        .agenda
        .follow_ups
        .iter()
        .filter(|one| one.section == Section::Today)
        .map(|one| one.kind)
        .collect();
    assert!(kinds.contains(&Kind::Reply) && kinds.contains(&Kind::Promise), "{kinds:?}");
    assert!(compiled.agenda.follow_ups.iter().any(|one| one.kind == Kind::Drift));
    assert!(
        !compiled
            .agenda
            .follow_ups
            .iter()
            .any(|one| matches!(one.kind, Kind::KeepInTouch | Kind::FirstContact))
    );
}

#[test]
fn the_load_after_a_restart_is_even_too() {
    let start = day("2026-08-25");
    let mut notes = vault(start, 8);
    let (config, ..) = initialised(&notes, start);
    let back = start.plus_days(92);
    let agenda = compiled(&notes, &config, back).agenda;
    assert!(agenda.welcome_back);
    let waiting =
        agenda.follow_ups.iter().filter(|one| one.kind == Kind::KeepInTouch && one.on <= back).count();
    assert!(waiting > 100, "{waiting} wait after the break");
    let restarted = Config { start: Some(back), ..config };
    keep_those_with_a_cadence(&mut notes, &restarted, back);
    let days = simulate(&mut notes, &restarted, back, 42);
    assert_even(&days, days.iter().sum::<usize>() as f64 / 42.0);
}

/// A vault with four clients and four friends, each with a log, that Obsidian and git use.
fn small_vault() -> tempfile::TempDir {
    let vault = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| write(vault.path(), path, text);
    for (tag, name) in [("client", "Cleo"), ("friend", "Finn")] {
        for number in 0..4 {
            let note =
                format!("---\ntags: [{tag}]\n---\n# {name} {number}\n\n- 2026-09-0{} call\n", number + 1);
            write(&format!("People/{name} {number}.md"), &note);
        }
    }
    write(".obsidian/app.json", "{\"alwaysUpdateLinks\": true}");
    write(".git/HEAD", "ref: refs/heads/main\n");
    vault
}

fn init(vault: &std::path::Path, more: &[&str], answers: &str) -> String {
    let mut command = assert_cmd::Command::cargo_bin("followup").unwrap();
    let command = command.arg("init").arg(vault).args(["--today", "2026-11-25"]).args(more);
    command.write_stdin(answers).assert().success();
    std::fs::read_to_string(vault.join("followup.yaml")).unwrap()
}

#[test]
fn each_rule_is_asked_about_over_a_pipe() {
    #[track_caller]
    fn case(more: &[&str], answers: &str, client: bool, friend: bool) {
        let vault = small_vault();
        let config = init(vault.path(), more, answers);
        let has = |tag: &str| config.contains(&format!("\n  - match: {{tag: {tag}}}\n"));
        assert_eq!((has("client"), has("friend")), (client, friend), "{config}");
    }
    case(&[], "n\ny\n", false, true);
    case(&[], "\nmaybe\nNO\n", true, false);
    case(&["--yes"], "", true, true);
    case(&["--json"], "y\ny\n", false, false);
}

#[test]
fn stopping_at_a_question_writes_nothing() {
    for (answers, status) in [("y\nq\n", 0), ("y\n", 2), ("", 2)] {
        let vault = small_vault();
        let mut command = assert_cmd::Command::cargo_bin("followup").unwrap();
        let command = command.arg("init").arg(vault.path()).args(["--today", "2026-11-25"]);
        let output = command.write_stdin(answers).assert().code(status).get_output().clone();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("nothing was written"), "{said}");
        assert_eq!(said.matches("q: stop").count(), 1, "{said}");
        let left = ["followup.yaml", ".gitignore"].map(|path| vault.path().join(path).exists());
        assert_eq!(left, [false, false]);
    }
}

#[test]
fn a_configuration_without_rules_is_offered_some() {
    let vault = small_vault();
    let mine = "# mine\nper-day: 5";
    std::fs::write(vault.path().join("followup.yaml"), mine).unwrap();
    let config = init(vault.path(), &["--cron"], "");
    assert!(config.starts_with(mine) && !config.contains("rules:"), "{config}");
    let config = init(vault.path(), &[], "y\nn\n");
    assert!(
        config.starts_with(mine) && config.contains("\nstart: 2026-11-25\nrules:\n  # 4 people"),
        "{config}"
    );
    assert!(config.contains("{tag: client}") && !config.contains("{tag: friend}"), "{config}");
    assert_eq!(init(vault.path(), &[], ""), config);
}

#[test]
fn outputs_are_hidden_from_obsidian_and_git() {
    let vault = small_vault();
    init(vault.path(), &["--yes"], "");
    let text = |path: &str| std::fs::read_to_string(vault.path().join(path)).unwrap();
    assert_eq!(text(".gitignore"), "agenda/\n");
    let settings = text(".obsidian/app.json");
    assert!(
        settings.contains("\"agenda/\"") && settings.contains("\"alwaysUpdateLinks\": true"),
        "{settings}"
    );
    init(vault.path(), &["--yes"], "");
    assert_eq!((text(".gitignore").as_str(), text(".obsidian/app.json")), ("agenda/\n", settings));
}

#[test]
fn outputs_of_a_vault_below_its_repository_are_hidden_from_git_too() {
    let repository = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| write(repository.path(), path, text);
    write(".git/HEAD", "ref: refs/heads/main\n");
    write("deep/notes/People/Ada.md", "- 2026-11-02 call\n");
    write("other/People/Ada.md", "- 2026-11-02 call\n");
    init(&repository.path().join("deep/notes"), &["--yes"], "");
    assert_eq!(
        std::fs::read_to_string(repository.path().join("deep/notes/.gitignore")).unwrap(),
        "agenda/\n"
    );
    write(".gitignore", "/other/agenda/\n");
    init(&repository.path().join("other"), &["--yes"], "");
    assert!(!repository.path().join("other/.gitignore").exists());
}

/// At the end of the calendar, steps past the last day stay on it.
#[test]
fn a_build_on_the_last_days_of_the_calendar_ends() {
    let folder = tempfile::tempdir().unwrap();
    let note = "---\ntype: person\ncadence: 4 weeks\nbirthday: 12-31\n---\n\n- [ ] send the plan 📅 9999-12-31 🔁 every week\n\n## Log\n\n- 2026-01-01 call\n";
    std::fs::write(folder.path().join("Zed.md"), note).unwrap();
    let shy = note.replace(
        "cadence: 4 weeks",
        "cadence: 5 business days\nweekdays-only: true\nsequence: thanks\nmet: 2026-01-01",
    );
    std::fs::write(folder.path().join("Amy.md"), shy).unwrap();
    for (config, today) in [
        ("start: 9999-12-31\n", "2026-11-23"),
        ("start: 9999-08-01\n", "2026-11-23"),
        ("today: 9999-12-31\n", "9999-12-31"),
        ("start: 9999-12-30\naway: [{from: 9999-12-01, to: 9999-12-31}]\n", "9999-12-31"),
    ] {
        std::fs::write(folder.path().join("followup.yaml"), config).unwrap();
        let mut command = assert_cmd::Command::cargo_bin("followup").unwrap();
        let arguments = ["build", "-q", "--today", today];
        command.current_dir(&folder).args(arguments).timeout(std::time::Duration::from_secs(60));
        let output = command.output().unwrap();
        assert!(output.status.code().is_some(), "{config}: it does not end");
        assert_eq!(output.status.code(), Some(0), "{config}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
