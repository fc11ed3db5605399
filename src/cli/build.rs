//! `followup build`: reads the vault, renders and writes the outputs.

use super::arguments::outputs::Build;
use super::build_report::report;
use super::loading::{Loaded, Wanted, add_problems, load};
use super::meaning::Meaning;
use super::other_agendas::ticked_elsewhere;
use super::report::Report;
use crate::core::config::model::Config;
use crate::core::guard::{Slip, caught};
use crate::core::output::begun::{AgendaJson, Begun};
use crate::core::output::{self, OutputFile, Outputs, Publish, TemplateTexts};
use crate::core::place::NotePath;
use crate::core::problem::Code;
use crate::core::problem::counts::Counts;
use crate::io::failure::Failure;
use crate::io::folders::{Targets, targets};
use crate::io::open::bounded_below;
use crate::io::settings::templates;
use crate::io::threads;
use crate::io::write::dry_run::planned;
use crate::io::write::{Writing, Written, write};

/// Maximum size in bytes of an old output that is kept in place of a faulty new one.
pub(super) const MOST_KEPT: u64 = 512 * 1024 * 1024;

/// Runs `build`.
pub fn run(build: &Build, meaning: &Meaning) -> Result<Report, Failure> {
    if build.watch {
        return super::watch::run(build, meaning);
    }
    let built = threads::inside(|| built(build, meaning))??;
    let report = report(build, meaning, &built);
    // The program ends now, and freeing the texts of a large vault one by one takes 3 % of the run.
    std::mem::forget(built);
    Ok(report)
}

/// A finished build.
pub struct Built {
    /// The vault as it was read, with every problem of the run.
    pub loaded: Loaded,
    /// Number of problems found while reading, which `check` shows too.
    pub read: Counts,
    /// The rendered outputs.
    pub outputs: Outputs,
    /// How each output was treated on the disk, or would be.
    pub written: Written,
    /// The output folders.
    pub targets: Targets,
}

/// Builds once.
pub fn built(build: &Build, meaning: &Meaning) -> Result<Built, Failure> {
    let out = build.out.as_deref();
    let mut loaded = load(&Wanted { out, ..Wanted::from(meaning) })?;
    let publish = if build.publish { Publish::Wanted } else { Publish::configured(&loaded.config) };
    if publish == Publish::Wanted {
        has_name(&loaded.config)?;
    }
    let targets = targets(&meaning.vault, &loaded.config, out, publish)?;

    let read = Counts::from(loaded.compiled.problems.as_slice());
    // Those who name another folder for one run know where their agenda is.
    if out.is_none() {
        let elsewhere = ticked_elsewhere(&loaded, &targets);
        add_problems(&mut loaded.compiled, elsewhere);
    }
    let templates = own_templates(&mut loaded, meaning);
    let (mut outputs, mut written) = if build.dry_run {
        let outputs = made(&loaded, &templates, publish, &targets);
        let written = planned(&outputs, &targets)?;
        (outputs, written)
    } else {
        match caught(|| made_and_written(&loaded, &templates, publish, &targets)) {
            Ok(done) => done?,
            Err(slip) => made_at_hand(&loaded, &templates, publish, &targets, &slip)?,
        }
    };
    let mut problems = std::mem::take(&mut outputs.problems);
    problems.append(&mut written.problems);
    add_problems(&mut loaded.compiled, problems);
    Ok(Built { loaded, read, outputs, written, targets })
}

/// Checks that the feed to publish has a name: otherwise nothing would be published, without a word.
fn has_name(config: &Config) -> Result<(), Failure> {
    if config.feed.file.is_some() {
        return Ok(());
    }
    Err(Failure::new("the feed to publish has no name: `feed.file` is not in followup.yaml").help(
        "`followup init` adds one that nobody can guess, since anyone who knows it can read the feed;\nor build \
         without publishing: leave out `--publish` and `publish:`",
    ))
}

/// Uses the old file, byte for byte, for each output that could not be made, so that the build neither
/// replaces it nor deletes it as no longer wanted.
pub fn keep_old(outputs: &mut Outputs, targets: &Targets) {
    for fault in &outputs.faults {
        let Some(target) = targets.get(fault.folder) else { continue };
        if let Ok(bytes) = bounded_below(&target.path, &fault.path, MOST_KEPT) {
            outputs.files.push(OutputFile { path: fault.path.clone(), folder: fault.folder, bytes });
        }
    }
}

/// Reads the templates of the vault. Problems of these files are shown on the page as well, so this runs
/// first.
fn own_templates(loaded: &mut Loaded, meaning: &Meaning) -> TemplateTexts {
    let mut problems = Vec::new();
    let templates = templates(&meaning.vault, &loaded.config.templates, &mut problems);
    add_problems(&mut loaded.compiled, problems);
    templates
}

/// Renders and writes the outputs: `agenda.json` first, so that it is synced to the disk while the others are
/// rendered.
fn made_and_written(
    loaded: &Loaded,
    templates: &TemplateTexts,
    publish: Publish,
    targets: &Targets,
) -> Result<(Outputs, Written), Failure> {
    let begun = Begun::new(&loaded.compiled, &loaded.config, templates, publish);
    let mut writing = Writing::begin(targets)?;
    writing.stage(&begun.json())?;
    let mut outputs = writing.kept_during(|| begun.finish());
    keep_old(&mut outputs, targets);
    let written = writing.finish(&outputs)?;
    Ok((outputs, written))
}

/// Renders all outputs in memory.
fn made(loaded: &Loaded, templates: &TemplateTexts, publish: Publish, targets: &Targets) -> Outputs {
    let mut outputs = output::render(&loaded.compiled, &loaded.config, templates, publish);
    keep_old(&mut outputs, targets);
    outputs
}

/// Does the same after [`made_and_written`] panicked, most likely on some contact: everything is rendered
/// before anything is written, so that the contact is found.
fn made_at_hand(
    loaded: &Loaded,
    templates: &TemplateTexts,
    publish: Publish,
    targets: &Targets,
    slip: &Slip,
) -> Result<(Outputs, Written), Failure> {
    let outputs = made(loaded, templates, publish, targets);
    let mut written = write(&outputs, targets)?;
    if !outputs.problems.iter().any(|problem| problem.code == Code::NotePanicked) {
        let path = NotePath::new(AgendaJson::PATH);
        written.problems.push(slip.problem(&path, "while writing", "the outputs were made once more"));
    }
    Ok((outputs, written))
}
