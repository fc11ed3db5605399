//! Acting on follow-ups whose evidence is in several notes or in mail: what was done counts, whichever note
//! asked for it, and is asked for only once.

use crate::ada::tick;
use crate::folders::{dated_lines as log, text, vault, write};
use crate::program::run_on as run;
use std::collections::BTreeMap;
use std::path::Path;

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

/// A name may be more than words in a line.
#[test]
fn an_answer_names_only_whom_it_can() {
    for (name, whom) in
        [("Ada O'Neil-Byron", "Ada O'Neil-Byron"), ("Ada %% x", "them"), ("~~Ada~~ #friend", "them")]
    {
        let note = format!(
            "---\ntype: person\nname: \"{name}\"\nemail: a@x.example\n---\n\n## Log\n\n- 2026-11-25 email in: hi\n"
        );
        let folder = vault(&[("People/P.md", &note)]);
        assert_eq!(run(folder.path(), "2026-11-26", &["done", "P"]).0, 0, "{name}");
        let expected = format!("- 2026-11-26 email: replied to {whom}");
        assert_eq!(log(folder.path(), "People/P.md"), ["- 2026-11-25 email in: hi", &expected]);
        let (_, agenda, _) = run(folder.path(), "2026-11-26", &["agenda"]);
        assert!(!agenda.contains("Reply"), "{agenda}");
    }
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
    assert_eq!(
        log(folder.path(), "People/Tom.md"),
        ["- 2026-11-02 call", "- 2026-11-26 email: replied to Tom"]
    );
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

/// Ticks a line of the agenda, with some text beside it.
fn done(beside: &str) -> impl Fn(&str) -> String {
    move |line| line.replacen("[ ]", "[x]", 1).replacen(" ^f-", &format!("{beside} ^f-"), 1)
}

#[test]
fn a_tick_on_a_preparation_stays_until_its_day_and_goes_with_it() {
    let folder = vault(&[("People/Ada.md", "---\ntype: person\nbirthday: 12-01\nlead: 10\n---\n")]);
    let build = |day: &str| run(folder.path(), day, &["build"]).1;
    build("2026-11-26");
    tick(folder.path(), "Prepare for Ada", done(""));
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
        tick(folder.path(), "Reply to Ada", done(beside));
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
    tick(folder.path(), "Reply to Ada", done("::call: long (1 h)"));
    let (status, out, told) = run(folder.path(), "2026-11-26", &["sync"]);
    assert!(status == 0 && out.contains("- 2026-11-26 call: long (1 h)\n"), "{out}{told}");
}

#[test]
fn a_tick_on_a_promise_that_was_kept_otherwise_is_no_work() {
    let note = "---\ntype: person\n---\n\n- [ ] send flowers 📅 2026-11-25\n";
    let folder = vault(&[("People/Ada.md", note)]);
    run(folder.path(), "2026-11-26", &["build"]);
    tick(folder.path(), "send flowers", done(""));
    let (_, out, _) = run(folder.path(), "2026-11-27", &["build"]);
    assert!(out.contains("next: followup sync"), "{out}");
    write(folder.path(), "People/Ada.md", note.replace("[ ]", "[x]"));
    for day in ["2026-11-27", "2026-11-28"] {
        let (_, out, _) = run(folder.path(), day, &["build"]);
        assert!(out.contains("carried over: 1 tick") && !out.contains("next: followup sync"), "{out}");
        let (status, _, told) = run(folder.path(), day, &["sync"]);
        assert!(status == 1 && told.contains("it is already settled"), "{told}");
    }
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
fn a_touch_by_phone_is_sent_and_goes_on() {
    let note = "---\ntype: person\nchannel: phone\n---\n\n## Log\n\n- 2026-11-23 interview #interview\n";
    for day in ["2026-11-23", "2026-11-24"] {
        let folder = vault(&[("People/Ada.md", note)]);
        run(folder.path(), day, &["build"]);
        let json = text(folder.path(), "agenda/agenda.json");
        assert!(json.contains("call%20out%3A%20%5B%5BAda%5D%5D%20%23thank-you\""), "{json}");
        let (_, said, _) = run(folder.path(), day, &["done", "Ada"]);
        assert!(said.contains(&format!("- {day} call out #thank-you\nnext: touch on")), "{said}");
        let (_, said, told) = run(folder.path(), day, &["check", "-v"]);
        assert!(!format!("{said}{told}").contains("no-effect"), "{said}{told}");
    }
    // Only words of one's own say that you talked.
    let folder = vault(&[("People/Ada.md", note)]);
    let (_, said, _) = run(folder.path(), "2026-11-24", &["log", "Ada", "call: she was in"]);
    assert!(said.contains("- 2026-11-24 call: she was in\n"), "{said}");
}

#[test]
fn a_message_without_words_leaves_the_topic_as_it_was() {
    let note = "---\ntype: person\ncadence: 1 week\n---\n\n## Log\n\n- 2026-11-02 email out: the new roof\n";
    for line in ["email: replied to [[Ada]]", "text to [[Ada]]", "wrote to [[Ada]]", "call out: [[Ada]]"] {
        let folder = vault(&[("People/Ada.md", note), ("2026-11-09.md", &format!("- {line}\n"))]);
        let (_, agenda, _) = run(folder.path(), "2026-11-20", &["agenda"]);
        assert!(agenda.contains("last: the new roof"), "{line}: {agenda}");
    }
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

#[test]
fn a_series_ends_by_the_clock_of_its_events_and_only_those_who_came_were_met() {
    #[track_caller]
    fn case(start: &str, end: &str, attendee: &str, title: &str, expected: &[&str]) {
        let calendar = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART{start}\r\nRRULE:FREQ=WEEKLY;UNTIL={end}\r\n\
             ATTENDEE{attendee}:mailto:{TOM}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let note = format!("---\ntype: person\nemail: {TOM}\n---\n\n## Log\n\n- 2026-10-01 call\n");
        let folder = vault(&[("People/Tom.md", &note), ("work.ics", &calendar)]);
        let harvest = ["harvest", "calendar", "work.ics", "--me", ME, "--write"];
        assert_eq!(run(folder.path(), "2026-11-26", &harvest).0, 0);
        let added: Vec<String> = log(folder.path(), "People/Tom.md").into_iter().skip(1).collect();
        assert_eq!(added, expected, "{start} {end} {attendee} {title}");
        let (_, _, again) = run(folder.path(), "2026-11-26", &harvest);
        assert!(again.contains("0 lines written to 0 notes"), "{again}");
    }
    let berlin = ";TZID=Europe/Berlin:20261102T090000";
    let both = ["- 2026-11-02 meeting: plan", "- 2026-11-09 meeting: plan"];
    case(berlin, "20261109T080000Z", "", "plan", &both);
    case(berlin, "20261109T075959Z", "", "plan", &both[..1]);
    case(berlin, "20261109", "", "plan", &both);
    // Whole days that are left out, or moved, though the events have a time.
    let third = ["- 2026-11-02 meeting: plan", "- 2026-11-16 meeting: plan"];
    case(berlin, "20261116T080000Z\r\nEXDATE;VALUE=DATE:20261109", "", "plan", &third);
    let moved = format!(
        "plan\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;VALUE=DATE:20261109\r\nDTSTART{berlin}\r\n\
         ATTENDEE:mailto:{TOM}\r\nSUMMARY:moved"
    )
    .replacen("20261102", "20261110", 1);
    let moved_to = ["- 2026-11-02 meeting: plan", "- 2026-11-10 meeting: moved"];
    case(berlin, "20261109T080000Z", "", &moved, &moved_to);
    case(";TZID=W. Europe Standard Time:20261102T090000", "20261109T080000Z", "", "plan", &both);
    // 16:00 of the day before in Los Angeles.
    case(";TZID=America/Los_Angeles:20261102T180000", "20261109T235959Z", "", "plan", &both[..1]);
    case(":20261102T090000Z", "20261109T090000Z", "", "plan", &both);
    case(";VALUE=DATE:20261102", "20261109", "", "plan", &both);
    case(berlin, "20261109T080000Z", ";PARTSTAT=DELEGATED", "plan", &[]);
    case(berlin, "20261109T080000Z", ";ROLE=NON-PARTICIPANT", "plan", &[]);
    // A title that would say something else of the meeting is left out.
    case(berlin, "20261103", "", "no answer", &["- 2026-11-02 meeting"]);
}

#[test]
fn what_harvest_cannot_read_is_named_by_file_and_line() {
    let event = |uid: u32, start: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{start}\r\nATTENDEE:mailto:{TOM}\r\nSUMMARY:plan {uid}\r\nEND:VEVENT\r\n"
        )
    };
    let starts = ["20261102T090000", "soon", "20261103T090000", "x", "x", "x", "x", "x", "x"];
    let events: String = (1..).zip(starts).map(|(uid, start)| event(9 - uid, start)).collect();
    let calendar = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n");
    let letter = |date: &str| {
        format!("From a@b.example Mon Nov  2 08:00:00 2026\nFrom: {TOM}\nTo: {ME}\n{date}\n\nHi\n\n")
    };
    let letters =
        [letter("Date: Mon, 2 Nov 2026 08:00:00 +0000"), letter("Date: some day\nSubject: the move")];
    let letters = letters.concat();
    let note = format!("---\ntype: person\nemail: {TOM}\n---\n");
    let moved = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}{}{}END:VCALENDAR\r\n",
        event(1, "20261102T090000"),
        event(1, "soon"),
        event(2, "x").replacen("VEVENT", "VEV\r\n ENT", 1)
    );
    let folder = vault(&[
        ("People/Tom.md", &note),
        ("work.ics", &calendar),
        ("moved.ics", &moved),
        ("all.mbox", &letters),
    ]);
    let harvest = |kind, file, more: &[&str]| {
        run(folder.path(), "2026-11-26", &[&["harvest", kind, file, "--me", ME][..], more].concat())
    };
    let (_, _, told) = harvest("calendar", "work.ics", &[]);
    assert!(told.contains("\n  not read: work.ics:9: plan 7\n  not read: work.ics:21: plan 5\n"), "{told}");
    assert!(told.contains("work.ics:39: plan 2\n  and 2 more\n"), "{told}");
    // A day that was moved is an event of its own below the same UID; the head of another one is folded.
    let (_, _, told) = harvest("calendar", "moved.ics", &[]);
    assert!(told.contains("\n  not read: moved.ics:9: plan 1\n  not read: moved.ics:15: plan 2\n"), "{told}");
    let (_, said, _) = harvest("calendar", "work.ics", &["--json"]);
    assert!(said.contains("\"line\": 51") && said.contains("\"title\": \"plan 0\""), "{said}");
    let (_, _, told) = harvest("mail", "all.mbox", &[]);
    assert!(told.contains("  not read: all.mbox:8: the move\n"), "{told}");
    assert_eq!(told.matches("not read").count(), 1, "{told}");
    let (_, said, _) = harvest("mail", "all.mbox", &["--json"]);
    assert!(said.contains("\"path\": \"all.mbox\"") && said.contains("\"title\": \"the move\""), "{said}");
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
    let note = "---\ntype: person\nemail: ada@post.example\nbirthday: 1980-12-20\nlead: 10\ncadence: 4 weeks\nsee-by: 2026-12-12\n---\n\n\
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
        &["skip", "Ada", "--kind", "keep-in-touch"],
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

