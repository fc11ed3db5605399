//! Templates: the shipped ones, the user's over them, and a bounded engine that
//! renders them. The only user of MiniJinja and of gray_matter.
//!
//! Templates are strict: a variable that does not exist is an error that names
//! template, line and variable. A value that is merely unknown for this contact
//! prints nothing on the page and `[? …]`, a place for the writer, in a draft.

mod filters;
mod shipped;
mod tags;

pub(crate) use filters::ROWS as FILTERS;

use super::escape::html::Html;
use crate::core::config::model::Config;
use crate::core::guard::caught;
use crate::core::note::channel::Channel;
use crate::core::note::front_matter::split::{Fence, Front as Fenced, split};
use crate::core::note::front_matter::yaml::{self, YamlFault};
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem};
use crate::core::text::clip;
use gray_matter::{Matter, engine::YAML};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

/// Bytes that a draft and a page may have.
const MOST_DRAFT: usize = 256 * 1024;
const MOST_PAGE: usize = 32 * 1024 * 1024;
/// Steps that rendering a draft and a page may take.
///
/// MiniJinja counts bytes as well as steps, 64 of them to a step, and asks before it
/// makes anything large: a draft may make 13 MB of text in all, however it is put together.
const FUEL_DRAFT: u64 = 200_000;
const FUEL_PAGE: u64 = 20_000_000;
/// Functions whose values can grow from loop to loop, deeper or wider than fuel can tell:
/// a list put into itself 50,000 times is more than the stack holds. No draft needs them.
const UNBOUNDED: [&str; 2] = ["namespace", "dict"];
/// Tags of a draft that may name a value anew. Each may double a list (`v + v`), which costs
/// no fuel, so there are few of them.
const MOST_NAMED: usize = 16;
/// Levels of includes and macros.
const MOST_LEVELS: usize = 30;

/// All templates, compiled.
#[derive(Debug)]
pub(crate) struct Engine {
    environment: Environment<'static>,
    drafts: BTreeMap<String, DraftTemplate>,
    broken: BTreeMap<String, Box<Problem>>,
    /// Static files by name: style and script.
    texts: BTreeMap<String, String>,
    folder: String,
}

/// What is known of a draft template besides its text.
#[derive(Debug, Default)]
struct DraftTemplate {
    channel: Option<Channel>,
    /// Lines of the file before the text.
    skipped: usize,
    /// Line of `subject` in the file.
    subject_line: usize,
}

/// A rendered draft.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) subject: String,
    pub(crate) body: String,
    /// Channel that the template is written for, if it says so.
    pub(crate) channel: Option<Channel>,
}

/// Front matter of a draft template.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    channel: Option<String>,
}

/// Reads the head of a draft template. The reader of it nests without a limit and follows
/// every alias, so it gets only what our own has found to be harmless.
fn front(fenced: Option<&Fenced<'_>>) -> Result<Front, String> {
    let Some(fenced) = fenced else { return Ok(Front::default()) };
    let another = |line: &str| line.starts_with("---") || line.starts_with("...");
    if fenced.fence != Fence::Closed || fenced.text.lines().any(another) {
        return Err("it is not one block between two lines of `---`".to_owned());
    }
    match yaml::parse(fenced.text, 2) {
        Ok(_) => {}
        Err(YamlFault::Broken(spot, why)) => return Err(format!("{why}, in line {}", spot.line)),
        Err(YamlFault::Deep(spot)) => return Err(format!("line {} is nested too deep", spot.line)),
        Err(YamlFault::Alias(spot)) => {
            return Err(format!("line {} has an alias of a list or a map", spot.line));
        }
    }
    let alone = format!("---\n{}\n---\n", fenced.text.trim_end());
    let read = Matter::<YAML>::new().parse::<Front>(&alone).map_err(|error| error.to_string())?;
    Ok(read.data.unwrap_or_default())
}

impl Engine {
    /// Takes the user's templates (by their path below the template folder) over the shipped ones.
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
        let mut texts: BTreeMap<&str, &str> = shipped::TEMPLATES.iter().copied().collect();
        texts.extend(user.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        for (name, text) in texts {
            engine.add(name, text);
        }
        engine
    }

    fn add(&mut self, name: &str, text: &str) {
        if name.ends_with(".css") || name.ends_with(".js") {
            self.texts.insert(name.to_owned(), text.to_owned());
            return;
        }
        let is_draft = name.starts_with("drafts/") && name.ends_with(".md") && !name.contains("/_");
        let added = if is_draft { self.add_draft(name, text) } else { self.add_text(name, text, 0) };
        if let Err(problem) = added {
            self.broken.insert(name.to_owned(), problem);
        }
    }

