//! What a draft leaves to the writer: hashtags, sad and delicate words, thanks for something that is not known, and
//! the tone that fits a friend.

use super::true_sentences::{Row, holds};

#[test]
fn what_is_not_surely_meant_for_them_is_left_to_the_writer() {
    holds(LEFT_TO_THE_WRITER);
}

const LEFT_TO_THE_WRITER: &[Row] = &[
    // A hashtag of a task is a mark for the program.
    (
        "---\n- [ ] send the deck #ask to Ben 📅 2026-11-24\n",
        "promise",
        &["[? in your words: send the deck to Ben]"],
        &["#ask"],
    ),
    (
        "channel: email\n---\n- [x] send deck ✅ 2026-11-10 #ask\n",
        "waiting",
        &["[? in your words: send deck]"],
        &["#ask"],
    ),
    // A talk about something sad is told with what made it sad.
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-02 visited her after the funeral, brought soup\n",
        "keep-in-touch",
        &[
            "[? in your words: visited her after the funeral, brought soup]",
            "[? what made you think of them]",
        ],
        &["useful", "article"],
    ),
    // What may be delicate is left to the writer.
    (
        "channel: email\ncadence: 2 weeks\n---\n## Log\n- 2026-11-02 call: the parole\n",
        "keep-in-touch",
        &["about [? in your words: the parole] since our call"],
        &[],
    ),
    // Thanks that were begun by a card are not for a call of long ago.
    (
        "channel: email\n---\n## Log\n- 2026-07-16 call\n- 2026-11-21 thank you card #thanks\n",
        "touch",
        &["Thank you for [? what you thank them for]"],
        &["in July", "the call"],
    ),
    (
        "channel: email\n---\n## Log\n- 2026-07-16 call\n- 2026-11-21 dinner at hers #thanks\n",
        "touch",
        &["Thank you for the dinner on Saturday", "What I took from it", "anything I can do"],
        &["see each other"],
    ),
    // Friends are thanked without the tone of the office.
    (
        "channel: email\nrelationship: friend\n---\n## Log\n- 2026-11-21 dinner at hers #thanks\n",
        "touch",
        &["Thank you for the dinner on Saturday", "I hope we'll see each other again soon."],
        &["What I took from it", "anything I can do"],
    ),
    // A script that asks says that a line will follow.
    (
        "channel: phone\n---\n## Log\n- 2026-11-23 interview: the role #interview\n",
        "touch",
        &["would anything else help?", "I'll send you a line as well, so there's no need"],
        &[],
    ),
];
