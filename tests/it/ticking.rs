//! Ticks in `agenda.md` as people and Obsidian's plugins make them, and commands that write to several notes,
//! or at the same time.

use crate::ada::tick;
use crate::folders::{text, vault, write};
use crate::program::{done, run_on};
use std::path::Path;

const TODAY: &str = "2026-11-26";
const ADA: &str = "---\ntype: person\ncadence: 4 weeks\nemail: ada@post.example\n---\n\n## Log\n\n- 2026-10-01 email out: proof\n";
/// A part of the line of Ada's card.
const CARD: &str = "- [ ] Keep in touch with Ada (";

fn run(vault: &Path, arguments: &[&str]) -> (i32, String, String) {
    run_on(vault, TODAY, arguments)
}

/// A vault with Ada and an agenda in which the line of her card was changed.
fn ticked(change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let vault = vault(&[("People/Ada.md", ADA)]);
    assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
    tick(vault.path(), CARD, change);
    vault
}

/// Ticks a line with a mark and inserts words before its id.
fn before_id(line: &str, mark: &str, words: &str) -> String {
    line.replacen("[ ]", &format!("[{mark}]"), 1).replace(" ^f-", &format!("{words} ^f-"))
}

#[test]
fn what_the_tasks_plugin_appends_is_the_day_of_the_tick() {
    #[track_caller]
    fn case(mark: &str, words: &str, behind: &str, expected: &str) {
        let vault = ticked(|line| before_id(line, mark, words) + behind);
        // A build in between keeps the tick and its words.
        assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
        done(vault.path(), TODAY, &["sync"]);
        assert_eq!(text(vault.path(), "People/Ada.md"), format!("{ADA}- {expected}\n"), "{words}{behind}");
        let agenda = text(vault.path(), "agenda/agenda.md");
        assert!(
            agenda.contains(" ^synced-") && agenda.contains(&format!("[{mark}] Keep in touch")),
            "{agenda}"
        );
        let (_, output, said) = run(vault.path(), &["build"]);
        assert!(!output.contains("edited") && said.is_empty(), "{output}{said}");
    }
    case("x", " ✅ 2026-11-25", "", "2026-11-25 email out");
    case("x", " [completion:: 2026-11-26]", "", "2026-11-26 email out");
    case("x", "", " ✅ 2026-11-26", "2026-11-26 email out");
    case("x", " :: the second proof ✅ 2026-11-25", "", "2026-11-25 email out: the second proof");
    case("x", " ✅ 2026-11-26", " :: 2026-11-24 call", "2026-11-24 call");
    case("-", " ❌ 2026-11-26", "", "2026-11-26 skipped");
    case("x", " :: call (short)", "", "2026-11-26 call (short)");
    case("x", " ✅ 2026-11-25 :: call (with Ben)", "", "2026-11-25 call (with Ben)");
    // A date from a clock that is ahead of ours.
    case("x", " ✅ 2026-11-27", "", "2026-11-26 email out");
}

#[test]
fn words_typed_behind_the_title_leave_out_the_rest_of_the_card() {
    let vault = ticked(|line| line.replacen("[ ]", "[x]", 1).replace("Ada (", "Ada :: call: fine ("));
    done(vault.path(), TODAY, &["sync"]);
    assert_eq!(text(vault.path(), "People/Ada.md"), format!("{ADA}- 2026-11-26 call: fine\n"));
}

