//! Resolves links and names to contacts. Links resolve as in Obsidian, with one difference: a name or a bare
//! link that fits two contacts counts for nobody and is reported, since a note does not show which of them
//! has the shorter path.

use super::addresses::Addresses;
use super::contact::{ContactIndex, People};
use super::spellings::{Lookup, NameOf, Spelling, Spellings};
use crate::core::note::facts::{Name, Stands};
use crate::core::place::{NotePath, Spot};
use crate::core::text::fold_name;

/// The result of resolving a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// One contact.
    Contact(ContactIndex),
    /// Several contacts; it counts for none of them.
    Ambiguous(Vec<ContactIndex>),
    /// A note that is not a contact.
    OtherNote,
    /// Neither a note nor a contact.
    Unknown,
}

/// An index of all names and paths of a vault.
pub struct NameIndex<'a> {
    spellings: Spellings,
    notes: &'a [NotePath],
    /// The contact that each note is about.
    owners: &'a [Option<ContactIndex>],
    addresses: Addresses<'a>,
}

impl<'a> NameIndex<'a> {
    /// Indexes the names of all notes and of their contacts.
    pub fn of(people: &'a People, owners: &'a [Option<ContactIndex>]) -> NameIndex<'a> {
        let spellings = Spellings::of(&people.notes, owners, &people.contacts);
        let addresses = Addresses::of(&people.contacts);
        NameIndex { spellings, notes: &people.notes, owners, addresses }
    }

    /// Whether it is certain that all notes have different file names.
    pub(super) fn certainly_differ(&self) -> bool {
        self.spellings.certainly_differ(self.notes.len())
    }

    /// The notes of the contacts with this e-mail address.
    pub(super) fn addressed(&self, address: &str) -> Vec<&'a NotePath> {
        self.addresses.owners(address)
    }

    /// Resolves a name or link in the note `from`.
    pub fn resolve(&self, name: &Name, from: &NotePath) -> Resolved {
        let lookup = self.spellings.lookup(&name.target, self.notes);
        let note = self.note(&lookup, from);
        match note {
            Resolved::Unknown => self.contact_called(&lookup),
            // A bare name may mean a contact even if another note has that file name.
            Resolved::OtherNote if !name.linked => match self.contact_called(&lookup) {
                Resolved::Unknown => Resolved::OtherNote,
                known => known,
            },
            Resolved::Contact(_) if !name.linked => self.with_namesakes(&lookup, note),
            found => found,
        }
    }

    /// Whether a bare name belongs to one or more contacts.
    pub fn knows(&self, name: &str, from: &NotePath) -> bool {
        let name = Name { target: name.into(), linked: false, spot: Spot::new(1, 1), stands: Stands::First };
        matches!(self.resolve(&name, from), Resolved::Contact(_) | Resolved::Ambiguous(_))
    }

    /// Makes a bare name ambiguous if it is one contact's file name and another's name.
    fn with_namesakes(&self, lookup: &Lookup<'_>, note: Resolved) -> Resolved {
        match (self.contact_called(lookup), note) {
            (Resolved::Unknown, note) => note,
            (Resolved::Contact(named), Resolved::Contact(noted)) if named != noted => {
                Resolved::Ambiguous(vec![named.min(noted), named.max(noted)])
            }
            (named, _) => named,
        }
    }

    fn contact_called(&self, lookup: &Lookup<'_>) -> Resolved {
        let spelled = self.spellings.find(lookup);
        self.contacts_of(spelled.filter(|spelling| spelling.name_of == NameOf::Contact))
    }

    /// Resolves a link to a note: by exact path, same folder, shortest path; a bare one also by its only
    /// contact.
    fn note(&self, lookup: &Lookup<'_>, from: &NotePath) -> Resolved {
        let folded = &*lookup.text;
        let Some((_, stem)) = folded.rsplit_once('/') else { return self.note_called(lookup, folded, from) };
        self.note_called(&self.spellings.folded(stem), folded, from)
    }

    fn note_called(&self, stem: &Lookup<'_>, folded: &str, from: &NotePath) -> Resolved {
        let spelled = self.spellings.find(stem);
        let targets = spelled.filter(|spelling| matches!(spelling.name_of, NameOf::Note { .. }));
        let is_bare = !folded.contains('/') && !folded.starts_with('.');
        let least = if is_bare { 2 } else { 1 };
        if targets.clone().nth(least - 1).is_none() {
            // Most links: one note has the name, wherever it is, or none has.
            return self.resolve_targets(targets);
        }
        // Collected once, since it is searched several times and many notes may have the name.
        let targets: Vec<&Spelling> = targets.collect();
        let folder = fold_name(from.folder());
        let exact = relative(folded, &folder);
        let beside =
            if folder.is_empty() { stem.text.to_string() } else { format!("{folder}/{}", stem.text) };
        let suffix = format!("/{exact}");
        let path = |target: &&Spelling| self.spellings.path(target);
        let is_beside = |target: &&Spelling| !folded.contains('/') && path(target) == beside;
        let mut all = targets.iter().copied();
        let found = all.clone().find(|target| path(target) == exact);
        match found.or_else(|| all.find(is_beside)) {
            Some(target) => self.resolve_targets(std::iter::once(target)),
            None => {
                let ending = targets.into_iter().filter(|target| path(target).ends_with(&suffix));
                match self.contacts_of(ending.clone()) {
                    several @ Resolved::Ambiguous(_) if is_bare => several,
                    _ => {
                        let folders = |target: &&Spelling| path(target).matches('/').count();
                        let fewest = ending.clone().map(|target| folders(&target)).min();
                        self.resolve_targets(ending.filter(|target| Some(folders(target)) == fewest))
                    }
                }
            }
        }
    }

    fn resolve_targets<'s>(&self, targets: impl Iterator<Item = &'s Spelling> + Clone) -> Resolved {
        match self.contacts_of(targets.clone()) {
            Resolved::Unknown if targets.clone().next().is_some() => Resolved::OtherNote,
            found => found,
        }
    }

    /// The contacts that spellings lead to. A list is only made in the rare case of several.
    fn contacts_of<'s>(&self, spellings: impl Iterator<Item = &'s Spelling> + Clone) -> Resolved {
        let owner = |spelling: &Spelling| self.owners.get(spelling.note as usize).copied().flatten();
        let contacts = spellings.filter_map(owner);
        let mut others = contacts.clone();
        let Some(first) = others.next() else { return Resolved::Unknown };
        if others.all(|other| other == first) {
            return Resolved::Contact(first);
        }
        let mut several: Vec<ContactIndex> = contacts.collect();
        several.dedup();
        Resolved::Ambiguous(several)
    }
}

