//! What a draft says about the past: the last attempts to reach the contact, whether they know the sender,
//! how long it has been, and what began a sequence. One row each, as in [`super::true_sentences`].

use super::true_sentences::{Row, holds};
use super::{ME, Vault};

const ATTEMPTS: &[Row] = &[
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 wrote: the price\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about the price.", "Something new since I last wrote"],
        &["tried"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 wrote to her: the price\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about the price."],
        &["tried"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 sent an email: the price\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about the price."],
        &["tried"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 replied to her: the price\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about the price."],
        &["tried"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 out: the price\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about the price."],
        &["tried"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 invited: the opening\n",
        "keep-in-touch",
        &["I got in touch a few weeks ago about the opening."],
        &["tried", "wrote"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 sent a gift: the blue teapot\n",
        "keep-in-touch",
        &[],
        &["tried", "wrote", "the blue teapot."],
    ),
    // A call without an answer does not count as in vain if a message was sent on the same day.
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 voicemail\n- 2026-11-01 email out: the price\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about [? what it was about]."],
        &["tried", "voicemail"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 email out: the price\n- 2026-11-01 voicemail\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about the price."],
        &["tried", "voicemail"],
    ),
];

/// Interviews by other channels, meals, gifts, requests without an answer, and what is not a promise.
const TOLD_AS_IT_WAS: &[Row] = &[
    (
        "channel: linkedin\n---\n## Log\n- 2026-10-28 interview: the team #interview\n- 2026-10-29 email out: thanks #thank-you\n- 2026-11-10 email out: an article #value\n",
        "touch",
        &["Is the role still open, or have you decided?"],
        &["stays on the table", "isn't for now", "an article"],
    ),
    (
        "channel: phone\n---\n## Log\n- 2026-10-28 interview: the team #interview\n- 2026-10-29 email out: thanks #thank-you\n- 2026-11-10 email out: an article #value\n",
        "touch",
        &["Ask: Is it still open, or have you decided?", "about the role we spoke about"],
        &["leave it there", "on the table"],
    ),
    (
        "channel: letter\n---\n## Log\n- 2026-10-28 interview: the team #interview\n- 2026-10-29 email out: thanks #thank-you\n- 2026-11-10 email out: an article #value\n",
        "touch",
        &["Is the role still open, or have you decided?"],
        &["on the table"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-10-28 interview: the team #interview\n- 2026-10-29 email out: thanks #thank-you\n- 2026-11-10 email out: an article #value\n",
        "touch",
        &["I still think of [? what you talked about]."],
        &["an article"],
    ),
    (
        "channel: text\n---\n## Log\n- 2026-11-23 interview: the team #interview\n",
        "touch",
        &["I'm even more interested in the role"],
        &["[? what you agreed"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-10-02 email in: hi\n- 2026-11-23 dinner: the lasagne #thanks\n",
        "touch",
        &["Thank you for the dinner yesterday. I'm still thinking about the lasagne."],
        &["conversation"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-10-02 email in: hi\n- 2026-11-23 met after lunch: the lease #thanks\n",
        "touch",
        &["Thank you for the conversation yesterday. I'm still thinking about the lease."],
        &["lunch"],
    ),
    (
        "channel: phone\ncadence: 2 weeks\n---\n## Log\n- 2026-09-02 call: the map\n- 2026-10-30 called: no answer\n",
        "keep-in-touch",
        &["Context: I tried to reach you a few weeks ago about", "calling to hear how you are"],
        &["we talked about"],
    ),
    (
        "channel: phone\n---\n## Log\n- 2026-11-23 missed call from him\n",
        "reply",
        &["about your call."],
        &["we talked about", "Does that answer it"],
    ),
    // The answer thanks for what it was.
    (
        "channel: email\n---\n## Log\n- 2026-11-23 she left a voicemail: the roof\n",
        "reply",
        &["Thank you for your call yesterday.", "You tried to reach me about the roof."],
        &["wrote", "message"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-23 received a parcel from Ada\n",
        "reply",
        &["Thank you for your [? message or parcel] yesterday.", "You got in touch about"],
        &["wrote"],
    ),
    (
        "channel: text\n---\n## Log\n- 2026-11-23 missed call from her: the roof\n",
        "reply",
        &["Thank you for your call yesterday. About the roof"],
        &["message"],
    ),
    (
        "channel: letter\n---\n## Log\n- 2026-11-23 gift from her: a scarf\n",
        "reply",
        &["Thank you for your gift yesterday. [? a word on it"],
        &["wrote"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-23 missed call from her\n- 2026-11-23 email in: the roof\n",
        "reply",
        &["Thank you for your email yesterday.", "You wrote about"],
        &["called", "your call"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-08 sent the cake\n",
        "keep-in-touch",
        &["I got in touch two weeks ago about the cake"],
        &["I wrote"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-23 email in: her father died on Saturday\n",
        "reply",
        &["her father died on Saturday]. [? your answer]"],
        &["Here's my answer", "Does that help"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 email in: can you send me the invoice by Friday?\n",
        "keep-in-touch",
        &["I still owe you an answer to your email a few weeks ago about", "[? your answer]"],
        &["stayed with me"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 email in: the questions are answered, thanks\n",
        "keep-in-touch",
        &["has stayed with me"],
        &["I still owe you", "your answer"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-08-01 email in: asks for the quote #proposal\n",
        "keep-in-touch",
        &["has stayed with me"],
        &["I still owe you"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-01 gift from him: a scarf\n",
        "keep-in-touch",
        &["I still think of your gift a few weeks ago. [? a word on it"],
        &["above all", "a scarf."],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-23 gift from her: a teapot #thanks\n",
        "touch",
        &["Thank you for the gift yesterday. [? a word on it: "],
        &["thinking about a teapot", "What I took"],
    ),
    (
        "channel: email\ncadence: 3 months\n---\n## Log\n- 2025-06-01 gift: a scarf\n",
        "keep-in-touch",
        &["It's been a while, I know. I've been thinking of you."],
        &[],
    ),
    (
        "channel: email\npaused-until: 2026-11-24\n---\n## Log\n- 2025-10-01 coffee: her divorce\n",
        "re-engage",
        &["about [? in your words: her divorce]."],
        &["how it went"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-02 email in: hi\n- 2026-11-01 email out: condolences\n",
        "keep-in-touch",
        &["[? what made you think of them]"],
        &["Something new", "something new", "useful"],
    ),
    (
        "channel: email\n---\n- [ ] ask him about the boiler 📅 2026-11-20\n",
        "promise",
        &["I'm writing about [? in your words: ask him about the boiler]."],
        &["promised", "patience"],
    ),
    (
        "channel: email\n---\n- [ ] mail the Q3 report 📅 2026-11-24\n",
        "promise",
        &["The Q3 report is on the way to you, as promised."],
        &["here's"],
    ),
    (
        "channel: email\nmet: 2026-11-22 at FOSDEM\n---\n- [ ] send the photos\n",
        "touch",
        &["I haven't forgotten the photos, and you'll hear from me soon."],
        &["have it"],
    ),
    (
        "channel: email\ndates: {\"Emma's birthday\": 2016-11-24}\n---\n",
        "date",
        &["I'm thinking of you today."],
        &["ten years"],
    ),
    (
        "channel: email\ndates: {wedding: 2016-11-24}\n---\n",
        "date",
        &["Congratulations on ten years of marriage!"],
        &[],
    ),
    (
        "channel: email\nsee-by: 2026-12-04\n---\n## Log\n- 2026-11-02 coffee: the map\n",
        "next",
        &["Shall we meet before 4 December?"],
        &["within"],
    ),
];

#[test]
fn what_happened_is_told_as_it_was() {
    holds(TOLD_AS_IT_WAS);
}

const WHO_WRITES: &[Row] = &[
    (
        "email: a@b.example\nmet: 2015-09-01 at school\n---\n## Log\n- 2026-11-23 dinner #thanks\n",
        "touch",
        &["Thank you for the dinner yesterday"],
        &["This is Nell", "school"],
    ),
    (
        "email: a@b.example\ntags: [person/friend]\n---\n## Log\n- 2026-11-23 dinner #thanks\n",
        "touch",
        &["Thank you for the dinner yesterday"],
        &["This is Nell"],
    ),
    (
        "email: a@b.example\nrelationship: ex-colleague\n---\n## Log\n- 2026-11-23 dinner #thanks\n",
        "touch",
        &["Thank you for the dinner yesterday"],
        &["This is Nell"],
    ),
    (
        "email: a@b.example\nrelationship: new lead\n---\n## Log\n- 2026-11-23 dinner #thanks\n",
        "touch",
        &["This is Nell Ashdown, from our dinner yesterday."],
        &[],
    ),
    (
        "email: a@b.example\nlast-contact: 2026-10-01\n---\n## Log\n- 2026-11-23 dinner #thanks\n",
        "touch",
        &["Thank you for the dinner yesterday"],
        &["This is Nell"],
    ),
    (
        "email: a@b.example\nlast-contact: 2026-11-23\n---\n## Log\n- 2026-11-23 dinner #thanks\n",
        "touch",
        &["This is Nell Ashdown"],
        &[],
    ),
];

const HOW_LONG: &[Row] = &[
    (
        "channel: email\npaused-until: 2026-11-24\n---\n## Log\n- 2026-11-23 coffee: the map\n",
        "re-engage",
        &["We were last in touch yesterday, about the map.", "Back to the map"],
        &["been a while", "Reconnecting"],
    ),
    (
        "channel: email\npaused-until: 2026-11-24\n---\n## Log\n- 2025-11-23 coffee: the map\n",
        "re-engage",
        &["It's been a while: we were last in touch in November last year, about the map.", "Reconnecting"],
        &[],
    ),
    (
        "channel: text\npaused-until: 2026-11-24\n---\n## Log\n- 2026-11-23 coffee: the map\n",
        "re-engage",
        &["I still think of the map."],
        &["been a while"],
    ),
    (
        "channel: phone\npaused-until: 2026-11-24\n---\n## Log\n- 2026-11-23 coffee: the map\n",
        "re-engage",
        &["Context: We were last in touch yesterday, about the map.", "it's Nell, I thought of you."],
        &["been a while"],
    ),
    (
        "channel: letter\npaused-until: 2026-11-24\n---\n## Log\n- 2026-11-23 coffee: the map\n",
        "re-engage",
        &["I still think of the map."],
        &["been a while"],
    ),
];

const SEQUENCES: &[Row] = &[
    (
        "channel: email\n---\n## Log\n- 2026-11-20 email out: the proposal #proposal\n",
        "touch",
        &[
            "Since I sent you the proposal on Friday, I've kept thinking about [? what matters to them in it: the proposal].",
        ],
        &["about the proposal"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-20 email in: she wants a proposal #proposal\n",
        "touch",
        &["Since your email on Friday, I've kept thinking about"],
        &["I sent"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-20 coffee: the new map #proposal\n",
        "touch",
        &["from our coffee on Friday. I've kept thinking about the new map."],
        &["I sent"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-10-02 email in: hello\n- 2026-11-20 call: the new map #proposal\n",
        "touch",
        &["Since our call on Friday, I've kept thinking about the new map."],
        &["I sent"],
    ),
    (
        "channel: email\nsequence: proposal\nsequence-start: 2026-11-20\n---\n",
        "touch",
        &["I've kept thinking about [? what matters to them in it]."],
        &["I sent"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-23 email out: hello #new-contact\n",
        "touch",
        &["Thank you for [? what you thank them for]"],
        &["conversation"],
    ),
    (
        "channel: text\nsequence: new-contact\nsequence-start: 2026-11-23\n---\n",
        "touch",
        &["Thank you for [? what you thank them for]!"],
        &["conversation"],
    ),
    (
        "channel: phone\nsequence: new-contact\nsequence-start: 2026-11-23\n---\n",
        "touch",
        &["Context: Thank you for [? what you thank them for]."],
        &["conversation", "your time"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-11-22 interview: the new map #interview\n- 2026-11-23 email out: the case study #thank-you\n",
        "touch",
        &["Since we spoke about the new map, one thing has stayed with me"],
        &["case study"],
    ),
    (
        "channel: text\n---\n## Log\n- 2026-11-23 text in: happy birthday #thanks\n",
        "touch",
        &["Thank you for the message yesterday!", "Let's stay in touch."],
        &["do this again"],
    ),
];

const NEXT_STEPS: &[Row] = &[
    (
        "channel: phone\nnext: 2026-11-24 the invoice\n---\n## Log\n- 2026-11-02 coffee: the map\n",
        "next",
        &["Context: It's about the invoice.", "it's Nell, about the invoice."],
        &["the map"],
    ),
    (
        "channel: letter\nsee-by: 2026-12-01\n---\n## Log\n- 2026-11-02 coffee: the map\n",
        "next",
        &["It would be good to see you before 1 December: would [? two times] suit you?"],
        &[],
    ),
    (
        "channel: letter\n---\n- [ ] the lease #waiting 📅 2026-11-20\n",
        "waiting",
        &["Only a short line about the lease.", "Would [? a day] work for you"],
        &[],
    ),
];

#[test]
fn a_draft_says_how_the_contact_was_last_tried() {
    holds(ATTEMPTS);
}

#[test]
fn a_contact_who_knows_the_sender_is_not_told_who_writes() {
    holds(WHO_WRITES);
    let note = "---\nemail: a@b.example\n---\n## Log\n- 2026-11-23 dinner #thanks\n";
    for (path, is_told) in [
        ("People/Ada.md", true),
        ("People/Friends/Ada.md", false),
        ("Family/Ada.md", false),
        ("Colleagues/Ada.md", false),
        ("People/Mum.md", false),
        ("People/Uncle Bob.md", false),
    ] {
        let vault = Vault::new(ME, &[(path, note)]);
        let body = vault.draft(&vault.follow_up("touch")).body;
        assert_eq!(body.contains("This is Nell"), is_told, "{path}: {body}");
    }
}

#[test]
fn only_a_long_time_is_called_long() {
    holds(HOW_LONG);
}

#[test]
fn a_sequence_says_what_is_known_of_its_beginning() {
    holds(SEQUENCES);
}

#[test]
fn a_next_step_is_asked_for() {
    holds(NEXT_STEPS);
}

#[test]
fn who_is_to_be_met_is_asked_to_meet_whoever_else_they_may_be_introduced_to() {
    let ben = "---\ntype: person\noffers: [a lawyer]\n---\n";
    for (channel, asked) in [("email", "Would"), ("letter", "would")] {
        let ada =
            format!("---\ntype: person\nchannel: {channel}\nsee-by: 2026-11-20\nneeds: [a lawyer]\n---\n");
        let vault = Vault::new(ME, &[("People/Ada.md", &ada), ("People/Ben.md", ben)]);
        let body = vault.draft(&vault.follow_up("next")).body;
        assert!(
            body.to_lowercase().contains(&format!("{} [? two times] suit you?", asked.to_lowercase())),
            "{body}"
        );
        assert!(body.contains("Ben") && body.contains("I could introduce the two of you"), "{body}");
    }
}