#[test]
fn a_tick_of_a_promise_that_is_done_closes_no_other_with_its_words() {
    #[track_caller]
    fn case(before: &str, after: &str) {
        let note = |tasks: &str| format!("---\ntype: person\n---\n\n## Tasks\n\n{tasks}\n");
        let vault = vault(&[("People/Ada.md", &note(before))]);
        assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
        tick(vault.path(), "- [ ] Ada: send the invoice (today", |line| line.replacen("[ ]", "[x]", 1));
        write(vault.path(), "People/Ada.md", note(after));
        // Builds that come before `sync`, as in a nightly job, keep the tick with its day.
        for (day, builds) in [(TODAY, false), ("2026-11-27", false), (TODAY, true), ("2026-11-27", true)] {
            if builds {
                assert_eq!(run_on(vault.path(), day, &["build", "-q"]).0, 0);
            }
            let (status, _, said) = run_on(vault.path(), day, &["sync"]);
            assert!(status == 1 && said.contains("unknown-tick"), "{before}\n{said}");
            assert_eq!(text(vault.path(), "People/Ada.md"), note(after), "{before}");
        }
        // The next one has its own day on the next agenda, and can be ticked there.
        std::fs::remove_file(vault.path().join("agenda/agenda.md")).unwrap();
        assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
        tick(vault.path(), "- [ ] Ada: send the invoice (", |line| line.replacen("[ ]", "[x]", 1));
        done(vault.path(), "2026-11-27", &["sync"]);
        assert!(!text(vault.path(), "People/Ada.md").contains("[ ]"), "{before}");
    }
    let (open, done) = ("- [ ] send the invoice", "- [x] send the invoice");
    let recurs = "🔁 every week ";
    // The next one of a task that recurs may be put above it or below it.
    case(
        &format!("{open} {recurs}📅 2026-11-26"),
        &format!("{open} {recurs}📅 2026-12-03\n{done} {recurs}📅 2026-11-26 ✅ 2026-11-26"),
    );
    case(
        &format!("{open} {recurs}📅 2026-11-26"),
        &format!("{done} {recurs}📅 2026-11-26 ✅ 2026-11-26\n{open} {recurs}📅 2026-12-03"),
    );
    // It was deleted, or another one was put above it.
    case(&format!("{open} 📅 2026-11-26\n{open} 📅 2026-12-02"), &format!("{open} 📅 2026-12-02"));
    case(
        &format!("{open} 📅 2026-12-04\n{open} 📅 2026-11-26"),
        &format!("{open} 📅 2026-12-04\n{done} 📅 2026-11-26"),
    );
}

#[test]
fn a_task_that_repeats_gives_a_hint_wherever_it_is_ticked() {
    let hint =
        "hint: the task repeats: the Tasks plugin makes its next one only when it is ticked in Obsidian";
    let vault = vault(&[("People/Ada.md", "# Ada\n\n- [ ] send it 🔁 every 2 weeks 📅 2026-11-26\n")]);
    run(vault.path(), &["build", "-q"]);
    let agenda = text(vault.path(), "agenda/agenda.md");
    write(vault.path(), "agenda/agenda.md", agenda.replacen("- [ ]", "- [x]", 1));
    let (_, output, _) = run(vault.path(), &["sync"]);
    assert_eq!(output.matches(hint).count(), 1, "{output}");
    write(vault.path(), "People/Ada.md", "# Ada\n\n- [ ] pay 🔁 every week 📅 2026-11-26\n");
    let (_, output, said) = run(vault.path(), &["done", "Ada"]);
    assert!((output + &said).contains(hint));
}

#[test]
fn a_promise_that_was_ticked_on_another_day_was_done_on_it() {
    #[track_caller]
    fn case(mark: &str, stamp: &str) {
        let note = "# Ada\n\n- [ ] send it 📅 2026-11-26\n";
        let vault = vault(&[("People/Ada.md", note)]);
        run(vault.path(), &["build", "-q"]);
        tick(vault.path(), "- [ ]", |line| before_id(line, mark, stamp));
        assert_eq!(run(vault.path(), &["sync"]).0, 0);
        let expected = format!("# Ada\n\n- [{mark}] send it 📅 2026-11-26{stamp}\n");
        assert_eq!(text(vault.path(), "People/Ada.md"), expected);
    }
    case("x", " ✅ 2026-11-25");
    case("-", " ❌ 2026-11-25");
}

#[test]
fn a_wish_is_logged_on_the_day_after_too() {
    let note = "---\ntype: person\nbirthday: 1985-11-25\nemail: ada@post.example\n---\n\n# Ada\n";
    for builds in [1, 2] {
        let vault = vault(&[("People/Ada.md", note)]);
        assert_eq!(run_on(vault.path(), "2026-11-25", &["build", "-q"]).0, 0);
        let agenda =
            text(vault.path(), "agenda/agenda.md").replace("- [ ] Ada turns 41", "- [x] Ada turns 41");
        write(vault.path(), "agenda/agenda.md", agenda);
        if builds == 2 {
            assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
        }
        let output = done(vault.path(), TODAY, &["sync"]);
        assert!(text(vault.path(), "People/Ada.md").contains("- 2026-11-26 email out #birthday"), "{output}");
    }
}

#[test]
fn a_day_to_come_in_front_of_a_text_is_a_plan() {
    let vault = ticked(|line| before_id(line, "x", " :: 2026-12-24 dinner"));
    assert_eq!(run(vault.path(), &["sync"]).0, 0);
    assert_eq!(text(vault.path(), "People/Ada.md"), format!("{ADA}- 2026-12-24 dinner\n"));
    let vault = ticked(|line| before_id(line, "x", " :: 2026-11-31 dinner"));
    let (status, _, said) = run(vault.path(), &["sync"]);
    assert!(status == 1 && said.contains("the date in front of the text"), "{said}");
    assert_eq!(text(vault.path(), "People/Ada.md"), ADA);
    for day in ["2126-11-23", "1826-11-23"] {
        let vault = ticked(|line| before_id(line, "x", &format!(" :: {day} dinner")));
        let (status, _, said) = run(vault.path(), &["sync"]);
        assert!(status == 1 && said.contains(&format!("{day} is probably not the day you meant")), "{said}");
        assert_eq!(text(vault.path(), "People/Ada.md"), ADA);
    }
}