/// The path of a target that begins with `./` or `../`, seen from the folder of its note.
pub(super) fn relative(target: &str, folder: &str) -> String {
    if !target.starts_with('.') {
        return target.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture;
    use proptest::prelude::*;
    use proptest::sample::select;
    use std::collections::BTreeSet;

    /// A vault of notes, each with the names of its contact, if any.
    fn vault(notes: &[(&str, &[&str])]) -> (People, Vec<Option<ContactIndex>>) {
        let (mut people, mut owners) = (People::default(), Vec::new());
        for (path, names) in notes {
            people.notes.push(NotePath::new(path));
            let Some((name, aliases)) = names.split_first() else {
                owners.push(None);
                continue;
            };
            owners.push(Some(ContactIndex(u32::try_from(people.contacts.len()).unwrap())));
            let mut contact = fixture::contact(path, name);
            contact.facts.aliases = aliases.iter().map(|alias| (*alias).into()).collect();
            people.contacts.push(contact);
        }
        (people, owners)
    }

    fn name(target: &str, linked: bool) -> Name {
        Name { target: target.into(), linked, spot: Spot::new(1, 1), stands: Stands::Within }
    }

    #[test]
    fn names_resolve_to_one_contact_or_none() {
        let (people, owners) = vault(&[
            ("People/Ada Lovelace.md", &["Ada Lovelace", "Ada"]),
            ("People/Work/Alex Kim.md", &["Alex Kim"]),
            ("People/Home/Alex Kim.md", &["Alex Kim"]),
            ("Zoë.md", &["Acme"]),
            ("Projects/Zoë.md", &[]),
            ("Projects/Acme.md", &[]),
            ("a.md", &["A. A."]),
            ("Deep/er/.x.md", &["X"]),
            ("People/Eve.md", &["Eve"]),
            ("People/Work/Eve.md", &["Eve Work"]),
            ("People/Work/Kit.md", &["Kit"]),
            ("Projects/Kit.md", &[]),
        ]);
        let index = NameIndex::of(&people, &owners);
        let link = |target: &str, from: &str| index.resolve(&name(target, true), &NotePath::new(from));
        let one = |contact| Resolved::Contact(ContactIndex(contact));
        assert_eq!(link("Ada Lovelace", "x.md"), one(0));
        assert_eq!(link("ADA lovelace", "x.md"), one(0));
        assert_eq!(link("Ada", "x.md"), one(0));
        assert_eq!(link("Alex Kim", "x.md"), Resolved::Ambiguous(vec![ContactIndex(1), ContactIndex(2)]));
        assert_eq!(link("Alex Kim", "People/Home/Mia.md"), one(2));
        assert_eq!(link("Work/Alex Kim", "x.md"), one(1));
        assert_eq!(link("Eve", "x.md"), Resolved::Ambiguous(vec![ContactIndex(6), ContactIndex(7)]));
        assert_eq!(link("Eve", "People/Work/x.md"), one(7));
        assert_eq!(link("People/Eve", "x.md"), one(6));
        assert_eq!(link("Work/Eve", "x.md"), one(7));
        assert_eq!(link("Kit", "x.md"), Resolved::OtherNote);
        assert_eq!(link("People/Home/Alex Kim", "x.md"), one(2));
        assert_eq!(link("../People/Ada%20Lovelace.md", "Daily/x.md"), one(0));
        assert_eq!(link("Zoe\u{308}", "Daily/x.md"), one(3));
        assert_eq!(link("Zoë", "Projects/x.md"), one(3));
        assert_eq!(link("a", "People/Home/x.md"), one(4));
        assert_eq!(link("a.md", "a.md"), one(4));
        assert_eq!(link("b/a", "x.md"), Resolved::Unknown);
        assert_eq!(link(".x", "Deep/er/y.md"), one(5));
        assert_eq!(link(".x", "y.md"), one(5));
        assert_eq!(link(".x", "Projects/y.md"), Resolved::Unknown);
        assert_eq!(link("Acme", "x.md"), Resolved::OtherNote);
        assert_eq!(link("Nobody", "x.md"), Resolved::Unknown);
        assert_eq!(index.resolve(&name("Acme", false), &NotePath::new("inbox.md")), one(3));
        let knows = |name: &str| index.knows(name, &NotePath::new("inbox.md"));
        assert!(knows("Ada") && knows("alex kim") && !knows("Ada lunch") && !knows("Projects/Zoë"));
    }

    /// Resolves a name as the design states it, without an index: folds and searches all names and paths.
    fn searched(people: &People, owners: &[Option<ContactIndex>], name: &Name, from: &str) -> Resolved {
        let cut = |folded: String| crate::core::place::without_ending(&folded).to_owned();
        let meant = |mut contacts: Vec<ContactIndex>, otherwise: Resolved| {
            contacts.dedup();
            match contacts.as_slice() {
                [] => otherwise,
                [only] => Resolved::Contact(*only),
                _ => Resolved::Ambiguous(contacts),
            }
        };
        let decoded = name.target.replace("%20", " ");
        let folded = cut(fold_name(&decoded)).trim_start_matches('/').to_owned();
        let called = |contact: &crate::core::people::contact::Contact| {
            let names = std::iter::once(&contact.facts.name).chain(&contact.facts.aliases);
            names.clone().any(|name| fold_name(name) == folded)
        };
        let named: Vec<ContactIndex> =
            owners.iter().flatten().copied().filter(|owner| called(people.contact(*owner))).collect();

        let stem = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let paths = people.notes.iter().map(|path| cut(fold_name(path.as_str())));
        let mut targets: Vec<(String, Option<ContactIndex>)> = paths.zip(owners.iter().copied()).collect();
        targets.retain(|(path, _)| stem(path) == stem(&folded));
        let bare = !folded.contains('/') && !folded.starts_with('.');
        if targets.len() > 1 || !bare {
            let folder = fold_name(NotePath::new(from).folder());
            let exact = relative(&folded, &folder);
            let beside = format!("{folder}/{}", stem(&folded));
            let beside = beside.trim_start_matches('/');
            if let Some(one) = targets.iter().find(|(path, _)| *path == exact) {
                targets = vec![one.clone()];
            } else if let Some(one) = targets.iter().find(|(path, _)| !folded.contains('/') && path == beside)
            {
                targets = vec![one.clone()];
            } else {
                let depth = |path: &str| path.matches('/').count();
                targets.retain(|(path, _)| path.ends_with(&format!("/{exact}")));
                if !bare || targets.iter().filter(|(_, contact)| contact.is_some()).count() < 2 {
                    let least = targets.iter().map(|(path, _)| depth(path)).min();
                    targets.retain(|(path, _)| Some(depth(path)) == least);
                }
            }
        }
        let otherwise = if targets.is_empty() { Resolved::Unknown } else { Resolved::OtherNote };
        let note = meant(targets.into_iter().filter_map(|(_, contact)| contact).collect(), otherwise);
        match (note, name.linked) {
            (Resolved::Unknown, _) => meant(named, Resolved::Unknown),
            (Resolved::OtherNote, false) => meant(named, Resolved::OtherNote),
            (Resolved::Contact(noted), false) => {
                let one = Resolved::Contact(noted);
                match meant(named, one.clone()) {
                    Resolved::Contact(other) if other != noted => {
                        Resolved::Ambiguous(vec![other.min(noted), other.max(noted)])
                    }
                    found => found,
                }
            }
            (found, _) => found,
        }
    }

    const STEMS: &[&str] = &[
        "Ada", "ada", "ADA", "Zoë", "Zoe\u{308}", " Ada", "Ada ", "A  b", "a b", "a%20b", "a b.md", "İ",
        "\u{301}x", "x\u{301}", ".x", "吴", "Σ", "%", "a.b",
    ];
    const FOLDERS: &[&str] = &["", "", "a/", "A/", "a/b/", "b/", " c/", "c /"];

    proptest! {
        #[test]
        fn the_index_agrees_with_a_full_search(
            notes in prop::collection::vec(
                (select(FOLDERS), select(STEMS), select(&[".md", ".MD", ".markdown"][..]),
                    prop::collection::vec(select(STEMS), 0..3)),
                0..8,
            ),
            start in select(&["", "", "", "a/", "A/", "b/", "/", "../", "./", "../a/", "a/b/"][..]),
            stem in select(STEMS), end in select(&["", "", "", ".md", " ", ".markdown"][..]),
            from in select(&["x.md", "a/x.md", "A/b/x.md", "b/x.md", " c/x.md"][..]),
            linked: bool,
        ) {
            let paths: Vec<String> =
                notes.iter().map(|(folder, stem, ending, _)| format!("{folder}{stem}{ending}")).collect();
            let named: Vec<(&str, &[&str])> =
                paths.iter().zip(&notes).map(|(path, note)| (path.as_str(), note.3.as_slice())).collect();
            let (people, owners) = vault(&named);
            let index = NameIndex::of(&people, &owners);
            let name = name(&format!("{start}{stem}{end}"), linked);
            let found = index.resolve(&name, &NotePath::new(from));
            prop_assert_eq!(found, searched(&people, &owners, &name, from), "{:?} in {:?}", name, named);
            let stems: BTreeSet<String> = people.notes.iter().map(|note| fold_name(note.stem())).collect();
            prop_assert!(!index.certainly_differ() || stems.len() == people.notes.len(), "{:?}", named);
        }
    }

    #[test]
    fn names_of_many_notes_are_all_found() {
        let paths: Vec<String> = (0..1500).map(|number| format!("People/Ada {number}.md")).collect();
        let names: Vec<String> = (0..1500).map(|number| format!("Countess {number}")).collect();
        let names: Vec<[&str; 2]> = names.iter().map(|name| [name.as_str(), "Ada"]).collect();
        let notes: Vec<(&str, &[&str])> =
            paths.iter().zip(&names).map(|(path, names)| (path.as_str(), names.as_slice())).collect();
        let (people, owners) = vault(&notes);
        let index = NameIndex::of(&people, &owners);
        assert!(index.certainly_differ());
        let from = NotePath::new("x.md");
        for number in 0..1500 {
            let one = Resolved::Contact(ContactIndex(number));
            assert_eq!(index.resolve(&name(&format!("Ada {number}"), true), &from), one);
            assert_eq!(index.resolve(&name(&format!("countess {number}"), true), &from), one);
        }
        assert_eq!(
            index.resolve(&name("Ada", false), &from),
            Resolved::Ambiguous((0..1500).map(ContactIndex).collect())
        );
    }
}
