//! Loads the shipped templates and those of the user over them, and renders them within limits. The
//! only user of MiniJinja.
//!
//! Templates are strict: a variable that does not exist is an error that names template, line and
//! variable. A value that is unknown for this contact prints nothing on a page, and `[? …]`, a place
//! for the writer to fill in, in a draft.

mod bounds;
mod draft_file;
mod faults;
mod filters;
mod shipped;
mod tags;
pub(crate) mod unused;

use self::bounds::{Bounded, DRAFT, Limits, PAGE};
use self::draft_file::DraftFile;
use super::escape::html::Html;
use crate::core::config::model::Config;
use crate::core::guard::caught;
use crate::core::note::channel::Channel;
use crate::core::place::Spot;
use crate::core::problem::Problem;
use crate::core::text::clip;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value};
use std::collections::BTreeMap;

/// Functions to remove, because their values can grow with every loop in ways that fuel does not
/// measure: a list nested into itself 50,000 times overflows the stack. No draft needs them.
const UNBOUNDED: [&str; 2] = ["namespace", "dict"];
/// Maximum depth of includes and macros.
const MOST_LEVELS: usize = 30;

/// All templates, compiled.
#[derive(Debug)]
pub(crate) struct Engine {
    environment: Environment<'static>,
    drafts: BTreeMap<String, DraftFile>,
    /// Templates that do not compile, with the problem to report.
    broken: BTreeMap<String, Box<Problem>>,
    /// Style sheets and scripts by name.
    texts: BTreeMap<String, String>,
    folder: String,
}

/// A rendered draft.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) subject: String,
    pub(crate) body: String,
    /// The channel that the template is written for, if its front matter says so.
    pub(crate) channel: Option<Channel>,
}

impl Engine {
    /// Loads the shipped templates, and those of the user (by their path below the template folder) over
    /// them.
    pub(crate) fn new(user: &BTreeMap<String, String>, config: &Config) -> Engine {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_auto_escape_callback(|name| match name.ends_with(".html") {
            true => AutoEscape::Html,
            false => AutoEscape::None,
        });
        environment.set_formatter(format);
        environment.set_recursion_limit(MOST_LEVELS);
        environment.set_debug(true);
        environment.set_syntax(syntax());
        for name in UNBOUNDED {
            environment.remove_global(name);
        }
        filters::add(&mut environment);
        let mut engine = Engine {
            environment,
            drafts: BTreeMap::new(),
            broken: BTreeMap::new(),
            texts: BTreeMap::new(),
            folder: config.templates.clone(),
        };
        user.iter().for_each(|(name, text)| engine.add(name, text));
        // Few builds need more than some of the shipped drafts, so each is compiled when it is first asked for: a quarter of
        // the work of an empty build.
        let mut waiting = BTreeMap::new();
        let shipped = shipped::PAGES.iter().chain(shipped::DRAFTS);
        for (name, text) in shipped.filter(|(name, _)| !user.contains_key(*name)) {
            let read = if is_draft(name) { draft_file::read(text).ok() } else { None };
            let Some((draft, subject, body)) = read else {
                engine.add(name, text);
                continue;
            };
            engine.drafts.insert((*name).to_owned(), draft);
            waiting.extend([(subject_name(name), subject), ((*name).to_owned(), body)]);
        }
        engine.environment.set_loader(move |name| Ok(waiting.get(name).cloned()));
        engine
    }

    fn add(&mut self, name: &str, text: &str) {
        if name.ends_with(".css") || name.ends_with(".js") {
            self.texts.insert(name.to_owned(), text.to_owned());
            return;
        }
        let added =
            if is_draft(name) { self.add_draft(name, text) } else { self.add_text(name, text, Spot::START) };
        if let Err(problem) = added {
            self.broken.insert(name.to_owned(), problem);
        }
    }

    fn add_draft(&mut self, name: &str, text: &str) -> Result<(), Box<Problem>> {
        let (draft, subject, body) = draft_file::read(text).map_err(|fault| self.unreadable(name, &fault))?;
        let (subject_at, body_at) = (draft.subject_at, draft.body_at);
        self.drafts.insert(name.to_owned(), draft);
        self.add_text(&subject_name(name), &subject, subject_at)?;
        self.add_text(name, &body, body_at)
    }

