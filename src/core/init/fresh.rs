//! The text of a new `followup.yaml`, with comments for readers who have not seen the documentation.

use super::Beginning;

/// Returns the text of a new configuration.
pub fn fresh(Beginning { start, timezone, feed_file, rules }: &Beginning) -> String {
    let timezone = match timezone {
        Some(zone) => format!("timezone: {zone}"),
        None => "# timezone: Europe/Berlin".to_owned(),
    };
    // The example is a comment, since nobody has a cadence unless a note or a rule gives one.
    let rules = if rules.is_empty() { EXAMPLE.to_owned() } else { format!("rules:\n{}", rules.concat()) };
    format!(
        "# Settings of followup. Every key may be left out; `followup config` prints all that\n\
         # there are, with their defaults.\n\
         \n\
         # The day you began. Whoever was long overdue then is spread over the weeks after\n\
         # it, instead of all of them standing in the agenda at once.\n\
         start: {start}\n\
         \n\
         # Decides when \"today\" begins, also on a server that runs in another zone.\n\
         {timezone}\n\
         \n\
         # How often to keep in touch, by tag, folder or relationship. A note's own keys win\n\
         # over these, and the first rule that fits wins over the later ones.\n\
         {rules}\n\
         # The calendar that `followup build --publish` writes to `publish/`. Whoever knows\n\
         # its name can read it, so the name is random; keep it to yourself.\n\
         feed:\n  \
           file: {feed_file}\n  \
           # How much it tells: busy, initials, name or full.\n  \
           detail: initials\n"
    )
}

const EXAMPLE: &str = "# rules:\n\
    #   - match: {tag: client}\n\
    #     set: {cadence: 4 weeks, max: 6 weeks, weekdays-only: true, attempts: 3, retry: 2 weeks}\n";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::config::outputs::Detail;
    use crate::core::config::reading::read;
    use crate::core::init::beginning;

    #[test]
    fn a_new_configuration_reads_back() {
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
    fn an_unknown_zone_is_only_a_comment() {
        let beginning = Beginning { timezone: None, ..beginning() };
        assert_eq!(read(&fresh(&beginning)).unwrap().timezone, None);
        assert!(fresh(&beginning).contains("# timezone: "));
    }

    /// The commented example is valid once the `# ` is removed.
    #[test]
    fn the_commented_rule_is_a_rule() {
        let lines: Vec<&str> = EXAMPLE.lines().filter_map(|line| line.strip_prefix("# ")).collect();
        assert_eq!(read(&lines.join("\n")).unwrap().rules.len(), 1);
    }
}
