//! What a draft says where a fixed sentence would be wrong: no interview yet, a step of one's own, sad news, a
//! present, something that has only begun, and names that are no names. One row each, as in
//! [`super::true_sentences`].

use super::Vault;
use super::true_sentences::{Row, holds};

const INTERVIEWS: &[Row] = &[
    (
        "channel: email\n---\n## Log\n- 2026-11-23 email out: applied for the role #interview\n- 2026-11-23 email in: recruiter invites me to an interview on Thursday #interview\n",
        "touch",
        &["Thank you for your email yesterday", "I'm very interested in the role"],
        &["Thank you for the interview", "your time", "our talk", "even more"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-23 email out: applied for the role #interview\n",
        "touch",
        &["Thank you for [? what you thank them for]", "I'm very interested in the role"],
        &["Thank you for the interview", "your time", "our talk"],
    ),
    (
        "channel: linkedin\n---\n## Log\n- 2026-11-23 email out: applied for the role #interview\n",
        "touch",
        &["I'm very interested in the role"],
        &["What you said", "even more"],
    ),
    (
        "channel: phone\n---\n## Log\n- 2026-11-23 email in: an invitation #interview\n",
        "touch",
        &["I'm very interested in the role"],
        &["even more"],
    ),
];

const NEXT_STEPS: &[Row] = &[
    (
        "channel: email\nnext: 2026-11-24 Chase the overdue invoice\n---\n## Log\n- 2026-11-01 email in: hello\n- 2026-11-02 email out: the invoice\n",
        "next",
        &[
            "I wrote to you a few weeks ago about the invoice.",
            "\n[? in your words: Chase the overdue invoice]\n",
        ],
        &["something new", "on my mind", "be of help"],
    ),
    (
        "channel: text\nnext: 2026-11-24 ask about the exam\n---\n## Log\n- 2026-11-01 email in: hello\n",
        "next",
        &["I'm writing about [? in your words: ask about the exam]. How are things otherwise?"],
        &["on my mind", "glad to help"],
    ),
    (
        "channel: letter\nnext: 2026-11-24 invite to dinner\n---\n## Log\n- 2026-11-01 email in: hello\n",
        "next",
        &["\n[? in your words: invite to dinner]\n"],
        &[],
    ),
];

const SAD_NEWS: &[Row] = &[(
    "email: a@x.example\nmet: 2026-10-20 at FOSDEM\nsequence: new-contact\n---\n## Log\n- 2026-10-20 coffee\n- 2026-10-21 email out: thanks\n- 2026-11-10 email out: sorry about the death of her mother\n",
    "touch",
    &["Thinking of you", "[? a word of comfort, in your own words]"],
    &["the door open", "on the table", "useful", "right moment", "on my mind"],
)];

const PRESENTS: &[Row] = &[
    (
        "channel: email\n---\n## Log\n- 2026-11-23 got a birthday present from Ada #thanks\n",
        "touch",
        &["Thank you for the gift yesterday"],
        &["What I took from it", "still thinking"],
    ),
    (
        "channel: linkedin\n---\n## Log\n- 2026-11-23 got a present from her: the blue vase #thanks\n",
        "touch",
        &["thank you for the gift yesterday. [? a word on it: the blue vase]"],
        &["What you said"],
    ),
    (
        "channel: text\n---\n## Log\n- 2026-11-23 got a present from her: the blue vase\n",
        "reply",
        &["Thank you for your gift yesterday. [? a word on it: the blue vase]"],
        &["About"],
    ),
    (
        "channel: phone\n---\n## Log\n- 2026-11-23 got a present from her: the blue vase\n",
        "reply",
        &["Thank you for your gift: [? a word on it: the blue vase]"],
        &["what they wrote"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-23 received a parcel with books #thanks\n",
        "touch",
        &["[? message or parcel]"],
        &["What I took from it"],
    ),
];

const ANNOUNCED: &[Row] = &[(
    "email: a@x.example\ndates:\n  wedding: 2026-11-24\n---\n",
    "date",
    &["Congratulations on your wedding!"],
    &["year"],
)];

#[test]
fn an_interview_that_was_not_yet_is_no_reason_for_thanks() {
    holds(INTERVIEWS);
}

#[test]
fn a_next_step_is_told_in_ones_own_words() {
    holds(NEXT_STEPS);
}

#[test]
fn nothing_is_offered_or_asked_after_sad_news() {
    holds(SAD_NEWS);
}

#[test]
fn a_present_is_thanked_for_as_such() {
    holds(PRESENTS);
}

#[test]
fn a_date_is_kept_on_its_first_day() {
    holds(ANNOUNCED);
}

#[test]
fn what_has_only_begun_is_not_spoken_of_as_over() {
    let told = |event: &str| {
        let note =
            format!("---\ntype: person\nname: Ada Lovelace\nemail: a@x.example\n---\n## Events\n- {event}\n");
        let vault = Vault::of(&note);
        let draft = vault.draft(&vault.follow_up("event"));
        format!("{}\n{}", draft.subject, draft.body)
    };
    for event in ["2026-11-23 trip to Japan", "2026-11-22 holiday", "2026-11-21 retirement"] {
        let text = told(event);
        assert!(text.contains("has begun well!") && !text.contains("How did it go"), "{text}");
    }
    for event in
        ["2026-11-18 – 2026-11-22 trip to Japan", "2026-11-23 interview at Acme", "2026-11-22 school trip"]
    {
        assert!(told(event).contains("How did it go"), "{event}");
    }
    for event in ["2026-11-22 business trip", "2026-11-22 bank holiday", "2026-11-22 tour of the office"] {
        assert!(!told(event).contains("has begun"), "{event}");
    }
}

#[test]
fn the_given_name_that_the_note_states_is_greeted() {
    for (keys, greeting) in [
        ("name: Wang Wei\nfirst-name: Wei\nlast-name: Wang", "Hi Wei,"),
        ("FN: Wang Wei\nN.GN: Wei\nN.FN: Wang", "Hi Wei,"),
        ("FN: Müller Hans\nN.GN: Hans", "Hi Hans,"),
        ("name: Bob Smith\nfirst-name: Robert", "Hi Bob,"),
        ("name: Aunt May\nfirst-name: May", "Hi Aunt May,"),
        ("name: Ada Lovelace\nfirst-name: Ada", "Hi Ada,"),
        ("name: jane-doe\nfirst-name: Jane", "Hi Jane,"),
        ("first-name: anne-marie", "Hi anne-marie,"),
        ("name: MaryAnn", "Hi MaryAnn,"),
        ("name: Client (Maria Lopez)\nfirst-name: Maria", "Hi Maria,"),
        ("name: Recruiter (Anna)\nfirst-name: Anna", "Hi Anna,"),
    ] {
        let vault =
            Vault::of(&format!("---\ntype: person\n{keys}\nemail: a@x.example\nnext: 2026-11-24\n---\n"));
        let body = vault.draft(&vault.follow_up("next")).body;
        assert!(body.starts_with(greeting), "{keys}\n{body}");
    }
}
