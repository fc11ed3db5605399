//! Acting on follow-ups whose evidence is in several notes or in mail: what was done counts, whichever note
//! asked for it, and is asked for only once.

use crate::folders::{text, vault};
use crate::program::{ended, program, run_on as run};
use std::collections::BTreeMap;
use std::path::Path;

/// Returns the dated lines of a note.
fn log(vault: &Path, path: &str) -> Vec<String> {
    text(vault, path).lines().filter(|line| line.starts_with("- 20")).map(str::to_owned).collect()
}

fn message(from: &str, to: &str, hour: &str, subject: &str) -> String {
    format!(
        "From x@post.example Thu Nov 26 08:00:00 2026\nFrom: {from}\nTo: {to}\nDate: Thu, 26 Nov 2026 {hour}:00 \
         +0000\nSubject: {subject}\n\nhello\n\n"
    )
}

const ME: &str = "me@home.example";
const TOM: &str = "tom@post.example";

#[test]
fn harvested_mail_stands_in_the_order_in_which_it_was_written() {
    #[track_caller]
    fn case(entries: &[&str], mail: &[String], expected: &[&str]) {
        let note = format!("---\ntype: person\nemail: {TOM}\n---\n\n## Log\n\n{}\n", entries.join("\n"));
        let folder = vault(&[("People/Tom.md", &note), ("mail/all.mbox", &mail.concat())]);
        let (status, _, said) =
            run(folder.path(), "2026-11-27", &["harvest", "mail", "mail/all.mbox", "--me", ME, "--write"]);
        assert_eq!(status, 0, "{said}");
        assert_eq!(log(folder.path(), "People/Tom.md"), expected);
    }
    let question = message(TOM, ME, "09:00", "the plan");
    let answer = message(ME, TOM, "11:00", "Re: the plan");
    let early = message(ME, TOM, "07:00", "hello");
    let (came, sent) = ("- 2026-11-26 email in: the plan", "- 2026-11-26 email out: the plan");
    let old = "- 2026-11-02 call";
    let older = "- 2026-10-02 call";
    case(&[older, old], &[answer.clone(), question.clone()], &[older, old, came, sent]);
    case(&[old, older], &[question.clone(), answer.clone()], &[sent, came, old, older]);
    let hello = "- 2026-11-26 email out: hello";
    case(&[older, old], &[early.clone(), question.clone()], &[older, old, hello, came]);
    // Of three messages on a day, out, in and out, the last decides.
    case(&[older, old], &[early, question.clone(), answer.clone()], &[older, old, came, hello]);
    // A line that is there already keeps its place; messages older than it go before it.
    case(&[older, old, sent], &[question.clone(), answer.clone()], &[older, old, came, sent]);
    case(&[sent, old, older], &[question.clone(), answer], &[sent, came, old, older]);
    case(&[older, old, sent], std::slice::from_ref(&question), &[older, old, sent, came]);
}

#[test]
fn done_today_answers_what_a_daily_note_says() {
    let tom =
        "---\ntype: person\nemail: tom@post.example\ncadence: 4 weeks\n---\n\n## Log\n\n- 2026-11-02 call\n";
    let day = ("2026-11-26.md", "- email from [[Tom]]: asks for the plan\n");
    let folder = vault(&[("People/Tom.md", tom), day]);
    let (status, said, _) = run(folder.path(), "2026-11-26", &["done", "Tom"]);
    assert_eq!(status, 0);
    assert!(said.contains("next: keep-in-touch on 2026-12-24\n"), "{said}");
    let (_, agenda, _) = run(folder.path(), "2026-11-27", &["agenda"]);
    assert!(!agenda.contains("Reply"), "{agenda}");
    assert_eq!(log(folder.path(), "People/Tom.md"), ["- 2026-11-02 call", "- 2026-11-26 email out"]);
}

#[test]
fn done_and_skip_after_a_meeting_note_count() {
    let person = "---\ntype: person\nemail: x@post.example\n---\n\n## Log\n\n- 2026-11-02 email out: hello\n";
    let panel = "---\nattendees: [Tom, Yuki]\n---\n\n#interview\n";
    let folder = vault(&[
        ("People/Tom.md", person),
        ("People/Yuki.md", person),
        ("Meetings/2026-11-26 Panel.md", panel),
    ]);
    let today = "2026-11-26";
    let (_, said, _) = run(folder.path(), today, &["done", "Tom"]);
    assert!(said.contains("email out #thank-you") && said.contains("next: touch on 2026-11-27\n"), "{said}");
    let (_, said, _) = run(folder.path(), today, &["skip", "Yuki"]);
    assert!(said.contains("skipped") && said.contains("next: touch on 2026-11-27\n"), "{said}");
    let (_, agenda, _) = run(folder.path(), "2026-11-27", &["agenda"]);
    assert!(!agenda.contains("Thank you"), "{agenda}");
}

