//! Plans the schedules that `init` adds on request: a GitHub workflow, a crontab line, or systemd units.

use super::{NewFile, Plan};
use crate::cli::arguments::outputs::{Ci, Init};
use crate::cli::meaning::Meaning;
use crate::cli::terminal::typed;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::schedule::{Job, NIGHTLY, cron, github, is_nameable, systemd};
use crate::core::text::list;
use crate::io::failure::Failure;
use crate::io::folders::{relative, resolve};
use crate::io::machine::{Clock, minutes_behind, program, repository, units};
use crate::io::walk::with_slashes;
use std::path::Path;

/// Adds the requested schedules and the commands to run next.
pub(super) fn schedules(
    init: &Init,
    meaning: &Meaning,
    config: &Config,
    plan: &mut Plan,
    zone: Option<&str>,
    today: Day,
) -> Result<(), Failure> {
    let root = &meaning.vault.root;
    if init.ci == Some(Ci::Github) {
        workflow(root, config, plan, minutes_behind(Clock::Utc, zone, today))?;
    }
    if init.cron {
        plan.crontab = Some(cron::line(&job(root, minutes_behind(Clock::Machine, zone, today))?));
    }
    if init.systemd {
        units_of(&meaning.vault.name(config), &job(root, 0)?, plan, zone)?;
    }
    if plan.next.is_empty() {
        let here = std::env::current_dir().is_ok_and(|here| here.starts_with(root));
        let vault = if here { String::new() } else { format!(" {}", typed(&root.to_string_lossy())) };
        plan.next.push(format!("followup build{vault}"));
    }
    Ok(())
}

fn job(root: &Path, minutes_behind: i32) -> Result<Job, Failure> {
    Ok(Job { program: nameable(&program()?)?, vault: nameable(root)?, at: NIGHTLY.behind_by(minutes_behind) })
}

fn nameable(path: &Path) -> Result<String, Failure> {
    path.to_str().filter(|path| is_nameable(path)).map(str::to_owned).ok_or_else(|| {
        Failure::new(format!("`{}` cannot be named in a schedule", path.display()))
            .help("give the folder a name without control characters, in UTF-8")
    })
}

fn workflow(root: &Path, config: &Config, plan: &mut Plan, minutes_behind: i32) -> Result<(), Failure> {
    let repository = repository(root).ok_or_else(|| {
        Failure::new("the vault is not in a git repository, and a workflow runs nowhere else")
            .help("run `git init` in the vault first, or take `--cron` or `--systemd`")
    })?;
    let below = nameable(root.strip_prefix(&repository).unwrap_or(root))?;
    let below = with_slashes(Path::new(&below));
    let publish = relative(config.publish_folder());
    let text = github::text(&github::Workflow {
        publish: if below.is_empty() { publish } else { format!("{below}/{publish}") },
        vault: if below.is_empty() { ".".to_owned() } else { below },
        at: NIGHTLY.behind_by(minutes_behind),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    });
    let path = repository.join(github::PATH);
    let folder = resolve(path.parent().unwrap_or(&repository))?;
    if !folder.starts_with(&repository) {
        return Err(Failure::new("`.github/workflows` is a link that leads out of the repository")
            .help("remove the link; a folder of that name is made"));
    }
    plan.files.push(NewFile::new(path, github::PATH, text));
    let files: Vec<&str> = plan.files.iter().map(|file| &*file.shown).collect();
    plan.next.push(format!(
        "commit and push {} to a private repository, and set Settings > Pages > Source to GitHub Actions",
        list(&files, "and")
    ));
    Ok(())
}

fn units_of(vault_name: &str, job: &Job, plan: &mut Plan, zone: Option<&str>) -> Result<(), Failure> {
    let name = systemd::unit_name(vault_name);
    let folder = units()?;
    for (ending, text) in [("service", systemd::service(job)), ("timer", systemd::timer(zone))] {
        let path = folder.join(format!("{name}.{ending}"));
        let shown = path.display().to_string();
        plan.files.push(NewFile::new(path, &shown, text));
    }
    plan.next.push(format!("systemctl --user enable --now {name}.timer"));
    plan.next.push("loginctl enable-linger    (so that it also runs while nobody is logged in)".to_owned());
    Ok(())
}
