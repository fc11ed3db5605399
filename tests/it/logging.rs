//! `log` as people type it: names that are whole, short, several or wrong, and days in front of the words.

use crate::ada::{ADA, TODAY, run};
use crate::folders::{dated_lines, notes, text, vault};
use crate::program::{done, run_on};

#[test]
fn names_are_found_or_listed_and_nothing_changes() {
    let vault = vault(&[
        ("People/Jane Doe.md", ADA),
        ("People/Jane Dove.md", ADA),
        ("People/Müller, Jürgen.md", ADA),
    ]);
    let path = vault.path();
    let before = notes(path);
    for name in ["Jane", "Nobody", "jane d"] {
        let (status, output, said) = run(path, &["log", name, "call"]);
        assert_eq!((status, output.as_str()), (2, ""), "{name}: {said}");
        assert!(said.contains("help: "), "{said}");
    }
    assert!(run(path, &["log", "Jane", "call"]).2.contains("People/Jane Dove.md"));
    assert_eq!(run(path, &["log", "Jane Doe,Nobody", "call"]).0, 2);
    assert!(notes(path) == before);
    for (arguments, note) in [
        (&["log", "jnae doe", "call: a"][..], "Jane Doe"),
        (&["log", "Jane", "Dove", "call: b"], "Jane Dove"),
        (&["log", "Müller, Jürgen", "call: c"], "Müller, Jürgen"),
        (&["log", "jurgen", "call: d"], "Müller, Jürgen"),
        (&["log", "Jane Doe,jurgen", "call: e"], "Müller, Jürgen"),
        (&["snooze", "Jane", "Dove", "2", "weeks"], "Jane Dove"),
    ] {
        let (status, output, said) = run(path, arguments);
        assert_eq!(status, 0, "{arguments:?}: {said}");
        assert!(output.contains(&format!("People/{note}.md:")), "{arguments:?}: {output}");
    }
}

/// Two people of one name are told apart by their notes, in what comes next and in what to type.
#[test]
fn namesakes_are_told_apart() {
    let ben = |cadence: &str, last: &str| {
        format!("---\ntype: person\nname: Ben Kay\ncadence: {cadence}\n---\n\n## Log\n\n- {last} call\n")
    };
    let vault = vault(&[
        ("Friends/Ben Kay.md", &ben("12 weeks", "2026-10-01")),
        ("People/Ben Kay.md", &ben("2 weeks", "2026-11-10")),
    ]);
    let path = vault.path();
    let (_, output, _) = run(path, &["list"]);
    let hint = output.lines().find_map(|line| line.strip_prefix("next: followup show ")).unwrap();
    let (status, _, said) = run(path, &["show", hint.trim_matches('\'')]);
    assert_eq!(status, 0, "{output}{said}");
    let (_, output, said) = run(path, &["log", "People/Ben Kay.md", "call"]);
    assert!(output.contains("next: keep-in-touch on 2026-12-08\n"), "{output}{said}");
    let (_, output, said) = run(path, &["log", "Friends/Ben Kay.md,People/Ben Kay.md", "email out"]);
    assert_eq!(output.matches("next: keep-in-touch on ").count(), 2, "{output}{said}");
}

#[test]
fn a_guessed_name_is_reported() {
    let vault = vault(&[("People/Christine Holm.md", ADA)]);
    for (arguments, guessed) in [
        (&["log", "Christian", "call"][..], true),
        (&["log", "Christine", "call"], false),
        (&["snooze", "Christian", "3d"], true),
    ] {
        let (status, _, said) = run(vault.path(), arguments);
        assert_eq!(status, 0, "{said}");
        assert_eq!(said.contains("`Christian` was read as Christine Holm"), guessed, "{said}");
    }
}

