//! What lint finds and what it accepts, one row for each text.

use followup::core::config::model::Config;
use followup::core::lint::message::Message;
use followup::core::lint::rules::all;
use followup::core::lint::{Finding, lint};

fn look(path: &str, text: &str) -> Vec<Finding> {
    let message = Message::read(path, text.as_bytes()).unwrap();
    lint(&[message], &Config::default().drafts.max_words)
}

fn rules(path: &str, text: &str) -> Vec<&'static str> {
    look(path, text).iter().map(|finding| finding.rule.name).collect()
}

#[track_caller]
fn case(text: &str, expected: &[&str]) {
    assert_eq!(rules("a.txt", text), expected, "{text}");
}

/// A message without findings, to which the rows add text.
const GOOD: &str = "Hi Ada,\n\nThank you for the harbour map. ADD Would Tuesday suit you?\n\nBest,\nNell\n";

#[test]
fn each_rule_finds_what_it_should_and_nothing_else() {
    #[track_caller]
    fn case(added: &str, expected: &[&str]) {
        let text = GOOD.replace("ADD", added);
        assert_eq!(rules("a.txt", &text), expected, "{text}");
    }
    case("", &[]);
    case("[? one more]", &["unfilled"]);
    case("Dear {{ first_name }}", &["unfilled", "unfilled"]);
    case("I saw [Your Name] there.", &["unfilled"]);
    case("I'm just following up.", &["just-checking-in"]);
    case("I'm just following-up.", &["just-checking-in"]);
    case("Just a quick line, checking-in.", &["just-checking-in"]);
    case("I just read your follow-up on the map.", &[]);
    case("Just\nchecking in on it.", &["just-checking-in"]);
    case("JUST WANTED TO CHECK IN.", &["just-checking-in"]);
    case("Following up on our chat about the map, here is the draft.", &[]);
    case("Please reply ASAP.", &["demand", "several-asks"]);
    case("It's not urgent at all.", &["demand"]);
    case("Sorry to bother you.", &["apology"]);
    case("I'm sorry about your cat.", &[]);
    case("Per my previous email, it's done.", &["reproach"]);
    case("As per my last email, it's done.", &["reproach"]);
    case("I still have not received a reply.", &["reproach"]);
    case("Did you have a chance to look at this?", &["reproach"]);
    case("I need it by EOD.", &["demand"]);
    case("Did you get this?", &["reproach"]);
    case("Any update?", &["reproach"]);
    case("I haven’t heard back.", &["reproach"]);
    case("Per our conversation, it's done.", &["jargon"]);
    case("Kindly be advised.", &["jargon"]);
    case("I've attached something.", &["nothing-attached"]);
    case("I've attached harbour.pdf.", &[]);
    case("I've attached the floor plan.", &[]);
    case("I'm attached to this town.", &[]);
    case("See the attachment.", &["nothing-attached"]);
    case("Could you send me the lease?", &["several-asks"]);
    case("How have you been?", &[]);
    case("Please find attached the floor plan.", &["jargon"]);
    case("Please find the floor plan below.", &[]);
    case("Or would Friday be better?", &[]);
    case(&"word ".repeat(81), &["long-paragraph"]);
}

#[test]
fn requests_are_counted_wherever_they_stand() {
    #[track_caller]
    fn case(asked: &str, expected: &[&str]) {
        assert_eq!(
            rules("a.txt", &format!("Hi Ada,\n\nThank you for the map. {asked}\n")),
            expected,
            "{asked}"
        );
    }
    case("Please send me the lease. Also, please introduce me to Ben.", &["several-asks"]);
    case("Could you send me the lease and introduce me to Ben?", &["several-asks"]);
    case("Could you send me the lease and the map?", &[]);
    case("Could you also call the workshop?", &[]);
}

#[test]
fn an_occasion_of_both_is_a_reference() {
    let text = "Hi Ada,\n\nIt was lovely at the crane talk on Friday. How have you been since?\n";
    assert_eq!(rules("a.txt", text), [""; 0]);
}

#[test]
fn whole_messages_are_weighed() {
    case("Hello, hope you are well.", &["no-ask", "no-reference", "no-value"]);
    // A link alone says nothing about the one who gets it.
    case(
        "Hello,\n\nHere is an article you may find useful: https://x.example/a\n\nCould we have a call?\n",
        &["no-reference"],
    );
    case("Hi Ada,\n\nHope you're well. Could you send it to me?\n\nBest,\nN", &["no-reference", "no-value"]);
    case(
        "Hi Ada,\n\nI found this article on harbours and thought of you: it is good.\n\nBest,\nN",
        &["no-ask"],
    );
    case("Hi Ada,\n\nI found this article and thought of you. No need to answer.\n\nBest,\nN", &[]);
    case("Happy birthday, Ada! I wish you a year of tide clocks.", &[]);
    case(
        "Thank you for the map.\n\nI look forward to hearing from you.\n\nBest,\nN",
        &["no-ask", "dead-end"],
    );
    case("Thank you for the map. I look forward to hearing from you. Would Tuesday suit you?", &[]);
    case("", &["no-ask", "no-reference", "no-value"]);
}

