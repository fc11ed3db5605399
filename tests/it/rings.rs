//! Checks the three rings: nothing in `core` names the disk, the clock, the environment, the terminal or the
//! outer rings. A lint checks calls; this test also finds what a lint cannot see, such as a `use` that is
//! only re-exported.

use std::path::Path;
use walkdir::WalkDir;

const FORBIDDEN: [&str; 13] = [
    "crate::io", "crate::cli", "std::fs", "std::env", "std::net", "std::process", "std::thread",
    "SystemTime", "Instant", "println!", "print!(", "eprint!(", "dbg!(",
];

#[test]
fn core_names_nothing_outside_it() {
    let core = crate::folders::repository().join("src/core");
    let mut wrong = Vec::new();
    for entry in WalkDir::new(&core).sort_by_file_name().into_iter().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "rs") {
            wrong.extend(faults(entry.path(), &core));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn faults(path: &Path, core: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let file = path.strip_prefix(core).unwrap();
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let mut forbidden: Vec<&str> = FORBIDDEN.iter().copied().filter(|word| code.contains(word)).collect();
        if code.contains("chrono::") && file != Path::new("day.rs") {
            forbidden.push("chrono, which only day.rs names,");
        }
        for word in forbidden {
            faults.push(format!("src/core/{}:{}: {word} has no place in core", file.display(), number + 1));
        }
    }
    faults
}

#[test]
fn no_rule_knows_another() {
    let rules = crate::folders::repository().join("src/core/plan/rules");
    let files = WalkDir::new(&rules).sort_by_file_name().into_iter().flatten();
    let names: Vec<String> = files
        .filter_map(|entry| entry.path().file_stem()?.to_str().map(str::to_owned))
        .filter(|name| name != "mod" && name != "rules")
        .collect();
    assert!(names.len() > 5, "the rules were not found: {names:?}");
    for name in &names {
        let text = std::fs::read_to_string(rules.join(format!("{name}.rs"))).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let named = ["super::", "plan::rules"].into_iter().find(|path| code.contains(path));
        assert_eq!(named, None, "{name}.rs names another rule");
    }
}