#[test]
fn words_over_the_title_and_ticks_without_an_id_are_reported() {
    #[track_caller]
    fn case(change: impl Fn(&str) -> String, told: &str) {
        let vault = ticked(change);
        for _ in 0..2 {
            let (status, output, said) = run(vault.path(), &["sync"]);
            assert!(status == 1 && said.contains(told), "{output}{said}");
            assert_eq!(text(vault.path(), "People/Ada.md"), ADA);
            // They are still reported after a build.
            if told.contains("without the id") {
                break;
            }
            run(vault.path(), &["build", "-q"]);
        }
    }
    case(
        |line| format!("- [x] Called her, she is fine{}", &line[line.find(" ^f-").unwrap()..]),
        "not read: `Called her, she is fine`",
    );
    case(|line| line.replace("[ ]", "[x]").replace(" (", " - called, fine ("), "not read: `- called, fine`");
    case(|line| line.replace("[ ]", "[x]").split(" ^f-").next().unwrap().to_owned(), "without the id");
}

#[test]
fn words_that_say_it_is_not_done_are_no_contact() {
    #[track_caller]
    fn case(words: &str, status: i32, logged: &str, told: &str) {
        let vault = ticked(|line| before_id(line, "x", &format!(" :: {words}")));
        let (ended, output, said) = run(vault.path(), &["sync"]);
        assert_eq!(
            (ended, text(vault.path(), "People/Ada.md")),
            (status, format!("{ADA}{logged}")),
            "{said}"
        );
        assert!(format!("{output}{said}").contains(told), "{output}{said}");
        let ticks = text(vault.path(), "agenda/agenda.md");
        assert_eq!(ticks.contains(&format!(":: {words} ^f-")), status == 1, "{ticks}");
    }
    case("no time, next week", 1, "", "`no time, next week` may say that it is still to be done");
    case("monday", 1, "", "use `[>]`");
    case(
        "need to call",
        0,
        "- 2026-11-26 need to call\n",
        "hint: `need to call` does not count as contact\n",
    );
    case("she is fine", 0, "- 2026-11-26 email out: she is fine\n", "1 tick in the notes");
}

#[test]
fn words_beside_a_promise_that_is_given_up_are_not_lost() {
    #[track_caller]
    fn case(words: &str, status: i32, after: &str) {
        let note = "# Ada\n\n- [ ] send it 📅 2026-11-26\n\n## Log\n\n- 2026-11-01 call\n";
        let vault = vault(&[("People/Ada.md", note)]);
        run(vault.path(), &["build", "-q"]);
        tick(vault.path(), "- [ ]", |line| before_id(line, "-", words));
        let (ended, output, said) = run(vault.path(), &["sync"]);
        assert_eq!(ended, status, "{output}{said}");
        let note = if status == 0 {
            note.replace("[ ] send it 📅 2026-11-26", "[-] send it 📅 2026-11-26 ❌ 2026-11-26")
        } else {
            note.to_owned()
        };
        assert_eq!(text(vault.path(), "People/Ada.md"), format!("{note}{after}"), "{output}{said}");
    }
    case("", 0, "");
    case(" :: call: she has it already", 0, "- 2026-11-26 call: she has it already\n");
    case(" :: she wrote, has it", 0, "- 2026-11-26 she wrote, has it\n");
    case(" :: she has it already", 1, "");
    let vault = ticked(|line| before_id(line, "-", " :: not interested"));
    let note = format!("{ADA}- 2026-11-26 skipped\n");
    write(vault.path(), "People/Ada.md", &note);
    let (status, output, said) = run(vault.path(), &["sync"]);
    assert!(status == 1 && text(vault.path(), "People/Ada.md") == note, "{output}{said}");
}

#[test]
fn words_beside_a_card_that_is_not_ticked_are_told() {
    let vault = ticked(|line| before_id(line, " ", " :: called, all fine"));
    for _ in 0..2 {
        let output = done(vault.path(), TODAY, &["sync"]);
        assert!(
            output.contains(": words beside a card that is not ticked: `called, all fine`; tick it"),
            "{output}"
        );
        assert_eq!(text(vault.path(), "People/Ada.md"), ADA);
        let (_, output, _) = run(vault.path(), &["build"]);
        assert!(!output.contains("carried over"), "{output}");
        assert!(text(vault.path(), "agenda/agenda.md").contains(" :: called, all fine ^f-"));
    }
}

