//! Finds the resources that a contact's log mentions: they were shared already. The log's other links are
//! then dropped.

use super::contact::{Resource, ResourceIndex};
use super::names::relative;
use crate::core::note::facts::Shared;
use crate::core::place::{NotePath, without_ending};
use crate::core::text::fold_name;
use std::collections::HashMap;

/// All resources, by everything a log may mention them by.
#[derive(Default)]
pub(super) struct Shareable<'a> {
    /// By URL without trailing slashes.
    addresses: HashMap<&'a str, Vec<ResourceIndex>>,
    /// By folded path without `.md`, and by folded file name.
    notes: HashMap<String, Vec<ResourceIndex>>,
}

impl<'a> Shareable<'a> {
    pub(super) fn of(resources: &'a [Resource]) -> Shareable<'a> {
        let mut all = Shareable::default();
        for (place, resource) in resources.iter().enumerate() {
            let index = ResourceIndex::at(place);
            if let Some(url) = resource.url.as_deref() {
                all.addresses.entry(bare(url)).or_default().push(index);
            }
            let path = fold_name(resource.path.as_str());
            let path = without_ending(&path);
            if let Some((_, stem)) = path.rsplit_once('/') {
                all.notes.entry(stem.to_owned()).or_default().push(index);
            }
            all.notes.entry(path.to_owned()).or_default().push(index);
        }
        all
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// The resources that the log of a note mentions, by URL or by a link to their note.
    pub(super) fn named_in(&self, log: &Shared, path: &NotePath) -> Vec<ResourceIndex> {
        if self.is_empty() {
            return Vec::new();
        }
        let addresses = log.addresses.iter().filter_map(|address| self.addresses.get(bare(address)));
        let targets = log.targets.iter().flat_map(|target| self.linked(target, path));
        addresses.flatten().copied().chain(targets).collect()
    }

    /// The resources that a link in a note leads to.
    pub(super) fn linked(&self, target: &str, path: &NotePath) -> Vec<ResourceIndex> {
        let note = self.notes.get(&relative(&fold_name(target), &fold_name(path.folder())));
        note.into_iter().chain(self.addresses.get(bare(target))).flatten().copied().collect()
    }
}

/// A URL without trailing slashes.
fn bare(address: &str) -> &str {
    address.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn resources_are_found_by_url_path_or_file_name() {
        let resource = |path: &str, url: Option<&str>| Resource {
            path: NotePath::new(path),
            title: String::new(),
            url: url.map(str::to_owned),
            topics: Vec::new(),
        };
        let resources = [
            resource("Resources/Quiet Rooms.md", Some("https://rooms.example/Quiet/")),
            resource("Signs.md", None),
            resource("Old/Signs.md", Some("https://signs.example/old")),
        ];
        let all = Shareable::of(&resources);
        let named = |addresses: &[&str], targets: &[&str]| -> Vec<u32> {
            let log = Shared {
                addresses: addresses.iter().map(|address| (*address).into()).collect(),
                targets: targets.iter().map(|target| (*target).into()).collect(),
            };
            let path = NotePath::new("People/Ada.md");
            let named: BTreeSet<u32> = all.named_in(&log, &path).iter().map(|index| index.0).collect();
            named.into_iter().collect()
        };
        assert_eq!(named(&["https://rooms.example/Quiet", "https://other.example"], &["Ada"]), [0]);
        // Addresses are compared as written.
        assert_eq!(named(&["https://rooms.example/quiet"], &["https://rooms.example/quiet"]), [0; 0]);
        assert_eq!(named(&[], &["https://rooms.example/Quiet"]), [0]);
        assert_eq!(named(&["https://signs.example/old//"], &["https://signs.example/old"]), [2]);
        assert_eq!(named(&[], &["quiet rooms", "RESOURCES/Quiet Rooms"]), [0]);
        assert_eq!(named(&[], &["Signs"]), [1, 2]);
        assert_eq!(named(&[], &["Old/Signs"]), [2]);
        assert_eq!(named(&[], &["../Resources/Quiet Rooms"]), [0]);
        assert_eq!(named(&[], &["../Old/Signs", "./Signs"]), [2]);
    }
}
