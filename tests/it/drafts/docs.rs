//! Generates the table of lint rules and the drafts in `docs/drafts.md`.

use followup::core::lint::rules::all;

#[test]
fn the_rules_of_lint_are_those_of_the_program() {
    let mut rules = String::from("| rule | finds | why | instead |\n| --- | --- | --- | --- |\n");
    for rule in all() {
        rules.push_str(&format!("| `{}` | {} | {} | {} |\n", rule.name, rule.finds, rule.why, rule.instead));
    }
    crate::docs::holds("docs/drafts.md", "rules", &rules);
}

/// The drafts shown are those that the example vault has.
#[test]
fn the_drafts_shown_are_real() {
    let root = crate::folders::repository();
    let text = std::fs::read_to_string(root.join("docs/drafts.md")).unwrap();
    let mut shown = 0;
    for part in text.split("<!-- draft: ").skip(1) {
        let (arguments, rest) = part.split_once(" -->\n\n```\n").unwrap();
        let (draft, _) = rest.split_once("```").unwrap();
        let (name, options) = arguments.split_once(" --").unwrap_or((arguments, ""));
        let mut command = assert_cmd::Command::cargo_bin("followup").unwrap();
        command.arg("--vault").arg(root.join("example-vault")).args(["draft", name]);
        if let Some((option, value)) = options.split_once(' ') {
            command.args([&format!("--{option}"), value]);
        }
        let output = command.output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), draft, "{arguments}");
        shown += 1;
    }
    assert_eq!(shown, 5);
}
