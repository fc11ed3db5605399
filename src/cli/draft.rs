//! `followup draft`: makes one draft and prints it, opens it in an editor, or delivers it to a Maildir's Drafts.

use super::arguments::messages::Draft;
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::person::{meant, why_never};
use super::report::{Report, Status, object, to_json};
use super::terminal::{safe, visible_lines};
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::lint::message::{Message, Subject};
use crate::core::nearest::nearest;
use crate::core::note::channel::Channel;
use crate::core::output::{self, Drafting, Single};
use crate::core::people::contact::ContactIndex;
use crate::core::plan::asked::{Asked, asked};
use crate::core::problem::show::as_text;
use crate::core::text::{count, list, visible};
use crate::io::editor::edit;
use crate::io::failure::Failure;
use crate::io::maildir::{self, Delivered};
use crate::io::settings::templates;
use std::path::Path;

pub(super) fn run(command: &Draft, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let mut problems = Vec::new();
    let templates = templates(&meaning.vault, &loaded.config.templates, &mut problems);
    let index = meant(&loaded.compiled.people, &command.name)?;
    let drafting = Drafting::new(&loaded.compiled, &loaded.config, &templates);
    let mut follow_up = wanted(&loaded, &drafting, index, command.touch.as_deref())?;
    let channel = command.maildir.as_ref().map(|_| Channel::Email).or(command.channel);
    follow_up.channel = channel.or(follow_up.channel);
    if command.variables {
        return Ok(Report::printing(to_json(&drafting.variables(&follow_up))));
    }
    let mut stderr: String = problems.iter().map(as_text).collect();
    let made = match drafting.draft(&follow_up) {
        Ok(made) => made.ok_or_else(|| Failure::new("no template fits").help("name one with `--touch`"))?,
        Err(problem) => {
            stderr.push_str(&as_text(&problem.effect("there is no draft")));
            return Ok(Report { stderr, status: Status::Faulty, ..Report::default() });
        }
    };
    let draft = if command.edit { edited(made)? } else { made };
    let mut report = match &command.maildir {
        Some(folder) => {
            delivered(command, &loaded, &draft, &Delivery { folder, id: &follow_up.id, form: meaning.form })?
        }
        None => printed(&draft, &follow_up, meaning),
    };
    if meaning.loudness != Loudness::Quiet {
        stderr.push_str(&next(&draft, command, &loaded.typed(index)));
    }
    report.stderr.insert_str(0, &stderr);
    Ok(report)
}

/// Finds the follow-up to draft: the contact's on the agenda or, if there is none, one made for the named
/// touch, kind or template; without a name, a message to keep in touch.
fn wanted(
    loaded: &Loaded,
    drafting: &Drafting<'_>,
    index: ContactIndex,
    touch: Option<&str>,
) -> Result<FollowUp, Failure> {
    let compiled = &loaded.compiled;
    let follow_ups = compiled.agenda.follow_ups.iter().map(Box::as_ref);
    let mut own = follow_ups.filter(|one| one.contact == index && one.kind.is_written());
    let name = compiled.people.contact(index).name();
    let Some(touch) = touch else {
        return match own.next() {
            Some(one) => Ok(one.clone()),
            None => make(loaded, index, Asked::Kind(Kind::KeepInTouch)),
        };
    };
    if let Some(one) = own.find(|one| one.touch.as_deref() == Some(touch) || one.kind.name() == touch) {
        return Ok(one.clone());
    }
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.is_written());
    if let Some(kind) = kinds.clone().find(|kind| kind.name() == touch) {
        return make(loaded, index, Asked::Kind(kind));
    }
    let touches = loaded.config.sequences.values().flat_map(|sequence| &sequence.touches);
    let files = drafting.names();
    let mut names: Vec<&str> =
        touches.map(|touch| touch.name.as_str()).chain(kinds.map(|kind| kind.name())).collect();
    names.extend(files.iter().map(String::as_str).filter(|name| !name.contains(['.', '_'])));
    names.retain(|name| !matches!(*name, "call" | "letter" | "touch"));
    names.sort_unstable();
    names.dedup();
    if names.contains(&touch) {
        return make(loaded, index, Asked::Touch(touch));
    }
    let meant = nearest(touch, names.iter().copied())
        .map(|near| format!("did you mean `{near}`? "))
        .unwrap_or_default();
    Err(Failure::new(format!("no touch, kind or template is named `{}`", visible(touch))).help(format!(
        "{meant}touches, kinds and templates: {} (for {})",
        list(&names, "and"),
        safe(name)
    )))
}