#[test]
fn a_card_that_is_ticked_twice_is_done_once() {
    let twice = |first: &'static str, second: &'static str| {
        ticked(move |line| [before_id(line, "x", first), before_id(line, "x", second)].join("\n"))
    };
    let vault = twice(" :: call", " :: call");
    done(vault.path(), TODAY, &["sync"]);
    assert_eq!(text(vault.path(), "People/Ada.md"), format!("{ADA}- 2026-11-26 call\n"));
    assert!(
        !text(vault.path(), "agenda/agenda.md")
            .contains("[x] Keep in touch with Ada (6 days overdue) :: call ^f-")
    );
    let vault = twice(" :: call", " :: call, she is fine");
    let (status, _, said) = run(vault.path(), &["sync"]);
    assert!(
        status == 1 && said.matches("this card is ticked in another way on line ").count() == 2,
        "{said}"
    );
    assert_eq!(text(vault.path(), "People/Ada.md"), ADA);
}

/// Asking in a call is skipped on the day of the call, and a mark that means nothing on its card is not said to
/// be work for `sync`.
#[test]
fn a_tick_on_a_day_passes_over_that_day_and_one_without_a_meaning_is_no_work() {
    let note = "---\ntype: person\nchannel: phone\n---\n\n## Waiting for\n\n- [ ] the offer 📅 2026-11-20\n\n## Promises\n\n\
         - [ ] send the pic 📅 2026-11-26\n\n## Log\n\n- 2026-11-10 call: kickoff\n";
    let vault = vault(&[("People/Ada.md", note)]);
    let change = |what: &str, ticked: &str| {
        let (_, said, _) = run(vault.path(), &["build"]);
        let agenda = text(vault.path(), "agenda/agenda.md");
        let line = agenda
            .lines()
            .find(|line| line.starts_with("- [ ]") && line.contains(what))
            .unwrap_or_else(|| panic!("{agenda}{said}"));
        let new = agenda.replace(line, &line.replacen("[ ]", ticked, 1));
        write(vault.path(), "agenda/agenda.md", new);
    };
    change("send the pic", "[>]");
    let (_, said, _) = run(vault.path(), &["build"]);
    assert!(said.contains("carried over: 1 tick") && !said.contains("followup sync"), "{said}");
    change("the offer", "[x]");
    let agenda = text(vault.path(), "agenda/agenda.md");
    let line = agenda.lines().find(|line| line.starts_with("- [x]")).unwrap();
    let new = agenda.replace(line, &format!("{line} :: call: asked about the offer ✅ 2026-11-25"));
    write(vault.path(), "agenda/agenda.md", new);
    run(vault.path(), &["sync"]);
    let expected = "- 2026-11-25 call: asked about the offer\n- 2026-11-25 skipped\n";
    assert_eq!(text(vault.path(), "People/Ada.md"), format!("{note}{expected}"));
}

#[cfg(unix)]
#[test]
fn a_line_for_several_goes_into_all_notes_or_into_none() {
    use std::os::unix::fs::PermissionsExt;
    let vault = vault(&[("People/Ada.md", ADA), ("People/Ben.md", ADA)]);
    let ben = vault.path().join("People/Ben.md");
    std::fs::set_permissions(&ben, std::fs::Permissions::from_mode(0o444)).unwrap();
    for arguments in [&["log", "Ada,Ben", "call"][..], &["log", "Ben", "call", "--dry-run"][..]] {
        let (status, output, said) = run(vault.path(), arguments);
        assert!(status == 2 && said.contains("`People/Ben.md` is write-protected"), "{output}{said}");
        assert_eq!(text(vault.path(), "People/Ada.md"), ADA);
        assert!(output.is_empty(), "{output}");
    }
    run(vault.path(), &["build", "-q"]);
    let agenda = text(vault.path(), "agenda/agenda.md").replace("- [ ]", "- [x]");
    write(vault.path(), "agenda/agenda.md", agenda);
    let (status, output, said) = run(vault.path(), &["sync"]);
    assert!(status == 1 && said.contains("write-protected, so it was not changed"), "{output}{said}");
    assert!(text(vault.path(), "People/Ada.md").ends_with("- 2026-11-26 email out\n"));
}

