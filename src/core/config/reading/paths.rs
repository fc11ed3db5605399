//! Paths in the configuration: relative, below the vault, with `/`. Whether one leaves the vault by a link is
//! checked by `io`.

use super::values::Reading;
use crate::core::config::tree::Node;
use crate::core::text::is_control;

impl Reading<'_> {
    /// Reads a path below the vault, without `./` and a final `/`; the vault itself is refused.
    pub(super) fn path(&mut self, node: &Node, what: &str) -> Option<String> {
        let help = "write a path below the vault with `/`, without a leading `/` and without `..`";
        self.parsed(node, what, help, |text| inside(text).filter(|path| !path.is_empty()))
    }

    /// Reads a folder below the vault, or the vault itself as `.`, `/` or an empty text.
    pub(super) fn folder(&mut self, node: &Node) -> Option<String> {
        let help = "write a path below the vault with `/`, without `..`; `/` is the vault itself";
        let folder = |text: &str| if text == "/" { Some(String::new()) } else { inside(text) };
        self.parsed(node, "a folder of the vault", help, folder)
    }

    /// Reads the name of a draft template, without folders.
    pub(super) fn template(&mut self, node: &Node) -> Option<String> {
        self.parsed(
            node,
            "the name of a template",
            "write a name without folders and without a dot before it",
            file_name,
        )
    }

    /// Reads the name of a calendar file, without folders.
    pub(super) fn calendar_name(&mut self, node: &Node) -> Option<String> {
        let help = "write a name that ends with `.ics`, such as `followups.ics`, without folders";
        self.parsed(node, "the name of a calendar file", help, |text| {
            file_name(text).filter(|name| name.len() > 4 && name.to_lowercase().ends_with(".ics"))
        })
    }
}

fn file_name(text: &str) -> Option<String> {
    inside(text).filter(|path| !path.is_empty() && !path.contains('/') && !path.starts_with('.'))
}

/// Returns the path with its parts joined by single `/`; `None` if it leaves the vault or contains characters
/// that another system reads differently.
fn inside(text: &str) -> Option<String> {
    if text.starts_with(['/', '~']) || text.contains(['\\', ':']) || text.contains(is_control) {
        return None;
    }
    let parts: Vec<&str> = text.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return None;
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_vault() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(inside(text).as_deref(), expected, "{text}");
        }
        case("agenda", Some("agenda"));
        case("./out//agenda/", Some("out/agenda"));
        case(".", Some(""));
        case("", Some(""));
        case("/etc", None);
        case("~/x", None);
        case("a/../../b", None);
        case("C:/x", None);
        case("a\\b", None);
        case("a\nb", None);
    }
}
