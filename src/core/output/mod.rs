//! Turns the agenda into the bytes of output files. Nothing here decides what is due, and nothing
//! here touches the disk.
//!
//! Each format has a module of its own, and each kind of escaping a type in [`escape`]. Drafts are
//! made first, because the agenda files name them.
#![warn(clippy::indexing_slicing, clippy::string_slice)]

pub(crate) mod agenda_md;
pub mod begun;
pub(crate) mod cards;
mod drafts;
pub(crate) mod engine;
pub mod escape;
pub mod feed;
#[cfg(test)]
pub(crate) mod fixture;
pub(crate) mod html;
mod json;
pub(crate) mod links;
mod page;
pub mod review;
mod spared;
pub(crate) mod when;

use super::agenda::model::FollowUp;
use super::compile::Compiled;
use super::config::model::Config;
use super::problem::Problem;
use begun::{AgendaJson, Begun};
pub use drafts::{Single, mail, places};
use engine::Engine;
use links::Build;
use spared::spared;
use std::collections::BTreeMap;

/// The path in `out` of the agenda, where the user ticks boxes.
pub const AGENDA: &str = "agenda.md";

/// The texts of the user's templates, by their path below the template folder.
pub type TemplateTexts = BTreeMap<String, String>;

/// The output files of one build.
#[derive(Debug, Default)]
pub struct Outputs {
    /// The files, in the order in which the summary names them.
    pub files: Vec<OutputFile>,
    /// Messages for the summary about what a limit left out: "12 drafts over the limit of 100".
    pub cut: Vec<String>,
    /// Problems of rendering, such as broken templates. They are not among the problems of `Compiled`.
    pub problems: Vec<Problem>,
    /// Files that could not be made or did not read back as meant. They are not in `files`, and the old ones
    /// on disk must stay.
    pub faults: Vec<Fault>,
}

/// One file to write.
#[derive(Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path relative to its folder, with `/` between the parts.
    pub path: String,
    /// The folder it belongs to.
    pub folder: Folder,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

/// A file that could not be made or did not read back as meant, so that its older version must stay.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path relative to its folder.
    pub path: String,
    /// The folder it belongs to.
    pub folder: Folder,
    /// What went wrong: lower case, without a final full stop.
    pub message: String,
}

/// The folders that a build writes to.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Folder {
    /// Private outputs: `out` in the config.
    #[default]
    Out,
    /// Files that may be published: `publish` in the config.
    Publish,
}

/// Whether a run makes the files to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// They are made, and written to their folder.
    Wanted,
    /// Their folder is left as it is.
    LeftAlone,
}

impl Publish {
    /// What the configuration says.
    pub fn configured(config: &Config) -> Publish {
        if config.publish.is_some() { Publish::Wanted } else { Publish::LeftAlone }
    }
}

/// Makes every file of a build. If rendering panics for a contact, this contact is left out and reported.
pub fn render(compiled: &Compiled, config: &Config, templates: &TemplateTexts, publish: Publish) -> Outputs {
    spared(compiled, |compiled| whole(compiled, config, templates, publish))
}

fn whole(compiled: &Compiled, config: &Config, templates: &TemplateTexts, publish: Publish) -> Outputs {
    let begun = Begun::new(compiled, config, templates, publish);
    let json = begun.json().in_memory();
    let mut outputs = begun.finish();
    outputs.files.insert(AgendaJson::place(&outputs.files), json);
    outputs
}

/// Makes only `agenda.json`, with the shipped templates. Contacts are spared as in [`render`].
pub fn agenda_json(compiled: &Compiled, config: &Config) -> Vec<u8> {
    let made = spared(compiled, |compiled| {
        let begun = Begun::new(compiled, config, &TemplateTexts::new(), Publish::configured(config));
        Outputs { files: vec![begun.json().in_memory()], ..Outputs::default() }
    });
    made.files.into_iter().flat_map(|file| file.bytes).collect()
}

/// Makes only the calendar feeds of a build, which need no templates.
pub fn feeds(compiled: &Compiled, config: &Config, publish: Publish) -> Outputs {
    feed::make(&Build::new(compiled, config), publish).checked()
}

/// Makes single drafts, for any follow-up.
#[derive(Debug)]
pub struct Drafting<'a> {
    build: Build<'a>,
    engine: Engine,
}

impl<'a> Drafting<'a> {
    /// Loads the shipped templates, and those of the user over them.
    pub fn new(compiled: &'a Compiled, config: &'a Config, templates: &TemplateTexts) -> Drafting<'a> {
        Drafting { build: Build::new(compiled, config), engine: Engine::new(templates, config) }
    }

    /// Makes the draft of a follow-up; `None` if no template fits.
    pub fn draft(&self, follow_up: &FollowUp) -> Result<Option<Single>, Box<Problem>> {
        drafts::single(&self.build, &self.engine, follow_up)
    }

    /// Returns the file and the `mailto:` that a build makes for a follow-up, each if there is one.
    pub fn card(&self, follow_up: &FollowUp) -> (Option<OutputFile>, Option<String>) {
        let (draft, mailto) = drafts::of_card(&self.build, &self.engine, follow_up);
        (draft, mailto.map(|mailto| mailto.url))
    }

    /// Returns everything that a template sees for a follow-up.
    pub fn variables(&self, follow_up: &FollowUp) -> impl serde::Serialize {
        drafts::context::variables(&self.build, follow_up)
    }

    /// Returns the names of all draft templates, without folder and extension: `thank-you.text`.
    pub fn names(&self) -> Vec<String> {
        self.engine.draft_names().map(str::to_owned).collect()
    }
}