fn make(loaded: &Loaded, index: ContactIndex, what: Asked<'_>) -> Result<FollowUp, Failure> {
    let people = &loaded.compiled.people;
    asked(people, index, &loaded.config, loaded.today.day, what).ok_or_else(|| {
        let contact = people.contact(index);
        let why = why_never(contact).map_or(String::new(), |why| format!(": {why}"));
        Failure::new(format!("nothing is written to {}{}", safe(contact.name()), safe(&why))).help(format!(
            "if that is wrong, change that line; `followup why {}` says more",
            loaded.typed(index)
        ))
    })
}

/// Lets the user edit the draft, and returns it as edited.
fn edited(draft: Single) -> Result<Single, Failure> {
    let text = edit("draft.md", &draft.text)?;
    let read = Message::read("draft.md", text.as_bytes()).map_err(|why| {
        Failure::new(format!("the edited draft {why}"))
            .help("keep the header lines as they are; run the command again")
    })?;
    let lines = read.body.iter().chain(&read.sign_off);
    let body =
        lines.map(|line| format!("{}\n", line.text)).collect::<String>().trim_start_matches('\n').to_owned();
    let subject = match read.subject {
        Subject::Given(subject, _) => subject,
        Subject::Missing(_) | Subject::Unneeded => String::new(),
    };
    let places = output::places(draft.channel, &subject, &body);
    Ok(Single { places, subject, body, text, ..draft })
}

fn printed(draft: &Single, follow_up: &FollowUp, meaning: &Meaning) -> Report {
    let stdout = match meaning.form {
        Form::Json => to_json(&object! {
            contact: &draft.name,
            id: &*follow_up.id,
            kind: follow_up.kind.name(),
            touch: follow_up.touch.as_deref(),
            channel: draft.channel.map(Channel::name),
            template: &draft.template,
            address: draft.address.as_deref(),
            subject: &draft.subject,
            body: &draft.body,
            places: draft.places,
            path: &draft.path,
        }),
        Form::Text => visible_lines(&draft.text, ""),
    };
    Report::printing(stdout)
}

/// Where a draft is delivered to, and how that is reported.
struct Delivery<'a> {
    folder: &'a Path,
    id: &'a str,
    form: Form,
}

fn delivered(command: &Draft, loaded: &Loaded, draft: &Single, to: &Delivery<'_>) -> Result<Report, Failure> {
    let mail = draft.address.as_deref().and_then(|address| {
        output::mail(&loaded.config, (&draft.name, address), &draft.subject, &draft.body)
    });
    let Some(mail) = mail else {
        return Err(Failure::new(format!("{} has no usable e-mail address", safe(&draft.name)))
            .help("add `email:` to the note, or leave out `--maildir`"));
    };
    let drafts = maildir::drafts(to.folder)?;
    let name = format!("followup.{}", to.id);
    let shown = |path: &Path| safe(&path.display().to_string());
    let (path, state) = if command.dry_run {
        match maildir::find(&drafts, &name) {
            Some(found) => (found, "already there"),
            None => (drafts.join("cur").join(format!("{name}:2,DS")), "would be put there"),
        }
    } else {
        match maildir::deliver(&drafts, &name, &mail)? {
            Delivered::Here(path) => (path, "put there"),
            Delivered::Already(path) => (path, "already there"),
        }
    };
    let stdout = match (to.form, command.dry_run) {
        (Form::Json, dry_run) => to_json(&object! {
            contact: &draft.name,
            id: to.id,
            address: draft.address.as_deref(),
            subject: &draft.subject,
            places: draft.places,
            dry_run: dry_run,
            path: path.display().to_string(),
            state: state,
        }),
        (Form::Text, true) => {
            format!("{}: {state}\n{}", shown(&path), visible_lines(&String::from_utf8_lossy(&mail), ""))
        }
        (Form::Text, false) if state == "already there" => {
            format!("{}: {state}, left as it is\n", shown(&path))
        }
        (Form::Text, false) => format!("{}: {state}\n", shown(&path)),
    };
    Ok(Report::printing(stdout))
}

fn next(draft: &Single, command: &Draft, name: &str) -> String {
    match (draft.places, &command.maildir) {
        (0, _) => format!("next: send it, then followup log {name}\n"),
        (places, None) if !command.edit => {
            format!("{} to fill\nnext: followup draft {name} --edit\n", count(places, "place"))
        }
        (places, _) => {
            format!("{} to fill before you send it\nnext: followup log {name}\n", count(places, "place"))
        }
    }
}
