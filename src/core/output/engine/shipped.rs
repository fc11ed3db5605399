//! The templates that are shipped with the program.

/// Includes files of `templates/`, as pairs of path and text.
macro_rules! files {
    ($start:literal, $end:literal: $($name:literal),*) => {
        &[$((
            concat!($start, $name, $end),
            include_str!(concat!("../../../../templates/", $start, $name, $end)),
        )),*]
    };
}

/// The pages with their style sheet and script.
pub(super) const PAGES: &[(&str, &str)] =
    files!("", "": "page.html", "review.html", "style.css", "script.js");

/// The drafts, and the parts that they include.
pub(super) const DRAFTS: &[(&str, &str)] = files!("drafts/", ".md":
    "_back", "_card", "_comfort", "_hello", "_hook", "_opening", "_share", "_who", "birthday", "birthday.letter",
    "birthday.text", "call", "check-in", "check-in.text", "closing", "closing.text", "date",
    "date.letter", "date.text", "event", "event.letter", "event.text", "gracious-answer",
    "gracious-answer.text", "interview-closing", "interview-thank-you", "interview-value", "introduction",
    "introduction.text", "keep-in-touch", "keep-in-touch.text", "letter", "next", "next.text",
    "one-more-thought", "one-more-thought.text", "promise", "promise.text", "proposal-check-in",
    "proposal-closing", "proposal-question", "proposal-value", "question", "question.text", "re-engage",
    "re-engage.text", "reply", "reply.text", "thank-you", "thank-you.letter", "thank-you.linkedin",
    "thank-you.text", "touch", "touch.text", "value", "value.text", "waiting", "waiting.text"
);
