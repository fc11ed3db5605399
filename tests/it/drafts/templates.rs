//! Every shipped template, on every channel it is used for, in every variant: what lint finds before the
//! places are filled in, and that it finds nothing afterwards.

use super::{Vault, filled, findings};
use followup::core::agenda::model::{FollowUp, Introduction, Kind, Offer, State};
use followup::core::config::model::Config;
use followup::core::day::Day;
use followup::core::lint::lint;
use followup::core::lint::message::Message;
use followup::core::note::channel::Channel;
use followup::core::output::{self, Single};
use followup::core::place::NotePath;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Contacts in every state, one note each, all with details to mention.
const PEOPLE: &[(&str, &str)] = &[
    ("met yesterday", "met: 2026-11-23 at FOSDEM\n---\n"),
    (
        "met, introduced",
        "met: 2026-11-20 Ben introduced us\n---\n\n## Log\n\n- 2026-11-21 email out: sent the map #thank-you\n",
    ),
    (
        "in a sequence",
        "---\n\n## Log\n\n- 2026-11-20 coffee: she asks for the case study #new-contact\n- 2026-11-21 email out: thanks #thank-you\n",
    ),
    (
        "wrote last",
        "---\n\n## Log\n\n- 2026-11-02 call: her brother's boat\n- 2026-11-20 email in: asks whether the map can be ready for March\n",
    ),
    ("talked last", "---\n\n## Log\n\n- 2026-03-02 email in: hello\n- 2026-11-20 lunch: the case study\n"),
    (
        "two attempts",
        "---\n\n## Log\n\n- 2026-03-02 email in: hello\n- 2026-10-20 email out: the plan\n- 2026-11-02 email out: WOULD A HALF-DAY HELP?\n",
    ),
    (
        "long gap",
        "---\n\n## Log\n\n- 2024-03-02 dinner, the whole story of the ladder and the cat https://a.example/x\n",
    ),
    (
        "only messages",
        "---\n\n## Log\n\n- 2026-03-02 email in: a\n- 2026-04-02 email out: b\n- 2026-05-02 email in: c\n- 2026-06-02 email out: d\n- 2026-07-02 email in: e\n",
    ),
    (
        "sad topic",
        "---\n\n## Log\n\n- 2026-03-02 email in: hello\n- 2026-11-02 email out: sorry about the death of her mother\n",
    ),
    (
        "interviewed",
        "---\n\n## Log\n\n- 2026-10-29 interview: the plan #interview\n- 2026-10-30 wrote: x\n- 2026-11-03 wrote: x\n- 2026-11-07 wrote: x\n",
    ),
    ("applied", "---\n\n## Log\n\n- 2026-11-20 email out: the map room #interview\n"),
    (
        "proposed",
        "---\n\n## Log\n\n- 2026-11-12 call: the half-day #proposal\n- 2026-11-18 email out: the numbers\n",
    ),
    ("silent note", "---\n"),
    ("unknown words", "---\n\n## Log\n\n- 2026-11-02 la boda de Ana, muy divertida\n"),
];

const EXTRAS: &str = "type: person\nemail: ada@example.org\norg: Orrery\ncadence: 4 weeks\nbirthday: 1990-11-24\n\
    dates:\n  work anniversary: 2019-11-24\n  mother's death: 2024-11-24\n  moved to the coast: 2020-11-24\n";
const BODY: &str = "\n## Events\n\n- 2026-11-24 product launch\n- 2026-11-24 surgery on her knee\n\n## Hooks\n\n- her mother's new hip; dancing \
    is planned for Easter\n- gift: the blue teapot\n\n## Tasks\n\n- [ ] send her the price for the tactile map 📅 2026-11-24\n\n## Waiting \
    for\n\n- [ ] countersigned lease for the back room 📅 2026-11-20\n";

fn note(state: &str, extras: bool) -> String {
    let (front, body) = state.split_once("---\n").unwrap();
    let (keys, more) = if extras { (EXTRAS, BODY) } else { ("type: person\nemail: ada@example.org\n", "") };
    format!("---\n{keys}{front}---\n{more}{body}")
}

/// Returns every follow-up that a template is written for: the kinds as the rules make them, and each touch, alone
/// and in each sequence.
fn follow_ups(vault: &Vault) -> Vec<FollowUp> {
    let follow_ups = || vault.compiled.agenda.follow_ups.iter().map(Box::as_ref);
    let mut all: Vec<FollowUp> = follow_ups().filter(|one| one.kind.is_written()).cloned().collect();
    let touch = follow_ups().find(|one| one.kind == Kind::Touch);
    let Some(first) = touch.or_else(|| follow_ups().next()).cloned() else { return all };
    for (sequence, touches) in &vault.config.sequences {
        for touch in &touches.touches {
            let (sequence, touch) = (Some(sequence.as_str().into()), Some(touch.name.as_str().into()));
            all.push(FollowUp { kind: Kind::Touch, sequence, touch, ..first.clone() });
        }
    }
    for name in names()
        .iter()
        .filter(|name| !name.contains(['.', '_']) && !matches!(name.as_str(), "call" | "letter"))
    {
        let kind = Kind::ALL.iter().copied().find(|kind| kind.name() == name).unwrap_or(Kind::Touch);
        let touch = (kind == Kind::Touch).then(|| name.as_str().into());
        all.push(FollowUp { kind, touch, sequence: None, ..first.clone() });
    }
    all
}

