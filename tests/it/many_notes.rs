//! Vaults with more notes than are looked up at a time.

use crate::vault::compiled;
use followup::core::config::model::Config;
use followup::core::day::Day;

#[test]
fn notes_far_apart_name_each_other() {
    let person = "---\ntype: person\n---\n\n## Log\n\n- 2026-01-01 call\n";
    let mut notes: Vec<(String, &str)> =
        (0..5000).map(|number| (format!("People/{number:04}.md"), person)).collect();
    notes.push(("2026-11-20.md".to_owned(), "- call with [[4999]]\n- [ ] send the plan to [[0000]]\n"));
    notes.push(("Zoo/2026-11-21.md".to_owned(), "- call with [[0000]]\n- [ ] ask [[0000]] and [[4999]]\n"));
    notes.push(("Zoo/Roof.md".to_owned(), "---\ndate: 2026-11-22\nattendees: [\"[[4999]]\"]\n---\n"));
    let compiled = compiled(&notes, &Config::default(), Day::from_iso("2026-11-26").unwrap());
    let days = |name: &str| {
        let contact = compiled.people.contacts.iter().find(|contact| contact.path.stem() == name).unwrap();
        let days: Vec<String> = contact.history.iter().map(|entry| entry.day.to_string()).collect();
        let tasks: Vec<&str> = contact.tasks.iter().map(|owned| &*owned.task.text).collect();
        (days.join(" "), tasks.join(", "))
    };
    let said = |days: &str, tasks: &str| (days.to_owned(), tasks.to_owned());
    assert_eq!(
        days("0000"),
        said("2026-01-01 2026-11-21", "send the plan to [[0000]], ask [[0000]] and [[4999]]")
    );
    assert_eq!(days("2500"), said("2026-01-01", ""));
    assert_eq!(days("4999"), said("2026-01-01 2026-11-20 2026-11-22", ""));
}
