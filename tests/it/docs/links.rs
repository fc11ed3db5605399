//! Checks that every relative link of the documentation leads to a file and an anchor that exist, and that
//! the index links every page.

use crate::folders::repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Returns the Markdown files for readers, by their path in the repository.
fn pages() -> BTreeMap<PathBuf, String> {
    let root = repository();
    let mut pages = BTreeMap::new();
    let docs = walkdir::WalkDir::new(root.join("docs")).into_iter().flatten().map(|entry| entry.into_path());
    let top = std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    for path in docs.chain(top).filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = std::fs::read_to_string(&path).unwrap();
        pages.insert(path.strip_prefix(&root).unwrap().to_owned(), text);
    }
    assert!(pages.len() > 15, "{:?}", pages.keys());
    pages
}

/// Returns the text outside code blocks, without inline code.
fn prose(text: &str) -> String {
    let mut inside = false;
    let mut prose = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside {
            let outside = line.split('`').step_by(2).collect::<Vec<_>>().join("\u{1}");
            prose.push_str(&outside);
            prose.push('\n');
        }
    }
    prose
}

fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target.to_owned()).collect()
}

/// Returns the anchor that GitHub makes of a heading.
pub(super) fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn anchors(text: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut anchors = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside && line.starts_with('#') {
            anchors.insert(anchor(line.trim_start_matches('#').trim()));
        }
    }
    anchors
}

/// Resolves a link of a page to a path without `..`.
fn resolved(page: &Path, target: &str) -> PathBuf {
    let mut path = page.parent().unwrap().to_owned();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir => _ = path.pop(),
            Component::Normal(name) => path.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    path
}

#[test]
fn every_link_and_every_anchor_leads_somewhere() {
    let pages = pages();
    let mut wrong = Vec::new();
    let mut followed = 0;
    for (page, text) in &pages {
        for link in links(text).iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            followed += 1;
            let (file, anchor) =
                link.split_once('#').map_or((&**link, None), |(file, anchor)| (file, Some(anchor)));
            let target = if file.is_empty() { page.clone() } else { resolved(page, file) };
            let there = repository().join(&target).exists();
            let right = anchor
                .is_none_or(|anchor| pages.get(&target).is_some_and(|text| anchors(text).contains(anchor)));
            if !there || !right {
                wrong.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
    assert!(followed > 50, "only {followed} links were found");
}

#[test]
fn the_index_names_every_page() {
    let pages = pages();
    let index = PathBuf::from("docs/README.md");
    let linked: BTreeSet<PathBuf> =
        links(&pages[&index]).iter().map(|link| resolved(&index, link.split('#').next().unwrap())).collect();
    for page in pages.keys().filter(|page| page.starts_with("docs") && **page != index) {
        assert!(linked.contains(page), "docs/README.md does not lead to {}", page.display());
    }
}

#[test]
fn no_page_keeps_the_marks_of_a_merge() {
    for (page, text) in pages() {
        let mark = text.lines().position(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> "));
        assert_eq!(mark.map(|line| line + 1), None, "{}", page.display());
    }
}