#[test]
fn news_and_answers_give_something_and_boasts_do_not() {
    case("Yes, the map can be ready by 3 March. I've asked the workshop to keep the first week free.", &[]);
    case("Hi Ada,\n\nThe map costs 2,400 euros, delivery included. Does that fit your budget?", &[]);
    case("Thursday works. See you at ten at your office.", &[]);
    case("Well done, you've worked so hard for this. I'm so glad about your new job!", &[]);
    case("Hi Ada,\n\nIn your plan from Monday the second door opens outwards. Is that on purpose?", &[]);
    case("How was the doctor on Thursday? I'll ring on Sunday.", &[]);
    for asked in
        ["Did the move go well?", "Hi Ada, has the exam gone as you hoped?", "Did the roof work out?"]
    {
        case(asked, &[]);
    }
    for asked in [
        "Did the email go out?", "Did the weekend go well?", "Did the file go through?",
        "Did the product work?",
    ] {
        case(asked, &["no-reference", "no-value"]);
    }
    case("Are you still up for the climb on Saturday? I can pick you up at nine.", &[]);
    case("What a lovely evening. I'm still laughing about the story of the goat. Next time at ours!", &[]);
    case(
        "We are a leading provider of signage. We have won many awards. Our clients love us. Let me know if you want to book a demo.",
        &["no-reference", "no-value"],
    );
    case(
        "I'm following up on this again as I still have not received a reply. Thanks in advance,",
        &["no-ask", "no-reference", "no-value", "reproach", "reproach"],
    );
    case("I need your CAD file. Could you send it to me?", &["no-value"]);
    case("Thank you for the photos of the harbour. Could you send me the map? Thanks in advance.", &[]);
    case("No worries about the map. Thank you for the photos of the harbour.", &["no-ask"]);
    case("No, the map is not ready. Thank you for the photos of the harbour.", &[]);
}

#[test]
fn only_condolences_may_be_sorry_without_a_question() {
    case("Hi Ada,\n\nI was so sorry to hear of your mother's death. She was kind to us at the harbour.", &[]);
    case("Hi Ada,\n\nI'm sorry for your loss. Your father built the crane at the harbour.", &[]);
    case("Sorry to hear that the server at Acme is down. Here is the deck.", &["no-ask"]);
    case("Sorry to hear you're leaving Acme. Here is the deck.", &["no-ask"]);
}

#[test]
fn words_are_counted_without_the_sign_off() {
    let text = |words: usize, sign_off: &str| {
        format!(
            "{}\n\n{sign_off}",
            "map? ".repeat(words).replace(
                "map? map? map? map? map? map? map? map? map? map? ",
                "map map map map map map map map map map\n\n"
            )
        )
    };
    let is_long = |path: &str, text: &str| rules(path, text).contains(&"too-long");
    let signature = "Best,\nNell Ashdown\nAshdown Studio: signs and exhibitions, Bristol";
    assert!(!is_long("a.txt", &text(150, signature)));
    assert!(is_long("a.txt", &text(151, signature)));
    let front =
        |channel: &str, words: usize| format!("---\nchannel: {channel}\n---\n{}", "map ".repeat(words));
    for (channel, most) in [("text", 60), ("linkedin", 60), ("phone", 45), ("email", 150)] {
        assert!(!is_long("a.md", &front(channel, most)), "{channel}");
        assert!(is_long("a.md", &front(channel, most + 1)), "{channel}");
    }
    let note =
        |letters: usize| format!("---\nchannel: linkedin\ntouch: thank-you\n---\n{}", "m".repeat(letters));
    assert!(!rules("a.md", &note(300)).contains(&"long-note"));
    assert!(rules("a.md", &note(301)).contains(&"long-note"));
}

