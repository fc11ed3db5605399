//! The practices of writing messages for which a note of one contact is not enough. The others are the rows of
//! `tests/drafts/practices.md`.

use super::{Vault, filled, findings};
use followup::core::agenda::model::{FollowUp, Kind};
use followup::core::config::model::Config;
use followup::core::lint::lint;
use followup::core::lint::message::Message;
use followup::core::note::channel::Channel;

#[test]
fn resources_make_a_list_and_are_never_shared_twice() {
    let resource = |title: &str| {
        format!(
            "---\ntype: resource\ntitle: {title}\nurl: https://a.example/{title}\ntopics: [hiring]\n---\n"
        )
    };
    let (one, two) = (resource("Ladders"), resource("Tides"));
    let ada = "---\ntype: person\nchannel: email\ncadence: 2 weeks\ninterests: [Hiring]\n---\n## Log\n- 2026-11-02 call: x\n";
    let notes = [("People/Ada.md", ada), ("R/Ladders.md", one.as_str()), ("R/Tides.md", two.as_str())];
    let vault = Vault::new(super::ME, &notes);
    let draft = vault.draft(&vault.follow_up("keep-in-touch"));
    assert!(
        draft.body.contains("\n\n- Ladders: https://a.example/Ladders\n- Tides: https://a.example/Tides\n\n"),
        "{}",
        draft.body
    );

    let shared = ada.replace("call: x", "call: sent [[Ladders]]");
    let vault = Vault::new(super::ME, &[("People/Ada.md", &shared), notes[1], notes[2]]);
    let body = vault.draft(&vault.follow_up("keep-in-touch")).body;
    assert!(
        body.contains("Tides, https://a.example/Tides") && !body.contains("https://a.example/Ladders"),
        "{body}"
    );
}

#[test]
fn an_introduction_asks_for_leave_and_carries_no_address() {
    let ada = "---\ntype: person\nchannel: email\ncadence: 2 weeks\nneeds: lawyer\n---\n## Log\n- 2026-11-02 call: x\n";
    let ben = "---\ntype: person\nemail: ben@kay.example\noffers: lawyer\n---\n";
    let vault = Vault::new(super::ME, &[("People/Ada.md", ada), ("People/Ben Kay.md", ben)]);
    let body = vault.draft(&vault.follow_up("keep-in-touch")).body;
    assert!(body.contains("Ben Kay") && body.contains("May I introduce the two of you?"), "{body}");
    assert!(!body.contains("ben@kay.example"), "{body}");
}

#[test]
fn each_interviewer_has_a_draft_of_their_own() {
    let person = "---\ntype: person\nemail: a@b.example\n---\n";
    let meeting = "---\ndate: 2026-11-23\nattendees: [\"[[Ada]]\", \"[[Ben]]\", \"[[Cleo]]\"]\ntags: [interview]\n---\nThe map room. #interview\n";
    let notes = [
        ("People/Ada.md", person),
        ("People/Ben.md", person),
        ("People/Cleo.md", person),
        ("Meetings/m.md", meeting),
    ];
    let vault = Vault::new(super::ME, &notes);
    let follow_ups = vault.compiled.agenda.follow_ups.iter().map(Box::as_ref);
    let touches: Vec<&FollowUp> = follow_ups.filter(|one| one.touch.is_some()).collect();
    assert_eq!(touches.len(), 3);
    for one in touches {
        assert!(vault.draft(one).body.contains("more interested in the role"));
    }
}

/// 30 log lines as people write them: the draft stays readable, whether it quotes the line or works it into a
/// sentence.
#[test]
fn a_draft_is_readable_for_any_log_line() {
    const TOPICS: [&str; 30] = [
        "the case study",
        "asks for the case study",
        "she told me everything about her move to Lisbon and the boat",
        "ALL GOOD, CALL BACK SOON",
        "https://example.org/article?x=1",
        "see [the article](https://example.org)",
        "#project #budget next steps",
        "der Umzug nach Köln",
        "田中さんと話した",
        "la boda de Ana",
        "",
        "...",
        "?",
        "“quoted words” and more",
        "he said: \"no\"",
        "[[Ben Kay]] introduced us",
        "**bold** and `code`",
        "a",
        "the",
        "[? not a place]",
        "{{ first }} {% raw %}",
        "100% sure; maybe",
        "re: the offer",
        "- a dash",
        "emoji 🎉🎉🎉",
        "her mum's 80th birthday party",
        "would a half-day help?",
        "a talk on quiet rooms",
        "x] ]] [[",
        "the band broke up",
    ];
    for topic in TOPICS {
        let note = format!(
            "---\ntype: person\nemail: a@b.example\ncadence: 2 weeks\n---\n## Log\n- 2026-09-02 email in: hi\n- 2026-11-02 call: {topic}\n"
        );
        let vault = Vault::of(&note);
        for channel in [Channel::Email, Channel::Text, Channel::Phone, Channel::Letter] {
            let one = FollowUp { channel: Some(channel), ..vault.follow_up("keep-in-touch") };
            let draft = vault.draft(&one);
            assert!(
                findings(&draft).iter().all(|finding| finding.rule.name == "unfilled"),
                "{topic}: {}",
                draft.text
            );
            let message = Message::read("draft.md", filled(&draft.text).as_bytes()).unwrap();
            let found = lint(&[message], &Config::default().drafts.max_words);
            assert!(found.is_empty(), "{topic}: {found:?}\n{}", draft.text);
        }
    }
}

#[test]
fn the_reply_answers_what_they_wrote_whatever_came_since() {
    let note = "---\ntype: person\nemail: a@b.example\ncadence: 1 day\n---\n## Log\n- 2026-11-20 email in: the map\n- 2026-11-22 saw the talk on tides\n";
    let vault = Vault::of(note);
    let one = FollowUp { kind: Kind::Reply, ..vault.follow_up("keep-in-touch") };
    let text = vault.draft(&one).text;
    assert!(text.contains("Re: the map") && text.contains("your email on Friday"), "{text}");
    assert!(!text.contains("tides"), "{text}");
}
