//! Renders the input as a draft template for every follow-up of a small vault. A line of `=====` separates
//! the template from one that it may include as `drafts/_part.md`.

use super::vault::{config, reader, today};
use followup::core::compile::{Compiled, compile};
use followup::core::note::read::read_note;
use followup::core::output::{Drafting, Single, TemplateTexts, mail};
use followup::core::place::NotePath;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Maximum size of a draft in bytes (design 8).
const MOST: usize = 256 * 1024;
/// Far above the time that any template takes, and a tenth of what would be a nuisance.
const LONGEST: Duration = Duration::from_secs(10);

const ADA: &str = "---\ntype: person\nname: Ada Lovelace\nemail: ada@engine.example\norg: \"[[Engines, Ltd]]\"\ntags: [friend]\ncadence: 4 weeks\nbirthday: 1990-11-25\nneeds: [a bookbinder]\n---\n# Ada\n\n## Hooks\n\n- collects **vinyl**, see [[Jazz]]\n\n## Log\n\n- 2026-11-23 email in: asked for the plan\n- 2026-09-01 call about the case study\n- [ ] send the case study 📅 2026-11-24\n";

/// Checks that each draft stays within its bounds, or fails with a reason.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (draft, part) = text.split_once("\n=====\n").unwrap_or((&text, "part"));
    let vault = vault();
    let names = ["reply", "promise", "birthday", "keep-in-touch"];
    let mut templates: TemplateTexts =
        names.iter().map(|name| (format!("drafts/{name}.email.md"), draft.to_owned())).collect();
    templates.insert("drafts/_part.md".to_owned(), part.to_owned());
    let start = Instant::now();
    let drafting = Drafting::new(vault, config(), &templates);
    for follow_up in &vault.agenda.follow_ups {
        match drafting.draft(follow_up) {
            Ok(draft) => draft.iter().for_each(bounded),
            Err(problem) => {
                assert!(problem.path.as_str().starts_with("followup-templates/drafts/"), "{problem:?}");
                assert!(problem.message.chars().count() <= 300, "{problem:?}");
                let lines = draft.split('\n').count().max(part.split('\n').count()) + 1;
                assert!(problem.spot.is_none_or(|spot| spot.line as usize <= lines), "{problem:?}");
            }
        }
    }
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
}

/// Returns a vault with a reply that is owed, a promise, and a birthday.
fn vault() -> &'static Compiled {
    static VAULT: OnceLock<Compiled> = OnceLock::new();
    VAULT.get_or_init(|| {
        let facts = read_note(reader(), &NotePath::new("People/Ada.md"), ADA.as_bytes());
        let compiled = compile(vec![facts], config(), today(), "vault");
        assert!(compiled.agenda.follow_ups.len() >= 3, "{:#?}", compiled.agenda.follow_ups);
        compiled
    })
}

/// Checks that a draft is not too large, its subject is one line, and its message has only the headers that
/// we gave it.
fn bounded(draft: &Single) {
    assert!(draft.subject.len() <= MOST && draft.body.len() <= MOST);
    assert!(!draft.subject.contains(['\n', '\r']), "{:?}", draft.subject);
    let address = (draft.name.as_str(), "ada@engine.example");
    let message = mail(config(), address, &draft.subject, &draft.body).expect("the address is one");
    let message = String::from_utf8(message).expect("a message is ASCII");
    let (head, _) = message.split_once("\r\n\r\n").expect("a message has a head");
    for line in head.split("\r\n") {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        let known = [
            "To", "From", "Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        ];
        assert!(line.starts_with([' ', '\t']) || known.contains(&name), "{line:?} in\n{head}");
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line:?}");
    }
}
