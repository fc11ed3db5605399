//! Reports files in the folder of templates that stand for a template, but whose name is written another way. A name
//! with other letters may be a template of the user's own, which `draft --touch` uses. Reports, too, the templates that
//! the configuration names and that do not exist.

use super::{draft_name, is_draft, shipped};
use crate::core::agenda::model::Kind;
use crate::core::config::FILE;
use crate::core::config::model::Config;
use crate::core::nearest::nearest;
use crate::core::note::channel::Channel;
use crate::core::output::TemplateTexts;
use crate::core::place::{Found, NotePath};
use crate::core::problem::{Code, Problem, quoted};
use std::collections::BTreeSet;

/// Returns a hint for each file of the user that is never used.
pub(in crate::core::output) fn unused(user: &TemplateTexts, config: &Config) -> Vec<Problem> {
    if user.is_empty() {
        return Vec::new();
    }
    let known = known_names(config);
    let is_included = |name: &str| user.values().any(|text| text.contains(name));
    let unused = user.keys().filter(|name| !known.contains(*name) && !is_included(name));
    let hints = unused.filter_map(|name| {
        // Beside a file with the right name, this one is a copy that is kept.
        let meant = meant(name, &known).filter(|meant| !user.contains_key(*meant))?;
        let path = NotePath::new(&format!("{}/{name}", config.templates));
        let problem = Problem::new(Code::UnusedTemplate, &path, "no draft or page uses a file of this name");
        Some(problem.help(format!("did you mean `{meant}`?")).effect("another template is used"))
    });
    hints.collect()
}

/// Returns a warning for each touch of the configuration with a draft template that is neither shipped nor the user's.
pub(crate) fn missing(user: &TemplateTexts, config: &Config) -> Vec<Problem> {
    let drafts = || {
        let shipped = shipped::DRAFTS.iter().map(|(name, _)| *name);
        let all = shipped.chain(user.keys().map(String::as_str));
        all.filter(|name| is_draft(name)).filter_map(draft_name)
    };
    let touches = config.sequences.iter();
    let touches =
        touches.flat_map(|(name, sequence)| sequence.touches.iter().map(move |touch| (name, touch)));
    let missing = touches.filter_map(|(sequence, touch)| {
        let Found { value: wanted, spot } = touch.template.as_ref()?;
        let has = |stem: &str| {
            let is_for_channel = |name: &str| name.strip_prefix(stem).is_some_and(|end| end.starts_with('.'));
            drafts().any(|name| name == stem || is_for_channel(name))
        };
        if has(wanted) {
            return None;
        }
        let message = format!("no draft template is called {}", quoted(wanted));
        let help = match nearest(wanted, drafts()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write it as `{}/drafts/{wanted}.md`", config.templates),
        };
        let others = [format!("{sequence}-{}", touch.name), touch.name.clone()];
        let used = others.into_iter().find(|stem| has(stem)).unwrap_or_else(|| Kind::Touch.name().to_owned());
        let problem = Problem::new(Code::UnknownTemplate, &NotePath::new(FILE), message).at(*spot);
        Some(problem.help(help).effect(format!("the template `{used}` is used")))
    });
    missing.collect()
}

/// Returns the names of all templates that are looked for.
fn known_names(config: &Config) -> BTreeSet<String> {
    let mut stems: BTreeSet<String> =
        shipped::DRAFTS.iter().filter_map(|(name, _)| draft_name(name)).map(str::to_owned).collect();
    stems.extend(Kind::ALL.iter().map(|kind| kind.name().to_owned()));
    for (name, sequence) in &config.sequences {
        for touch in &sequence.touches {
            stems.extend(touch.template.as_ref().map(|found| found.value.clone()));
            stems.extend([touch.name.clone(), format!("{name}-{}", touch.name)]);
        }
    }
    let channels = Channel::ALL.iter().map(|channel| channel.name());
    let special =
        channels.flat_map(|channel| stems.iter().map(move |stem| format!("drafts/{stem}.{channel}.md")));
    let general = stems.iter().map(|stem| format!("drafts/{stem}.md"));
    let pages = shipped::PAGES.iter().map(|(name, _)| (*name).to_owned());
    special.chain(general).chain(pages).collect()
}

/// Returns the known name that was meant: it differs only in its folder, its ending, what is between its words, or the
/// name of the channel.
fn meant<'k>(name: &str, known: &'k BTreeSet<String>) -> Option<&'k str> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let (stem, ending) = file.rsplit_once('.')?;
    // An editor's copy has another ending, and another folder is the user's own.
    if !matches!(folder, "" | "drafts") || !matches!(ending, "md" | "markdown" | "txt" | "html" | "htm") {
        return None;
    }
    let bare = bare(stem);
    let is_same = |known: &&String| {
        let (home, file) = known.rsplit_once('/').unwrap_or(("", known));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        stem == bare && (folder.is_empty() || folder == home)
    };
    let by_channel = || {
        let (stem, channel) = bare.rsplit_once('.')?;
        let channel = Channel::read(channel)?.name();
        known.get(&format!("drafts/{stem}.{channel}.md"))
    };
    known.iter().find(is_same).or_else(by_channel).map(String::as_str)
}

/// Returns a name in lower case with a hyphen between its words.
fn bare(stem: &str) -> String {
    stem.to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_nearly_known_are_reported() {
        #[track_caller]
        fn case(name: &str, expected: Option<&str>) {
            let user = TemplateTexts::from([(name.to_owned(), String::new())]);
            let hints = unused(&user, &Config::default());
            let meant = hints.first().map(|hint| hint.help.clone());
            assert_eq!(meant, expected.map(|name| format!("did you mean `{name}`?")), "{name}");
        }
        case("reply.md", Some("drafts/reply.md"));
        case("drafts/keep_in_touch.md", Some("drafts/keep-in-touch.md"));
        case("drafts/thank you.md", Some("drafts/thank-you.md"));
        case("drafts/reply.txt", Some("drafts/reply.md"));
        case("drafts/reply.sms.md", Some("drafts/reply.text.md"));
        case("page.htm", Some("page.html"));
        for name in
            ["drafts/reply.md", "drafts/reply.email.md", "drafts/investors.md", "README.md", "style.css"]
        {
            case(name, None);
        }
        for name in ["drafts/_mine.md", "drafts/_touch.md", "drafts/page.md", "old/reply.md", "reply.md~"] {
            case(name, None);
        }
        // `draft --touch reply2` uses it.
        for name in ["drafts/reply2.md", "drafts/letter2.md", "drafts/calls.md", "drafts/reply.md~"] {
            case(name, None);
        }
    }

    #[test]
    fn a_copy_and_an_included_file_are_not_reported() {
        let hints = |second: &str, text: &str| {
            let texts = [("reply.md", ""), (second, text)];
            let user = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
            unused(&user, &Config::default()).len()
        };
        assert_eq!(hints("drafts/reply.md", "Hi"), 0);
        assert_eq!(hints("drafts/value.md", "{% include \"reply.md\" %}"), 0);
        assert_eq!(hints("drafts/value.md", "Hi"), 1);
    }
}