/// Runs `done` on every day until a date; returns the logged lines.
fn done_daily(note: &str, until: &str) -> Vec<String> {
    let folder = vault(&[("People/Ada.md", note)]);
    let mut day = followup::core::day::Day::from_iso("2026-11-26").unwrap();
    let last = followup::core::day::Day::from_iso(until).unwrap();
    while day <= last {
        let _ = run(folder.path(), &day.to_string(), &["done", "Ada"]);
        day = day.plus_days(1);
    }
    log(folder.path(), "People/Ada.md")
}

#[test]
fn a_contact_who_does_not_answer_is_asked_only_as_often_as_configured() {
    let note = "---\ntype: person\nemail: ada@post.example\ncadence: 4 weeks\nattempts: 3\nretry: 2 weeks\n---\n\n\
                ## Log\n\n- 2026-11-25 email out: could you? #ask\n";
    assert_eq!(
        done_daily(note, "2027-01-15"),
        ["- 2026-11-25 email out: could you? #ask", "- 2026-12-02 email out", "- 2026-12-09 email out"]
    );
    let note = "---\ntype: person\nemail: ada@post.example\n---\n\n## Waiting for\n\n- [ ] the decision 📅 2026-11-20\n\n\
                ## Log\n\n- 2026-11-02 email out: hello\n";
    let asked = "email out: asked about the decision";
    assert_eq!(
        done_daily(note, "2026-12-08"),
        [
            "- 2026-11-02 email out: hello".to_owned(),
            format!("- 2026-11-26 {asked}"),
            format!("- 2026-12-03 {asked}")
        ]
    );
}

#[test]
fn arranging_to_meet_is_not_meeting() {
    let note = |more: &str| {
        format!(
            "---\ntype: person\nsee-by: 2026-11-28\n{more}---\n\n## Log\n\n- 2026-11-02 email out: hello\n"
        )
    };
    let expected = |out: &str| {
        vec![
            "- 2026-11-02 email out: hello".to_owned(),
            format!("- 2026-11-26 {out}: arranging to meet"),
            format!("- 2026-12-03 {out}: arranging to meet"),
        ]
    };
    assert_eq!(done_daily(&note("email: ada@post.example\n"), "2026-12-08"), expected("email out"));
    let folder = vault(&[("People/Ada.md", &note("channel: phone\n"))]);
    run(folder.path(), "2026-11-26", &["build"]);
    let json = text(folder.path(), "agenda/agenda.json");
    assert!(json.contains("content=-%20call%20out%3A%20%5B%5BAda%5D%5D"), "{json}");
    // The due day is a Saturday, so the card is shown on the Monday after it.
    let phone = note("channel: phone\nweekdays-only: true\n");
    assert_eq!(done_daily(&phone, "2026-12-08"), expected("call out"));
}

/// Ticks the card of `agenda.md` that contains some words, and adds text to its line.
fn tick(vault: &Path, words: &str, beside: &str) {
    let agenda = text(vault, "agenda/agenda.md");
    let card = agenda.lines().find(|line| line.starts_with("- [ ]") && line.contains(words)).unwrap();
    let ticked = card.replacen("[ ]", "[x]", 1).replacen(" ^f-", &format!("{beside} ^f-"), 1);
    std::fs::write(vault.join("agenda/agenda.md"), agenda.replace(card, &ticked)).unwrap();
}

#[test]
fn a_tick_on_a_preparation_stays_until_its_day_and_goes_with_it() {
    let folder = vault(&[("People/Ada.md", "---\ntype: person\nbirthday: 12-01\nlead: 10\n---\n")]);
    let build = |day: &str| run(folder.path(), day, &["build"]).1;
    build("2026-11-26");
    tick(folder.path(), "Prepare for Ada", "");
    let (_, said, _) = run(folder.path(), "2026-11-26", &["sync"]);
    assert!(said.contains("kept until the day"), "{said}");
    let said = build("2026-11-27");
    assert!(text(folder.path(), "agenda/agenda.md").contains("- [x] Prepare for Ada"));
    assert!(!said.contains("next: followup sync"), "{said}");
    let (status, said, told) = run(folder.path(), "2026-12-01", &["sync"]);
    assert!(status == 0 && said.contains("whose day is over: nothing to log"), "{said}{told}");
    let said = build("2026-12-01");
    assert!(!text(folder.path(), "agenda/agenda.md").contains("Prepare for Ada"));
    assert!(!said.contains("next: followup sync") && !said.contains("carried over"), "{said}");
}

