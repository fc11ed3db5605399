//! What a draft says about the past, besides the rows of `tests/drafts/the-past.md`: to those who know the sender, and to
//! those who are to be met.

use super::{ME, Vault};

#[test]
fn a_contact_who_knows_the_sender_is_not_told_who_writes() {
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