/// Returns variants of a follow-up: late, belated, with resources to share, with a contact to introduce.
fn variants(one: &FollowUp) -> Vec<FollowUp> {
    let offer = |title: &str| Offer {
        title: title.to_owned(),
        path: NotePath::new("Resources/a.md"),
        url: Some("https://signs.example/people-can-feel".to_owned()),
    };
    let friend = Introduction {
        name: "Ben Kay".to_owned(),
        path: NotePath::new("People/Ben.md"),
        need: "a lawyer".to_owned(),
        why: "Ada needs a lawyer, Ben offers it".to_owned(),
    };
    let bare = FollowUp { resources: Box::default(), introductions: Box::default(), ..one.clone() };
    let late = FollowUp { state: State::Overdue, overdue_days: 5, ..bare.clone() };
    let yesterday = Day::from_iso("2026-11-23");
    let belated =
        FollowUp { state: State::Belated, overdue_days: 1, date: one.date.and(yesterday), ..bare.clone() };
    let shared = FollowUp { resources: Box::new([offer("Signs people can feel")]), ..bare.clone() };
    let two = FollowUp {
        resources: Box::new([offer("Signs people can feel"), offer("Quiet rooms")]),
        ..bare.clone()
    };
    let met = FollowUp { introductions: Box::new([friend]), ..bare.clone() };
    let plain = bare.clone();
    let unknown = FollowUp { topic: None, ..plain.clone() };
    vec![bare, late, belated, shared, two, met, plain, unknown]
}

/// The variants from this number on concern a contact with no details to mention.
const PLAIN: usize = 6;

/// Returns the vault without hooks and promises; a promise kind always keeps its task.
fn without_details(note: &str) -> Vault {
    let mut vault = Vault::of(note);
    for contact in &mut vault.compiled.people.contacts {
        contact.facts.hooks = Box::default();
        contact.tasks.retain(|owned| owned.task.waiting.is_some());
    }
    vault
}

const CHANNELS: [Channel; 8] = [
    Channel::Email,
    Channel::Text,
    Channel::Phone,
    Channel::Letter,
    Channel::Linkedin,
    Channel::Gift,
    Channel::Video,
    Channel::InPerson,
];

fn names() -> Vec<String> {
    Vault::of("---\ntype: person\n---\n").drafting().names()
}

/// A draft, with a description for failing tests.
struct Drafted {
    which: String,
    channel: Channel,
    draft: Single,
}

/// Calls `look` for each draft; the drafts are made once for all tests.
fn each(mut look: impl FnMut(&str, Channel, &Single)) {
    static ALL: OnceLock<Vec<Drafted>> = OnceLock::new();
    ALL.get_or_init(all).iter().for_each(|one| look(&one.which, one.channel, &one.draft));
}

fn all() -> Vec<Drafted> {
    let mut drafted = Vec::new();
    for (state, text) in PEOPLE {
        for extras in [true, false] {
            let note = note(text, extras);
            let (vault, plain) = (Vault::of(&note), without_details(&note));
            let (drafting, plain) = (vault.drafting(), plain.drafting());
            for one in follow_ups(&vault) {
                let variants = variants(&one).into_iter().enumerate();
                for (number, variant) in variants.filter(|(number, _)| extras || *number == 0) {
                    // Channels that share their templates with another one are skipped.
                    let most = [CHANNELS.len(), 4, 4, 2, 1, 2, 1, 2].get(number).copied().unwrap_or(1);
                    for channel in CHANNELS.into_iter().take(most) {
                        let variant = FollowUp { channel: Some(channel), ..variant.clone() };
                        let is_plain = number >= PLAIN && variant.kind != Kind::Promise;
                        let drafting = if is_plain { &plain } else { &drafting };
                        let draft = drafting.draft(&variant).unwrap().unwrap();
                        let which = format!(
                            "{} for \"{state}\" (extras {extras}, variant {number}):\n{}",
                            draft.template, draft.text
                        );
                        drafted.push(Drafted { which, channel, draft });
                    }
                }
            }
        }
    }
    // Many states come to the same words, and what is said of a draft depends on nothing else.
    let mut seen = BTreeSet::new();
    drafted.retain(|one| seen.insert((one.channel, one.draft.template.clone(), one.draft.text.clone())));
    drafted
}

