//! The GitHub Actions workflow: builds every night and on each push, and publishes only the publish folder.

use super::TimeOfDay;

/// Path of the workflow in a repository.
pub const PATH: &str = ".github/workflows/followup.yml";

/// The variable parts of the workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// Path of the vault in the repository, with `/`; `.` for the whole repository.
    pub vault: String,
    /// Path of the publish folder in the repository.
    pub publish: String,
    /// Time of the build in UTC, the only zone that such a schedule has.
    pub at: TimeOfDay,
    /// Version of this program to install.
    pub version: String,
}

/// Returns the text of the workflow.
pub fn text(workflow: &Workflow) -> String {
    TEMPLATE
        .replace("@MINUTE@", &workflow.at.minute.to_string())
        .replace("@HOUR@", &workflow.at.hour.to_string())
        .replace("@VERSION@", &workflow.version)
        .replace("@VAULT@", &quoted(&workflow.vault))
        .replace("@PUBLISH@", &quoted(&workflow.publish))
}

/// A YAML scalar in double quotes in which `${{` does not begin an expression.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace("${{", "${{ '${{' }}");
    format!("\"{text}\"")
}

const TEMPLATE: &str = include_str!("followup.yml");

#[cfg(test)]
mod tests {
    use super::*;

    fn workflow() -> Workflow {
        Workflow {
            vault: ".".to_owned(),
            publish: "publish".to_owned(),
            at: TimeOfDay { hour: 3, minute: 17 },
            version: "0.1.0".to_owned(),
        }
    }

    #[test]
    fn all_placeholders_are_filled() {
        let text = text(&workflow());
        assert!(!text.contains("@MIN") && !text.contains("@V") && !text.contains("@PUBLISH"), "{text}");
        assert!(text.contains("- cron: \"17 3 * * *\"\n"));
        assert!(text.contains("VAULT: \".\"\n") && text.contains("path: \"publish\"\n"), "{text}");
    }

    #[test]
    fn paths_are_quoted_for_yaml_and_expressions() {
        let odd = Workflow { vault: "a \"b\" \\ ${{ x }}".to_owned(), ..workflow() };
        assert!(text(&odd).contains(r#"VAULT: "a \"b\" \\ ${{ '${{' }} x }}""#));
    }

    #[test]
    fn only_the_publish_folder_is_uploaded() {
        let text = text(&workflow());
        assert_eq!(text.matches("upload").count(), text.matches("upload-pages-artifact").count());
        assert_eq!(text.matches("path: \"publish\"").count(), 1);
    }
}