/// The direction and the follow-ups after a line in the daily note, or a command.
fn after(folder: &Path) -> (String, String) {
    let (_, shown, _) = run(folder, "2026-11-25", &["show", "Ada", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let dated = shown["dated"].as_array().unwrap().iter();
    let of_today = dated.filter(|line| line["date"] == "2026-11-25" && !line["direction"].is_null());
    let directions: Vec<String> = of_today.map(|line| line["direction"].to_string()).collect();
    let (_, agenda, _) = run(folder, "2026-11-25", &["agenda", "--days", "60", "--json"]);
    let agenda: serde_json::Value = serde_json::from_str(&agenda).unwrap();
    let left = agenda["follow_ups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}; ", one["kind"], one["due"]));
    (directions.join(" "), left.collect())
}

#[test]
fn a_card_is_settled_alike_by_done_and_by_the_link_that_logs_it() {
    let notes = [
        ("birthday: 11-25\n", "- 2026-11-07 email out: proposal #proposal\n"),
        ("birthday: 11-24\n", ""),
        ("", "- 2026-11-16 email out: q #ask\n"),
        ("", "\n## Waiting for\n- [ ] the form 📅 2026-11-20\n"),
        ("", "- 2026-11-24 email in: q\n"),
        ("", "- 2026-11-24 email in: q #birthday\n"),
    ];
    for (key, entries) in notes {
        for channel in ["email", "phone", "video", "text", "letter", "in-person", "meeting", "comment"] {
            let note = format!("---\ntype: person\nchannel: {channel}\n{key}---\n\n## Log\n{entries}");
            let [by_done, by_link] = [0, 1].map(|_| vault(&[("People/Ada.md", &note)]));
            let (_, agenda, _) = run(by_done.path(), "2026-11-25", &["agenda", "--json"]);
            let agenda: serde_json::Value = serde_json::from_str(&agenda).unwrap();
            let card = &agenda["follow_ups"][0];
            let id = card["id"].as_str().unwrap();
            assert_eq!(run(by_done.path(), "2026-11-25", &["done", id]).0, 0, "{note}");
            let (_, line) = card["log_url"].as_str().unwrap().split_once("&content=").unwrap();
            let line = percent(line);
            write(by_link.path(), "Daily/2026-11-25.md", format!("{line}\n"));
            let [done, link] = [&by_done, &by_link].map(|folder| after(folder.path()));
            assert_eq!(done, link, "{key}{entries}{channel}: {line}");
            assert!(!done.0.is_empty() || channel == "comment", "{key}{entries}{channel}: {line}");
        }
    }
}

/// Decodes a URL.
fn percent(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn done_by_name_goes_past_a_preparation() {
    let note = "---\ntype: person\npriority: high\nbirthday: 12-01\n---\n";
    let waiting = format!("{note}\n## Waiting for\n- [ ] the form 📅 2026-11-20\n");
    // What is yet to come is not done.
    let later = format!("{note}\n- [ ] send the plans 📅 2027-01-15\n");
    let folder = vault(&[("People/Ada.md", &waiting), ("People/Ben.md", note), ("People/Cy.md", &later)]);
    let (status, said, failed) = run(folder.path(), "2026-11-25", &["done", "Ada"]);
    assert_eq!(status, 0, "{failed}");
    assert!(said.contains("asked about the form"), "{said}");
    for name in ["Ben", "Cy"] {
        let (status, _, failed) = run(folder.path(), "2026-11-25", &["done", name]);
        assert!(status == 2 && failed.contains("ends by itself on the day"), "{name}: {failed}");
    }
}

#[test]
fn after_a_restart_nobody_is_welcomed_back_again() {
    let note = "---\ntype: person\ncadence: 2 weeks\n---\n\n## Log\n\n- 2026-09-01 call\n- [ ] send the plan 📅 2026-09-05\n";
    let folder = vault(&[("People/Ada.md", note)]);
    let welcomes = || {
        assert_eq!(run(folder.path(), "2026-11-25", &["build", "-q"]).0, 0);
        let says = text(folder.path(), "agenda/agenda.json").contains(r#""welcome_back": true"#);
        assert_eq!(text(folder.path(), "agenda/agenda.md").contains("Welcome back"), says);
        says
    };
    assert!(welcomes());
    assert!(text(folder.path(), "agenda/agenda.md").contains("(still open"));
    for (start, expected) in [("2026-11-25", false), ("2026-11-04", false), ("2026-11-03", true)] {
        write(folder.path(), "followup.yaml", format!("start: {start}\n"));
        assert_eq!(welcomes(), expected, "{start}");
    }
}
