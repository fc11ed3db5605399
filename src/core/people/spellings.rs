//! The folded names and paths of all notes and contacts: built in parallel, in one string and a few flat
//! lists instead of a string or list for each.

use super::contact::{Contact, ContactIndex};
use crate::core::bytes::percent_decoded;
use crate::core::place::{NotePath, split_ending, with_namespaces, without_ending};
use crate::core::text::{fold_name, push_folded_name};
use rayon::prelude::*;
use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

/// Number of notes whose names are folded by one task.
const PART: usize = 256;

/// All folded names and paths of a vault.
pub(super) struct Spellings {
    /// All folded texts, concatenated.
    texts: String,
    /// In the order of the notes.
    spellings: Vec<Spelling>,
    /// Indexes of all spellings, by folded text.
    by_text: Buckets,
    /// Indexes of the spellings of file names, by the unfolded file name.
    as_written: Buckets,
    hasher: RandomState,
}

/// A name of a note or its contact.
pub(super) struct Spelling {
    /// Index of the note.
    pub(super) note: u32,
    /// What the name belongs to.
    pub(super) name_of: NameOf,
    /// Range of the folded text in `Spellings::texts`.
    text: Range<usize>,
    hash: u64,
}

/// What a spelling is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameOf {
    /// The note: the spelling is its file name without `.md`.
    Note {
        /// Length in bytes of the folded path before the file name.
        folder: usize,
    },
    /// The contact that the note is about: the spelling is a name or an alias.
    Contact,
}

/// A folded text to look up.
pub(super) struct Lookup<'a> {
    pub(super) text: Cow<'a, str>,
    hash: u64,
}

impl Spellings {
    /// Collects the names of all notes and their contacts.
    pub(super) fn of(notes: &[NotePath], owners: &[Option<ContactIndex>], contacts: &[Contact]) -> Spellings {
        let hasher = RandomState::new();
        let named = notes.par_chunks(PART).zip(owners.par_chunks(PART)).enumerate();
        let parts: Vec<Part> = named
            .map(|(place, (notes, owners))| Part::of(place * PART, notes, owners, contacts, &hasher))
            .collect();
        let mut texts = String::with_capacity(parts.iter().map(|part| part.texts.len()).sum());
        let mut spellings = Vec::with_capacity(parts.iter().map(|part| part.spellings.len()).sum());
        let mut written = Vec::with_capacity(notes.len());
        for part in parts {
            let (before, start) = (spellings.len(), texts.len());
            written.extend(part.written.into_iter().map(|slot| Slot { at: slot.at + before, ..slot }));
            spellings.extend(part.spellings.into_iter().map(|spelling| Spelling {
                text: spelling.text.start + start..spelling.text.end + start,
                ..spelling
            }));
            texts.push_str(&part.texts);
        }
        let slots = spellings.iter().enumerate().map(|(at, spelling)| Slot { hash: spelling.hash, at });
        let by_text = Buckets::of(&slots.collect::<Vec<_>>());
        Spellings { as_written: Buckets::of(&written), texts, spellings, by_text, hasher }
    }

    /// Folds the target of a link or a bare name.
    ///
    /// Most targets spell a file name exactly, and then its folded text is reused: folding is slow for most
    /// scripts.
    pub(super) fn lookup(&self, target: &str, notes: &[NotePath]) -> Lookup<'_> {
        let mut written = self.as_written.at(self.hasher.hash_one(target));
        let same = written.find_map(|at| {
            let spelling = self.spellings.get(at)?;
            (notes.get(spelling.note as usize)?.stem() == target).then_some(spelling)
        });
        match same {
            Some(spelling) => Lookup { text: Cow::Borrowed(self.text(spelling)), hash: spelling.hash },
            None => self.folded(folded_target(target)),
        }
    }

    /// Whether it is certain that the file names of all notes, of which there are `notes`, differ when folded.
    pub(super) fn certainly_differ(&self, notes: usize) -> bool {
        let is_note = |spelling: &&Spelling| matches!(spelling.name_of, NameOf::Note { .. });
        let near = |hash| self.by_text.at(hash).filter_map(|at| self.spellings.get(at)).filter(is_note);
        // Only the spelling of a name as written is the folded file name.
        self.as_written.slots.len() == notes
            && self.spellings.iter().filter(is_note).all(|spelling| near(spelling.hash).nth(1).is_none())
    }

    /// Makes a lookup from a text that is folded already.
    pub(super) fn folded<'a>(&self, text: impl Into<Cow<'a, str>>) -> Lookup<'a> {
        let text = text.into();
        let hash = self.hasher.hash_one(&*text);
        Lookup { text, hash }
    }

    /// All spellings of a text, in the order of their notes.
    pub(super) fn find<'s>(&'s self, lookup: &'s Lookup<'_>) -> impl Iterator<Item = &'s Spelling> + Clone {
        let near = self.by_text.at(lookup.hash).filter_map(|at| self.spellings.get(at));
        near.filter(|spelling| self.text(spelling) == lookup.text)
    }

    /// The folded path of a note without `.md`, given the spelling of its file name.
    pub(super) fn path(&self, spelling: &Spelling) -> &str {
        let folder = match spelling.name_of {
            NameOf::Note { folder } => folder,
            NameOf::Contact => 0,
        };
        self.texts.get(spelling.text.start - folder..spelling.text.end).unwrap_or_default()
    }

    fn text(&self, spelling: &Spelling) -> &str {
        self.texts.get(spelling.text.clone()).unwrap_or_default()
    }
}

