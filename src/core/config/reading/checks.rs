//! What can only be told when the whole file was read.

use super::sequences::known_name;
use super::values::{Reading, meant, names};
use crate::core::config::model::Config;
use crate::core::config::tree::Node;
use crate::core::nearest::nearest;
use crate::core::text::fold_name;

/// Checks names and folders that stand in different parts of the file.
pub(super) fn check(root: &Node, config: &mut Config, reading: &mut Reading<'_>) {
    if let Some(rules) = root.pair("rules") {
        rule_sequences(rules.node.items(), config, reading);
    }
    own_folders(root, config, reading);
}

/// A rule names a sequence that there is; its spelling becomes the sequence's own.
fn rule_sequences(rules: &[Node], config: &mut Config, reading: &mut Reading<'_>) {
    for (rule, node) in config.rules.iter_mut().zip(rules) {
        let Some(name) = &rule.set.sequence else { continue };
        if let Some(known) = known_name(&config.sequences, name) {
            rule.set.sequence = Some(known.to_owned());
            continue;
        }
        let Some(pair) = node.pair("set").and_then(|set| set.node.pair("sequence")) else { continue };
        let known: Vec<&str> = config.sequences.keys().map(String::as_str).collect();
        let help = meant(nearest(name, known.iter().copied()), || match known.is_empty() {
            true => "all of them are switched off".to_owned(),
            false => format!("there is {}; one that is `null` is switched off", names(&known, "and")),
        });
        reading.not(&pair.node, "a sequence", help);
    }
}

/// Outputs, templates and notes need folders of their own: a build may clear what
/// it wrote, and templates are no notes.
fn own_folders(root: &Node, config: &Config, reading: &mut Reading<'_>) {
    let folders = [
        ("out", &config.out),
        ("publish", &config.publish),
        ("templates", &config.templates),
        ("import-folder", &config.import_folder),
    ];
    // Compared without case: many disks do not tell `Out` from `out`.
    for (place, (key, folder)) in folders.iter().enumerate() {
        for (other, taken) in folders.iter().take(place) {
            if fold_name(folder) != fold_name(taken) {
                continue;
            }
            let pair = root.pair(key).or_else(|| root.pair(other));
            if let Some(pair) = pair.filter(|pair| pair.node.as_text().is_some()) {
                let message = format!("`{key}` and `{other}` are one folder: {folder}");
                reading.wrong(&pair.node, message, "give each a folder of its own");
            }
        }
    }
}