#[test]
fn runs_at_the_same_time_write_each_line_once() {
    let inbox = "- 2026-09-20 [[Ada]]: lunch\n- 2026-09-21 [[Ada]]: dinner\n- 2026-09-22 [[Ada]]: tea\n";
    let vault = ticked(|line| before_id(line, "x", " :: the second proof"));
    write(vault.path(), "inbox.md", inbox);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| run(vault.path(), &["sync", "--file-inbox"]));
        }
    });
    let note = text(vault.path(), "People/Ada.md");
    for words in ["lunch", "dinner", "tea", "the second proof"] {
        assert_eq!(note.matches(words).count(), 1, "{words}: {note}");
    }
    assert_eq!(text(vault.path(), "inbox.md"), "");
    let mail = "From x@post.example Thu Nov 26 08:00:00 2026\nFrom: ada@post.example\nTo: me@home.example\nDate: Wed, 25 Nov 2026 09:00:00 +0000\nSubject: the plan\n\nhello\n\n";
    write(vault.path(), "all.mbox", mail);
    let harvest = ["harvest", "mail", "all.mbox", "--me", "me@home.example", "--write"];
    // Both options together show the diff and write nothing.
    let (status, output, said) = run(vault.path(), &[&harvest[..], &["--dry-run"][..]].concat());
    assert!(status == 0 && output.contains("+- 2026-11-25 email in: the plan"), "{output}{said}");
    assert!(said.contains("1 line missing in 1 note"), "{said}");
    assert_eq!(text(vault.path(), "People/Ada.md"), note);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| run(vault.path(), &harvest));
        }
    });
    let note = text(vault.path(), "People/Ada.md");
    assert_eq!(note.matches("email in: the plan").count(), 1, "{note}");
}

#[test]
fn the_tick_on_a_couples_birthday_is_read_a_day_later() {
    let vault = vault(&[("People/Us.md", "---\nname: Tom and Jerry\nbirthday: 1986-11-25\n---\n")]);
    run_on(vault.path(), "2026-11-25", &["build", "-q"]);
    let agenda = text(vault.path(), "agenda/agenda.md");
    let ticked = agenda.replace("- [ ] Tom and Jerry turn 40", "- [x] Tom and Jerry turn 40");
    assert!(ticked != agenda, "{agenda}");
    write(vault.path(), "agenda/agenda.md", ticked);
    done(vault.path(), TODAY, &["sync"]);
}

#[test]
fn an_inbox_beside_the_agenda_is_filed() {
    let vault = vault(&[("People/Ada.md", ADA), ("followup.yaml", "inbox: agenda/inbox.md\n")]);
    run(vault.path(), &["build", "-q"]);
    write(vault.path(), "agenda/inbox.md", "- 2026-11-20 [[Ada]]: lunch\n");
    done(vault.path(), TODAY, &["sync", "--file-inbox"]);
    assert_eq!(text(vault.path(), "agenda/inbox.md"), "");
    assert_eq!(text(vault.path(), "People/Ada.md"), format!("{ADA}- 2026-11-20 lunch\n"));
}

#[test]
fn the_note_template_of_the_configuration_is_no_contact() {
    let template = "---\ntype: person\nemail:\ncadence: 4 weeks\n---\n# {{title}}\n\n## Log\n";
    for named in ["Templates/Person.md", "./Templates/Person"] {
        let config = format!("note-template: {named}\n");
        let vault = vault(&[("followup.yaml", &config), ("Templates/Person.md", template)]);
        done(vault.path(), TODAY, &["new", "Jane Doe"]);
        let (_, output, _) = run(vault.path(), &["list", "--all"]);
        assert!(
            output.contains("Templates/Person.md: the `note-template` of the configuration\n"),
            "{output}"
        );
        assert!(output.contains("1 contact\n"), "{output}");
    }
}

#[test]
fn a_row_with_a_bar_says_a_bar() {
    let note = "# Ada\n\n## Log\n\n| Date | What | About |\n|---|---|---|\n| 2026-10-01 | call | hello |\n";
    let vault = vault(&[("People/Ada.md", note)]);
    assert_eq!(run(vault.path(), &["log", "Ada", "call: a | b"]).0, 0);
    assert!(text(vault.path(), "People/Ada.md").ends_with("| 2026-11-26 | call | a \\| b |\n"));
    let (_, output, _) = run(vault.path(), &["show", "Ada"]);
    assert!(output.contains("a | b") && !output.contains('\\'), "{output}");
}

