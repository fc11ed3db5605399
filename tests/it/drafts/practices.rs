//! The practices of writing messages, one row each: a note, and what the draft made of it must and must not
//! contain.

use super::{Vault, filled, findings};
use followup::core::agenda::model::{FollowUp, Kind};
use followup::core::config::model::Config;
use followup::core::lint::lint;
use followup::core::lint::message::Message;
use followup::core::note::channel::Channel;

/// A practice, the note (front matter, `---`, text), the kind of draft, what it must contain, what it must
/// not.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const ROWS: &[Row] = &[
    // E: the message
    (
        "refer to the last conversation",
        "cadence: 2 weeks\n---\n## Log\n- 2026-11-02 call: asks for the tide tables\n",
        "keep-in-touch",
        &["asks for the tide tables"],
        &[],
    ),
    (
        "hooks are asked after",
        "cadence: 2 weeks\n---\n## Hooks\n- her mother's new hip\n## Log\n- 2026-11-02 call: x\n",
        "keep-in-touch",
        &["her mother's new hip"],
        &[],
    ),
    (
        "a noun phrase is woven in",
        "cadence: 2 weeks\n---\n## Log\n- 2026-11-02 call: the case study\n",
        "keep-in-touch",
        &["about the case study since our call a few weeks ago"],
        &["[? in your words"],
    ),
    (
        "to somebody new: who writes, when and where you met",
        "met: 2026-11-20 at FOSDEM\n---\n",
        "touch",
        &["This is Nell Ashdown; we met on Friday at FOSDEM."],
        &[],
    ),
    (
        "new, in a sequence: who writes",
        "email: a@b.example\n---\n## Log\n- 2026-11-20 coffee: x #new-contact\n",
        "touch",
        &["This is Nell Ashdown, from our coffee on Friday."],
        &[],
    ),
    (
        "by letter too",
        "channel: letter\n---\n## Log\n- 2026-11-19 coffee: x #new-contact\n- 2026-11-20 wrote: x\n",
        "touch",
        &["This is Nell Ashdown, from our coffee on Thursday. I was thinking of you"],
        &[],
    ),
    (
        "and in a card of thanks",
        "channel: letter\n---\n## Log\n- 2026-11-23 coffee: x #new-contact\n",
        "touch",
        &["This is Nell Ashdown, from our coffee yesterday. Thank you for the coffee."],
        &[],
    ),
    (
        "after an interview",
        "channel: letter\n---\n## Log\n- 2026-11-23 interview: the map room #interview\n",
        "touch",
        &["This is Nell Ashdown, from our conversation yesterday. Thank you for the conversation."],
        &[],
    ),
    (
        "with a proposal",
        "channel: letter\n---\n## Log\n- 2026-11-17 call: the half-day #proposal\n",
        "touch",
        &["This is Nell Ashdown, from our call a week ago. "],
        &[],
    ),
    (
        "on a birthday soon after",
        "channel: letter\nbirthday: 1990-11-24\nmet: 2026-11-20 at FOSDEM\n---\n",
        "birthday",
        &["Happy birthday!", "This is Nell Ashdown; we met on Friday at FOSDEM."],
        &[],
    ),
    (
        "to others no name in the opening",
        "cadence: 2 weeks\n---\n## Log\n- 2026-10-02 email in: y\n- 2026-11-02 call: x\n",
        "keep-in-touch",
        &["Hi Ada"],
        &["This is Nell", "it's Nell Ashdown"],
    ),
    (
        "the thank-you sums up",
        "met: 2026-11-20 at FOSDEM\n---\n## Log\n- 2026-11-20 talked about the tide clock\n",
        "touch",
        &["[? what you agreed", "tide clock"],
        &[],
    ),
    (
        "an open promise is named",
        "cadence: 2 weeks\n---\n## Log\n- 2026-11-02 call: x\n## Tasks\n- [ ] send her the tide tables\n",
        "keep-in-touch",
        &["I still owe you the tide tables"],
        &[],
    ),
    (
        "what they recommended comes back",
        "cadence: 2 weeks\n---\n## Hooks\n- recommended: Thinking in Systems\n## Log\n- 2026-11-02 call: x\n",
        "keep-in-touch",
        &["thank you for your recommendation", "Thinking in Systems"],
        &[],
    ),
    (
        "until the log speaks of it",
        "cadence: 2 weeks\n---\n## Hooks\n- recommended: Thinking in Systems\n## Log\n- 2026-11-02 call: I loved Thinking in Systems\n",
        "keep-in-touch",
        &[],
        &["recommendation"],
    ),
    (
        "congratulate on an anniversary",
        "dates: {work anniversary: 2019-11-24}\n---\n",
        "date",
        &["Congratulations on your work anniversary: seven years!"],
        &[],
    ),
    (
        "a sad day is no congratulation",
        "dates: {\"mother's death\": 2024-11-24}\n---\n",
        "date",
        &["I'm thinking of you", "comfort"],
        &["Congratulations", "I'm glad"],
    ),
    (
        "good luck on the day",
        "email: a@b.example\n---\n## Events\n- 2026-11-24 product launch\n",
        "event",
        &["All the best for your product launch today"],
        &["How did it go"],
    ),
    (
        "and afterwards: how did it go",
        "email: a@b.example\n---\n## Events\n- 2026-11-22 product launch\n",
        "event",
        &["How did it go?", "your product launch"],
        &["All the best"],
    ),
    (
        "a gift idea stands in the birthday draft, as a place",
        "birthday: 1990-11-24\n---\n## Hooks\n- gift: blue teapot\n",
        "birthday",
        &["blue teapot]"],
        &[],
    ),
    ("the belated wish says so", "birthday: 1990-11-22\n---\n", "birthday", &["a little late"], &[]),
    (
        "the next step is in the draft",
        "next: 2026-11-24 ask about the exam\n---\n## Log\n- 2026-11-02 call: x\n",
        "next",
        &["ask about the exam"],
        &[],
    ),
    (
        "to see somebody: by when, and two times",
        "see-by: 2026-12-03\n---\n## Log\n- 2026-11-02 call: x\n",
        "next",
        &["[? two times]", "see you before 3 December"],
        &[],
    ),
    (
        "a promise kept",
        "email: a@b.example\n---\n## Tasks\n- [ ] send her the tide tables 📅 2026-11-24\n",
        "promise",
        &["As promised, here are the tide tables", "As promised: the tide tables"],
        &["patience"],
    ),
    (
        "a promise late, without excuses",
        "email: a@b.example\n---\n## Tasks\n- [ ] send her the tide tables 📅 2026-11-20\n",
        "promise",
        &["thank you for your patience"],
        &["sorry"],
    ),
    (
        "a nudge brings something and leaves a way out",
        "email: a@b.example\n---\n## Waiting for\n- [ ] decision on the lease 📅 2026-11-20\n",
        "waiting",
        &["decision on the lease", "If it makes things easier", "or shall I plan without it"],
        &["still waiting"],
    ),
    (
        "a second attempt brings something new",
        "cadence: 2 weeks\n---\n## Log\n- 2026-09-02 call: x\n- 2026-11-02 email out: the plan\n",
        "keep-in-touch",
        &["something new", "Something new since I last wrote"],
        &["ignored"],
    ),
    (
        "a long gap is named",
        "cadence: 2 weeks\n---\n## Log\n- 2025-09-02 email in: a\n- 2025-09-20 call: the tide clock\n",
        "keep-in-touch",
        &["It's been a while, I know: we were last in touch in September last year", "the tide clock"],
        &[],
    ),
    (
        "coming back: what is new, in the subject the topic",
        "attempts: 2\ncadence: 2 weeks\n---\n## Log\n- 2026-03-02 email out: a\n- 2026-05-02 email out: the tide clock\n",
        "re-engage",
        &["Reconnecting: Nell Ashdown re: the tide clock", "[? what is new]"],
        &[],
    ),
    (
        "many messages, no meeting: propose one",
        "cadence: 2 weeks\n---\n## Log\n- 2026-05-02 email in: a\n- 2026-06-02 email out: b\n- 2026-07-02 email in: c\n- 2026-08-02 email out: d\n- 2026-09-02 email in: e #no-reply\n",
        "keep-in-touch",
        &["twenty minutes", "[? two times]"],
        &[],
    ),
    (
        "after an interview: interest",
        "email: a@b.example\n---\n## Log\n- 2026-11-23 interview: the map room #interview\n",
        "touch",
        &["more interested in the role", "Thank you for the interview yesterday"],
        &[],
    ),
    (
        "one more thought: the question",
        "email: a@b.example\n---\n## Log\n- 2026-11-19 interview: the map room #interview\n- 2026-11-20 email out: thanks #thank-you\n",
        "touch",
        &["[? the question]", "Here's the answer"],
        &[],
    ),
    (
        "after a no: thanks, interest, one piece of feedback",
        "email: a@b.example\n---\n## Log\n- 2026-11-23 email in: they chose another #after-no\n",
        "touch",
        &["Thank you for telling me", "one thing I could do better"],
        &[],
    ),
    (
        "the reply answers",
        "email: a@b.example\n---\n## Log\n- 2026-11-23 email in: the map\n",
        "reply",
        &["Thank you for your email yesterday", "Re: the map", "[? your answer]"],
        &[],
    ),
    // D: channels
    (
        "LinkedIn: a note with where you met",
        "met: 2026-11-23 at FOSDEM\nchannel: linkedin\n---\n",
        "touch",
        &["channel: linkedin", "at FOSDEM", "stay in touch here?"],
        &["Best,"],
    ),
    (
        "letter: a text for paper",
        "birthday: 1990-11-24\nchannel: letter\n---\n",
        "birthday",
        &["Dear Ada"],
        &["subject:"],
    ),
    (
        "a call is a script with a voicemail",
        "cadence: 2 weeks\nchannel: phone\n---\n## Log\n- 2026-11-02 call: x\n",
        "keep-in-touch",
        &["Who: ", "Context: ", "Value: ", "Ask: ", "Voicemail: "],
        &["Best,"],
    ),
    (
        "two dates on one line keep their labels",
        "dates: {wedding: 2019-05-01, \"mother's death\": 2021-11-24}\n---\n",
        "date",
        &["I'm thinking of you", "mother's death"],
        &["Congratulations", "wedding"],
    ),
    (
        "a sad event is never wished luck, even late",
        "email: a@b.example\n---\n## Events\n- 2026-11-22 surgery on her knee\n",
        "event",
        &["I'm thinking of you", "a word of comfort"],
        &["How did it go", "All the best"],
    ),
    (
        "a label that is a name",
        "dates: {Lea: 2016-11-24}\n---\n",
        "date",
        &["I'm thinking of you today", ": Lea]"],
        &["your lea", "Congratulations"],
    ),
    (
        "a promise that hands nothing over",
        "email: a@b.example\n---\n## Tasks\n- [ ] call back about the lease 📅 2026-11-24\n",
        "promise",
        &["I haven't forgotten it", "[? in your words: call back about the lease]"],
        &["here's call", "here's [?"],
    ),
    (
        "a raw task is no subject",
        "email: a@b.example\n---\n## Waiting for\n- [ ] Anna to send the keys 📅 2026-11-20\n",
        "waiting",
        &["subject: \"A question about [? in your words: Anna to send the keys]\""],
        &[],
    ),
    (
        "a day to meet that is over is not proposed",
        "see-by: 2026-11-20\n---\n## Log\n- 2026-11-02 call: x\n",
        "next",
        &["Shall we meet soon?", "see you soon"],
        &["on Friday"],
    ),
    (
        "own mails of long ago are no conversation",
        "cadence: 2 weeks\nattempts: 9\n---\n## Log\n- 2026-01-10 call: x\n- 2026-05-02 email out: the plan\n",
        "keep-in-touch",
        &["I wrote to you in May"],
        &["last in touch in May"],
    ),
    (
        "LinkedIn: an old acquaintance is not met anew",
        "channel: linkedin\n---\n## Log\n- 2025-02-02 email in: a\n- 2026-11-23 lunch: the map #new-contact\n",
        "touch",
        &["thank you for the"],
        &["good to meet you", "stay in touch here"],
    ),
    (
        "a call says thank you in its own words",
        "met: 2026-11-23 at FOSDEM\nchannel: phone\n---\n",
        "touch",
        &["Context: Thank you for"],
        &["I've been thinking about"],
    ),
    (
        "a call after a long time says so",
        "cadence: 2 weeks\nchannel: phone\n---\n## Log\n- 2025-09-02 email in: a\n- 2025-09-20 call: the tide clock\n",
        "keep-in-touch",
        &["It's been a while; I still think of the tide clock"],
        &[],
    ),
    (
        "a letter after a long time says so",
        "cadence: 2 weeks\nchannel: letter\n---\n## Log\n- 2025-09-02 email in: a\n- 2025-09-20 call: the tide clock\n",
        "keep-in-touch",
        &["It's been a while: we were last in touch in September last year"],
        &[],
    ),
    (
        "friends get a text",
        "cadence: 2 weeks\nchannel: text\n---\n## Log\n- 2026-11-02 coffee: x\n",
        "keep-in-touch",
        &["Hi Ada!"],
        &["Best,", "subject:"],
    ),
];

#[test]
fn every_row_is_served() {
    let mut wrong = Vec::new();
    for (row, note, kind, wanted, unwanted) in ROWS {
        let channel = if note.contains("channel:") { "" } else { "channel: email\n" };
        let vault = Vault::of(&format!("---\ntype: person\n{channel}{note}"));
        let draft = vault.draft(&vault.follow_up(kind));
        let missing = wanted.iter().filter(|words| !draft.text.contains(**words));
        let there = unwanted.iter().filter(|words| draft.text.contains(**words));
        let faults: Vec<&&str> = missing.chain(there).collect();
        if !faults.is_empty() {
            wrong.push(format!("{row}: {faults:?}\n{}", draft.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

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
