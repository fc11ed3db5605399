//! What templates see, as tables: `docs/drafts.md` shows them, and tests keep both equal
//! to what there is.

use crate::core::output::engine;

/// A variable: its name, an example, and what it is.
type Row = (&'static str, &'static str, &'static str);

/// The variables. Names with a dot stand inside others.
const VARIABLES: &[Row] = &[
    ("name", "`Ada Lovelace`", "the contact's name"),
    (
        "first",
        "`Ada`",
        "how one addresses them: the first word of the name that is no title, degree or `Cousin`, of a couple both, else the whole name, and a place of whom no name is known; at most 40 characters",
    ),
    ("aliases", "`[Countess]`", "other names of theirs"),
    ("org", "`Harbour Museum`", "where they work"),
    (
        "workplace",
        "`Harbour Museum`",
        "the same where it is surely the name of one, so not `freelance`, `On leave` or `Hays (agency)`; of `Works at Acme` Acme",
    ),
    ("role", "`curator`", "what they do there"),
    ("relationship", "`friend`", "as the note says it"),
    ("tags", "`[client, conference]`", "their tags"),
    ("interests", "`[acoustics]`", "what interests them"),
    ("needs", "`[a lawyer]`", "what they need"),
    ("me.name", "`Nell Ashdown`", "who writes: `me` in the configuration"),
    ("me.first", "`Nell`", "the same, as friends say it"),
    ("me.signature", "`Nell Ashdown, Bristol`", "`me.signature`, else the name, else a place"),
    ("kind", "`touch`", "kind of the follow-up, as in `agenda.json`"),
    ("title", "`Value: Ada Lovelace`", "its title on the card"),
    ("channel", "`email`", "the channel"),
    ("touch", "`value`", "the touch of a sequence"),
    ("sequence", "`new-contact`", "the sequence"),
    ("state", "`overdue`", "upcoming, due, belated or overdue"),
    (
        "due.iso, due.words",
        "`2026-11-20`, `on Friday`",
        "first day to do it; days behind are said as in a letter: yesterday, on Sunday, on 12 November, in March",
    ),
    ("by.iso, by.words", "`2026-11-27`, `by Friday`", "last good day"),
    ("on.iso, on.words", "`2026-11-24`, `today`", "the day it is shown on"),
    ("date.iso, date.words", "`2026-11-26`, `on Thursday`", "the birthday or event itself"),
    ("label", "`work anniversary`", "what a date or an event is called in the note"),
    (
        "occasion",
        "`your work anniversary`",
        "the same for a sentence to them; a place where it is no known sort of day",
    ),
    (
        "cause",
        "`your work anniversary: seven years`",
        "what one congratulates on: the occasion with the years since",
    ),
    (
        "mood",
        "`glad`",
        "how one speaks of it: glad (congratulations, or wishes for an event), sad, or open where it is not sure",
    ),
    ("task", "`send the price for the map`", "what was promised or is waited for, or the text of `next`"),
    (
        "brings",
        "`the price for the map`",
        "what a promise hands over: send, share, mail, post, forward, pass on or show something; without when and how it is to be done",
    ),
    ("brings_many", "`false`", "whether that is more than one thing"),
    ("see_by", "`true`", "whether the next step is a day by which to meet"),
    ("turns", "`7`", "years since, for birthdays and dates"),
    ("years", "`seven years`", "the same in words"),
    ("attempts", "`2`", "how often you wrote or tried since you last heard from them"),
    ("overdue_days", "`3`", "days past its last good day"),
    (
        "is_new",
        "`false`",
        "met within 90 days, or in a sequence and known by nothing else; spoken to once at most, and never heard from: they may not know who writes",
    ),
    ("long_gap", "`false`", "no contact for over 180 days"),
    ("only_messages", "`false`", "five messages or more, some of them theirs, and never a meeting or a call"),
    (
        "met.day.iso, met.day.words, met.place, met.setting",
        "`2026-11-20`, `on Friday`, `at FOSDEM`, `at FOSDEM`",
        "when and where you met; a place where it is not sure that the words of the note fit behind \"we met\"; `setting` is the same where it fits behind \"the conversation\", else nothing",
    ),
    (
        "last.day.iso, last.day.words, last.channel, last.direction, last.noun, last.attempt, last.topic",
        "`2026-11-02`, `a few weeks ago`, `email`, `out`, `email`, `I wrote to you`, `the case study`",
        "the last interaction; `noun` is what one calls it, `attempt` how one speaks of it where you were the last: I wrote to you, I tried to reach you, I got in touch; of a gift nothing",
    ),
    (
        "heard.day.iso, heard.day.words, heard.channel, heard.direction, heard.noun, heard.attempt, heard.topic",
        "as `last`",
        "the last time they wrote or you spoke; `topic` only of the newest entries",
    ),
    (
        "start.iso, start.words, start.direction, start.noun, start.topic",
        "`2026-11-20`, `on Friday`, `out`, `email`, `the stairs`",
        "the line of the log that began the sequence; nothing where the note names a day",
    ),
    (
        "topic",
        "`asks for the case study`",
        "what the last line of the log says, but for words of the log alone (`email out`) and gifts; with its name before it where it stands in somebody else's note (`Ann Ames: the plan with Ben`); in a reply, what they wrote",
    ),
    (
        "about",
        "`the case study`",
        "the same where it is surely a noun phrase that may be said to them, else nothing",
    ),
    (
        "hooks",
        "`[her mother's new hip]`",
        "personal details the log has not taken up, gifts and recommendations apart",
    ),
    ("gift", "`the blue teapot`", "a hook that begins with `gift:`; never name it outside a place"),
    ("recommended", "`Thinking in Systems`", "a hook that begins with `recommended:`"),
    (
        "resources[].title, resources[].url",
        "`Signs people can feel`, `https://…`",
        "what to share, at most three",
    ),
    (
        "introductions[].name, introductions[].first, introductions[].need, introductions[].why",
        "`Ben Kay`, `Ben`, `a lawyer`, `Ada needs a lawyer, Ben offers it`",
        "whom to introduce, at most two",
    ),
    ("promises", "`[send the price for the map]`", "open promises"),
];

/// Variables and filters as Markdown tables.
pub(crate) fn tables() -> (String, String) {
    (table("variable", VARIABLES), table("filter", engine::FILTERS))
}

fn table(what: &str, rows: &[Row]) -> String {
    let mut table = format!("| {what} | example | what it is |\n| --- | --- | --- |\n");
    for (name, example, meaning) in rows {
        let names: Vec<String> = name.split(", ").map(|name| format!("`{name}`")).collect();
        table.push_str(&format!("| {} | {example} | {meaning} |\n", names.join(", ")));
    }
    table
}

/// Names of all variables, one by one.
#[cfg(test)]
pub(super) fn names() -> Vec<String> {
    VARIABLES.iter().flat_map(|(name, _, _)| name.split(", ")).map(str::to_owned).collect()
}
