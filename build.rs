//! Finds the commit being built, for `followup --version` only: the program's outputs never depend on it.
//! Without git, or outside a repository of our own, the version is shown without a commit. Nothing here can
//! fail a build.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script reads files and talks to cargo by printing"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Length of the shown commit id.
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

/// The folder of this package. Read from the environment when the script runs, not when it is compiled: a
/// packaged copy may be built with the compiled script of the original, which is in another folder.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default()
}

/// The commit that `cargo package` recorded in a published crate. Checked first, because the crate may be
/// unpacked inside somebody else's repository.
fn packaged() -> Option<String> {
    let noted = root().join(".cargo_vcs_info.json");
    let text = std::fs::read_to_string(noted).ok()?;
    let (_, rest) = text.split_once("\"sha1\":")?;
    let commit = rest.trim_start().strip_prefix('"')?.get(..SHORT)?;
    commit.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| commit.to_owned())
}

/// The commit of the working tree and its date, if git's top folder is this package.
fn checked_out() -> Option<String> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != root().canonicalize().ok()? {
        return None;
    }
    watch_head();
    git(&["log", "-1", &format!("--abbrev={SHORT}"), "--format=%h %cs"])
}

/// Makes cargo run this script again after a commit or a change of branch.
fn watch_head() {
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        let Some(path) = git(&["rev-parse", "--git-path", name]) else { continue };
        // Cargo treats a path that does not exist as changed in every build.
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