#[test]
fn an_event_counts_as_it_is_and_not_as_it_was() {
    let event = |sequence: u32, day: &str, title: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:1@x.example\r\nSEQUENCE:{sequence}\r\nDTSTART:{day}T100000\r\nSUMMARY:{title}\r\nATTENDEE:mailto:ada@post.example\r\nEND:VEVENT\r\n"
        )
    };
    for order in [[0, 1], [1, 0]] {
        let events = [event(0, "20261110", "as it was"), event(1, "20261111", "as it is")];
        let events = order.map(|place| events[place].as_str()).concat();
        let calendar = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n");
        let vault = vault(&[("People/Ada.md", ADA), ("work.ics", &calendar)]);
        let (status, _, said) = run(vault.path(), &["harvest", "calendar", "work.ics", "--write"]);
        assert_eq!(status, 0, "{said}");
        assert_eq!(text(vault.path(), "People/Ada.md"), format!("{ADA}- 2026-11-11 meeting: as it is\n"));
    }
}

/// Harvests a calendar of meetings with Ada on 10 November and returns what was written below her log.
#[track_caller]
fn harvested(note: &str, head: &str, titles: &[&str]) -> (String, String) {
    let events = titles.iter().map(|title| {
        format!("BEGIN:VEVENT\r\nDTSTART:20261110T100000\r\nSUMMARY:{title}\r\nATTENDEE:mailto:ada@post.example\r\nEND:VEVENT\r\n")
    });
    let events: String = events.collect();
    let calendar = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{events}END:VCALENDAR\r\n");
    let vault = vault(&[("People/Ada.md", note), ("work.ics", &calendar)]);
    let (status, _, said) = run(vault.path(), &["harvest", "calendar", "work.ics", "--write"]);
    assert_eq!(status, 0, "{said}");
    (text(vault.path(), "People/Ada.md").strip_prefix(note).unwrap().to_owned(), said)
}

#[test]
fn a_meeting_that_the_note_says_was_cancelled_is_not_written() {
    let (written, said) = harvested(&format!("{ADA}- 2026-11-10 meeting cancelled\n"), "", &["Kick-off"]);
    assert_eq!(written, "", "{said}");
    assert!(said.contains("1 there already"), "{said}");
    let (written, said) = harvested(&format!("{ADA}- 2026-11-09 meeting cancelled\n"), "", &["Kick-off"]);
    assert_eq!(written, "- 2026-11-10 meeting: Kick-off\n", "{said}");
    let lunch = format!("{ADA}- 2026-11-10 lunch cancelled\n");
    let (written, said) = harvested(&lunch, "", &["Lunch", "Kick-off"]);
    assert_eq!(written, "- 2026-11-10 meeting: Kick-off\n", "{said}");
    let (written, said) =
        harvested(&format!("{ADA}- 2026-11-10 meeting cancelled\n"), "", &["Review", "Kick-off"]);
    assert_eq!(written, "- 2026-11-10 meeting\n", "{said}");
}

#[test]
fn an_event_whose_title_says_that_it_was_cancelled_is_left_out() {
    for title in [
        "Canceled: Kick-off", "CANCELLED: Kick-off", "Postponed: Kick-off", "Kick-off - cancelled",
        "[CANCELLED] sync", "Lunch cancelled",
    ] {
        let (written, said) = harvested(ADA, "", &[title]);
        assert!(written.is_empty() && said.contains("1 cancelled or declined"), "{title}: {said}");
    }
    for title in [
        "Review of cancelled orders",
        "Cancelled shipments",
        "Postponed coffee",
        "No-show policy",
        "Policy: what if a lunch is postponed",
        "No news",
        "Kick-off",
    ] {
        assert_eq!(harvested(ADA, "", &[title]).0, format!("- 2026-11-10 meeting: {title}\n"));
    }
    let (written, said) = harvested(ADA, "METHOD:CANCEL\r\n", &["Kick-off"]);
    assert!(written.is_empty() && said.contains("1 cancelled or declined"), "{said}");
    assert_eq!(harvested(ADA, "METHOD:PUBLISH\r\n", &["Kick-off"]).0, "- 2026-11-10 meeting: Kick-off\n");
}

#[test]
fn a_filed_line_keeps_its_topic() {
    let ben = "# Ben Kay\n\nemail:: ben@post.example\n";
    let inbox = "- 2026-11-10 Ada Lovelace, Ben Kay: lunch about the budget\n";
    let vault = vault(&[("People/Ada Lovelace.md", ADA), ("People/Ben Kay.md", ben), ("inbox.md", inbox)]);
    let topic = || {
        let (_, output, _) = run(vault.path(), &["show", "Ada", "--json"]);
        assert!(output.contains("\"lunch about the budget\""), "{output}");
    };
    topic();
    run(vault.path(), &["build", "-q"]);
    assert_eq!(run(vault.path(), &["sync", "--file-inbox"]).0, 0);
    assert!(
        text(vault.path(), "People/Ada Lovelace.md").ends_with("lunch about the budget (with [[Ben Kay]])\n")
    );
    topic();
}