#[test]
fn log_says_what_comes_next() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let output = done(vault.path(), TODAY, &["log", "Ada", "call"]);
    assert_eq!(
        output,
        "People/Ada.md:10: - 2026-11-24 call\nnext: keep-in-touch on 2026-12-22\nnext: followup next\n"
    );
    let (status, output, said) = run(vault.path(), &["log", "Ada", "a", "nice", "time", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!((status, json["next"][0]["kind"].as_str()), (0, Some("keep-in-touch")), "{output}");
    assert!(said.contains("hint: no word"), "{said}");
    for arguments in [&["log", "Ada", "call", "--date", "someday"][..], &["snooze", "Ada", "yesterday"]] {
        assert_eq!(run(vault.path(), arguments).0, 2, "{arguments:?}");
    }
}

#[test]
fn a_date_in_front_of_the_words_is_their_day() {
    for (arguments, line) in [
        (&["2026-11-20", "call"][..], "- 2026-11-20 call\n"),
        (&["2026-11-20: call about 2026-11-24"], "- 2026-11-20 call about 2026-11-24\n"),
        (&["[[2026-11-20]] call", "--date", "2026-11-20"], "- 2026-11-20 call\n"),
        (&["2 Nov 2026", "call"], "- 2026-11-02 call\n"),
        (&["2026-11-20"], "- 2026-11-20 email out\n"),
        (&["2", "calls"], "- 2026-11-24 2 calls\n"),
    ] {
        let vault = vault(&[("People/Ada.md", ADA)]);
        let (status, output, said) = run(vault.path(), &[&["log", "Ada"], arguments].concat());
        assert_eq!(status, 0, "{arguments:?}: {said}");
        assert!(output.contains(line), "{arguments:?}: {output}");
    }
    let vault = vault(&[("People/Ada.md", ADA)]);
    for (words, day) in [
        ("yesterday coffee", "2026-11-23"),
        ("call yesterday", "2026-11-23"),
        ("coffee on monday", "2026-11-23"),
        ("call 2026-11-20", "2026-11-20"),
    ] {
        let (_, _, said) = run(vault.path(), &["log", "Ada", words, "--dry-run"]);
        assert!(said.contains(&format!("for that day begin with `{day}`")), "{words}: {said}");
    }
    let before = notes(vault.path());
    for arguments in
        [&["2026-11-20 call", "--date", "yesterday"][..], &["02/11/2026 call"], &["2026-02-30 call"]]
    {
        let (status, output, _) = run(vault.path(), &[&["log", "Ada"], arguments].concat());
        assert_eq!(status, 2, "{arguments:?}: {output}");
    }
    assert!(notes(vault.path()) == before);
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
        let (status, _, said) = run_on(vault.path(), "2026-11-26", &words);
        let logs = ["Ada", "Ben", "Callum", "Smith, John"]
            .map(|name| dated_lines(vault.path(), &format!("People/{name}.md")));
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
        let (status, _, said) = run_on(vault.path(), "2026-11-26", &words);
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
        [&["snooze", "Ada", "please", "monday"][..], &["done", "Ada,", "Ben"], &["show", "ada", "x"]]
    {
        let (status, _, said) = run_on(vault.path(), "2026-11-26", arguments);
        assert!(
            status == 2 && said.to_lowercase().contains("`ada` alone is a name"),
            "{arguments:?}: {said}"
        );
    }
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
        let (status, _, said) = run_on(vault.path(), "2026-11-26", arguments);
        assert!(status == 2 && said.contains("is probably not the day you meant"), "{arguments:?}: {said}");
        assert!(said.contains("correct its year"), "{said}");
    }
    assert_eq!(run_on(vault.path(), "2026-11-26", &["snooze", "Ada", "2099-01-01"]).0, 0);
}

#[test]
fn a_day_in_words_needs_no_year() {
    let vault = vault(&[("People/Ada.md", "# Ada\n")]);
    done(vault.path(), "2026-11-26", &["log", "Ada", "call", "--date", "Mar 5"]);
    done(vault.path(), "2026-11-26", &["snooze", "Ada", "until", "5", "December"]);
    assert_eq!(
        text(vault.path(), "People/Ada.md"),
        "---\nsnooze: 2026-12-05\n---\n# Ada\n\n## Log\n\n- 2026-03-05 call\n"
    );
}

#[test]
fn a_plan_that_was_just_written_is_not_denied() {
    let vault = vault(&[("People/Ada.md", "---\ntype: person\n---\n")]);
    let (_, output, said) =
        run_on(vault.path(), "2026-11-25", &["log", "Ada", "coffee", "--date", "2026-12-24"]);
    assert!(output.contains("nothing is planned for Ada after 2026-12-24\n"), "{output}{said}");
}

#[test]
fn a_hint_reads_the_words_as_the_note_will() {
    let vault = vault(&[("People/Ada.md", "---\ntype: person\n---\n")]);
    for space in ['\u{2028}', '\u{3000}', '\u{85}'] {
        let (_, output, said) = run_on(vault.path(), "2026-11-25", &["log", "Ada", &format!("call{space}x")]);
        assert!(!output.contains("no word of") && !said.contains("no word of"), "{output}{said}");
    }
}