    /// Compiles a template text, which begins at `start` of its file.
    fn add_text(&mut self, name: &str, text: &str, start: Spot) -> Result<(), Box<Problem>> {
        let shown = name.trim_end_matches(SUBJECT);
        let too_many = if name.starts_with("drafts/") { tags::too_many_names(text) } else { None };
        if let Some((at, said)) = too_many.or_else(|| tags::excess(text)) {
            return Err(self.problem(shown, Some(start.after(text.get(..at).unwrap_or_default())), said));
        }
        // MiniJinja's compiler panics on some inputs; a bad template must not end the program.
        match caught(|| self.environment.add_template_owned(name.to_owned(), text.to_owned())) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(self.explain(&error, shown, start)),
            Err(slip) => {
                let said = format!("the template engine fails on it: {}", clip(&slip.message, 200));
                Err(self.problem(shown, None, &said))
            }
        }
    }

    /// Whether there is a draft template of this name.
    pub(crate) fn has_draft(&self, name: &str) -> bool {
        self.drafts.contains_key(name) || self.broken.contains_key(name)
    }

    /// Whether a draft template of this name is shipped with the program.
    pub(crate) fn ships(name: &str) -> bool {
        shipped::DRAFTS.iter().any(|(shipped, _)| *shipped == name)
    }

    /// Returns the bare names of all draft templates, those of the user and broken ones included.
    pub(crate) fn draft_names(&self) -> impl Iterator<Item = &str> {
        self.drafts.keys().chain(self.broken.keys()).filter_map(|name| draft_name(name))
    }

    /// Returns the draft templates that do not compile, with the problem of each.
    pub(crate) fn broken_drafts(&self) -> impl Iterator<Item = (&str, &Problem)> {
        let drafts = self.broken.iter().filter(|(name, _)| name.starts_with("drafts/"));
        drafts.map(|(name, problem)| (name.as_str(), &**problem))
    }

    /// Returns the text of a style sheet or script.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// Renders the subject and body of a draft.
    pub(crate) fn message(
        &self,
        name: &str,
        context: &impl serde::Serialize,
    ) -> Result<Message, Box<Problem>> {
        if let Some(problem) = self.broken.get(name) {
            return Err(problem.clone());
        }
        let draft = self.drafts.get(name);
        let start = |at: fn(&DraftFile) -> Spot| draft.map_or(Spot::START, at);
        let context = Value::from(Serde(context));
        let subject = self
            .run(&subject_name(name), context.clone(), &DRAFT)
            .map_err(|error| self.explain(&error, name, start(|draft| draft.subject_at)))?;
        let body = self
            .run(name, context, &DRAFT)
            .map_err(|error| self.blame(&error, name, start(|draft| draft.body_at)))?;
        Ok(Message { subject, body, channel: draft.and_then(|draft| draft.channel) })
    }

    /// Renders a page.
    pub(crate) fn page(&self, name: &str, context: &impl serde::Serialize) -> Result<String, Box<Problem>> {
        if let Some(problem) = self.broken.get(name) {
            return Err(problem.clone());
        }
        self.run(name, Value::from(Serde(context)), &PAGE)
            .map_err(|error| self.explain(&error, error.name().unwrap_or(name), Spot::START))
    }

    fn run(&self, name: &str, context: Value, limits: &Limits) -> Result<String, minijinja::Error> {
        // Compiled here, the clone has it too.
        self.environment.get_template(name)?;
        let mut environment = self.environment.clone();
        environment.set_fuel(Some(limits.fuel));
        let mut made = Bounded { bytes: Vec::new(), most: limits.most };
        environment.get_template(name)?.render_captured_to(context, &mut made)?;
        String::from_utf8(made.bytes)
            .map_err(|_| minijinja::Error::new(ErrorKind::WriteFailure, "the text came out broken"))
    }
}

/// Returns the name of a draft template without folder and extension: `thank-you.text`.
fn draft_name(name: &str) -> Option<&str> {
    name.strip_prefix("drafts/")?.strip_suffix(".md")
}

/// Whether a template is that of a draft, and not a part that drafts include.
fn is_draft(name: &str) -> bool {
    draft_name(name).is_some() && !name.contains("/_")
}

/// Suffix of a draft's name for its subject, which is a template of its own.
const SUBJECT: &str = "#subject";

fn subject_name(name: &str) -> String {
    format!("{name}{SUBJECT}")
}

fn syntax() -> SyntaxConfig {
    let built = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    built.unwrap_or_default()
}

