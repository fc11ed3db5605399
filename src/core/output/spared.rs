//! Keeps a panic while rendering one contact from costing the others. All contacts are rendered at
//! once; only if that panics are the failing contacts searched for, and the rest rendered without them.

use super::Outputs;
use crate::core::agenda::model::Agenda;
use crate::core::compile::Compiled;
use crate::core::guard::{Slip, caught};
use crate::core::people::contact::ContactIndex;
use crate::core::problem::{Problem, arrange};
use std::collections::BTreeSet;

/// Renders the outputs. Contacts for which that panics are left out and reported as problems. A panic
/// that does not depend on a contact is not caught.
pub(super) fn spared(compiled: &Compiled, render: impl Fn(&Compiled) -> Outputs) -> Outputs {
    if let Ok(outputs) = caught(|| render(compiled)) {
        return outputs;
    }
    let all: Vec<ContactIndex> = named(&compiled.agenda).into_iter().collect();
    let mut rest = compiled.clone();
    let failed = failing(&all, &mut |some| {
        let some: BTreeSet<ContactIndex> = some.iter().copied().collect();
        rest.agenda = only(&compiled.agenda, |contact| some.contains(&contact));
        caught(|| render(&rest)).err()
    });
    let gone: BTreeSet<ContactIndex> = failed.iter().map(|(contact, _)| *contact).collect();
    rest.agenda = only(&compiled.agenda, |contact| !gone.contains(&contact));
    let problem = |(contact, slip): &(ContactIndex, Slip)| {
        let path = &compiled.people.contact(*contact).path;
        slip.problem(path, "while writing the outputs of", "this contact is in no output")
    };
    let problems: Vec<Problem> = failed.iter().map(problem).collect();
    rest.problems.extend(problems.iter().cloned());
    arrange(&mut rest.problems);
    let mut outputs = render(&rest);
    outputs.problems.extend(problems);
    arrange(&mut outputs.problems);
    outputs
}

/// Returns every contact in an agenda.
fn named(agenda: &Agenda) -> BTreeSet<ContactIndex> {
    let follow_ups = agenda.follow_ups.iter().map(|one| one.contact);
    let resting = agenda.resting.iter().map(|one| one.contact);
    follow_ups.chain(resting).chain(agenda.lapsed.iter().map(|one| one.contact)).collect()
}

/// Returns the agenda with only the wanted contacts.
fn only(agenda: &Agenda, wanted: impl Fn(ContactIndex) -> bool) -> Agenda {
    let mut agenda = agenda.clone();
    agenda.follow_ups.retain(|one| wanted(one.contact));
    agenda.resting.retain(|one| wanted(one.contact));
    agenda.lapsed.retain(|one| wanted(one.contact));
    agenda
}

/// Finds the contacts that fail, by bisection.
fn failing(
    contacts: &[ContactIndex],
    fails: &mut impl FnMut(&[ContactIndex]) -> Option<Slip>,
) -> Vec<(ContactIndex, Slip)> {
    match (contacts, fails(contacts)) {
        ([], _) | (_, None) => Vec::new(),
        ([contact], Some(slip)) => vec![(*contact, slip)],
        (several, Some(_)) => {
            let (first, second) = several.split_at(several.len() / 2);
            let mut found = failing(first, fails);
            found.append(&mut failing(second, fails));
            found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::agenda::model::Kind;
    use crate::core::config::model::Config;
    use crate::core::output::{Publish, TemplateTexts, fixture, whole};

    fn vault() -> Compiled {
        let contacts = (0..9)
            .map(|number| fixture::contact(&format!("People/Ada {number}.md"), &format!("Ada {number}")));
        fixture::compiled(contacts.collect(), |people| {
            let one = |number| {
                let mut one = fixture::follow_up(people, Kind::Reply, "2026-11-24");
                one.contact = ContactIndex(number);
                one.id = format!("000000000{number}").parse().unwrap();
                one
            };
            (0..9).map(one).collect()
        })
    }

    /// Renders, but panics if one of these contacts is in the agenda.
    fn rendered(compiled: &Compiled, fails: &[u32]) -> Outputs {
        if let Some(one) = compiled.agenda.follow_ups.iter().find(|one| fails.contains(&one.contact.0)) {
            panic!("as a fault of ours would on {}", one.id);
        }
        whole(compiled, &Config::default(), &TemplateTexts::new(), Publish::LeftAlone)
    }

    #[test]
    fn outputs_that_panic_for_a_contact_cost_that_contact_alone() {
        let vault = vault();
        let outputs = spared(&vault, |compiled| rendered(compiled, &[3, 7]));
        let told: Vec<&str> = outputs.problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(told, ["People/Ada 3.md", "People/Ada 7.md"]);
        assert!(outputs.problems[0].message.contains("on 0000000003"), "{:?}", outputs.problems);
        let page = outputs.files.iter().find(|file| file.path == "index.html").unwrap();
        let page = String::from_utf8_lossy(&page.bytes);
        let there = |number: u32| page.contains(&format!("data-id=\"000000000{number}\""));
        let shown: Vec<u32> = (0..9).filter(|number| there(*number)).collect();
        assert_eq!(shown, [0, 1, 2, 4, 5, 6, 8]);
        assert!(page.contains("note-panicked") || page.contains("followup failed"));
    }

    #[test]
    fn without_a_panic_rendering_happens_once() {
        let vault = vault();
        let times = std::cell::Cell::new(0);
        let outputs = spared(&vault, |compiled| {
            times.set(times.get() + 1);
            rendered(compiled, &[])
        });
        assert_eq!((times.get(), outputs.problems.len()), (1, 0));
    }
}