#[test]
fn unread_words_beside_a_tick_are_reported_and_kept() {
    let note =
        "---\ntype: person\nemail: ada@post.example\n---\n\n## Log\n\n- 2026-11-25 email in: the plan?\n";
    for (beside, said) in
        [(" - talked for an hour", "- talked for an hour"), (" - talked (1 h)", "- talked (1 h)")]
    {
        let folder = vault(&[("People/Ada.md", note)]);
        run(folder.path(), "2026-11-26", &["build"]);
        tick(folder.path(), "Reply to Ada", beside);
        for day in ["2026-11-26", "2026-11-27"] {
            let (status, out, told) = run(folder.path(), day, &["sync"]);
            assert!(
                status == 1 && told.contains(&format!("are not read: `{said}`")),
                "{status} {out} {told} {}",
                text(folder.path(), "agenda/agenda.md")
            );
            let (_, out, _) = run(folder.path(), day, &["build"]);
            assert!(out.contains("next: followup sync"), "{out}");
            let agenda = text(folder.path(), "agenda/agenda.md");
            assert!(agenda.contains(&format!("{said} ^f-")), "{agenda}");
        }
        assert_eq!(text(folder.path(), "People/Ada.md"), note);
    }
    let folder = vault(&[("People/Ada.md", note)]);
    run(folder.path(), "2026-11-26", &["build"]);
    tick(folder.path(), "Reply to Ada", "::call: long (1 h)");
    let (status, out, told) = run(folder.path(), "2026-11-26", &["sync"]);
    assert!(status == 0 && out.contains("- 2026-11-26 call: long (1 h)\n"), "{out}{told}");
}

#[test]
fn a_tick_on_a_promise_that_was_kept_otherwise_is_no_work() {
    let note = "---\ntype: person\n---\n\n- [ ] send flowers 📅 2026-11-25\n";
    let folder = vault(&[("People/Ada.md", note)]);
    run(folder.path(), "2026-11-26", &["build"]);
    tick(folder.path(), "send flowers", "");
    let (_, out, _) = run(folder.path(), "2026-11-27", &["build"]);
    assert!(out.contains("next: followup sync"), "{out}");
    std::fs::write(folder.path().join("People/Ada.md"), note.replace("[ ]", "[x]")).unwrap();
    for day in ["2026-11-27", "2026-11-28"] {
        let (_, out, _) = run(folder.path(), day, &["build"]);
        assert!(out.contains("carried over: 1 tick") && !out.contains("next: followup sync"), "{out}");
        let (status, _, told) = run(folder.path(), day, &["sync"]);
        assert!(status == 1 && told.contains("it is already settled"), "{told}");
    }
}

