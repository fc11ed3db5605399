//! What a draft says of something that has only begun, and to names that are no names. The rows of
//! `tests/drafts/occasions.md` are about other occasions.

use super::Vault;

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
