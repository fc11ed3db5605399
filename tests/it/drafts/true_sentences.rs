//! What a draft must not say because the notes do not support it, besides the rows of
//! `tests/drafts/true-sentences.md`.

use super::Vault;

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
