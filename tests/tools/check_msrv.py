"""Checks that the oldest Rust named in Cargo.toml is new enough for every crate of the build.

Reads the output of `cargo metadata --format-version 1` from standard input. Crates that do not say which Rust they need
are counted and named.
"""

import json
import sys


def version(text):
    parts = [int(part) for part in text.split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


def main():
    metadata = json.load(sys.stdin)
    root = metadata["resolve"]["root"]
    ours, others, silent = None, [], []
    for package in metadata["packages"]:
        needs = package["rust_version"]
        if package["id"] == root:
            ours = version(needs)
        elif needs is None:
            silent.append(package["name"])
        else:
            others.append((version(needs), f"{package['name']} {package['version']}"))
    assert ours and len(others) > 100, (ours, len(others))
    newest, name = max(others)
    print(f"ours {ours}, the newest needed is {newest} by {name}; silent: {', '.join(sorted(silent))}")
    late = [f"{name} needs {needs}" for needs, name in others if needs > ours]
    assert not late, late


main()
