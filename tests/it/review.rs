//! The review of small vaults: each case is a few notes and what the review says about them.

use crate::vault::compiled;
use followup::core::compile::Compiled;
use followup::core::config::model::Config;
use followup::core::config::reading;
use followup::core::day::Day;
use followup::core::output::{Publish, TemplateTexts, render, review as written};
use followup::core::review::list::List;
use followup::core::review::model::Review;
use followup::core::review::review;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-24";

struct Case {
    compiled: Compiled,
    config: Config,
    review: Review,
}

impl Case {
    /// Makes a case of notes by name; each note is front matter, a line `---`, and the text.
    fn of(notes: &[(&str, &str)], config: &str) -> Case {
        let config = reading::read(config).expect("the configuration is right");
        let today = Day::from_iso(TODAY).unwrap();
        let notes = notes.iter().map(|(name, text)| (format!("People/{name}.md"), format!("---\n{text}")));
        let compiled = compiled(&notes.collect::<Vec<_>>(), &config, today);
        let review = review(&compiled.people, &config, &compiled.agenda);
        Case { compiled, config, review }
    }

    fn listed(&self, list: List) -> Vec<&str> {
        let listed = self.review.listed(list).iter();
        listed.map(|one| self.compiled.people.contact(one.contact).name()).collect()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&written::json(&self.compiled, &self.review, &self.config)).unwrap()
    }

    fn moved(&self) -> String {
        let moved = self.json()["moved"].as_array().unwrap().clone();
        let said = moved.iter().map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or("-").to_owned();
            format!("{} {}>{}", text("contact"), text("from"), text("to"))
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

/// Checks whether the contact of a single note is on a list.
#[track_caller]
fn listed(list: List, text: &str, expected: bool) {
    let case = Case::of(&[("Ada", text)], "re-engage: [6 months, 12 months]");
    assert_eq!(case.listed(list) == ["Ada"], expected, "{text}");
}

#[test]
fn a_promise_that_was_kept_is_not_called_the_last_contact() {
    let text = "---\n- 2026-10-15 call\n- [x] send the plan 📅 2026-11-18 ✅ 2026-11-18\n";
    let case = Case::of(&[("Ada", text)], "");
    let listed = case.review.listed(List::NoNextStep).iter().map(|one| &*one.text);
    assert_eq!(listed.collect::<Vec<_>>(), ["promise kept on 2026-11-18: send the plan"]);
}

#[test]
fn only_active_contacts_are_listed_without_a_next_step() {
    let case = |text, expected| listed(List::NoNextStep, text, expected);
    case("---\n- 2026-11-02 coffee\n", true);
    case("birthday: 1980-12-01\n---\n- 2026-11-02 coffee\n", true);
    case("met: 2026-10-20\n---\n", true);
    case("cadence: 4 weeks\n---\n- 2026-11-02 coffee\n", false);
    case("next: 2026-12-02 ask\n---\n- 2026-11-02 coffee\n", false);
    case("next: never\n---\n- 2026-11-02 coffee\n", false);
    case("status: closed\n---\n- 2026-11-02 coffee\n", false);
    case("---\n- 2026-11-02 coffee\n- [ ] send the plan 📅 2026-12-02\n", false);
    case("---\n- 2026-11-02 coffee\n- [ ] send the plan\n", false);
    case("---\n- 2026-11-20 email out: hello #proposal\n", false);
    case("---\n- 2026-11-02 coffee\n- 2026-12-03 lunch\n", false);
    case("---\n- 2026-11-23 email in: hello\n", false);
    case("tags: [x]\n---\n", false);
}

#[test]
fn a_question_without_an_answer_is_listed_after_a_week() {
    let case = |text, expected| listed(List::Unanswered, text, expected);
    case("---\n- 2026-11-16 email out: hello\n", true);
    case("---\n- 2026-11-17 email out: hello\n", true);
    case("---\n- 2026-11-18 email out: hello\n", false);
    case("cadence: 4 weeks\n---\n- 2026-11-02 email out: hello\n", false);
    case("---\n- 2026-11-02 email out: hello\n- 2026-11-10 email in: hi #no-reply\n", false);
}

#[test]
fn pauses_and_silence_come_up_for_a_decision() {
    let paused = |text, expected| listed(List::Paused, text, expected);
    paused("status: paused\n---\n- 2026-08-25 call\n", true);
    paused("status: paused\n---\n- 2026-08-26 call\n", false);
    paused("status: paused\n---\n", true);
    paused("status: dormant\n---\n- 2026-01-26 call\n", true);
    paused("status: paused\npaused-until: 2027-02-01\n---\n- 2026-01-26 call\n", false);
    paused("status: closed\n---\n- 2026-01-26 call\n", false);
    let silent = |text: &str, expected| listed(List::Silent, text, expected);
    let tried = "attempts: 1\ncadence: 4 weeks\n---\n- 2024-01-02 email out: hello\n";
    silent(tried, false);
    silent(&format!("{tried}- 2024-07-02 email out: anew\n"), false);
    silent(&format!("{tried}- 2024-07-02 email out: anew\n- 2025-07-02 email out: and again\n"), true);
    silent(&format!("{tried}- 2024-07-02 email out: anew\n- 2026-11-12 email out: and again\n"), false);
    silent(
        &format!(
            "{tried}- 2024-07-02 email out: anew\n- 2025-07-02 email out: x\n- 2025-07-03 email in: y\n"
        ),
        false,
    );
}

#[test]
fn undated_promises_and_mere_messages_are_listed() {
    let undated = |text, expected| listed(List::Undated, text, expected);
    undated("---\n- [ ] send the plan\n", true);
    undated("---\n- 2026-11-02 should send her the article\n", true);
    undated("---\n- [ ] send the plan 📅 2026-12-02\n", false);
    undated("---\n- [x] send the plan\n", false);
    undated("---\n- [x] ask the printer 📅 2026-11-20 ✅ 2026-11-20\n", false);
    undated("---\n- [x] 2026-11-20 should send her the article\n", false);
    undated("status: do-not-contact\n---\n- [ ] send the plan\n", false);
    let mails = |last: &str| {
        format!(
            "---\n- 2026-09-01 email out: a\n- 2026-09-08 email in: b\n- 2026-09-20 email out: c\n- 2026-10-01 email in: d\n{last}"
        )
    };
    let only = |text: String, expected| listed(List::OnlyMessages, &text, expected);
    only(mails(""), false);
    only(mails("- 2026-11-10 email out: e\n"), true);
    only(mails("- 2026-11-10 coffee\n- 2026-11-12 email out: e\n"), false);
}

#[test]
fn the_funnel_counts_everybody_once() {
    let notes = [
        ("New", "---\n- 2026-11-23 email out: hello #proposal\n"),
        ("Active", "---\n- 2026-11-20 coffee\n"),
        ("Waiting", "---\n- 2026-11-20 email out: hello\n"),
        ("Resting", "attempts: 1\n---\n- 2026-11-02 email out: hello\n"),
        ("Dormant", "---\n- 2020-11-20 coffee\n"),
        ("Paused", "status: paused\n---\n"),
        ("Closed", "status: archived\n---\n"),
        ("Never", "status: do-not-contact\n---\n- 2026-11-20 coffee\n"),
        ("Died", "died: 2020-01-01\n---\n- [ ] undated\n"),
    ];
    let case = Case::of(&notes, "{}");
    let json = case.json();
    let stages = json["funnel"].as_object().unwrap();
    let names = ["new", "active", "waiting", "resting", "dormant", "paused", "closed", "never"];
    let counts = names.map(|stage| stages[stage].as_u64().unwrap());
    assert_eq!((counts, stages.len()), ([1, 1, 1, 1, 1, 1, 1, 2], 8));
    assert_eq!(counts.iter().sum::<u64>(), json["contacts"].as_u64().unwrap());
    let text = written::json(&case.compiled, &case.review, &case.config);
    assert!(!text.contains("Never") && !text.contains("Died"), "they are counted and never named");
}

#[test]
fn moves_are_computed_from_the_dates_only() {
    let notes = [
        ("Ada", "---\n- 2026-10-02 coffee\n- 2026-11-20 email out: hello\n"),
        ("Ben", "---\n- 2026-11-20 coffee\n"),
        ("Cy", "---\n- 2026-10-02 coffee\n- 2026-11-20 lunch\n"),
        ("Dee", "---\n- 2025-11-20 coffee\n"),
        ("Eve", "attempts: 2\n---\n- 2026-11-02 email out: a\n- 2026-11-18 email out: b\n"),
        ("Fay", "---\n- 2026-12-20 coffee\n"),
        ("Gus", "---\n"),
    ];
    let case = Case::of(&notes, "{}");
    assert_eq!(case.moved(), "Eve waiting>resting, Ada active>waiting, Dee active>dormant, Ben ->active");
}

#[test]
fn replies_are_counted_by_channel_and_sequence_and_rated_from_ten_on() {
    let nine: String =
        (1..=9).map(|day| format!("- 2026-09-0{day} email out: x\n- 2026-09-0{day} email in: y\n")).collect();
    let one = "- 2026-10-01 email out: z #proposal\n- 2026-10-08 email out: again\n";
    let text = format!("---\n{nine}{one}- 2026-10-20 linkedin out: hi\n");
    let case = Case::of(&[("Ada", &format!("---\n{nine}"))], "{}");
    let nine_of_nine = json!([{"channel": "email", "sent": 9, "answered": 9, "rate": null}]);
    assert_eq!(case.json()["replies"]["by_channel"], nine_of_nine);
    let json = Case::of(&[("Ada", &text)], "{}").json();
    assert_eq!(
        json["replies"]["by_channel"],
        json!([
            {"channel": "email", "sent": 11, "answered": 9, "rate": 0.82},
            {"channel": "linkedin", "sent": 1, "answered": 0, "rate": null}
        ])
    );
    let sequences = json["replies"]["by_sequence"].as_array().unwrap();
    assert_eq!(sequences.len(), 1);
    assert_eq!((&sequences[0]["sequence"], &sequences[0]["sent"]), (&"proposal".into(), &1.into()));
}

#[test]
fn a_run_is_answered_if_its_last_message_is_even_if_that_one_ended_it() {
    fn case(text: &str, expected: &[&str]) {
        let json = Case::of(&[("Ada", text)], "{}").json();
        let said: Vec<String> = json["replies"]["by_sequence"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| format!("{} {}/{}", one["sequence"].as_str().unwrap(), one["answered"], one["sent"]))
            .collect();
        assert_eq!(said, expected, "{text}");
    }
    let refused = "- 2026-03-02 email out: offer #proposal\n- 2026-03-06 email out: more\n- 2026-03-09 email in: no thanks #after-no\n";
    case(&format!("---\n{refused}"), &["proposal 1/1"]);
    case(&format!("---\n{refused}- 2026-03-10 email out: thank you\n"), &["after-no 0/1", "proposal 1/1"]);
    case(
        &format!(
            "---\n{refused}- 2026-03-10 email out: thank you\n- 2026-03-20 email out: hello\n- 2026-03-21 call\n"
        ),
        &["after-no 0/1", "proposal 1/1"],
    );
    case(
        &format!("---\n{refused}- 2026-03-10 email out: thank you\n- 2026-03-11 email in: good luck\n"),
        &["after-no 1/1", "proposal 1/1"],
    );
    let thanks = "met: 2026-09-12 at the fair\n---\n- 2026-09-14 email out: thank you\n";
    case(thanks, &["thanks 0/1"]);
    case(&format!("{thanks}- 2026-09-16 email in: lovely to meet you #no-reply\n"), &["thanks 1/1"]);
}

#[test]
fn promises_are_kept_on_time_or_late() {
    let text = "---\n- [x] a 📅 2026-11-10 ✅ 2026-11-10\n- [x] b 📅 2026-11-10 ✅ 2026-11-20\n- [x] c ✅ 2026-11-20\n- [x] d 📅 2026-11-10\n- [ ] e 📅 2026-11-10\n- [-] f 📅 2026-11-10\n";
    let json = Case::of(&[("Ada", text)], "{}").json();
    assert_eq!(
        json["promises"],
        json!({"kept_on_time": 1, "kept_late": 1, "kept_undated": 2, "open_late": 1})
    );
    assert_eq!(json["week"]["promises_kept"], 2);
}

#[test]
fn the_load_counts_what_is_planned_and_what_comes_again() {
    let text = "cadence: 2 weeks\n---\n- 2026-11-20 coffee\n- [ ] send the plan 📅 2027-02-10\n";
    let json = Case::of(&[("Ada", text)], "{}").json();
    let weeks = json["load"].as_array().unwrap();
    assert_eq!(weeks.len(), 12);
    let numbers = |key: &str| weeks.iter().map(|week| week[key].as_u64().unwrap()).collect::<Vec<_>>();
    // The card is shown on 4 December and every fortnight from then; the promise is past the horizon.
    assert_eq!(numbers("planned"), [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    assert_eq!(numbers("again"), [0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    assert_eq!((&weeks[0]["from"], &weeks[11]["to"]), (&"2026-11-24".into(), &"2027-02-15".into()));
}

#[test]
fn an_empty_vault_has_a_review() {
    let case = Case::of(&[], "{}");
    let outputs = render(&case.compiled, &case.config, &TemplateTexts::new(), Publish::LeftAlone);
    let file = |path: &str| {
        let file = outputs.files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    assert!(file("review.md").contains("No contact was noted in the last seven days"));
    assert!(file("review.html").contains("What worked this week?"));
    assert!(file("index.html").contains("No contacts were found."));
}
