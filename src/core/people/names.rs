//! Whom a link or a name means. Links resolve as Obsidian resolves them; a name
//! that fits two contacts means nobody, and that is said.

use super::contact::ContactIndex;
use crate::core::note::facts::Name;
use crate::core::place::NotePath;
use crate::core::text::fold_name;
use std::collections::HashMap;

/// What a name came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// One contact.
    Contact(ContactIndex),
    /// Several contacts: counts for none.
    Ambiguous(Vec<ContactIndex>),
    /// A note that is no contact.
    OtherNote,
    /// Nothing.
    Unknown,
}

/// A note that a link may point to.
struct Target {
    /// Folded path without `.md`.
    path: String,
    contact: Option<ContactIndex>,
}

/// Every name and path of a vault, folded.
#[derive(Default)]
pub struct NameIndex {
    targets: Vec<Target>,
    by_stem: HashMap<String, Vec<u32>>,
    by_name: HashMap<String, Vec<ContactIndex>>,
}

impl NameIndex {
    /// An index with room for the names of so many notes.
    pub fn with_capacity(notes: usize) -> NameIndex {
        NameIndex {
            targets: Vec::with_capacity(notes),
            by_stem: HashMap::with_capacity(notes),
            by_name: HashMap::with_capacity(notes),
        }
    }

    /// Adds a note by its folded path, and the contact it is about.
    pub fn add_note(&mut self, folded: String, contact: Option<ContactIndex>) {
        let mut path = folded;
        path.truncate(path.strip_suffix(".md").map_or(path.len(), str::len));
        let stem = path.rsplit('/').next().unwrap_or(&path).to_owned();
        let place = u32::try_from(self.targets.len()).unwrap_or(u32::MAX);
        self.by_stem.entry(stem).or_default().push(place);
        self.targets.push(Target { path, contact });
    }

    /// Adds a folded name or alias of a contact.
    pub fn add_name(&mut self, folded: String, contact: ContactIndex) {
        let named = self.by_name.entry(folded).or_default();
        if named.last() != Some(&contact) {
            named.push(contact);
        }
    }

    /// Whom a name in the note `from` means.
    pub fn resolve(&self, name: &Name, from: &NotePath) -> Resolved {
        let folded = folded_target(&name.target);
        let note = self.note(&folded, from);
        match note {
            Resolved::Unknown => self.named(&folded),
            // A bare name may be a contact's although some other note is called so.
            Resolved::OtherNote if !name.linked => match self.named(&folded) {
                Resolved::Unknown => Resolved::OtherNote,
                known => known,
            },
            Resolved::Contact(_) if !name.linked => self.with_namesakes(&folded, note),
            found => found,
        }
    }

    /// Whom a bare text of several words begins with: `Ada lunch` is Ada.
    pub fn resolve_start(&self, name: &Name, from: &NotePath) -> Resolved {
        let words: Vec<&str> = name.target.split_whitespace().collect();
        for length in (1..=words.len()).rev() {
            let target = words.get(..length).unwrap_or_default().join(" ");
            let target = target.trim_end_matches([',', ':', ';', '.']);
            match self.resolve(&Name { target: target.into(), ..name.clone() }, from) {
                Resolved::Unknown | Resolved::OtherNote => {}
                found => return found,
            }
        }
        Resolved::Unknown
    }

    /// A bare name that is one contact's file name may be another's name.
    fn with_namesakes(&self, folded: &str, note: Resolved) -> Resolved {
        match (self.named(folded), note) {
            (Resolved::Unknown, note) => note,
            (Resolved::Contact(named), Resolved::Contact(noted)) if named != noted => {
                Resolved::Ambiguous(vec![named.min(noted), named.max(noted)])
            }
            (named, _) => named,
        }
    }

    fn named(&self, folded: &str) -> Resolved {
        match self.by_name.get(folded).map(Vec::as_slice) {
            None | Some([]) => Resolved::Unknown,
            Some([only]) => Resolved::Contact(*only),
            Some(several) => Resolved::Ambiguous(several.to_vec()),
        }
    }

