"""Publishes a vault of make_hostile.py at each detail level and searches every published byte for what that level does
not allow.

    check_leaks.py PROGRAM VAULT
"""

import base64
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import yaml_names

# What a detail level may show besides days and kinds; `hush` marks private contacts.
ALLOWED = {
    "busy": set(),
    "initials": set(),
    "name": {"name", "path"},
    "full": {"name", "path", "mail", "hook", "topic", "task", "label"},
}
SECRETS = ["nick", "mail", "tag", "label", "hook", "task", "topic", "path", "org"]


def readings(data):
    """The text as it is, unfolded, and with its encodings undone."""
    text = data.decode("utf-8").replace("\r\n ", "")
    plain = re.sub(r"\\(.)", lambda escape: " " if escape.group(1) in "nN" else escape.group(1), text)
    decoded = urllib.parse.unquote(plain)
    runs = [run for run in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", decoded) if len(run) % 4 == 0]
    return "\n".join([text, plain, decoded, *(base64.b64decode(run).decode("latin-1") for run in runs)])


def leaks(detail, text, names):
    allowed = ALLOWED[detail]
    found = [f"secret-{secret}" for secret in SECRETS if secret not in allowed and f"secret-{secret}" in text]
    found += [word for word in ("hush", "20 7946", "+44") if word in text]
    if "name" not in allowed:
        own = re.sub(r"(?m)^(?!SUMMARY|DESCRIPTION|URL).*$", "", text)
        found += sorted(word for word in names if word in own)
        found += [scheme for scheme in ("obsidian:", "mailto:", ".md") if scheme in text]
    if detail == "busy" and set(re.findall(r"(?m)^SUMMARY:(.*?)\r?$", text)) - set(re.findall(r"(?m)^SUMMARY:(\d+ follow-ups?|Calendar not rebuilt since [\d-]+|Weekly review of follow-ups)\r?$", text)):
        found.append("a title that tells more than a number")
    return found


def main(program, vault):
    faults = []
    names = yaml_names.words(vault)
    for detail in ALLOWED:
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "vault"
            shutil.copytree(vault, copy, ignore=shutil.ignore_patterns("agenda", "publish"))
            config = copy / "followup.yaml"
            config.write_text(config.read_text("utf-8").replace("hostile.ics,", f"hostile.ics, detail: {detail},"), "utf-8")
            done = subprocess.run([program, "build", copy, "--publish", "-q", "--today", "2026-11-24"], capture_output=True, text=True)
            if done.returncode:
                sys.exit(done.stderr[-2000:])
            files = {path.relative_to(copy / "publish").as_posix(): path.read_bytes() for path in (copy / "publish").rglob("*") if path.is_file()}
            if set(files) != {"hostile.ics", "robots.txt", ".nojekyll"}:
                faults.append(f"{detail}: publish/ holds {sorted(files)}")
            for name, data in files.items():
                faults += [f"{detail}: {name} tells {leak!r}" for leak in leaks(detail, readings(data), names)]
            # What the detail level allows is found, so the search works.
            text = readings(files["hostile.ics"])
            if detail == "full" and not all(f"secret-{each}" in text for each in ("hook", "topic", "task", "path", "mail")):
                faults.append("full: what it may tell is not there")
            if "name" in ALLOWED[detail] and not any(word in text for word in names):
                faults.append(f"{detail}: no name is there")
            print(f"{detail}: {text.count('BEGIN:VEVENT') // 3} events searched for {len(names)} words and {len(SECRETS)} secrets")
    print("\n".join(faults[:30]) or "nothing leaks")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
