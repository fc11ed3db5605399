"""Checks that the outputs of a build agree with each other and leak no absolute path.

    check_outputs.py OUT
"""

import hashlib
import json
import pathlib
import re
import sys

KEYS = {"schema", "today", "vault", "welcome_back", "follow_ups", "resting", "lapsed", "problems", "counts"}


def main(out):
    faults = []
    agenda = json.loads((out / "agenda.json").read_text(encoding="utf-8"))
    faults += [f"agenda.json has no key {key}" for key in sorted(KEYS - agenda.keys())]
    follow_ups = agenda.get("follow_ups", [])
    ids = [follow_up["id"] for follow_up in follow_ups]
    if len(ids) != len(set(ids)):
        faults.append("agenda.json: an id stands twice")
    faults += [f"agenda.json: {i!r} is no legal id" for i in ids if not re.fullmatch("[0-9a-z]{10}", i)]
    for follow_up in follow_ups:
        draft = follow_up.get("draft")
        if draft and not (out / draft).is_file():
            faults.append(f"agenda.json names the draft {draft}, which is not there")
        if not follow_up.get("reasons"):
            faults.append(f"agenda.json: {follow_up['id']} gives no reason")
        if follow_up["due"] > follow_up["by"]:
            faults.append(f"agenda.json: {follow_up['id']} is due after its by")
    faults += manifest(out) + strays(out)
    return faults


def manifest(out):
    """Checks that the manifest lists every file with its hash, and no other file."""
    rows = json.loads((out / ".manifest.json").read_text(encoding="utf-8"))["files"]
    listed = {row["path"]: row["sha256"] for row in rows if row.get("folder", "out") == "out"}
    found = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != ".manifest.json"
    }
    return [
        f"{path}: the manifest says {listed.get(path)}, the file is {found.get(path)}"
        for path in sorted(listed.keys() | found.keys())
        if listed.get(path) != found.get(path)
    ]


def strays(out):
    """Checks that no output contains the path of the vault on this machine."""
    place = str(out.parent).encode()
    return [f"{path.name} names {out.parent}" for path in out.rglob("*") if path.is_file() and place in path.read_bytes()]


if __name__ == "__main__":
    found = main(pathlib.Path(sys.argv[1]))
    print("\n".join(found) or "all agree")
    sys.exit(bool(found))
