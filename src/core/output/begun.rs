//! A build on its way: what all outputs need is made first, then `agenda.json` is written while the pages are
//! made, each by the user's template or, if that fails, by the shipped one.

use super::cards::{self, Part};
use super::drafts::{self, Drafts};
use super::engine::Engine;
use super::feed::{self, Feeds};
use super::links::Build;
use super::{OutputFile, Outputs, Publish, TemplateTexts, agenda_md, json, page, review};
use crate::core::compile::Compiled;
use crate::core::config::model::Config;
use crate::core::problem::{Problem, arrange};
use crate::core::review::model::Review;
use std::io;
use std::sync::Arc;

/// The outputs of a build, of which drafts, feeds and review are made, so that all is known that
/// `agenda.json` says. It is written first: while the disk takes it, the others are finished.
#[derive(Debug)]
pub struct Begun<'a> {
    build: Build<'a>,
    drafts: Drafts,
    feeds: Feeds,
    weekly: Review,
    parts: Vec<Part<'a>>,
    engines: Engines,
    /// All that the outputs tell.
    problems: Vec<Problem>,
    outputs: Outputs,
}

/// `agenda.json`, made while it is written. It is the one file that grows with the vault: held
/// whole, that of 100,000 notes alone would take 200 MB.
#[derive(Debug)]
pub struct AgendaJson<'b>(&'b Begun<'b>);

impl AgendaJson<'_> {
    /// Its path in `out`.
    pub const PATH: &'static str = "agenda.json";

    /// Writes the file; the same bytes each time.
    pub fn write(&self, to: &mut (dyn io::Write + Send)) -> io::Result<()> {
        let Begun { build, drafts, problems, .. } = self.0;
        json::write(build, drafts, problems, to)
    }

    /// Its place among the other files, for the summary: after `agenda.md`.
    pub fn place(files: &[OutputFile]) -> usize {
        files.iter().position(|file| file.path == "agenda.md").map_or(0, |place| place + 1)
    }
}

impl<'a> Begun<'a> {
    /// Begins them. What fails on a contact is not caught: then [`render`] finds out on whom.
    pub fn new(
        compiled: &'a Compiled,
        config: &'a Config,
        templates: &TemplateTexts,
        publish: Publish,
    ) -> Begun<'a> {
        let (build, engine) = rayon::join(|| Build::new(compiled, config), || Engine::new(templates, config));
        let mut outputs = Outputs::default();
        let asked = publish == Publish::Asked || config.publish_asked;
        // They read the same values and not each other. The feed takes as long as the other two.
        let (mut feeds, (drafts, mut weekly)) = rayon::join(
            || feed::make(&build, asked),
            || rayon::join(|| drafts::write(&build, &engine, &mut outputs), || review::of(&build)),
        );
        outputs.problems.append(&mut feeds.problems);
        outputs.problems.append(&mut weekly.failed);
        let parts = cards::parts(&build);
        outputs.cut.extend(cards::cut(&parts, config.page_max));
        // A page whose template fails is made from the shipped one, which then shows the problem.
        let own = |name: &str| templates.contains_key(name);
        let wanted = Arc::new(engine);
        let mut tried = |name: &str, made: &dyn Fn() -> Option<Box<Problem>>| {
            let Some(problem) = own(name).then(made).flatten() else { return Arc::clone(&wanted) };
            outputs.problems.push(problem.effect("the shipped template was used"));
            Arc::new(Engine::new(&TemplateTexts::new(), config))
        };
        let page = tried("page.html", &|| page::write(&build, &drafts, &[], &parts, &wanted).err());
        let review = tried("review.html", &|| review::html(&build, &weekly, &[], &wanted).err());
        let engines = Engines { page, review };
        arrange(&mut outputs.problems);
        let told = compiled.problems.iter().filter(|problem| !is_refused(compiled, problem));
        let mut problems: Vec<Problem> = told.chain(&outputs.problems).cloned().collect();
        arrange(&mut problems);
        Begun { build, drafts, feeds, weekly, parts, engines, problems, outputs }
    }

    /// `agenda.json`, to be written.
    pub fn json(&self) -> AgendaJson<'_> {
        AgendaJson(self)
    }

    /// All the others.
    pub fn finish(self) -> Outputs {
        let Begun { build, mut drafts, feeds, weekly, parts, engines, problems, mut outputs } = self;
        let shown =
            Shown { build: &build, drafts: &drafts, parts: &parts, weekly: &weekly, problems: &problems };
        let (pages, feeds) = rayon::join(|| shown.pages(&engines), || feeds.checked());
        for (path, made) in pages {
            outputs.keep(path, made);
        }
        outputs.add(feeds);
        outputs.files.extend(drafts.take_files());
        outputs
    }
}

/// What the pages are made by: where a template of the user fails, the shipped ones.
#[derive(Debug)]
struct Engines {
    page: Arc<Engine>,
    review: Arc<Engine>,
}

/// What the pages show.
struct Shown<'s, 'a> {
    build: &'s Build<'a>,
    drafts: &'s Drafts,
    parts: &'s [Part<'a>],
    weekly: &'s Review,
    problems: &'s [Problem],
}

impl Shown<'_, '_> {
    /// Each page by its path in `out`, or why there is none; made by these engines.
    fn pages(&self, engines: &Engines) -> [(&'static str, Result<Vec<u8>, String>); 4] {
        let Shown { build, drafts, parts, weekly, problems } = *self;
        let bytes = |made: Result<String, Box<Problem>>| {
            made.map(String::into_bytes).map_err(|problem| problem.message)
        };
        let (agenda, (markdown, weekly_page, weekly_markdown)) = rayon::join(
            || bytes(page::write(build, drafts, problems, parts, &engines.page)),
            || {
                let page = bytes(review::html(build, weekly, problems, &engines.review));
                (
                    agenda_md::write(build, drafts, problems, parts),
                    page,
                    review::markdown(build, weekly, problems),
                )
            },
        );
        [
            ("index.html", agenda),
            ("agenda.md", Ok(markdown.into_bytes())),
            ("review.html", weekly_page),
            ("review.md", Ok(weekly_markdown.into_bytes())),
        ]
    }
}

/// Whether a problem is one of the note of somebody who is in no output (design 5.6); `check` still tells it.
fn is_refused(compiled: &Compiled, problem: &Problem) -> bool {
    let contacts = &compiled.people.contacts;
    let place = contacts.binary_search_by(|contact| contact.path.cmp(&problem.path));
    place.ok().and_then(|place| contacts.get(place)).is_some_and(|contact| !contact.is_kept_up())
}