#[test]
fn before_filling_the_places_are_what_lint_reports() {
    let mut wrong = Vec::new();
    each(|which, _, draft| {
        let found = findings(draft);
        let rules: BTreeSet<&str> = found.iter().map(|finding| finding.rule.name).collect();
        // No draft is ready to be sent as it is (`practices`, E).
        if rules != BTreeSet::from(["unfilled"]) {
            wrong.push(format!("{rules:?} in {which}"));
        }
        assert_eq!(found.len(), draft.places, "{which}");
        assert!(draft.places <= 5, "{} places: {which}", draft.places);
    });
    assert_none(&wrong);
}

/// Asserts that no draft is wrong; of those that are, a few are shown.
#[track_caller]
fn assert_none(wrong: &[String]) {
    let few = wrong.get(..8).unwrap_or(wrong);
    assert!(wrong.is_empty(), "{} drafts are wrong, such as\n{}", wrong.len(), few.join("\n"));
}

#[test]
fn once_filled_nothing_is_left_to_mend() {
    let (mut used, mut wrong) = (BTreeSet::new(), Vec::new());
    each(|which, channel, draft| {
        used.insert(draft.template.clone());
        let text = filled(&draft.text);
        let message = Message::read("draft.md", text.as_bytes()).unwrap();
        let mut messages = vec![message];
        if channel == Channel::Email {
            // Check it as a mail too, where the file name tells only the kind.
            let (subject, body) = (filled(&draft.subject), filled(&draft.body));
            let mail = output::mail(&Config::default(), ("Ada Lovelace", "ada@example.org"), &subject, &body)
                .unwrap();
            messages.push(Message::read(&draft.path, &mail).unwrap());
        }
        for message in messages {
            let found = lint(&[message], &Config::default().drafts.max_words);
            let found: Vec<String> =
                found.iter().map(|one| format!("{}: {}", one.rule.name, one.found)).collect();
            if !found.is_empty() {
                wrong.push(format!("{found:?} in\n{text}\n{which}"));
            }
        }
    });
    assert_none(&wrong);
    let all = names();
    let unused: Vec<&String> =
        all.iter().filter(|name| !used.contains(&format!("drafts/{name}.md"))).collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}

#[test]
fn drafts_read_as_a_person_writes() {
    const NEVER: [&str; 14] = [
        "just following up", "just checking in", "ignored", "failed", "neglected", "none", "[? …]", "  ",
        " .", " ,", "..", "!.", "?.", "undefined",
    ];
    each(|which, _, draft| {
        let text = draft.body.to_lowercase();
        for never in NEVER {
            assert!(!text.contains(never), "{never:?} in {which}");
        }
        assert!(!draft.body.contains("\n\n\n") && !draft.body.starts_with('\n'), "{which}");
        for closing in ["\nBest,\n", "\nWarm regards,\n", "\nWarmly,\n"] {
            let above = draft.body.split(closing).next().unwrap_or_default();
            assert!(above == draft.body || above.ends_with('\n'), "no empty line above the closing: {which}");
        }
        let mailed = draft.text.contains("\nsubject:");
        if mailed && !draft.template.contains(".text") {
            let paragraphs = draft.body.trim().split("\n\n").count();
            assert!(paragraphs >= 4, "{paragraphs} paragraphs in {which}");
            assert!(!draft.subject.is_empty() && draft.subject.chars().count() <= 210, "{which}");
        }
        // A message must not give away a present before it is given.
        let outside: String = draft
            .body
            .split("[?")
            .map(|part| part.split_once(']').map_or(part, |(_, after)| after))
            .collect();
        assert!(!outside.contains("teapot"), "{which}");
    });
}

#[test]
fn short_channels_are_short() {
    each(|which, channel, draft| {
        let words = |text: &str| text.split_whitespace().count();
        match channel {
            Channel::Text | Channel::Linkedin => {
                assert!(words(&draft.body) <= 75, "{} {which}", words(&draft.body))
            }
            Channel::Letter | Channel::Gift => {
                assert!(words(&draft.body) <= 75, "{} {which}", words(&draft.body))
            }
            Channel::Phone => {
                let (script, voicemail) = draft.body.split_once("Voicemail:").expect("a voicemail");
                for label in ["Who:", "Context:", "Value:", "Ask:"] {
                    assert_eq!(script.lines().filter(|line| line.starts_with(label)).count(), 1, "{which}");
                }
                assert!(words(script) <= 52, "{} {which}", words(script));
                let message = filled(voicemail);
                assert_eq!(message.matches(['.', '!', '?']).count(), 2, "{message}: {which}");
            }
            _ => {}
        }
        if draft.template == "drafts/thank-you.linkedin.md" {
            assert!(draft.body.trim().chars().count() <= 300, "{which}");
        }
    });
}