    fn add_draft(&mut self, name: &str, text: &str) -> Result<(), Box<Problem>> {
        let text = text.replace("\r\n", "\n");
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).trim_end();
        let parts = split(text);
        let front = front(parts.front.as_ref())
            .map_err(|why| self.problem(name, Some(1), &format!("its front matter cannot be read: {why}")))?;
        let skipped = text.lines().count().saturating_sub(parts.body.trim_start().lines().count());
        let subject_line =
            text.lines().position(|line| line.starts_with("subject")).map_or(1, |line| line + 1);
        let channel = match front.channel.as_deref().map(|channel| (channel, Channel::read(channel))) {
            None => None,
            Some((_, Some(channel))) => Some(channel),
            Some((found, None)) => {
                return Err(self.problem(name, Some(1), &format!("unknown channel \"{}\"", clip(found, 40))));
            }
        };
        self.drafts.insert(name.to_owned(), DraftTemplate { channel, skipped, subject_line });
        self.add_text(&subject_name(name), &front.subject, subject_line.saturating_sub(1))?;
        self.add_text(name, &format!("{}\n", parts.body.trim()), skipped)
    }

    fn add_text(&mut self, name: &str, text: &str, skipped: usize) -> Result<(), Box<Problem>> {
        if let Some(line) = one_name_too_many(text).filter(|_| name.starts_with("drafts/")) {
            let said = format!("more than {MOST_NAMED} of `set`, `with` and `for`");
            return Err(self.problem(name.trim_end_matches("#subject"), Some(line + skipped), &said));
        }
        if let Some((at, said)) = tags::excess(text) {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            return Err(self.problem(name.trim_end_matches("#subject"), Some(line + skipped), said));
        }
        let shown = name.trim_end_matches("#subject");
        // What its compiler cannot take ends in a panic here and there; a template is no reason to end.
        match caught(|| self.environment.add_template_owned(name.to_owned(), text.to_owned())) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(self.explain(&error, shown, skipped)),
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

    /// Whether a template of this name comes with the program.
    pub(crate) fn ships(name: &str) -> bool {
        shipped::TEMPLATES.iter().any(|(shipped, _)| *shipped == name)
    }

    /// Names of all draft templates, the user's among them.
    pub(crate) fn draft_names(&self) -> impl Iterator<Item = &str> {
        self.drafts
            .keys()
            .chain(self.broken.keys().filter(|name| name.starts_with("drafts/")))
            .map(String::as_str)
    }

    /// A style sheet or a script, as it is.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// Renders subject and text of a draft.
    pub(crate) fn message(
        &self,
        name: &str,
        context: &impl serde::Serialize,
    ) -> Result<Message, Box<Problem>> {
        if let Some(problem) = self.broken.get(name) {
            return Err(problem.clone());
        }
        let nothing = DraftTemplate::default();
        let known = self.drafts.get(name).unwrap_or(&nothing);
        let limits = Limits { fuel: FUEL_DRAFT, most: MOST_DRAFT };
        let context = Value::from(Serde(context));
        let subject = self
            .run(&subject_name(name), context.clone(), &limits)
            .map_err(|error| self.explain(&error, name, known.subject_line.saturating_sub(1)))?;
        let body =
            self.run(name, context, &limits).map_err(|error| self.blame(&error, name, known.skipped))?;
        Ok(Message { subject, body, channel: known.channel })
    }

    /// Renders a page.
    pub(crate) fn page(&self, name: &str, context: &impl serde::Serialize) -> Result<String, Box<Problem>> {
        if let Some(problem) = self.broken.get(name) {
            return Err(problem.clone());
        }
        let limits = Limits { fuel: FUEL_PAGE, most: MOST_PAGE };
        self.run(name, Value::from(Serde(context)), &limits).map_err(|error| {
            let inner = error.name().unwrap_or(name).to_owned();
            self.explain(&error, &inner, 0)
        })
    }

    fn run(&self, name: &str, context: Value, limits: &Limits) -> Result<String, minijinja::Error> {
        let mut environment = self.environment.clone();
        environment.set_fuel(Some(limits.fuel));
        let mut bounded = Bounded { bytes: Vec::new(), most: limits.most };
        environment.get_template(name)?.render_captured_to(context, &mut bounded)?;
        String::from_utf8(bounded.bytes)
            .map_err(|_| minijinja::Error::new(ErrorKind::WriteFailure, "the text came out broken"))
    }

    /// The fault may stand in a template that this one includes, or be that there is none to include
    /// because it could not be read.
    fn blame(&self, error: &minijinja::Error, name: &str, skipped: usize) -> Box<Problem> {
        let mut innermost = error;
        while let Some(cause) =
            std::error::Error::source(innermost).and_then(|cause| cause.downcast_ref::<minijinja::Error>())
        {
            innermost = cause;
        }
        let missing = |part: &&String| {
            let names_it = |detail: &str| detail.contains(part.as_str());
            innermost.kind() == ErrorKind::TemplateNotFound && innermost.detail().is_some_and(names_it)
        };
        if let Some(problem) = self.broken.keys().find(missing).and_then(|part| self.broken.get(part)) {
            return problem.clone();
        }
        match innermost.name().filter(|inner| *inner != name && *inner != subject_name(name)) {
            Some(inner) => self.explain(innermost, inner, 0),
            None => self.explain(error, name, skipped),
        }
    }

    fn explain(&self, error: &minijinja::Error, name: &str, skipped: usize) -> Box<Problem> {
        let mut message = error.kind().to_string();
        if let Some(detail) = error.detail() {
            let _ = write!(message, ": {detail}");
        }
        if let Some(cause) = std::error::Error::source(error) {
            let _ = write!(message, " ({cause})");
        }
        self.problem(name, error.line().map(|line| line + skipped), &message)
    }

    fn problem(&self, name: &str, line: Option<usize>, message: &str) -> Box<Problem> {
        let path = NotePath::new(&format!("{}/{name}", self.folder));
        let problem = Problem::new(Code::TemplateError, &path, clip(message, 300))
            .help("mend the template, or delete it to have the shipped one back");
        Box::new(match line {
            Some(line) => problem.at(Spot::new(line, 1)),
            None => problem,
        })
    }
}