/// The spellings of a range of notes.
#[derive(Default)]
struct Part {
    texts: String,
    spellings: Vec<Spelling>,
    written: Vec<Slot>,
}

impl Part {
    /// The spellings of consecutive notes, of which the first has the index `first`.
    fn of(
        first: usize,
        notes: &[NotePath],
        owners: &[Option<ContactIndex>],
        contacts: &[Contact],
        hasher: &RandomState,
    ) -> Part {
        let mut part = Part::default();
        part.spellings.reserve(2 * notes.len());
        part.written.reserve(notes.len());
        for (place, (path, owner)) in notes.iter().zip(owners).enumerate() {
            let note = u32::try_from(first + place).unwrap_or(u32::MAX);
            let file_name = part.add_note(path, note, hasher);
            if let Some(contact) = owner.and_then(|owner| contacts.get(owner.0 as usize)) {
                let names = std::iter::once(&contact.facts.name).chain(&contact.facts.aliases);
                names.for_each(|name| part.add_name(name, path, note, &file_name, hasher));
            }
        }
        part
    }

    /// Adds the file name of a note. Returns its range in the texts.
    fn add_note(&mut self, path: &NotePath, note: u32, hasher: &RandomState) -> Range<usize> {
        let start = self.texts.len();
        let named = with_namespaces(path.as_str());
        push_folded_name(&named, &mut self.texts);
        let folded = self.texts.get(start..).unwrap_or_default();
        let folded = without_ending(folded);
        let folder = folded.rfind('/').map_or(0, |slash| slash + 1);
        let file_name = folded.get(folder..).unwrap_or_default();
        let hash = hasher.hash_one(file_name);
        // Only if the name as a target folds to this text: it needs no decoding and has no ending to cut off.
        let stem = path.stem();
        let is_as_written = matches!(named, Cow::Borrowed(_));
        if is_as_written && is_trimmed(stem) && !stem.contains('%') && split_ending(file_name).is_none() {
            self.written.push(Slot { hash: hasher.hash_one(stem), at: self.spellings.len() });
        }
        let text = start + folder..start + folded.len();
        self.texts.truncate(text.end);
        self.spellings.push(Spelling { note, name_of: NameOf::Note { folder }, text: text.clone(), hash });
        text
    }

    fn add_name(
        &mut self,
        name: &str,
        path: &NotePath,
        note: u32,
        file_name: &Range<usize>,
        hasher: &RandomState,
    ) {
        // Most notes have the name of their contact.
        let text = if name == path.stem() && is_trimmed(name) {
            file_name.clone()
        } else {
            let start = self.texts.len();
            push_folded_name(name, &mut self.texts);
            start..self.texts.len()
        };
        let hash = hasher.hash_one(self.texts.get(text.clone()).unwrap_or_default());
        self.spellings.push(Spelling { note, name_of: NameOf::Contact, text, hash });
    }
}

/// Whether a name has no white space at its ends, so that it folds alone as it does after its folder.
fn is_trimmed(name: &str) -> bool {
    name.trim().len() == name.len()
}

/// A hash and the index of what has it.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u64,
    at: usize,
}

/// Indexes by hash, in one list grouped by bucket; within a bucket they keep their order. There are at least
/// as many buckets as indexes. A map of lists would allocate for each hash that occurs twice.
struct Buckets {
    slots: Vec<Slot>,
    /// The start of each bucket in `slots`, and the end of the last one.
    begins: Vec<usize>,
    /// The bucket of a hash is the hash shifted right by this many bits.
    shift: u32,
}

impl Buckets {
    fn of(given: &[Slot]) -> Buckets {
        let bits = given.len().max(1).ilog2() + 1;
        let shift = u64::BITS - bits;
        let mut begins = vec![0; (1 << bits) + 1];
        let bucket = |slot: &Slot| usize::try_from(slot.hash >> shift).unwrap_or_default();
        for slot in given {
            if let Some(count) = begins.get_mut(bucket(slot) + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for begin in &mut begins {
            before += *begin;
            *begin = before;
        }
        let mut slots = vec![Slot::default(); given.len()];
        let mut next = begins.clone();
        for slot in given {
            if let Some(next) = next.get_mut(bucket(slot))
                && let Some(place) = slots.get_mut(*next)
            {
                *place = *slot;
                *next += 1;
            }
        }
        Buckets { slots, begins, shift }
    }

    /// The indexes with this hash.
    fn at(&self, hash: u64) -> impl Iterator<Item = usize> + Clone {
        let bucket = usize::try_from(hash >> self.shift).unwrap_or_default();
        let slots = match self.begins.get(bucket..) {
            Some([begin, end, ..]) => self.slots.get(*begin..*end),
            _ => None,
        };
        slots.unwrap_or_default().iter().filter(move |slot| slot.hash == hash).map(|slot| slot.at)
    }
}

/// Folds the target of a link like the names it is compared with.
fn folded_target(target: &str) -> String {
    let mut folded = match target.contains('%') {
        true => fold_name(&with_namespaces(&percent_decoded(target))),
        false => fold_name(&with_namespaces(target)),
    };
    folded.truncate(without_ending(&folded).len());
    let slashes = folded.len() - folded.trim_start_matches('/').len();
    folded.drain(..slashes);
    folded
}
