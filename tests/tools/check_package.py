"""Checks by rules what goes into the published crate. Reads `cargo package --list` from standard input.

    cargo package --list --locked --allow-dirty | check_package.py ROOT
"""

import pathlib
import sys

NEEDED = [
    "Cargo.toml", "Cargo.lock", "build.rs", "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "SECURITY.md",
    "CONTRIBUTING.md", "LICENSE-MIT", "LICENSE-APACHE", "src/main.rs", "src/lib.rs", "docs/README.md",
    "example-vault/followup.yaml",
]
ALLOWED = ("src/", "templates/", "docs/", "example-vault/")
MADE_BY_CARGO = {".cargo_vcs_info.json", "Cargo.toml.orig", "Cargo.toml", "Cargo.lock"}
MOST_BYTES = 10 * 1024 * 1024


def main():
    root = pathlib.Path(sys.argv[1])
    files = sys.stdin.read().splitlines()
    wrong = [f"missing: {name}" for name in NEEDED if name not in files]
    for name in files:
        at_the_root = "/" not in name and (name.endswith(".md") or name.startswith("LICENSE-") or name == "build.rs")
        if not (name in MADE_BY_CARGO or at_the_root or name.startswith(ALLOWED)):
            wrong.append(f"not wanted: {name}")
        if name.startswith("example-vault/agenda/"):
            wrong.append(f"an output: {name}")
    # Every source, template and page of the documentation in git must be in the package.
    for folder in ALLOWED:
        here = {path.relative_to(root).as_posix() for path in (root / folder).rglob("*") if path.is_file()}
        lost = {name for name in here - set(files) if not name.startswith("example-vault/agenda/")}
        wrong.extend(f"left out: {name}" for name in sorted(lost))
    size = sum((root / name).stat().st_size for name in files if (root / name).is_file())
    print(f"{len(files)} files, {size / 1e6:.1f} MB unpacked")
    if size > MOST_BYTES:
        wrong.append(f"{size} bytes")
    assert not wrong, "\n".join(wrong)


main()
