//! The whole of a new `followup.yaml`, commented for somebody who has read nothing else.

use super::Beginning;
use std::fmt::Write;

/// The text of a new configuration.
pub fn fresh(beginning: &Beginning) -> String {
    [head(), start(beginning), timezone(beginning), rules(beginning), feed(beginning)].join("\n")
}

fn head() -> String {
    "# Settings of followup. Every key may be left out; `followup config` prints all that\n\
     # there are, with their defaults.\n"
        .to_owned()
}

fn start(beginning: &Beginning) -> String {
    format!(
        "# The day you began. Whoever was long overdue then is spread over the weeks after\n\
         # it, instead of all of them standing in the agenda at once.\nstart: {}\n",
        beginning.start
    )
}

fn timezone(beginning: &Beginning) -> String {
    let mut text =
        "# Decides when \"today\" begins, also on a server that runs in another zone.\n".to_owned();
    let _ = match &beginning.timezone {
        Some(zone) => writeln!(text, "timezone: {zone}"),
        None => writeln!(text, "# timezone: Europe/Berlin"),
    };
    text
}

/// Nobody has a cadence unless a note or a rule gives one, so the example is only a comment.
fn rules(beginning: &Beginning) -> String {
    let head = "# How often to keep in touch, by tag, folder or relationship. A note's own keys win\n\
     # over these, and the first rule that fits wins over the later ones.\n";
    if beginning.rules.is_empty() {
        return example();
    }
    format!("{head}rules:\n{}", beginning.rules.concat())
}

fn example() -> String {
    "# How often to keep in touch, by tag, folder or relationship. A note's own keys win\n\
     # over these, and the first rule that fits wins over the later ones.\n\
     # rules:\n\
     #   - match: {tag: client}\n\
     #     set: {cadence: 4 weeks, max: 6 weeks, weekdays-only: true, attempts: 3, retry: 2 weeks}\n"
        .to_owned()
}

fn feed(beginning: &Beginning) -> String {
    format!(
        "# The calendar that `followup build --publish` writes to `publish/`. Whoever knows\n\
         # its name can read it, so the name is random; keep it to yourself.\n\
         feed:\n  \
           file: {}\n  \
           # How much it tells: busy, initials, name or full.\n  \
           detail: initials\n",
        beginning.feed_file
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::{Config, Detail};
    use crate::core::config::reading::read;
    use crate::core::init::beginning;

    #[test]
    fn a_new_configuration_says_what_is_meant_and_nothing_else() {
        let beginning = beginning();
        let read = read(&fresh(&beginning)).unwrap();
        let mut meant = Config {
            start: Some(beginning.start),
            timezone: beginning.timezone.clone(),
            ..Config::default()
        };
        meant.feed.file = Some(beginning.feed_file);
        meant.feed.detail = Detail::Initials;
        assert_eq!(read, meant);
    }

    #[test]
    fn an_unknown_zone_is_left_to_the_reader() {
        let beginning = Beginning { timezone: None, ..beginning() };
        assert_eq!(read(&fresh(&beginning)).unwrap().timezone, None);
        assert!(fresh(&beginning).contains("# timezone: "));
    }

    /// The example in the comment is one that can be used by taking away the `# `.
    #[test]
    fn the_commented_rule_is_a_rule() {
        let rules = example();
        let lines: Vec<&str> = rules.lines().skip(2).filter_map(|line| line.strip_prefix("# ")).collect();
        assert_eq!(read(&lines.join("\n")).unwrap().rules.len(), 1);
    }
}
