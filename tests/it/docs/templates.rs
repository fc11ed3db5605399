//! Generates the variables of `page.html` and `review.html` in `docs/templates.md` from the types that the
//! templates get. The examples and meanings are in the page only and kept when it is rewritten; a new field
//! comes without them, which fails the test.

use std::collections::BTreeMap;

/// The fields of every serialized type, with their types, in order.
type Types = BTreeMap<String, Vec<(String, String)>>;

/// Returns the structs in some source files that are given to templates.
fn types(files: &[&str]) -> Types {
    let mut types = Types::new();
    for file in files {
        let text = super::text(&format!("src/core/output/{file}"));
        for part in text.split("Serialize)]\n").skip(1) {
            let (head, rest) = part.split_once(" {\n").unwrap();
            let name = head.rsplit("struct ").next().unwrap().split('<').next().unwrap();
            let (body, _) = rest.split_once("\n}").unwrap();
            let fields = body.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            let fields = fields.filter_map(|line| line.trim_end_matches(',').split_once(": "));
            let fields =
                fields.map(|(name, of)| (name.rsplit(' ').next().unwrap().to_owned(), of.to_owned()));
            types.insert(name.to_owned(), fields.collect());
        }
    }
    types
}

/// Returns the inner type, and whether it is in a list: `Option<Vec<CardView<'a>>>` gives `CardView`, in a
/// list.
fn unwrapped(of: &str) -> (String, bool) {
    if let Some(inner) = of.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        return unwrapped(inner);
    }
    if let Some(inner) = of.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        return (unwrapped(inner).0, true);
    }
    (of.split('<').next().unwrap().to_owned(), false)
}

/// Collects every variable; a type that is used several times is described at the first.
fn variables(types: &Types, name: &str, before: &str, seen: &mut Vec<String>, found: &mut Vec<String>) {
    for (field, of) in &types[name] {
        let (inner, list) = unwrapped(of);
        let path = format!("{before}{field}{}", if list { "[]" } else { "" });
        if types.contains_key(&inner) && !seen.contains(&inner) {
            seen.push(inner.clone());
            variables(types, &inner, &format!("{path}."), seen, found);
        } else {
            found.push(path);
        }
    }
}

fn check(part: &str, files: &[&str]) {
    let file = "docs/templates.md";
    let mut found = Vec::new();
    variables(&types(files), "Page", "", &mut Vec::new(), &mut found);
    assert!(found.len() > 20, "{found:?}");
    let held = super::held(file, part);
    let known: BTreeMap<String, String> = super::rows(&held)
        .into_iter()
        .map(|row| (row[0].trim_matches('`').to_owned(), row[1].clone()))
        .collect();
    let mut made = String::from("| variable | what it is |\n| --- | --- |\n");
    for variable in &found {
        let meaning = known.get(variable).cloned().unwrap_or_default();
        made.push_str(&format!("| `{variable}` | {meaning} |\n"));
    }
    super::holds(file, part, &made);
    let silent: Vec<&String> =
        found.iter().filter(|name| known.get(*name).is_none_or(String::is_empty)).collect();
    assert!(silent.is_empty() || super::rewriting(), "{file} does not say what these are: {silent:?}");
}

#[test]
fn the_pages_are_given_what_the_reference_says() {
    check("page", &["html.rs", "when.rs", "page/mod.rs", "page/card.rs", "page/filter.rs"]);
    check("review", &["html.rs", "when.rs", "review/page.rs"]);
}