/// Prints a value. MiniJinja's own formatter would print `None`, and escapes every `/`.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let page = matches!(state.auto_escape(), AutoEscape::Html);
    let printed = match (page, value.is_none() || value.is_undefined()) {
        (true, true) => Ok(()),
        (false, true) => out.write_str("[? …]"),
        (true, false) if !value.is_safe() => match value.as_str() {
            Some(text) => write!(out, "{}", Html(text)),
            None => write!(out, "{}", Html(&value.to_string())),
        },
        (true | false, false) => write!(out, "{value}"),
    };
    printed.map_err(|_| minijinja::Error::new(ErrorKind::WriteFailure, "the output is too long"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    fn engine(name: &str, text: &str) -> Engine {
        Engine::new(&BTreeMap::from([(name.to_owned(), text.to_owned())]), &Config::default())
    }

    #[test]
    fn shipped_templates_compile() {
        let engine = Engine::new(&BTreeMap::new(), &Config::default());
        assert_eq!(engine.broken, BTreeMap::new());
        for (name, text) in shipped::DRAFTS {
            for name in [subject_name(name), (*name).to_owned()].iter().filter(|_| is_draft(name)) {
                assert!(engine.environment.get_template(name).is_ok(), "{name}");
            }
            assert_eq!(tags::too_many_names(text).or_else(|| tags::excess(text)), None, "{name}");
        }
    }

    #[test]
    fn a_fault_names_template_place_and_variable() {
        #[track_caller]
        fn case(text: &str, place: [u32; 2], said: &str) {
            let problem =
                engine("drafts/reply.md", text).message("drafts/reply.md", &context! { a => 1 }).unwrap_err();
            assert_eq!(problem.path.as_str(), "followup-templates/drafts/reply.md");
            assert_eq!(problem.spot.map(|spot| [spot.line, spot.column]), Some(place), "{problem:?}");
            assert!(problem.message.contains(said), "{}", problem.message);
        }
        case("---\nsubject: hi\n---\n\nHi\n{{ firstname }}\n", [6, 4], "firstname");
        case("---\r\nsubject: hi\r\n---\r\n\r\nHi\r\né {{ firstname }}\r\n", [6, 6], "firstname");
        case("---\nsubject: hi\n---\n\n  Hi {{ firstname }}\n", [5, 9], "firstname");
        case("---\nchannel: email\nsubject: \"{{ nobody }}\"\n---\nHi\n", [3, 14], "nobody");
        case("---\nsubject: Hi {{ nobody }}\n---\nHi\n", [2, 16], "nobody");
        case("---\nsubject: >\n  Hi {{ nobody }}\n---\nHi\n", [3, 9], "nobody");
        case("---\nsubject: hi\n---\n{% if %}\n", [4, 7], "syntax");
        case("---\nsubject: [\n---\n", [3, 1], "front matter");
        case("---\nchannel: email\nsubject: {{ first }}\n---\nHi\n", [3, 1], "subject");
        case("---\nsubject: Re: {{ first }}\n---\nHi\n", [2, 1], "subject");
        case("---\nsubject: hi\n", [1, 1], "front matter");
        case("---\nsubject: hi\n--- more\n---\n", [1, 1], "front matter");
        case("---\nchannel: pigeon\n---\n", [2, 10], "pigeon");
        case("no front matter\n{{ x.y }}", [2, 4], "x");
        case("a\n{% import b as c|d(1) %}", [2, 1], "`import` without a name");
        case(
            "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
            [1, 1],
            "fuel",
        );
    }

    #[test]
    fn the_output_of_a_template_is_bounded() {
        #[track_caller]
        fn case(text: &str) {
            let made = engine("drafts/reply.md", text).message("drafts/reply.md", &context! { a => "x" });
            let problem = made.expect_err(text);
            assert_eq!(problem.path.as_str(), "followup-templates/drafts/reply.md");
        }
        case("{% for a in range(3000) %}{% for b in range(30) %}xxxxxxxxxx{% endfor %}{% endfor %}");
        case("{{ 'x' * 1000000000 }}");
        case("{{ a * 300000 }}");
        case("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
        case("{% include 'drafts/reply.md' %}");
        case("{{ 'a' | indent(100000000) }}{{ 'a\nb' | indent(100000000) }}");
        case("{{ '%1000000000d' | format(1) }}");
        case("{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}");
        case("{{ range(1000000000) | list | length }}");
        case(&format!("{}x{}", "{% if a %}".repeat(5000), "{% endif %}".repeat(5000)));
        case(&format!("{{{{ {}a{} }}}}", "(".repeat(5000), ")".repeat(5000)));
        for (start, chain, end) in [
            ("{{ ", "not ", "a }}"),
            ("{{ ", "-", "a }}"),
            ("{{ a", " ~ a", " }}"),
            ("{{ a", ".x", " }}"),
            ("{{ a", "[0]", " }}"),
            ("{{ a", "()", " }}"),
            ("{{ a", " and a", " }}"),
            ("{{ a", "|upper", " }}"),
            ("{% if a %}", "{% elif a %}", "{% endif %}"),
        ] {
            case(&format!("{start}{}{end}", chain.repeat(50_000)));
        }
        for (start, end) in [
            ("filter upper", "filter"),
            ("with", "with"),
            ("block b", "block"),
            ("macro m()", "macro"),
            ("autoescape true", "autoescape"),
        ] {
            case(&format!(
                "{}x{}",
                format!("{{% {start} %}}").repeat(3000),
                format!("{{% end{end} %}}").repeat(3000)
            ));
        }
    }

    #[test]
    fn unknown_values_print_a_place_in_drafts_and_nothing_on_pages() {
        let body =
            engine("drafts/reply.md", "at {{ org }}!").message("drafts/reply.md", &context! { org => () });
        assert_eq!(body.unwrap().body, "at [? …]!");
        let page = engine("page.html", "at {{ org }}{{ name }}")
            .page("page.html", &context! { org => (), name => "</a>" });
        assert_eq!(page.unwrap(), "at &lt;/a&gt;");
    }
}