#[test]
fn a_card_of_a_later_day_is_put_off_from_that_day() {
    let note = "---\ntype: person\nnext: 2026-12-20 lunch\n---\n";
    let vault = vault(&[("People/Ben.md", note)]);
    done(vault.path(), TODAY, &["build", "-q"]);
    tick(vault.path(), "- [ ] Ben: lunch", |line| before_id(line, ">", " :: 3d"));
    let (status, _, said) = run(vault.path(), &["sync"]);
    assert!(status == 1 && said.contains("a snooze until 2026-11-29 puts nothing off"), "{said}");
    let agenda = text(vault.path(), "agenda/agenda.md").replace(" :: 3d", "");
    write(vault.path(), "agenda/agenda.md", agenda);
    done(vault.path(), TODAY, &["sync"]);
    assert!(text(vault.path(), "People/Ben.md").contains("snooze: 2026-12-27\n"));
}

#[test]
fn ticks_in_an_agenda_of_another_folder_are_named_until_they_are_in_the_notes() {
    let vault = ticked(|line| before_id(line, "x", ""));
    write(vault.path(), "followup.yaml", "out: diary\n");
    for command in ["build", "sync"] {
        let (status, output, said) = run(vault.path(), &[command]);
        assert_eq!(status, 0, "{said}");
        assert!(!output.contains("`followup check` shows them"), "{output}");
        assert!(said.contains("agenda/agenda.md: warning[edited-output] 1 tick is here"), "{said}");
        assert!(said.contains("`followup sync --out agenda`"), "{said}");
    }
    let agenda = vault.path().join("agenda");
    done(vault.path(), TODAY, &["sync", "--out", agenda.to_str().unwrap()]);
    assert!(text(vault.path(), "People/Ada.md").ends_with("- 2026-11-26 email out\n"));
    assert_eq!(run(vault.path(), &["build"]).2, "");
}

#[test]
fn the_next_command_after_a_build_to_another_folder_reads_the_ticks_there() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    done(vault.path(), TODAY, &["build", "-q", "--out", "o"]);
    let agenda = text(vault.path(), "o/agenda.md").replacen(CARD, &CARD.replace("[ ]", "[x]"), 1);
    write(vault.path(), "o/agenda.md", &agenda);
    let (_, output, _) = run(vault.path(), &["build", "--out", "o"]);
    assert!(output.ends_with("next: followup sync --out o\n"), "{output}");
}

/// A sync that is stopped before it marks a tick, or another copy of the agenda on another device, leaves the tick
/// in the file.
#[test]
fn a_tick_that_is_read_again_has_no_second_effect() {
    const AWAY: &str = "away: [{from: 2026-11-28, to: 2026-12-09}]\n";
    const WEEKDAYS: &str = "rules: [{match: {tag: person}, set: {weekdays-only: true}}]\n";
    #[track_caller]
    fn case(config: &str, note: &str, mark: &str, words: &str) {
        let before = format!("---\ntags: person\nemail: ada@post.example\n{note}");
        let vault = vault(&[("followup.yaml", config), ("People/Ada.md", &before)]);
        assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
        tick(vault.path(), "- [ ]", |line| before_id(line, mark, words));
        let ticked = text(vault.path(), "agenda/agenda.md");
        let (status, output, said) = run(vault.path(), &["sync"]);
        let once = text(vault.path(), "People/Ada.md");
        assert!(status == 0 && once != before, "{output}{said}");
        for (day, builds) in [(TODAY, false), (TODAY, true), ("2026-11-27", false), ("2026-11-27", true)] {
            write(vault.path(), "agenda/agenda.md", &ticked);
            if builds {
                run_on(vault.path(), day, &["build", "-q"]);
            }
            run_on(vault.path(), day, &["sync"]);
            assert_eq!(text(vault.path(), "People/Ada.md"), once, "{day}: {note}: [{mark}]{words}");
        }
    }
    let cadence = "cadence: 4 weeks\n---\n\n## Log\n\n- 2026-10-29 call\n";
    for (config, words) in [(AWAY, ""), (AWAY, " :: 3d"), (WEEKDAYS, " :: 2d"), ("", ""), ("", " :: 3 weeks")]
    {
        case(config, cadence, ">", words);
    }
    let waiting = "---\n\n## Waiting for\n\n- [ ] the budget 📅 2026-11-20\n\n## Log\n\n- 2026-11-10 call\n";
    case("", waiting, "x", " :: call: soon");
    case("", waiting, "-", "");
    case("", waiting, "-", " :: not now");
    case("", "cadence: 4 weeks\n---\n", "-", "");
    case("", "cadence: 4 weeks\n---\n", ">", "");
    case("", "paused-until: 2026-11-26\n---\n\n## Log\n\n- 2026-06-20 call\n", ">", " :: 4d");
}

