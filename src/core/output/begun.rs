//! Makes the outputs of a build in two steps: first what `agenda.json` reports on (drafts, feeds, review),
//! then the pages, while `agenda.json` goes to the disk. A page is made from the user's template or, if that
//! fails, from the shipped one.

use super::cards::{self, Part};
use super::drafts::{self, Drafts};
use super::engine::Engine;
use super::engine::unused::{missing, unused};
use super::feed::{self, Feeds};
use super::links::Build;
use super::{AGENDA, Folder, OutputFile, Outputs, Publish, TemplateTexts, agenda_md, json, page, review};
use crate::core::compile::Compiled;
use crate::core::config::model::Config;
use crate::core::problem::{Problem, arrange};
use crate::core::review::model::Review;
use std::io;
use std::sync::Arc;

/// The half-made outputs of a build. Drafts, feeds and review are done, so `agenda.json` can be written; the
/// pages are made by [`Begun::finish`].
#[derive(Debug)]
pub struct Begun<'a> {
    build: Build<'a>,
    drafts: Drafts,
    feeds: Feeds,
    weekly: Review,
    parts: Vec<Part<'a>>,
    /// The engine for `index.html`: with the templates of the user, or with the shipped ones if theirs fails.
    page_engine: Arc<Engine>,
    /// The engine for `review.html`, likewise.
    review_engine: Arc<Engine>,
    /// The problems that the outputs list: those of the notes and those of rendering.
    problems: Vec<Problem>,
    outputs: Outputs,
}

/// `agenda.json`, made while it is written. It is the one file that grows with the vault: for 100,000
/// notes it takes 200 MB, so it is never held in memory as a whole.
#[derive(Debug)]
pub struct AgendaJson<'b>(&'b Begun<'b>);

impl AgendaJson<'_> {
    /// The path of the file in `out`.
    pub const PATH: &'static str = "agenda.json";

    /// Writes the file, with the same bytes each time.
    pub fn write(&self, to: &mut (dyn io::Write + Send)) -> io::Result<()> {
        let Begun { build, drafts, problems, .. } = self.0;
        json::write(build, drafts, problems, to)
    }

    /// Makes the file in memory, for a caller that needs its bytes.
    pub(super) fn in_memory(&self) -> OutputFile {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let _ = self.write(&mut bytes);
        OutputFile { path: AgendaJson::PATH.to_owned(), folder: Folder::Out, bytes }
    }

    /// Returns the index at which the summary lists it among the other files: after `agenda.md`.
    pub fn place(files: &[OutputFile]) -> usize {
        files.iter().position(|file| file.path == AGENDA).map_or(0, |place| place + 1)
    }
}

impl<'a> Begun<'a> {
    /// Makes drafts, feeds and review. A panic for a contact is not caught here; [`render`](super::render)
    /// finds out which contact it is.
    pub fn new(
        compiled: &'a Compiled,
        config: &'a Config,
        templates: &TemplateTexts,
        publish: Publish,
    ) -> Begun<'a> {
        let (build, engine) = rayon::join(|| Build::new(compiled, config), || Engine::new(templates, config));
        let mut outputs = Outputs::default();
        // These do not depend on each other, and the feed takes as long as the other two together.
        let (mut feeds, (drafts, mut weekly)) = rayon::join(
            || feed::make(&build, publish),
            || rayon::join(|| drafts::write(&build, &engine, &mut outputs), || review::of(&build)),
        );
        outputs.problems.append(&mut feeds.problems);
        outputs.problems.append(&mut weekly.failed);
        let parts = cards::parts(&build);
        outputs.cut.extend(cards::cut(&parts, config.page.max));
        // Each page with a template of the user is tried once without the list of problems. If the template
        // fails, the page is made from the shipped one, and lists that problem too.
        let own = |name: &str| templates.contains_key(name);
        let wanted = Arc::new(engine);
        let mut tried = |name: &str, made: &dyn Fn() -> Option<Box<Problem>>| {
            let Some(problem) = own(name).then(made).flatten() else { return Arc::clone(&wanted) };
            outputs.problems.push(problem.effect("the shipped template was used"));
            Arc::new(Engine::new(&TemplateTexts::new(), config))
        };
        let page_engine = tried("page.html", &|| page::write(&build, &drafts, &[], &parts, &wanted).err());
        let review_engine = tried("review.html", &|| review::html(&build, &weekly, &[], &wanted).err());
        outputs.problems.extend(unused(templates, config));
        outputs.problems.extend(missing(templates, config));
        arrange(&mut outputs.problems);
        let told = compiled.problems.iter().filter(|problem| !is_refused(compiled, problem));
        let mut problems: Vec<Problem> = told.chain(&outputs.problems).cloned().collect();
        arrange(&mut problems);
        Begun { build, drafts, feeds, weekly, parts, page_engine, review_engine, problems, outputs }
    }

    /// Returns `agenda.json`, ready to be written.
    pub fn json(&self) -> AgendaJson<'_> {
        AgendaJson(self)
    }

    /// Makes all the other files.
    pub fn finish(self) -> Outputs {
        let Begun {
            build,
            mut drafts,
            feeds,
            weekly,
            parts,
            page_engine,
            review_engine,
            problems,
            mut outputs,
        } = self;
        let bytes = |made: Result<String, Box<Problem>>| {
            made.map(String::into_bytes).map_err(|problem| problem.message)
        };
        let make_page = || bytes(page::write(&build, &drafts, &problems, &parts, &page_engine));
        let make_others = || {
            let review_page = bytes(review::html(&build, &weekly, &problems, &review_engine));
            let agenda = agenda_md::write(&build, &drafts, &problems, &parts);
            (agenda, review_page, review::markdown(&build, &weekly, &problems))
        };
        let ((page, (agenda, review_page, review)), feeds) =
            rayon::join(|| rayon::join(make_page, make_others), || feeds.checked());
        outputs.keep("index.html", page);
        outputs.keep(AGENDA, Ok(agenda.into_bytes()));
        outputs.keep("review.html", review_page);
        outputs.keep("review.md", Ok(review.into_bytes()));
        outputs.add(feeds);
        outputs.files.extend(drafts.take_files());
        outputs
    }
}

/// Whether a problem is in the note of a contact that no output may mention (design 5.6). `check` still
/// reports it.
fn is_refused(compiled: &Compiled, problem: &Problem) -> bool {
    let contacts = &compiled.people.contacts;
    let place = contacts.binary_search_by(|contact| contact.path.cmp(&problem.path));
    place.ok().and_then(|place| contacts.get(place)).is_some_and(|contact| !contact.is_kept_up())
}
