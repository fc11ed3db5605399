//! What a draft must not say because the notes do not support it, one row each.

use super::Vault;

/// The note (front matter, `---`, text), the kind of draft, what it must contain, what it must not.
pub(super) type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const ROWS: &[Row] = &[
    // The message does not fulfil a promise made to somebody else.
    (
        "---\n- [ ] send the deck to Ben 📅 2026-11-24\n",
        "promise",
        &["What I promised you: [? in your words: send the deck to Ben]"],
        &["here's the deck", "As promised"],
    ),
    (
        "---\n- [ ] send Ben the deck 📅 2026-11-24\n",
        "promise",
        &["[? in your words: send Ben the deck]"],
        &["here's"],
    ),
    (
        "---\n- [ ] send the deck to Ada 📅 2026-11-24\n",
        "promise",
        &["As promised, here's the deck."],
        &["to Ada"],
    ),
    (
        "---\n- [ ] send Ada the photos 📅 2026-11-24\n",
        "promise",
        &["here are the photos", "[? the link, the file's name, or when it will arrive]"],
        &["find it"],
    ),
    (
        "channel: phone\n---\n- [ ] send her the photos 📅 2026-11-24\n",
        "promise",
        &["How shall I get them to you?"],
        &["get it"],
    ),
    (
        "cadence: 2 weeks\n---\n## Log\n- 2026-11-02 email out: sent the deck to Ben\n",
        "keep-in-touch",
        &["[? in your words: sent the deck to Ben]"],
        &[],
    ),
    (
        "---\n- [ ] share the photos with Ann 📅 2026-11-24\n",
        "promise",
        &["What I promised you: [? in your words: share the photos with Ann]"],
        &["here are"],
    ),
    (
        "---\n- [ ] share the photos with Ada 📅 2026-11-24\n",
        "promise",
        &["[? in your words: share the photos with Ada]"],
        &["here are"],
    ),
    // The due time and a second task in the text of a task are notes to oneself.
    (
        "---\n- [ ] send the deck on Friday 📅 2026-11-24\n",
        "promise",
        &["As promised: the deck\n", "As promised, here's the deck."],
        &["on Friday"],
    ),
    (
        "---\n- [ ] send the report and call Ben 📅 2026-11-24\n",
        "promise",
        &["What I promised you: [? in your words: send the report and call Ben]"],
        &["here's"],
    ),
    (
        "---\n- [ ] send the ring back 📅 2026-11-24\n",
        "promise",
        &["What I promised you: [? in your words: send the ring back]"],
        &["here's"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-02 call: the plan and ask Ben\n",
        "keep-in-touch",
        &["about [? in your words: the plan and ask Ben] since our call"],
        &[],
    ),
    (
        "next: 2026-11-24 the report and call Ben\nchannel: email\n---\n",
        "next",
        &["[? what it is about]", "[? in your words: the report and call Ben]"],
        &[],
    ),
    (
        "email: a@b.example\n---\n- [ ] send the deck 📅 2026-11-20\n",
        "promise",
        &["thank you for your patience.\n\nHere's the deck."],
        &[],
    ),
    (
        "see-by: 2026-12-01\nchannel: email\n---\n",
        "next",
        &["Shall we meet before 1 December?", "see you before 1 December."],
        &["7 days"],
    ),
    // Words before a comma were sent as well.
    (
        "cadence: 2 weeks\n---\n## Log\n- 2026-11-02 sent the kids' photos, the recipe\n",
        "keep-in-touch",
        &["sent the kids' photos, the recipe]"],
        &["about the recipe"],
    ),
    // An event of an unknown kind is not named to anybody.
    (
        "email: a@b.example\n---\n## Events\n- 2026-11-24 back from holiday\n",
        "event",
        &[
            "I'll be thinking of you today.\n\n[? what you wish them for this, in your own words: back from holiday]",
        ],
        &["your back", "All the best for"],
    ),
    (
        "email: a@b.example\n---\n## Events\n- 2026-11-24 baby due\n",
        "event",
        &["I'll be thinking of you today."],
        &["your baby due", "All the best"],
    ),
    (
        "email: a@b.example\n---\n## Events\n- 2026-11-20 – 2026-11-28 trip to Rome\n",
        "event",
        &["I hope your trip to Rome is going well!"],
        &["How did it go", "2026-11-28"],
    ),
    (
        "email: a@b.example\n---\n## Events\n- 2026-11-20 – 2026-11-22 trip to Rome\n",
        "event",
        &["I thought of you on Friday and wondered about your trip to Rome.", "How did it go?"],
        &[],
    ),
    // A sad day is not named.
    (
        "channel: phone\n---\n## Events\n- 2026-11-24 knee surgery\n",
        "event",
        &["I'm thinking of you.\n"],
        &["your knee"],
    ),
    (
        "channel: phone\ndates: {divorce: 2020-11-24}\n---\n",
        "date",
        &["I'm thinking of you.\n"],
        &["your divorce"],
    ),
    (
        "dates: {cancer-free: 2020-11-24}\n---\n",
        "date",
        &["good wishes or comfort: cancer-free]"],
        &["your cancer"],
    ),
    ("dates: {wedding: 2016-11-24}\n---\n", "date", &["Congratulations on ten years of marriage!"], &[]),
    (
        "dates: {anniversary: 2016-11-24}\n---\n",
        "date",
        &["Congratulations on your anniversary: ten years!"],
        &[],
    ),
    ("dates: {name day: 2016-11-24}\n---\n", "date", &["Congratulations on your name day!"], &["years"]),
    ("dates: {quit smoking: 2016-11-24}\n---\n", "date", &["I'm thinking of you today.\n"], &["your quit"]),
    // An unanswered call is not a message, and a gift is not something that was written about.
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 coffee: the harbour\n- 2026-11-01 call out: the tender\n",
        "keep-in-touch",
        &[
            "I tried to reach you a few weeks ago about the tender.",
            "Something new since I tried to reach you",
        ],
        &["wrote"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 coffee: the harbour\n- 2026-11-01 voicemail: the tender\n",
        "keep-in-touch",
        &["I tried to reach you a few weeks ago about the tender."],
        &["wrote"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 coffee: the harbour\n- 2026-11-01 left a message with her assistant\n",
        "keep-in-touch",
        &["I tried to reach you", "[? in your words: left a message with her assistant]"],
        &["wrote"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 coffee: the harbour\n- 2026-11-01 invited her to the opening\n",
        "keep-in-touch",
        &["I got in touch a few weeks ago"],
        &["wrote"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 coffee: the harbour\n- 2026-11-01 gift: the blue teapot\n",
        "keep-in-touch",
        &["I've been thinking of you. [? a word on what you gave them, or delete this: the blue teapot]"],
        &["wrote", "I know how weeks fill up", "about the blue"],
    ),
    (
        "cadence: 2 weeks\nchannel: phone\n---\n## Log\n- 2025-10-01 coffee: the harbour\n- 2026-03-01 gift: the blue teapot\n",
        "keep-in-touch",
        &["Context: It's been a while"],
        &["wrote", "teapot"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 coffee: the harbour\n- 2026-11-01 postcard: the tender\n",
        "keep-in-touch",
        &["I wrote to you a few weeks ago about the tender."],
        &[],
    ),
    // An entry after an attempt is not itself an attempt.
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 email out: the tender\n- 2026-11-01 helped me carry the sofa\n",
        "keep-in-touch",
        &["helped me carry the sofa]"],
        &["wrote"],
    ),
    // Keywords of the log are not a topic.
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 email out #thanks\n",
        "keep-in-touch",
        &["I wrote to you in October about [? what it was about]."],
        &["email out"],
    ),
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-10-01 lunch (with [[Ben Kay]])\n",
        "keep-in-touch",
        &["[? what you talked about] since our lunch in October"],
        &["Ben Kay"],
    ),
    // The place of a meeting is named only where it surely fits; nobody works at "freelance".
    (
        "channel: email\nmet: 2026-11-24 (PyData meetup)\n---\n",
        "touch",
        &["Thank you for the conversation at PyData meetup", "we met today at PyData meetup."],
        &["meetup)"],
    ),
    (
        "channel: email\nmet: at the fair on 2026-11-24\n---\n",
        "touch",
        &["we met today at the fair."],
        &["fair on"],
    ),
    (
        "channel: email\nmet: 2026-11-24 beim Fundraisingtag\n---\n",
        "touch",
        &["we met today [? in your words: beim Fundraisingtag]."],
        &["at beim"],
    ),
    ("channel: email\nmet: 2026-11-24 email\n---\n", "touch", &["we met today by email."], &["at email"]),
    (
        "channel: linkedin\nmet: 2026-11-24 Ben introduced us at the very long evening by the harbour in Rotterdam\n---\n",
        "touch",
        &["[? in your words: Ben introduced us at the very…]"],
        &[],
    ),
    (
        "channel: email\norg: Hays (agency)\n---\n## Log\n- 2026-11-23 email in: they chose another #after-no\n",
        "touch",
        &["I enjoyed getting to know your work, above all"],
        &["Hays"],
    ),
    (
        "channel: email\norg: Harbour Museum\n---\n## Log\n- 2026-11-23 email in: they chose another #after-no\n",
        "touch",
        &["I enjoyed getting to know Harbour Museum, above all"],
        &[],
    ),
    // A topic that names the reader was written about them; sad or delicate matters are left to the sender.
    (
        "channel: email\ncadence: 2 weeks\naliases: [Countess]\n---\n## Log\n- 2026-11-02 email out: the photos of Ada\n",
        "keep-in-touch",
        &["about [? in your words: the photos of Ada]"],
        &[],
    ),
    (
        "channel: email\ncadence: 2 weeks\naliases: [Countess]\n---\n## Log\n- 2026-11-02 email out: the gift for the countess\n",
        "keep-in-touch",
        &["about [? in your words: the gift for the countess]"],
        &[],
    ),
    (
        "---\n- [ ] send the photos of Ada 📅 2026-11-24\n",
        "promise",
        &["What I promised you: [? in your words: send the photos of Ada]"],
        &["here are"],
    ),
    (
        "next: 2026-11-24 the party for Ada\nchannel: email\n---\n",
        "next",
        &["[? what it is about]", "[? in your words: the party for Ada]"],
        &[],
    ),
    (
        "email: a@b.example\n---\n## Log\n- 2026-11-23 email in: the diagnosis\n",
        "reply",
        &["Re: [? their subject]", "[? in your words: the diagnosis]"],
        &["Re: the"],
    ),
    (
        "next: 2026-11-24 the divorce papers\nchannel: email\n---\n",
        "next",
        &["[? what it is about]"],
        &["The divorce"],
    ),
    // A happy word does not make a happy event, and a surprise stays a surprise.
    (
        "email: a@b.example\ndates: {anniversary of mum: 2019-11-24}\n---\n",
        "date",
        &["Thinking of you, Ada\n", "good wishes or comfort: anniversary of mum]"],
        &["Congratulations", "glad"],
    ),
    (
        "email: a@b.example\ndates: {Wedding Anniversary: 2019-11-24}\n---\n",
        "date",
        &["Congratulations on your wedding anniversary: seven years!"],
        &[],
    ),
    (
        "email: a@b.example\n---\n## Events\n- 2026-11-24 surprise party\n",
        "event",
        &["Thinking of you, Ada\n", "I'll be thinking of you today.\n\n[? what you wish them"],
        &["your surprise", "All the best"],
    ),
    (
        "email: a@b.example\n---\n## Events\n- 2026-11-24 oncology appointment\n",
        "event",
        &["Thinking of you, Ada\n"],
        &["your oncology", "All the best", "just as you wish"],
    ),
    (
        "email: a@b.example\n---\n## Events\n- 2026-11-24 driving test\n",
        "event",
        &["All the best for your driving test today!"],
        &[],
    ),
    // Grammar follows whether one thing or more was sent, and an earlier message is not "here".
    (
        "---\n- [ ] send the contract and the invoice 📅 2026-11-24\n",
        "promise",
        &["here are the contract and the invoice.", "[? the link, the file's name, or when it will arrive]"],
        &[],
    ),
    (
        "---\n- [ ] send an email about the deck 📅 2026-11-24\n",
        "promise",
        &["[? in your words: send an email about the deck]"],
        &["here's"],
    ),
    (
        "---\n- [ ] send the draft first 📅 2026-11-24\n",
        "promise",
        &["As promised, here's the draft."],
        &["first"],
    ),
    (
        "---\n- [ ] send the deck on Signal, please 📅 2026-11-24\n",
        "promise",
        &["[? in your words: send the deck on Signal, please]"],
        &["here's"],
    ),
    // The place of a meeting is in the subject only if it fits there.
    (
        "email: a@b.example\nmet: 2026-11-23 through Ben\n---\n",
        "touch",
        &["Thank you for the conversation\n", "we met yesterday through Ben."],
        &["conversation through"],
    ),
    (
        "email: a@b.example\nmet: 2026-11-23 Rome\n---\n",
        "touch",
        &["Thank you for the conversation\n", "we met yesterday [? in your words: Rome]."],
        &["at Rome"],
    ),
    (
        "email: a@b.example\nmet: 2026-11-23 at the terrible dinner\n---\n",
        "touch",
        &["[? in your words: at the terrible dinner]"],
        &["yesterday at the terrible"],
    ),
    // No kind of day is taken for another, and a dinner is not a conversation.
    (
        "email: a@b.example\nmet: 2026-10-01\n---\n## Log\n- 2026-10-05 email in: hi\n- 2026-11-11 dinner at theirs, the old boat #thanks\n",
        "touch",
        &["on 11 November"],
        &["last Wednesday"],
    ),
    (
        "email: a@b.example\n---\n## Log\n- 2026-10-05 email in: hi\n- 2026-11-23 dinner at theirs #thanks\n",
        "touch",
        &["Thank you for the dinner yesterday"],
        &["conversation"],
    ),
];

#[test]
fn a_draft_says_nothing_untrue() {
    holds(ROWS);
}

/// Checks that each draft contains what it must, and nothing that it must not.
#[track_caller]
pub(super) fn holds(rows: &[Row]) {
    for (note, kind, stands, lacks) in rows {
        let vault = Vault::of(&format!("---\ntype: person\nname: Ada Lovelace\n{note}"));
        let draft = vault.draft(&vault.follow_up(kind));
        let text = format!("{}\n{}", draft.subject, draft.body);
        for wanted in *stands {
            assert!(text.contains(wanted), "{note}\nlacks {wanted:?}:\n{text}");
        }
        for untrue in *lacks {
            assert!(!text.contains(untrue), "{note}\nsays {untrue:?}:\n{text}");
        }
    }
}

#[test]
fn words_to_another_contact_are_not_a_topic() {
    let ben = "---\ntype: person\nchannel: email\ncadence: 2 weeks\n---\n";
    let ann = "---\ntype: person\n---\n- 2026-11-02 call: the offer, with [[Ben Kay]]\n- 2026-11-03 call: the plan with [[Ben Kay]]\n";
    let vault = Vault::new(super::ME, &[("People/Ann Ames.md", ann), ("People/Ben Kay.md", ben)]);
    let text = vault.draft(&vault.follow_up("keep-in-touch")).body;
    assert!(text.contains("about [? in your words: Ann Ames: the plan with Ben Kay]"), "{text}");
}

#[test]
fn a_message_without_words_is_about_what_the_one_before_it_was() {
    fn case(log: &str, expected: &str) {
        let head = "---\ntype: person\nemail: ada@engine.example\nattempts: 5\ncadence: 2 weeks\n---\n";
        let vault = Vault::of(&format!("{head}{log}"));
        let text = vault.draft(&vault.follow_up("keep-in-touch")).body;
        assert!(text.contains(expected), "{log}\n{text}");
    }
    let asked = "- 2026-09-01 email out: the tide clock\n";
    case(asked, "I wrote to you in September about the tide clock.");
    case(&format!("{asked}- 2026-10-09 email out\n"), "I wrote to you in October about the tide clock.");
    case(
        &format!("{asked}- 2026-10-02 email out #touch\n- 2026-10-09 email out\n- 2026-10-20 email out\n"),
        "I wrote to you in October about the tide clock.",
    );
    case(
        "- 2026-09-01 call: the tide clock\n- 2026-10-09 email out\n",
        "in October about [? what it was about].",
    );
    case("- 2026-10-09 email out\n", "in October about [? what it was about].");
}

#[test]
fn a_past_birthday_is_described_as_past() {
    let vault = Vault::of("---\ntype: person\nbirthday: 1990-11-22\n---\n");
    assert_eq!(&*vault.follow_up("birthday").title, "Ada Lovelace turned 36");
    let vault = Vault::of("---\ntype: person\nbirthday: 1990-11-24\n---\n");
    assert_eq!(&*vault.follow_up("birthday").title, "Ada Lovelace turns 36");
    let vault = Vault::of("---\ntype: person\nname: Tom & Jerry\nbirthday: 1990-11-24\n---\n");
    assert_eq!(&*vault.follow_up("birthday").title, "Tom & Jerry turn 36");
}
