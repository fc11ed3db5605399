//! Replays the fuzzing inputs with every `cargo test`: `fuzz/corpus/<target>/` holds small ones with a wide
//! reach, `fuzz/regressions/<target>/` one for each fault that was found. The checks are in `fuzz/checks`,
//! which libFuzzer runs too.

#[path = "../../fuzz/checks/mod.rs"]
#[allow(unreachable_pub, reason = "the fuzz targets call it from outside, as a crate of its own")]
mod checks;

use crate::folders::repository;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

#[test]
fn kept_inputs_pass_their_checks() {
    let mut wrong = Vec::new();
    for (target, check) in checks::TARGETS {
        let folder = repository().join("fuzz");
        let kept = inputs(&folder.join("corpus").join(target));
        assert!(!kept.is_empty(), "fuzz/corpus/{target} is empty");
        for input in kept.into_iter().chain(inputs(&folder.join("regressions").join(target))) {
            let bytes = std::fs::read(&input).unwrap();
            if catch_unwind(AssertUnwindSafe(|| check(&bytes))).is_err() {
                wrong.push(input.strip_prefix(repository()).unwrap().display().to_string());
            }
        }
    }
    assert!(wrong.is_empty(), "these fail, each for the reason above:\n{}", wrong.join("\n"));
}

/// Otherwise inputs without a check, or a target that is not built, would seem to pass.
#[test]
fn every_target_is_built_and_replayed() {
    let named: Vec<&str> = checks::TARGETS.iter().map(|(name, _)| *name).collect();
    let manifest = std::fs::read_to_string(repository().join("fuzz/Cargo.toml")).unwrap();
    for folder in ["fuzz_targets", "corpus", "regressions"] {
        for path in inputs(&repository().join("fuzz").join(folder)) {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(named.contains(&name.as_str()), "fuzz/{folder}/{name} is replayed by nobody");
        }
    }
    for name in named {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name} is not built");
    }
}

/// Returns the files of a folder, sorted; none if there is no folder.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
