"""Vaults for the fault harness, and the checks of every run of the program."""

import hashlib
import json
import os
import pathlib
import random
import shutil
import stat
import subprocess

TODAY = "2026-11-24"
LIMIT = 60  # seconds that any run may take
FAULTS = ("panicked at", "RUST_BACKTRACE", "note-panicked", "this is a bug", "stack overflow")
TEMPORARY = ".followup-tmp-"
CONFIG = "timezone: Europe/Berlin\nvault-name: faults\nfeed: {file: feed-7f3a9c.ics, detail: name}\n"


class Violation(Exception):
    """A promise that was broken."""


def expect(holds, *details):
    if not holds:
        raise Violation(" ".join(str(detail) for detail in details)[:2000])


class Program:
    """The binary under test; every run has a time limit and must end with a known status."""

    def __init__(self, path):
        self.path = str(path)

    def command(self, *arguments, today=TODAY):
        return [self.path, "--today", today, *map(str, arguments)]

    def run(self, *arguments, cwd=None, today=TODAY, before=(), status=(0, 1), never=FAULTS, limit=LIMIT, **more):
        """Runs a command; returns its status, output and errors as text."""
        more.setdefault("stdin", subprocess.DEVNULL)
        try:
            done = subprocess.run([*before, *self.command(*arguments, today=today)], cwd=cwd, timeout=limit, capture_output=True, **more)
        except subprocess.TimeoutExpired:
            raise Violation(f"followup {arguments} took over {limit} seconds") from None
        out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        expect(done.returncode in status, f"followup {arguments}: status {done.returncode}, not one of {status}:", out[-600:], err[-600:])
        for words in never:
            expect(words not in out + err, f"followup {arguments}:", err[-900:], out[-300:])
        return done.returncode, out, err

    def refuses(self, *arguments, names, **more):
        """Runs a command that must fail: status 2, and one error with these words and a way out."""
        _, _, err = self.run(*arguments, status=(2,), **more)
        errors = [line for line in err.splitlines() if line.startswith("error: ")]
        expect(len(errors) == 1, f"followup {arguments}: one clear sentence was wanted:", err)
        for name in [names] if isinstance(names, str) else names:
            expect(name in errors[0], f"followup {arguments}: the message does not name `{name}`:", err)
        expect("  help: " in err, f"followup {arguments}: nothing says what to do:", err)
        return err


def note(number, state):
    """A contact; one note in three depends on the state."""
    day = 1 + (number * 7 + (state * 5 if number % 3 == 0 else 0)) % 23
    mail = "" if number % 5 == 4 else f"email: c{number}@people.example\n"
    word = ["email in: a question", "coffee", "email out: the plan", "call #thanks"][(number + (state if number % 3 == 0 else 0)) % 4]
    born = f"birthday: {1950 + number % 40}-{11 if number % 2 else 12}-{1 + number % 28:02}\n"
    return (
        f"---\ntype: person\ncadence: {1 + number % 6} weeks\n{mail}{born if number % 4 == 0 else ''}---\n# Contact {number}\n\n"
        f"## Hooks\n\n- hook {number} of state {state if number % 3 == 0 else 'any'}\n\n## Promises\n\n"
        f"- [ ] task {number} 📅 2026-11-{24 + number % 6}\n\n## Log\n\n- 2026-10-{1 + number % 28:02} call: before\n- 2026-11-{day:02} {word}\n"
    )


def write_notes(vault, notes, state):
    """Writes the notes of a state; in odd states some of them do not exist."""
    for number in range(notes):
        path = vault / "People" / f"Contact {number}.md"
        gone = state % 2 == 1 and number % 17 == 0
        text = None if gone else note(number, state).encode()
        there = path.read_bytes() if path.exists() else None
        if text is None and there is not None:
            path.unlink()
        elif text is not None and text != there:
            path.write_bytes(text)


def make_vault(folder, notes=150, state=0, config=CONFIG):
    vault = pathlib.Path(folder) / "vault"
    (vault / "People").mkdir(parents=True)
    if config:
        (vault / "followup.yaml").write_text(config)
    write_notes(vault, notes, state)
    return vault


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outputs(vault, folders=("agenda", "publish")):
    """Hashes of all files in the output folders, by path, except left-over temporary files."""
    files, temporary = {}, []
    for folder in folders:
        for path in sorted((vault / folder).rglob("*")):
            if path.name.startswith(TEMPORARY):
                temporary.append(path)
            elif path.is_file():
                files[str(path.relative_to(vault))] = digest(path)
    return files, temporary


def notes_of(vault, leave_out=("agenda", "publish")):
    """The content and mode of every file except the outputs."""
    found = {}
    for path in sorted(vault.rglob("*")):
        relative = path.relative_to(vault)
        if relative.parts[0] not in leave_out and stat.S_ISREG(path.lstat().st_mode):
            found[str(relative)] = (path.read_bytes(), stat.S_IMODE(path.lstat().st_mode))
    return found


def whole(vault, folders=("agenda", "publish")):
    """Checks that every output file is complete by the rules of its format."""
    for folder in folders:
        for path in (vault / folder).rglob("*"):
            if path.name.startswith(TEMPORARY) or not path.is_file():
                continue
            data = path.read_bytes()
            if path.suffix == ".json":
                try:
                    json.loads(data)
                except ValueError as error:
                    raise Violation(f"{path} is no JSON: {error}") from None
            ends = {".html": b"</html>", ".ics": b"END:VCALENDAR\r\n", ".md": b"\n", ".eml": b"\n"}.get(path.suffix)
            expect(ends is None or data.endswith(ends), f"{path} does not end as it should: {data[-40:]!r}")


def copied(folder, to):
    shutil.copytree(folder, to, symlinks=True)
    return pathlib.Path(to)


def seeded(*words):
    return random.Random("/".join(map(str, words)))


def is_root():
    return os.geteuid() == 0


def for_everybody(folder):
    """Lets another user read a folder of ours, and all of our folders above it."""
    for path in [folder, *folder.parents]:
        if path.stat().st_uid == os.geteuid() and path != pathlib.Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
        if path.name.startswith("faults-"):
            break