    /// The note a link points to: exact path, same folder, shortest path.
    fn note(&self, folded: &str, from: &NotePath) -> Resolved {
        let stem = folded.rsplit('/').next().unwrap_or(folded);
        let Some(places) = self.by_stem.get(stem) else { return Resolved::Unknown };
        let targets: Vec<&Target> =
            places.iter().filter_map(|place| self.targets.get(*place as usize)).collect();
        let is_bare = !folded.contains('/') && !folded.starts_with('.');
        if let ([only], true) = (targets.as_slice(), is_bare) {
            // Most links: the one note of that name, wherever it lies.
            return of_targets(&[*only]);
        }
        let folder = fold_name(from.folder());
        let exact = relative(folded, &folder);
        let beside = if folder.is_empty() { stem.to_owned() } else { format!("{folder}/{stem}") };
        let suffix = format!("/{exact}");
        let found = targets
            .iter()
            .find(|target| target.path == exact)
            .or_else(|| targets.iter().find(|target| !folded.contains('/') && target.path == beside))
            .map(|target| vec![*target])
            .unwrap_or_else(|| {
                shortest(targets.iter().filter(|target| target.path.ends_with(&suffix)).copied())
            });
        of_targets(&found)
    }
}

/// The targets with the fewest folders.
fn shortest<'a>(targets: impl Iterator<Item = &'a Target>) -> Vec<&'a Target> {
    let depth = |target: &Target| target.path.matches('/').count();
    let mut targets: Vec<&Target> = targets.collect();
    let least = targets.iter().map(|target| depth(target)).min();
    targets.retain(|target| Some(depth(target)) == least);
    targets
}

fn of_targets(targets: &[&Target]) -> Resolved {
    let contacts: Vec<ContactIndex> = targets.iter().filter_map(|target| target.contact).collect();
    match contacts.as_slice() {
        [] if targets.is_empty() => Resolved::Unknown,
        [] => Resolved::OtherNote,
        [only] => Resolved::Contact(*only),
        _ => Resolved::Ambiguous(contacts),
    }
}

fn folded_target(target: &str) -> String {
    let decoded = if target.contains('%') { percent_decoded(target) } else { target.to_owned() };
    let folded = fold_name(&decoded);
    folded.strip_suffix(".md").unwrap_or(&folded).trim_start_matches('/').to_owned()
}

/// A target with its leading `./` and `../` taken from the folder of the note it stands in.
fn relative(target: &str, folder: &str) -> String {
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

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut left = text.as_bytes();
    while let [first, rest @ ..] = left {
        let code = match (first, rest) {
            (b'%', [high, low, ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|digits| u8::from_str_radix(digits, 16).ok()),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        left = rest.get(if code.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::place::Spot;

    fn index() -> NameIndex {
        let mut index = NameIndex::default();
        let notes = [
            ("People/Ada Lovelace.md", Some(0)),
            ("People/Work/Alex Kim.md", Some(1)),
            ("People/Home/Alex Kim.md", Some(2)),
            ("Zoë.md", Some(3)),
            ("Projects/Zoë.md", None),
            ("Projects/Acme.md", None),
            ("a.md", Some(4)),
            ("Deep/er/.x.md", Some(5)),
        ];
        for (path, contact) in notes {
            index.add_note(fold_name(path), contact.map(ContactIndex));
        }
        index.add_name(fold_name("Ada Lovelace"), ContactIndex(0));
        index.add_name(fold_name("Ada"), ContactIndex(0));
        index.add_name(fold_name("Alex Kim"), ContactIndex(1));
        index.add_name(fold_name("Alex Kim"), ContactIndex(2));
        index.add_name(fold_name("Acme"), ContactIndex(3));
        index
    }

    #[test]
    fn names_mean_one_contact_or_nobody() {
        let index = index();
        let name = |target: &str, linked| Name {
            target: target.into(),
            linked,
            spot: Spot::new(1, 1),
            leads: false,
        };
        let link = |target: &str, from: &str| index.resolve(&name(target, true), &NotePath::new(from));
        let one = |contact| Resolved::Contact(ContactIndex(contact));
        assert_eq!(link("Ada Lovelace", "x.md"), one(0));
        assert_eq!(link("ADA lovelace", "x.md"), one(0));
        assert_eq!(link("Ada", "x.md"), one(0));
        assert_eq!(link("Alex Kim", "x.md"), Resolved::Ambiguous(vec![ContactIndex(1), ContactIndex(2)]));
        assert_eq!(link("Alex Kim", "People/Home/Mia.md"), one(2));
        assert_eq!(link("Work/Alex Kim", "x.md"), one(1));
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
        assert_eq!(
            index.resolve_start(&name("Ada lunch at noon", false), &NotePath::new("inbox.md")),
            one(0)
        );
    }
}