#[test]
fn subjects_say_what_it_is_about() {
    #[track_caller]
    fn case(subject: &str, expected: Option<&str>) {
        let mail = format!(
            "To: Ada Lovelace <a@b.example>\r\nSubject: {subject}\r\n\r\nThank you for the map. Would Tuesday suit you?\r\n"
        );
        assert_eq!(rules("a.eml", &mail).first().copied(), expected, "{subject}");
    }
    for bare in [
        "Following up",
        "Checking in",
        "quick question",
        "Nice to meet you!",
        "Re: Following up",
        "Following up, Ada",
        "Following-up",
        "Just checking-in",
        "FOLLOW-UP",
        "Re: Re: Following up",
        "[ext] Following up",
        "Fwd: [ext] Re: Following up",
        "Just a quick follow-up",
        "Checking in with you",
        "Quick question for you",
        "Bumping this to the top of your inbox",
    ] {
        case(bare, Some("generic-subject"));
    }
    case("Following up on our chat about the map", None);
    case("Nice to meet you at the harbour", None);
    case("Follow-up: the map", None);
    case("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", None);
    case("", Some("empty-subject"));
}

#[test]
fn a_call_has_a_reason() {
    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        assert_eq!(rules("a.md", &format!("---\nchannel: phone\n---\n{body}\n")), expected, "{body}");
    }
    case("Who: Hi\n\nContext: the map\n\nValue: the tide tables\n\nAsk: Tuesday?", &[]);
    case("Who: Hi\n\nContext: the map\n\nValue:\n\nAsk: Tuesday?", &["no-reason"]);
    case("Who: Hi\n\nContext: the map", &["no-reason"]);
    case("Who: Hi\n\nAsk: Tuesday?", &[]);
}

#[test]
fn findings_have_the_place_of_their_text() {
    #[track_caller]
    fn case(path: &str, text: &str, line: u32, column: u32) {
        let found = look(path, text);
        let spot = found.iter().find(|finding| finding.rule.name == "unfilled").unwrap().spot;
        assert_eq!((spot.line, spot.column), (line, column), "{text}");
    }
    case("a.txt", "one\n\ntwo é [? x]\n", 3, 7);
    case("a.md", "---\nchannel: email\nsubject: x\n---\n\nHi [? x]\n", 6, 4);
    case("a.md", "---\r\nsubject: \"[? y]\"\r\n---\r\n\r\nHi\r\n", 2, 10);
    let head = "To: a@b.example\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n";
    case("a.eml", &format!("{head}\r\none\r\ntwo [? x]\r\n"), 6, 5);
    let printable =
        "Content-Transfer-Encoding: quoted-printable\r\n\r\none =\r\nand on=20\r\ncaf=C3=A9 [? x]\r\n";
    case("a.eml", &format!("{head}{printable}"), 8, 6);
}

#[test]
fn the_same_text_for_two_people_is_reported_for_both() {
    let mail = |name: &str, text: &str| {
        format!(
            "To: {name} <x@y.example>\nSubject: s\n\n{}\n",
            text.replace("NAME", name.split(' ').next().unwrap())
        )
    };
    let text = "Hi NAME,\n\nThank you for the map, NAME. Would Tuesday suit you?\n\nBest,\nNell";
    let texts =
        [mail("Ada Lovelace", text), mail("Ben Kay", text), mail("Cleo", &text.replace("map", "boat"))];
    let messages: Vec<Message> = texts
        .iter()
        .zip(["a.eml", "b.eml", "c.eml"])
        .map(|(text, path)| Message::read(path, text.as_bytes()).unwrap())
        .collect();
    let found: Vec<(usize, String)> = lint(&messages, &Config::default().drafts.max_words)
        .into_iter()
        .map(|one| (one.file, one.found))
        .collect();
    assert_eq!(
        found,
        [
            (0, "apart from the name, this is the text of b.eml".to_owned()),
            (1, "apart from the name, this is the text of a.eml".to_owned())
        ]
    );
}

#[test]
fn names_of_rules_are_stable_and_each_says_why() {
    let names: Vec<&str> = all().map(|rule| rule.name).collect();
    assert_eq!(
        names,
        [
            "unfilled", "too-long", "long-note", "long-paragraph", "empty-subject", "generic-subject",
            "just-checking-in", "no-reference", "no-value", "no-ask", "several-asks", "demand", "apology",
            "reproach", "jargon", "dead-end", "nothing-attached", "no-reason", "same-text",
        ]
    );
    assert!(all().all(|rule| !rule.why.is_empty() && !rule.instead.is_empty()));
}

#[test]
fn any_bytes_are_looked_at_without_a_panic() {
    let long = "x".repeat(100_000);
    for text in [
        "", "\n", "---", "---\n", "---\n: [\n---\n", "[?", "[? ", "Subject:", "\u{feff}Hi", &long, "a\u{0}b",
        "Value:",
    ] {
        for path in ["a.eml", "a.md", "a.txt", "-", "ada-birthday-0123456789.eml"] {
            if let Ok(message) = Message::read(path, text.as_bytes()) {
                let _ = lint(&[message], &Config::default().drafts.max_words);
            }
        }
    }
    assert!(Message::read("a.md", &[0xff, 0xfe, 0x41, 0x00]).is_err());
}