struct Limits {
    fuel: u64,
    most: usize,
}

/// The subject of a draft is a template of its own.
fn subject_name(name: &str) -> String {
    format!("{name}#subject")
}

/// The line of the first tag over the limit that gives a name to a value.
fn one_name_too_many(text: &str) -> Option<usize> {
    let naming = |(at, _): &(usize, &str)| {
        let tag = text.get(at + 2..).unwrap_or_default().trim_start_matches(['-', '+']).trim_start();
        ["set", "with", "for"].iter().any(|word| {
            tag.strip_prefix(word).is_some_and(|rest| rest.starts_with(|next: char| !next.is_alphanumeric()))
        })
    };
    let (at, _) = text.match_indices("{%").filter(naming).nth(MOST_NAMED)?;
    Some(text.get(..at).unwrap_or_default().matches('\n').count() + 1)
}

fn syntax() -> minijinja::syntax::SyntaxConfig {
    let built = minijinja::syntax::SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
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

/// Takes so many bytes and no more.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > self.most {
            return Err(io::Error::other(format!("over {} bytes", self.most)));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
    }

    #[test]
    fn a_fault_names_template_line_and_variable() {
        #[track_caller]
        fn case(text: &str, line: u32, said: &str) {
            let problem =
                engine("drafts/reply.md", text).message("drafts/reply.md", &context! { a => 1 }).unwrap_err();
            assert_eq!(problem.path.as_str(), "followup-templates/drafts/reply.md");
            assert_eq!(problem.spot.map(|spot| spot.line), Some(line), "{problem:?}");
            assert!(problem.message.contains(said), "{}", problem.message);
        }
        case("---\nsubject: hi\n---\n\nHi\n{{ firstname }}\n", 6, "firstname");
        case("---\nchannel: email\nsubject: \"{{ nobody }}\"\n---\nHi\n", 3, "nobody");
        case("---\nsubject: hi\n---\n{% if %}\n", 4, "syntax");
        case("---\nsubject: [\n---\n", 1, "front matter");
        case("---\nsubject: hi\n", 1, "front matter");
        case("---\nsubject: hi\n--- more\n---\n", 1, "front matter");
        case("---\nchannel: pigeon\n---\n", 1, "pigeon");
        case("no front matter\n{{ x.y }}", 2, "x");
        case("a\n{% import b as c|d(1) %}", 2, "`import` without a name");
        case("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}", 1, "fuel");
    }

    #[test]
    fn a_head_is_as_harmless_as_that_of_a_note() {
        let bomb: String = "abcdefgh"
            .chars()
            .zip("bcdefghi".chars())
            .map(|(a, b)| format!("{b}: &{b} [{}]\n", format!("*{a},").repeat(9)))
            .collect();
        let heads = [
            "? ".repeat(40_000),
            format!("x: {}", "[".repeat(40_000)),
            format!("x: {}", "{a: ".repeat(20_000)),
            format!("x:\n  {}y", "- ".repeat(40_000)),
            format!("a: &a [x, x]\n{bomb}"),
        ];
        for head in heads {
            for text in [
                format!("---\nsubject: hi\n{head}\n---\nHi\n"),
                format!("---\n{head}\n...\n{head}\n---\nHi\n"),
            ] {
                let problem =
                    engine("drafts/reply.md", &text).message("drafts/reply.md", &context! { a => 1 });
                assert!(problem.unwrap_err().message.contains("front matter"), "{head:.20}");
            }
        }
    }

    #[test]
    fn what_a_template_makes_is_bounded() {
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
    fn unknown_values_are_places_in_drafts_and_nothing_on_pages() {
        let body =
            engine("drafts/reply.md", "at {{ org }}!").message("drafts/reply.md", &context! { org => () });
        assert_eq!(body.unwrap().body, "at [? …]!");
        let page = engine("page.html", "at {{ org }}{{ name }}")
            .page("page.html", &context! { org => (), name => "</a>" });
        assert_eq!(page.unwrap(), "at &lt;/a&gt;");
    }
}
