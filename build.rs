//! Finds out which commit is built, for `followup --version` alone: what the program
//! writes never depends on it. Without git, and outside a repository of our own, the
//! version stands alone; nothing here can fail a build.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script reads files and talks to cargo by printing"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Signs of a commit that are shown.
const SHORT: usize = 7;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let version = env!("CARGO_PKG_VERSION");
    let shown = match packaged().or_else(checked_out) {
        Some(commit) => format!("{version} ({commit})"),
        None => version.to_owned(),
    };
    println!("cargo::rustc-env=FOLLOWUP_VERSION={shown}");
}

/// The folder of this package. Asked for when the script runs: a packaged copy may be built
/// with the compiled script of the original, whose folder would be another.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default()
}

/// The commit that `cargo package` noted in a published crate. It comes first, for the
/// crate may be unpacked inside a repository of somebody else.
fn packaged() -> Option<String> {
    let noted = root().join(".cargo_vcs_info.json");
    let text = std::fs::read_to_string(noted).ok()?;
    let (_, rest) = text.split_once("\"sha1\":")?;
    let commit = rest.trim_start().strip_prefix('"')?.get(..SHORT)?;
    commit.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| commit.to_owned())
}

/// The commit of the working tree and its day, if the tree is that of this package.
fn checked_out() -> Option<String> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != root().canonicalize().ok()? {
        return None;
    }
    watch_head();
    git(&["log", "-1", &format!("--abbrev={SHORT}"), "--format=%h %cs"])
}

/// A build after a commit, or on another branch, names the new commit.
fn watch_head() {
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        let Some(path) = git(&["rev-parse", "--git-path", name]) else { continue };
        // Cargo takes a path that does not exist for one that changes with every build.
        if root().join(&path).exists() {
            println!("cargo::rerun-if-changed={path}");
        }
    }
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root()).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}