impl Outputs {
    fn file(&mut self, folder: Folder, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.push(OutputFile { path: path.into(), folder, bytes });
    }

    fn add(&mut self, other: Outputs) {
        self.files.extend(other.files);
        self.cut.extend(other.cut);
        self.problems.extend(other.problems);
        self.faults.extend(other.faults);
    }

    /// Adds a file of `out`, or the reason why it could not be made.
    fn keep(&mut self, path: &str, made: Result<Vec<u8>, String>) {
        match made {
            Ok(bytes) => self.file(Folder::Out, path, bytes),
            Err(message) => self.faults.push(Fault { path: path.to_owned(), folder: Folder::Out, message }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fixture::{self, HOSTILE};
    use super::*;
    use crate::core::agenda::model::Kind;
    use crate::core::problem::Code;

    fn vault(name: &str) -> Compiled {
        fixture::compiled(vec![fixture::contact("People/Ada.md", name)], |people| {
            Kind::ALL.iter().map(|kind| fixture::follow_up(people, *kind, "2026-11-24")).collect()
        })
    }

    fn paths(outputs: &Outputs) -> Vec<&str> {
        outputs.files.iter().map(|file| file.path.as_str()).collect()
    }

    fn file<'a>(outputs: &'a Outputs, path: &str) -> &'a str {
        let file = outputs.files.iter().find(|file| file.path == path).unwrap();
        std::str::from_utf8(&file.bytes).unwrap()
    }

    #[test]
    fn every_kind_but_three_has_a_draft() {
        let outputs = render(&vault("Ada"), &Config::default(), &TemplateTexts::new(), Publish::LeftAlone);
        assert_eq!((outputs.problems.len(), outputs.faults.len()), (0, 0));
        let expected = "index.html agenda.md agenda.json review.html review.md followups.ics \
            drafts/ada-reply-00000reply.eml drafts/ada-next-000000next.eml drafts/ada-touch-00000touch.eml \
            drafts/ada-waiting-000waiting.eml drafts/ada-keep-in-touch-keepintouc.eml \
            drafts/ada-re-engage-00reengage.eml drafts/ada-promise-000promise.eml \
            drafts/ada-birthday-00birthday.eml drafts/ada-date-000000date.eml drafts/ada-event-00000event.eml";
        assert_eq!(paths(&outputs).join(" "), expected);
    }

    #[test]
    fn a_failing_template_costs_its_drafts_only() {
        let broken = [
            ("drafts/reply.md", "---\nsubject: hello\n---\nHi {{ firstname }}\n"),
            ("page.html", "{% for x in y %}"),
        ];
        let templates = broken.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let outputs = render(&vault("Ada"), &Config::default(), &templates, Publish::LeftAlone);
        let problems: Vec<(&str, Code, &str)> = outputs
            .problems
            .iter()
            .map(|problem| (problem.path.as_str(), problem.code, problem.effect.as_str()))
            .collect();
        let error = Code::TemplateError;
        assert_eq!(
            problems,
            [
                ("followup-templates/drafts/reply.md", error, "1 draft left out"),
                ("followup-templates/page.html", error, "the shipped template was used"),
            ]
        );
        assert!(!paths(&outputs).join(" ").contains("reply"));
        assert_eq!(outputs.files.len(), 6 + 9);
        assert!(file(&outputs, "index.html").contains("followup-templates/drafts/reply.md:4"));
        assert!(file(&outputs, "agenda.json").contains("\"template-error\""));
    }

    #[test]
    fn a_mail_link_without_its_text_says_where_the_text_is() {
        let said = |config: &Config| {
            let outputs = render(&vault("Ada"), config, &TemplateTexts::new(), Publish::LeftAlone);
            file(&outputs, "index.html").contains("Mail</a> (body in the draft)")
        };
        let mut config = Config::default();
        assert!(!said(&config));
        config.me.signature = Some("é".repeat(900));
        assert!(said(&config));
    }

    #[test]
    fn limits_are_counted_and_the_same_bytes_come_twice() {
        let mut config = Config::default();
        config.drafts.max = 3;
        config.feed.max_events = 4;
        let vault = vault(HOSTILE);
        let outputs = render(&vault, &config, &TemplateTexts::new(), Publish::Wanted);
        assert_eq!(
            outputs.cut,
            ["7 drafts over the limit of 3", "6 events of followups.ics over the limit of 4"]
        );
        assert_eq!(outputs.files, render(&vault, &config, &TemplateTexts::new(), Publish::Wanted).files);
        assert!(outputs.files.iter().all(|file| file.path.len() < 120 && file.path.is_ascii()));
    }

    #[test]
    fn without_an_address_the_draft_is_text() {
        let mut vault = vault("Ada");
        vault.people.contacts[0].facts.emails[0].value = "ada@@example".into();
        let outputs = render(&vault, &Config::default(), &TemplateTexts::new(), Publish::LeftAlone);
        assert!(!paths(&outputs).join(" ").contains(".eml"));
        // Reading the note has reported the bad address already.
        assert!(outputs.problems.is_empty());
        assert!(!file(&outputs, "agenda.json").contains("mailto:"));
    }
}