/// What was logged or skipped before the day of a card had no effect on it, and is no earlier sync of its tick.
#[test]
fn a_tick_counts_though_the_same_was_written_before_its_card_was_due() {
    const LOGGED: &[&str] = &["log", "Ada", "email out"];
    const BUILT: &[&str] = &["build", "-q"];
    #[track_caller]
    fn case(note: &str, by_hand: &[(&str, &[&str])], beside: &str, day: &str, line: &str) {
        let before = format!(
            "---\ntype: person\nemail: ada@post.example\n{note}\n## Log\n\n- 2026-11-01 email out: hello\n"
        );
        let vault = vault(&[("followup.yaml", "timezone: UTC\n"), ("People/Ada.md", &before)]);
        for (day, arguments) in by_hand {
            done(vault.path(), day, arguments);
        }
        let before = text(vault.path(), "People/Ada.md");
        let mark = if line.ends_with("skipped") { "-" } else { "x" };
        tick(vault.path(), "Ada", |line| before_id(line, mark, beside));
        let ticked = text(vault.path(), "agenda/agenda.md");
        // The second time the tick is read again.
        for _ in 0..2 {
            write(vault.path(), "agenda/agenda.md", &ticked);
            let said = run_on(vault.path(), day, &["sync"]);
            assert_eq!(text(vault.path(), "People/Ada.md"), format!("{before}- {day} {line}\n"), "{said:?}");
        }
    }
    let next = "next: 2026-11-20\n---\n";
    let early: &[(&str, &[&str])] = &[("2026-11-16", BUILT), ("2026-11-17", LOGGED)];
    case(next, early, "", "2026-11-20", "email out");
    let photos: &[(&str, &[&str])] =
        &[("2026-11-16", BUILT), ("2026-11-17", &["log", "Ada", "email out: photos"])];
    case(next, photos, " :: email out: photos", "2026-11-20", "email out: photos");
    let wedding = "dates: {wedding: 2010-11-20}\n---\n";
    let early: &[(&str, &[&str])] = &[("2026-11-18", BUILT), ("2026-11-19", LOGGED)];
    case(wedding, early, "", "2026-11-20", "email out");
    let waiting = "---\n\n## Waiting for\n\n- [ ] the plan 📅 2026-11-12\n";
    let asked: &[(&str, &[&str])] = &[("2026-11-17", &["done", "Ada"]), ("2026-11-17", BUILT)];
    case(waiting, asked, "", "2026-11-24", "email out: asked about the plan");
    let arranged: &[(&str, &[&str])] =
        &[("2026-11-18", &["log", "Ada", "email out: arranging to meet"]), ("2026-11-18", BUILT)];
    case("see-by: 2026-11-28\n---\n", arranged, "", "2026-11-25", "email out: arranging to meet");
    let skipped: &[(&str, &[&str])] = &[("2026-11-17", &["skip", "Ada"]), ("2026-11-17", BUILT)];
    case(waiting, skipped, "", "2026-11-24", "skipped");
}

/// A sync that was stopped before it marked a tick gives no error later, when the card waits for its next day.
#[test]
fn a_tick_that_is_in_the_notes_is_not_said_to_be_early() {
    let note = "---\ntype: person\nemail: ada@post.example\n---\n\n## Waiting for\n\n- [ ] the plan 📅 2026-11-12\n\n\
         ## Log\n\n- 2026-11-01 email out: hello\n";
    for words in ["", " :: the second plan", " :: call: soon", " ✅ 2026-11-20"] {
        let vault = vault(&[("followup.yaml", "timezone: UTC\n"), ("People/Ada.md", note)]);
        done(vault.path(), "2026-11-20", &["build", "-q"]);
        tick(vault.path(), "the plan", |line| before_id(line, "x", words));
        let ticked = text(vault.path(), "agenda/agenda.md");
        done(vault.path(), "2026-11-20", &["sync"]);
        let once = text(vault.path(), "People/Ada.md");
        for day in ["2026-11-20", "2026-11-21", "2026-11-27"] {
            write(vault.path(), "agenda/agenda.md", &ticked);
            let said = done(vault.path(), day, &["sync"]);
            assert!(said.contains("1 tick in the notes"), "{said}");
            assert_eq!(text(vault.path(), "People/Ada.md"), once, "{day}{words}");
        }
    }
}
