//! Robustness (design 8): checks that every promise of `docs/safety.md` names a test that exists, and tests
//! the promises that are not tested elsewhere.

use crate::folders::{repository, write};
use crate::program::run_on;
use crate::vault::compiled;
use followup::cli::report::Status;
use followup::core::compile::compile;
use followup::core::config::model::Config;
use followup::core::config::obsidian::VaultSettings;
use followup::core::day::Day;
use followup::core::note::read::{Reader, read_note};
use followup::core::output::{Publish, TemplateTexts, render};
use followup::core::place::NotePath;
use followup::core::problem::counts::Counts;
use followup::core::problem::show::as_github;
use followup::core::problem::{Code, MOST_PER_NOTE, MOST_QUOTED, Problem, arrange};
use followup::io::read::guarded;
use std::path::Path;
use walkdir::WalkDir;

fn today() -> Day {
    Day::from_iso("2026-11-24").unwrap()
}

/// Returns the problems of a note that is alone in its vault.
fn problems(text: &str) -> Vec<Problem> {
    compiled(&[("People/Ada.md", text)], &Config::default(), today()).problems
}

/// Returns all texts of a folder with this ending, each with its path.
fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = repository();
    let files = WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().flatten();
    files
        .filter(|entry| entry.path().extension().is_some_and(|found| found == ending))
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            (path, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn every_promise_names_a_test_that_there_is() {
    let page = std::fs::read_to_string(repository().join("docs/safety.md")).unwrap();
    let rust: String =
        [texts("src", "rs"), texts("tests/it", "rs")].concat().into_iter().map(|(_, text)| text).collect();
    let python = texts("tests/tools", "py");
    let mut wrong = Vec::new();
    let mut rows = 0;
    for (number, line) in (1..).zip(page.lines()).filter(|(_, line)| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [promise, does, shown] = cells.as_slice() else {
            panic!("docs/safety.md:{number} has other columns")
        };
        if matches!(*promise, "promise" | "---") {
            continue;
        }
        rows += 1;
        let named: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        if named.is_empty() || does.is_empty() {
            wrong.push(format!("docs/safety.md:{number}: no test is named"));
        }
        wrong.extend(
            named
                .iter()
                .filter(|name| !is_test(name, &rust, &python))
                .map(|name| format!("docs/safety.md:{number}: there is no test `{name}`")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows > 60, "{rows} promises");
}

/// Whether a name is a test function, a case of a folder of cases, or a fault in the table of `faults.py`,
/// which calls the module `fault_kills` just `kills`.
fn is_test(name: &str, rust: &str, python: &[(String, String)]) -> bool {
    match name.split_once(".py: ") {
        Some((file, function)) => python.iter().any(|(path, text)| {
            let called = format!("{}.{function}", file.trim_start_matches("fault_"));
            path.ends_with("/faults.py")
                && text
                    .match_indices(&called)
                    .any(|(at, _)| text[at + called.len()..].starts_with(['(', ',']))
        }),
        None if name.ends_with(".py") => python.iter().any(|(path, _)| path.ends_with(&format!("/{name}"))),
        None if name.contains('/') => repository().join("tests").join(name).exists(),
        None => rust.match_indices(&format!("fn {name}(")).any(|(at, _)| {
            let above = rust[..at].trim_end().lines().rev().map(str::trim);
            above.take_while(|line| line.starts_with("#[")).any(|line| line == "#[test]")
        }),
    }
}

#[test]
fn only_what_runs_counts_as_a_test() {
    let rust = "#[test]\n#[cfg(unix)]\nfn real() {}\n#[cfg(unix)]\nfn helper() {}\nfn real_too() {}\n";
    let python = [("tests/tools/faults.py".to_owned(), "kills.edits(program)\nplaces.at_once,".to_owned())];
    let counts = |name| is_test(name, rust, &python);
    assert!(counts("real") && counts("fault_kills.py: edits") && counts("fault_places.py: at_once"));
    assert!(!counts("helper") && !counts("real_too") && !counts("fault_kills.py: edit"));
    assert!(!counts("fault_kills.py: again") && !counts("fault_notes.py: at_once"));
}

#[test]
fn every_failure_says_what_to_do() {
    let mut wrong = Vec::new();
    for (path, text) in [texts("src/cli", "rs"), texts("src/io", "rs")].concat() {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (at, _) in code.match_indices("Failure::new(") {
            let mut depth = 0;
            let end = code[at..].find(|letter| {
                depth += i32::from(letter == '(') - i32::from(letter == ')');
                letter == ')' && depth == 0
            });
            let rest = &code[at + end.unwrap() + 1..];
            // The failure may be made in a closure, with the help at its end.
            if !rest.trim_start_matches([')', '}', ' ', '\n']).starts_with(".help(") {
                wrong.push(format!("{path}:{}", code[..at].lines().count()));
            }
        }
    }
    assert!(wrong.is_empty(), "failures without help:\n{}", wrong.join("\n"));
}

#[test]
fn a_note_that_panics_costs_itself_and_the_run_goes_on() {
    let (config, settings) = (Config::default(), VaultSettings::default());
    let reader = Reader::new(&config, &settings, today());
    let ben = "---\ntype: person\ncadence: 2 weeks\n---\n\n- 2026-11-02 coffee\n";
    let ada = NotePath::new("People/Ada.md");
    let facts = vec![
        guarded(&ada, || panic!("byte index 3 is not a boundary of `é`")),
        read_note(&reader, &NotePath::new("People/Ben.md"), ben.as_bytes()),
    ];
    let compiled = compile(facts, &config, today(), "vault");
    assert_eq!(compiled.agenda.follow_ups.len(), 1);
    let [problem] = compiled.problems.as_slice() else { panic!("{:?}", compiled.problems) };
    assert_eq!((&problem.path, problem.code, problem.spot), (&ada, Code::NotePanicked, None));
    assert!(problem.message.contains("byte index 3 is not a boundary"), "{}", problem.message);
    assert!(problem.help.contains("please report") && problem.help.contains("the note itself is not needed"));
    assert_eq!(Status::of(&compiled.problems).code(), 1);
    let outputs = render(&compiled, &config, &TemplateTexts::new(), Publish::LeftAlone);
    let page = outputs.files.iter().find(|file| file.path == "index.html").unwrap();
    let page = String::from_utf8_lossy(&page.bytes);
    assert!(page.contains("Ben") && page.contains("this is a bug"));
}

#[test]
fn messages_quote_at_most_eighty_characters() {
    let long = "é".repeat(MOST_QUOTED + 1);
    let keys = [
        "cadence", "next", "birthday", "met", "snooze", "status", "last-contact", "sequence", "channel",
        "dates", "died", "email",
    ];
    let mut note = "---\ntype: person\n".to_owned();
    keys.iter().for_each(|key| note.push_str(&format!("{key}: {long}\n")));
    note.push_str(&format!(
        "handle: @{long}\nrole: a: {long}\nlinks: [[{long}]], [[B]]\nteam: x\n  {long}: y\n"
    ));
    note.push_str(&format!("{long}: [\n: {long}\n---\n\n- 2026-13-01 {long}\n- [ ] {long} 📅 2026-13-01\n- 2026-11-02 call #no-reply {long}\n"));
    let told = problems(&note);
    assert!(told.len() > 8, "{told:#?}");
    for problem in told {
        let lines = [&problem.message, &problem.help, &problem.effect];
        let excerpt = problem.excerpt.as_ref().map(|excerpt| &excerpt.line);
        for text in lines.into_iter().chain(excerpt) {
            assert!(!text.contains(&long), "{}: {text}", problem.code.name());
        }
    }
}

#[test]
fn a_note_reports_twenty_problems_and_counts_the_rest() {
    let tasks: String = (0..300).map(|number| format!("- [ ] task {number} 📅 2026-13-45\n")).collect();
    let told = problems(&format!("---\ntype: person\nbirthday: 2026-02-30\n---\n\n{tasks}"));
    assert_eq!(told.len(), MOST_PER_NOTE + 1);
    assert!(told.iter().any(|problem| problem.code == Code::ImpossibleDate), "errors come first");
    // Those come last, and the totals have them all.
    assert_eq!(told.last().unwrap().message, "and 281 more in this note", "{told:#?}");
    assert_eq!(Counts::from(told.as_slice()).all(), MOST_PER_NOTE + 281);
    let several = told.iter().cloned().chain(problems("---\ntype: person\nbirthday: x\n---\n"));
    let mut several: Vec<Problem> = several.collect();
    arrange(&mut several);
    assert_eq!(several.last().unwrap().message, "and 281 more in this note");
}

#[test]
fn the_pages_have_a_strict_policy() {
    let config = Config::default();
    let note = "---\ntype: person\ncadence: 2 weeks\nbirthday: 2026-02-30\n---\n# <script>alert(1)</script>\n\n- 2026-10-02 coffee\n";
    let compiled = compiled(&[("People/Ada.md", note)], &config, today());
    let outputs = render(&compiled, &config, &TemplateTexts::new(), Publish::LeftAlone);
    let pages: Vec<_> = outputs.files.iter().filter(|file| file.path.ends_with(".html")).collect();
    assert_eq!(pages.len(), 2);
    for page in pages {
        let text = String::from_utf8_lossy(&page.bytes);
        let head = text.split("</head>").next().unwrap().replace("&#39;", "'").replace("&#x27;", "'");
        let policy = head.split("Content-Security-Policy").nth(1).unwrap().split('>').next().unwrap();
        for part in ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "style-src 'sha256-"] {
            assert!(policy.contains(part), "{}: {policy}", page.path);
        }
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert!(!text.contains("<script>alert"), "{}", page.path);
    }
}

#[test]
fn an_annotation_is_one_command_of_one_line() {
    let path = NotePath::new("a,b::c%d\r\n::error::x\u{1b}[31m.md");
    let problem =
        Problem::new(Code::BadDate, &path, "no\r\n::stop-commands::x \u{9b}31m\u{202e} 100%").help("a\n::b");
    let text = as_github(&problem, "sub,folder:x/");
    assert_eq!(text.matches('\n').count(), 1, "{text:?}");
    assert!(
        text.ends_with('\n') && text.starts_with("::error file=sub%2Cfolder%3Ax/a%2Cb%3A%3Ac%25d"),
        "{text:?}"
    );
    assert!(!text.trim_end().chars().any(followup::core::text::is_control), "{text:?}");
    let (properties, _) = text.strip_prefix("::error ").unwrap().split_once("::").unwrap();
    assert_eq!(properties.split(',').count(), 2, "{properties}");
}

fn run(vault: &Path, arguments: &[&str]) -> (i32, String) {
    let (status, _, said) = run_on(vault, "2026-11-24", arguments);
    (status, said)
}

#[test]
fn a_block_goes_behind_the_byte_order_mark() {
    let vault = tempfile::tempdir().unwrap();
    let path = vault.path().join("People/Ada.md");
    std::fs::create_dir(vault.path().join("People")).unwrap();
    std::fs::write(&path, "\u{feff}# Ada\r\n\r\n- 2026-11-02 coffee\r\n").unwrap();
    assert_eq!(run(vault.path(), &["snooze", "Ada", "2026-12-01"]), (0, String::new()));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, "\u{feff}---\r\nsnooze: 2026-12-01\r\n---\r\n# Ada\r\n\r\n- 2026-11-02 coffee\r\n");
}

#[cfg(unix)]
#[test]
fn templates_reach_their_own_folder_alone() {
    let vault = tempfile::tempdir().unwrap();
    let folder = vault.path().join("followup-templates/drafts");
    std::fs::create_dir_all(&folder).unwrap();
    let ada = "---\nemail: ada@people.example\nnext: 2026-11-24\n---\n\n- 2026-11-02 email out\n";
    write(vault.path(), "People/Ada.md", ada);
    write(vault.path(), "secret.md", "secret-word");
    crate::folders::link(&vault.path().join("secret.md"), &folder.join("linked.md"));
    for name in
        ["../secret.md", "../../secret.md", "/etc/hostname", "drafts/linked.md", "drafts/../../secret.md"]
    {
        let template = format!("---\nsubject: hello\n---\n{{% include \"{name}\" %}}\n");
        std::fs::write(folder.join("next.md"), template).unwrap();
        let (status, said) = run(vault.path(), &["build"]);
        assert_eq!(status, 1, "{name}: {said}");
        assert!(said.contains("followup-templates/drafts/next.md:4:"), "{name}: {said}");
        let drafts = crate::folders::read(&vault.path().join("agenda"));
        assert!(
            drafts.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("secret-word")),
            "{name}"
        );
    }
}