#[test]
fn skip_names_what_it_skips_and_refuses_what_is_far_ahead() {
    let note = "---\ntype: person\ncadence: 4 weeks\n---\n\n- [ ] send the plan 📅 2026-11-26\n\n## Log\n\n- 2026-11-05 call\n";
    let folder = vault(&[("People/Cy.md", note)]);
    let skip = |day: &str, more: &[&str]| run(folder.path(), day, &[&["skip", "Cy"], more].concat());
    let (status, _, told) = skip("2026-11-20", &[]);
    assert!(
        status == 2
            && told.contains("keep in touch, due 2026-12-03")
            && told.contains("--kind keep-in-touch"),
        "{told}"
    );
    let (status, _, told) = skip("2026-11-20", &["--kind", "reply"]);
    assert!(status == 2 && told.contains("is `keep-in-touch`, due 2026-12-03, not `reply`"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    let (status, said, _) = skip("2026-11-20", &["--kind", "keep-in-touch", "--dry-run"]);
    assert!(status == 0 && said.starts_with("--- a/"), "{said}");
    let (status, said, _) = skip("2026-11-26", &[]);
    assert!(status == 0 && said.starts_with("skips: keep in touch, due 2026-12-03\n"), "{said}");
}

#[test]
fn a_touch_on_the_day_of_a_talk_is_what_goes_out() {
    let note = "---\ntype: person\n---\n\n## Log\n\n- 2026-11-26 call: phone screen #interview\n";
    let folder = vault(&[("People/Ada.md", note)]);
    run(folder.path(), "2026-11-26", &["build"]);
    let json = text(folder.path(), "agenda/agenda.json");
    assert!(json.contains("call%20out%3A%20%5B%5BAda%5D%5D%20%23thank-you"), "{json}");
    let (_, said, _) = run(folder.path(), "2026-11-26", &["done", "Ada"]);
    assert!(said.contains("- 2026-11-26 call out #thank-you\n"), "{said}");
    let (_, agenda, _) = run(folder.path(), "2026-11-26", &["agenda"]);
    assert!(!agenda.contains("Thank you"), "{agenda}");
    let folder = vault(&[("People/Ada.md", note), ("2026-11-26.md", "- call out: [[Ada]] #thank-you\n")]);
    let (_, agenda, _) = run(folder.path(), "2026-11-26", &["agenda"]);
    assert!(!agenda.contains("Thank you"), "{agenda}");
}

#[test]
fn done_twice_sends_no_second_touch() {
    let note =
        "---\ntype: person\nemail: x@y.example\n---\n\n## Log\n\n- 2026-11-02 meeting: pitch #proposal\n";
    let folder = vault(&[("People/Xan.md", note)]);
    let logged = |day: &str, refusal: Option<&str>, expected: &[&str]| {
        let (status, _, said) = run(folder.path(), day, &["done", "Xan"]);
        assert_eq!(status, if refusal.is_none() { 0 } else { 2 }, "{said}");
        assert!(refusal.map_or(said.is_empty(), |refusal| said.contains(refusal)), "{said}");
        let lines = log(folder.path(), "People/Xan.md");
        assert_eq!(lines.get(1..).unwrap(), expected, "{said}");
    };
    let refusal = Some("the log of today has a line already");
    logged("2026-11-03", None, &["- 2026-11-03 email out #value"]);
    logged("2026-11-03", refusal, &["- 2026-11-03 email out #value"]);
    logged("2026-11-04", None, &["- 2026-11-03 email out #value", "- 2026-11-04 email out #question"]);
}

#[test]
fn done_twice_sends_no_touch_after_another_card() {
    let note = "---\ntype: person\nemail: x@y.example\nnext: 2026-11-24 ask about the offer\n---\n\n## Log\n\n\
        - 2026-11-20 email out: offer #proposal\n";
    let folder = vault(&[("People/Xan.md", note)]);
    assert_eq!(run(folder.path(), "2026-11-24", &["done", "Xan"]).0, 0);
    let after = log(folder.path(), "People/Xan.md");
    let (status, _, said) = run(folder.path(), "2026-11-24", &["done", "Xan"]);
    assert!(status == 2 && said.contains("the log of today has a line already"), "{said}");
    assert_eq!(log(folder.path(), "People/Xan.md"), after);
}

#[test]
fn a_talk_is_logged_without_the_name_of_a_touch() {
    let note =
        "---\ntype: person\nchannel: phone\nmet: 2026-11-20 at the fair\n---\n\n## Log\n\n- 2026-11-20 met\n";
    let folder = vault(&[("People/Ada.md", note)]);
    run(folder.path(), "2026-11-24", &["build"]);
    let json = text(folder.path(), "agenda/agenda.json");
    assert!(json.contains("call%20with%20%5B%5BAda%5D%5D\""), "{json}");
    let (_, said, _) = run(folder.path(), "2026-11-24", &["log", "Ada"]);
    assert!(said.contains("- 2026-11-24 call\n"), "{said}");
    let (_, said, told) = run(folder.path(), "2026-11-24", &["check", "-v"]);
    assert!(!format!("{said}{told}").contains("no-effect"), "{said}{told}");
}

#[test]
fn done_again_logs_no_contact_that_is_not_due() {
    let note = "---\ntype: person\nemail: bob@y.example\ncadence: 2 weeks\nbirthday: 11-26\n---\n\n## Log\n\n\
        - 2026-11-20 email out: the plan\n";
    let folder = vault(&[("People/Bob.md", note)]);
    let done = |day: &str| run(folder.path(), day, &["done", "Bob"]);
    assert_eq!(done("2026-11-26").0, 0);
    let after = log(folder.path(), "People/Bob.md");
    let (status, _, said) = done("2026-11-26");
    assert!(status == 2 && said.contains("the log of today has a line already"), "{said}");
    assert_eq!(log(folder.path(), "People/Bob.md"), after);
    // On another day it may be done early.
    assert_eq!(done("2026-11-27").0, 0);
}

#[test]
fn a_skip_does_not_reach_a_next_step_far_ahead() {
    let note = "---\ntype: person\nnext: 2026-12-20 send the budget\n---\n\n## Log\n\n- 2026-11-05 call\n";
    let folder = vault(&[("People/Cy.md", note)]);
    let (status, _, told) = run(folder.path(), "2026-11-26", &["skip", "Cy", "--kind", "next"]);
    assert!(status == 2 && told.contains("the next step of 2026-12-20 is more than a week ahead"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    let (status, _, told) = run(folder.path(), "2026-11-26", &["skip", "Cy"]);
    assert!(status == 2 && told.contains("more than a week ahead") && !told.contains("--kind"), "{told}");
    run(folder.path(), "2026-11-26", &["build"]);
    let agenda = text(folder.path(), "agenda/agenda.md").replace("- [ ] Cy: send", "- [-] Cy: send");
    std::fs::write(folder.path().join("agenda/agenda.md"), agenda).unwrap();
    let (_, _, told) = run(folder.path(), "2026-11-26", &["sync"]);
    assert!(told.contains("the next step of 2026-12-20 is more than a week ahead"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    let (status, said, _) = run(folder.path(), "2026-12-14", &["skip", "Cy"]);
    assert!(status == 0 && said.starts_with("skips: next step, due 2026-12-20\n"), "{said}");
    let (_, agenda, _) = run(folder.path(), "2026-12-20", &["agenda"]);
    assert!(!agenda.contains("send the budget"), "{agenda}");
}

#[test]
fn ones_own_addresses_are_known_in_calendars_too() {
    let event = |day: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:{day}T090000\r\nATTENDEE:mailto:me+cal@home.example\r\nATTENDEE:mailto:{TOM}\r\n\
             SUMMARY:plan\r\nEND:VEVENT\r\n"
        )
    };
    let days: String = ["20261102", "20261103", "20261104"].map(event).concat();
    let calendar = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{days}END:VCALENDAR\r\n");
    let note = format!("---\ntype: person\nemail: {TOM}\n---\n");
    let folder = vault(&[("People/Tom.md", &note), ("work.ics", &calendar)]);
    let (status, said, told) =
        run(folder.path(), "2026-11-26", &["harvest", "calendar", "work.ics", "--me", ME]);
    assert!(status == 0 && said.contains("+ 2026-11-04 meeting: plan"), "{said}{told}");
    assert!(!told.contains("in no note"), "{told}");
    let (status, _, told) =
        run(folder.path(), "2026-11-26", &["harvest", "calendar", "none.ics", "--me", ME]);
    assert!(status == 2 && told.contains(".ics") && !told.contains("address book"), "{told}");
}

/// Returns the events of the private calendar by UID: the text of each, and its stamps.
fn events(vault: &Path) -> BTreeMap<String, (String, Vec<String>)> {
    let calendar = text(vault, "agenda/followups.ics");
    let stamp =
        |line: &str| ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"].iter().any(|name| line.starts_with(name));
    let event = |event: &str| {
        let (stamps, said): (Vec<&str>, Vec<&str>) = event.lines().partition(|line| stamp(line));
        let uid = said.iter().find(|line| line.starts_with("UID:")).unwrap().to_string();
        (uid, (said.join("\n"), stamps.into_iter().map(str::to_owned).collect()))
    };
    calendar.split("BEGIN:VEVENT").skip(1).map(event).collect()
}

#[test]
fn an_event_has_newer_stamps_exactly_when_it_says_something_else() {
    let note = "---\ntype: person\nemail: ada@post.example\nbirthday: 1980-12-20\nlead: 10\ncadence: 4 weeks\nsee-by: 2026-12-24\n---\n\n\
                - [ ] send the plan 📅 2026-11-30\n\n## Events\n\n- 2026-12-05 her exhibition\n\n## Log\n\n- 2026-11-05 call: hello\n";
    let folder = vault(&[("People/Ada.md", note)]);
    let build = || {
        run(folder.path(), "2026-11-26", &["build"]);
        events(folder.path())
    };
    let mut before = build();
    let (mut same, mut changed) = (0, 0);
    for command in [
        &["skip", "Ada"] as &[&str],
        &["log", "Ada", "call: the plan"],
        &["log", "Ada", "call: the plan once more"],
        &["skip", "Ada", "--kind", "next"],
    ] {
        assert_eq!(run(folder.path(), "2026-11-26", command).0, 0, "{command:?}");
        let after = build();
        for (uid, (said, stamps)) in &after {
            let Some((old_said, old_stamps)) = before.get(uid) else { continue };
            assert_eq!(
                said == old_said,
                stamps == old_stamps,
                "{command:?}\n{old_stamps:?} {stamps:?}\n{said}"
            );
            *if said == old_said { &mut same } else { &mut changed } += 1;
        }
        before = after;
    }
    assert!(same > 5 && changed > 2, "{same} the same, {changed} changed");
}

#[test]
fn several_names_need_no_quotes_and_none_is_split() {
    #[track_caller]
    fn case(arguments: &str, expected: &[&str]) {
        let note = |name: &str| format!("# {name}\n\n## Log\n");
        let vault = vault(&[
            ("People/Ada.md", &note("Ada Lovelace")),
            ("People/Ben.md", &note("Ben Kay")),
            ("People/Callum.md", &note("Callum Hall")),
            ("People/Smith, John.md", &note("Smith, John")),
        ]);
        let words: Vec<&str> = ["log"].into_iter().chain(arguments.split('|')).collect();
        let (status, _, said) = run(vault.path(), "2026-11-26", &words);
        let logs = ["Ada", "Ben", "Callum", "Smith, John"]
            .map(|name| log(vault.path(), &format!("People/{name}.md")));
        let lines: Vec<String> = logs.concat().iter().map(|line| line.replace("- 2026-11-26 ", "")).collect();
        assert_eq!(lines, expected, "{arguments}: {said}");
        assert_eq!(status == 0, !expected.is_empty(), "{arguments}: {said}");
        assert!(status == 0 || said.contains("help: "), "{arguments}: {said}");
        assert!(status == 0 || !said.contains("not clear") || said.contains("`followup log 'Ada"), "{said}");
    }
    case("Ada,|Ben|dinner", &["dinner", "dinner"]);
    case("Ada,Ben|dinner", &["dinner", "dinner"]);
    case("Ada|Lovelace,|Ben|Kay|dinner", &["dinner", "dinner"]);
    case("Ada|Lovelace,Ben|dinner", &["dinner", "dinner"]);
    case("Ada,Ben|Kay|dinner", &["dinner", "dinner"]);
    case("Ada Lovelace, Ben Kay|dinner", &["dinner", "dinner"]);
    case("Ada,|Ben,|callum|dinner, then a walk", &["dinner, then a walk"; 3]);
    case("Ada,|Ben,|call: all well", &["call: all well", "call: all well"]);
    case("Ada|Lovelace,|Ben|Kay:|dinner", &["dinner", "dinner"]);
    case("Ada,|Ben,|Callum|Hall:|call: all well", &["call: all well"; 3]);
    case("Ada,|Ben|-|dinner", &["dinner", "dinner"]);
    case("Ada,|Ben|Kay|–|dinner, then a walk", &["dinner, then a walk"; 2]);
    case("Ada, Ben Kay:|dinner", &["dinner", "dinner"]);
    case("Ada,|call", &["call"]);
    case("Ada|Ben|told|me,|call", &["Ben told me, call"]);
    case("Ada|call,|then|dinner", &["call, then dinner"]);
    case("Smith,|John|call", &["call"]);
    case("Smith, John|call, dinner", &["call, dinner"]);
    case("Ada,|Bne|dinner", &[]);
    case("Ada|Lovelace,|she|rang", &[]);
    case("Ada,|Ben|and|Callum|dinner", &[]);
    case("Ada,Nobody|dinner", &[]);
    case(",|call", &[]);
    case("Ada|and|Ben|lunch", &[]);
    case("Ada|&|Ben Kay|lunch", &[]);
    case("Ada|and|I|had lunch", &["and I had lunch"]);
    case("Ada|and|ben's dog came", &["and ben's dog came"]);
    case("Ada|and|the Hall choir sang", &["and the Hall choir sang"]);
}

#[test]
fn a_word_that_may_be_meant_as_a_name_is_told() {
    #[track_caller]
    fn case(arguments: &str, told: Option<&str>) {
        let vault = vault(&[("People/Mary Smith.md", "# Mary Smith\n"), ("People/Bob.md", "# Bob\n")]);
        let words: Vec<&str> = ["log"].into_iter().chain(arguments.split('|')).collect();
        let (status, _, said) = run(vault.path(), "2026-11-26", &words);
        let hint = said.lines().find(|line| line.contains("part of the text"));
        let expected = told.map(|word| {
            format!("hint: `{word}` is read as part of the text: the line is only for Mary Smith")
        });
        assert_eq!((status, hint), (0, expected.as_deref()), "{arguments}: {said}");
    }
    case("Mary|and|Bpb|dinner", Some("Bpb"));
    case("Mary Smith|and|Bpb's dog: dinner", Some("Bpb"));
    case("Mary|Smyth|call", Some("Smyth"));
    case("Mary|Skype|call", None);
    case("Mary|Birthday|party", None);
    case("Bob,|Mary|Smyth-Jones|call", Some("Smyth"));
    case("Mary|and|I|had lunch", None);
    case("Mary|and|I'm|on the train, call", None);
    case("Mary|and|family|dinner", None);
    case("Mary|Smith|Christmas lunch", None);
    case("Mary|Call|about the lease", None);
    case("Mary|LinkedIn|out", None);
    case("Mary|Monday|coffee", None);
    case("Bob|Great talk", None);
}

#[test]
fn words_after_a_name_are_told_apart_from_it() {
    let vault = vault(&[("People/Ada.md", "# Ada Lovelace\n"), ("People/Ben.md", "# Ben Kay\n")]);
    for arguments in
        [&["snooze", "Ada", "until", "monday"][..], &["done", "Ada,", "Ben"], &["show", "ada", "x"]]
    {
        let (status, _, said) = run(vault.path(), "2026-11-26", arguments);
        assert!(
            status == 2 && said.to_lowercase().contains("`ada` alone is a name"),
            "{arguments:?}: {said}"
        );
    }
}

/// Runs an interactive command with these answers; returns its output.
fn session(vault: &Path, arguments: &[&str], answers: &str) -> String {
    ended(program(vault).args(["--today", "2026-11-26", "next"]).args(arguments).write_stdin(answers)).1
}

#[test]
fn words_after_a_key_of_next_are_logged_or_refused() {
    #[track_caller]
    fn case(answer: &str, expected: &[&str], told: &str) {
        let vault = vault(&[("People/Ada.md", "# Ada\n\n## Log\n\n- 2026-11-25 email in: a question\n")]);
        let said = session(vault.path(), &[], &format!("{answer}\n"));
        let lines = log(vault.path(), "People/Ada.md");
        assert_eq!(lines.get(1..).unwrap(), expected, "{answer}: {said}");
        assert!(said.contains(told), "{answer}: {said}");
    }
    case("d", &["- 2026-11-26 email out"], "1 card: 1 done");
    case("d she was glad", &["- 2026-11-26 email out: she was glad"], "1 card: 1 done");
    case("d call: all well", &["- 2026-11-26 call: all well"], "1 card: 1 done");
    case("done 2026-11-25 call: all well", &["- 2026-11-25 call: all well"], "1 card: 1 done");
    case("d no time, next week", &[], "may say that it is still to be done");
    case("d 2026-11-28 call", &[], "2026-11-28 is in the future");
    case("d 1826-11-24 call", &[], "1826-11-24 is probably not the day you meant");
    case("l quit", &["- 2026-11-26 quit"], "1 card: 1 logged");
    case("l\nquit", &[], "nothing was changed");
    case("k because", &[], "`k` takes no words, and `because` would be lost");
    case("rest please", &[], "`rest` takes no words");
    case("n monday", &[], "`n` takes no words");
    case("q now", &[], "`q` takes no words");
    case("l 2062-11-26 call", &[], "2062-11-26 is probably not the day you meant");
    case("s 2062-11-26", &[], "2062-11-26 is probably not the day you meant");
    case("s off", &[], "nothing was changed");
}

#[test]
fn next_tells_that_a_task_repeats() {
    let vault = vault(&[("People/Ada.md", "# Ada\n\n- [ ] send it 🔁 every week 📅 2026-11-24\n")]);
    let output = session(vault.path(), &[], "d\n");
    assert!(output.contains("hint: the task repeats: the Tasks plugin"), "{output}");
}

#[test]
fn on_a_card_with_several_follow_ups_the_relationship_is_put_off() {
    let note =
        "---\nbirthday: 11-26\nevery: 2 weeks\n---\n# Ada\n\n## Log\n\n- 2026-11-25 email in: a question\n";
    let vault = || vault(&[("People/Ada.md", note)]);
    // Each follow-up has a card of its own, and says so.
    let apart = vault();
    let said = session(apart.path(), &["--dry-run"], "k\ns 3d\n");
    assert!(said.contains("cannot be skipped") && said.contains("has a card of its own"), "{said}");
    #[track_caller]
    fn case(vault: &Path, answers: &str, expected: &str, told: &[&str]) {
        let said = session(vault, &["--catch-up"], answers);
        assert_eq!(text(vault, "People/Ada.md"), expected, "{said}");
        assert!(said.contains("1 of 1") && told.iter().all(|told| said.contains(told)), "{said}");
    }
    let skipped = format!("{note}- 2026-11-26 skipped\n");
    case(vault().path(), "k\nk\nq\n", &skipped, &["cannot be skipped", "1 card: 1 skipped"]);
    let off = note.replace("2 weeks\n", "2 weeks\nsnooze: 2026-11-29\n");
    case(vault().path(), "s 3d\nk\nk\n", &off, &["cannot be skipped", "1 card: 1 put off"]);
    case(vault().path(), "s 3d\nd\n", &format!("{off}- 2026-11-26 email out #birthday\n"), &["1 put off"]);
}

#[test]
fn a_name_may_bring_its_address_and_tags_their_commas() {
    #[track_caller]
    fn case(arguments: &[&str], path: &str, expected: &[&str]) {
        let vault = vault(&[]);
        let (status, _, said) = run(vault.path(), "2026-11-26", &[&["new"], arguments].concat());
        assert_eq!(status, 0, "{said}");
        let note = text(vault.path(), path);
        assert!(expected.iter().all(|part| note.contains(part)), "{note}");
    }
    case(
        &["Jane Doe <jane@acme.example>", "--tag", "a,b"],
        "People/Jane Doe.md",
        &["email: jane@acme.example", "tags: [a, b]"],
    );
    case(&["<jane@acme.example>"], "People/jane@acme.example.md", &["email: jane@acme.example"]);
    case(&["bob@z.example"], "People/bob@z.example.md", &["email: bob@z.example"]);
    let vault = vault(&[("People/Ada.md", "# Ada\n\n## Log\n")]);
    assert_eq!(run(vault.path(), "2026-11-26", &["new", "Jane <jane@>"]).0, 2);
    let (_, _, said) = run(vault.path(), "2026-11-26", &["log", "Ada", "monday", "coffee", "--dry-run"]);
    assert!(said.contains("for that day begin with `2026-11-23`"), "{said}");
    assert_eq!(run(vault.path(), "2026-11-26", &["show", "Ada.md"]).0, 0);
}

#[test]
fn scripts_of_a_template_are_in_no_note() {
    let script = "<%*\nconst name = await tp.system.prompt(\"Name\");\n-%>\n";
    let person = "---\ntype: person\nemail:\n---\n# <% tp.file.title %>\n<% tp.file.cursor() %>\n## Log\n";
    let new = ["new", "Jane Doe", "--email", "jane@acme.example"];
    let vault = vault(&[
        ("followup.yaml", "note-template: Templates/Person.md\n"),
        ("Templates/Person.md", &format!("{script}{person}")),
    ]);
    let (status, _, said) = run(vault.path(), "2026-11-26", &new);
    let warning = "warning: the template's `<%* const name = await tp.system.prompt…` has no meaning here and was left out\n";
    assert_eq!((status, &*said), (0, warning));
    let expected = "---\ntype: person\nemail: jane@acme.example\nname: Jane Doe\n---\n# Jane Doe\n\n## Log\n";
    assert_eq!(text(vault.path(), "People/Jane Doe.md"), expected);

    std::fs::remove_file(vault.path().join("People/Jane Doe.md")).unwrap();
    std::fs::write(vault.path().join("Templates/Person.md"), format!("{person}<%* let x\n")).unwrap();
    let (status, _, said) = run(vault.path(), "2026-11-26", &new);
    assert!(status == 2 && said.contains("has a `<%` without a `%>` on line 8"), "{said}");
    assert!(!vault.path().join("People/Jane Doe.md").exists());
}

#[test]
fn an_unlikely_year_in_a_command_is_refused() {
    let vault = vault(&[("People/Ada.md", "# Ada\n\n## Log\n\n- 2026-11-25 call\n")]);
    for arguments in [
        &["log", "Ada", "call", "--date", "2062-11-02"][..],
        &["log", "Ada", "1026-11-02 call"],
        &["snooze", "Ada", "2062-11-02"],
        &["snooze", "Ada", "20 years"],
    ] {
        let (status, _, said) = run(vault.path(), "2026-11-26", arguments);
        assert!(status == 2 && said.contains("is probably not the day you meant"), "{arguments:?}: {said}");
        assert!(said.contains("correct its year"), "{said}");
    }
    assert_eq!(run(vault.path(), "2026-11-26", &["snooze", "Ada", "2099-01-01"]).0, 0);
}
