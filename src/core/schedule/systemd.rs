//! The systemd service and timer of a nightly build, for the user's own manager.

use super::{Job, NIGHTLY, is_plain};

/// Returns the service unit, which builds once.
pub fn service(job: &Job) -> String {
    format!(
        "[Unit]\n\
         Description=Build the follow-up agenda and calendar of {description}\n\
         \n\
         [Service]\n\
         Type=oneshot\n\
         ExecStart={program} build {vault} --quiet\n\
         # 1 means that a note has an error; everything was built all the same.\n\
         SuccessExitStatus=1\n\
         Nice=10\n\
         NoNewPrivileges=yes\n",
        description = job.vault.replace('%', "%%"),
        // Arguments expand variables, the program does not.
        program = quoted(&job.program),
        vault = quoted(&job.vault).replace('$', "$$"),
    )
}

/// Returns the timer unit, which starts the service every night, in the vault's zone if that is known, or
/// soon after the machine wakes if it was asleep.
pub fn timer(zone: Option<&str>) -> String {
    let zone = zone.map_or(String::new(), |zone| format!(" {zone}"));
    format!(
        "[Unit]\n\
         Description=Build the follow-up agenda and calendar every night\n\
         \n\
         [Timer]\n\
         OnCalendar=*-*-* {:02}:{:02}:00{zone}\n\
         Persistent=true\n\
         \n\
         [Install]\n\
         WantedBy=timers.target\n",
        NIGHTLY.hour, NIGHTLY.minute
    )
}

/// The name of both units, without their endings.
pub fn unit_name(vault_name: &str) -> String {
    let mut name = "followup".to_owned();
    for word in vault_name.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if !word.is_empty() && name.len() + word.len() < 100 {
            name.push('-');
            name.push_str(&word.to_ascii_lowercase());
        }
    }
    name
}

/// One word of a command line, with `\`, `"` and `%` escaped.
fn quoted(text: &str) -> String {
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_for_systemd() {
        let job = Job {
            program: "/opt/a b/followup".into(),
            vault: "/srv/100% $HOME \"x\" \\".into(),
            at: NIGHTLY,
        };
        let service = service(&job);
        let exec = r#"ExecStart="/opt/a b/followup" build "/srv/100%% $$HOME \"x\" \\" --quiet"#;
        assert!(service.lines().any(|line| line == exec), "{service}");
    }

    #[test]
    fn the_timer_keeps_the_zone() {
        assert!(timer(Some("Europe/Berlin")).contains("OnCalendar=*-*-* 04:17:00 Europe/Berlin\n"));
        assert!(timer(None).contains("OnCalendar=*-*-* 04:17:00\n"));
    }

    #[test]
    fn units_are_named_after_the_vault() {
        assert_eq!(unit_name("My Notes (2026)"), "followup-my-notes-2026");
        assert_eq!(unit_name("日記"), "followup");
        assert!(unit_name(&"a ".repeat(500)).len() < 110);
    }
}
