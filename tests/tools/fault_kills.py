"""Runs that are killed: builds and edits, at moments that a seed decides."""

import json
import os
import signal
import statistics
import subprocess
import time

from fault_scene import TEMPORARY, Violation, copied, expect, make_vault, note, notes_of, outputs, seeded, whole, write_notes

STATES = 4


def killed(command, moment, how=signal.SIGKILL, begun=lambda: True, **more):
    """Starts a command and kills it after some seconds, counted from when something has begun; returns its status
    and output."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    # Pauses while waiting, since the command needs the processor too; a sleeping process is woken at once.
    while not begun() and child.poll() is None:
        time.sleep(0.0002)
    time.sleep(moment)
    child.send_signal(how)
    try:
        out, err = child.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        child.kill()
        raise Violation(f"{command} did not end within 30 seconds of signal {how}") from None
    return child.returncode, (out + err).decode("utf-8", "replace")


def writes(folder):
    try:
        return any(name.startswith(TEMPORARY) for name in os.listdir(folder))
    except OSError:
        return False


def identity(path):
    try:
        return os.stat(path).st_ino
    except OSError:
        return None


def usual_time(command, times=3, before=lambda: None, **more):
    taken = []
    for _ in range(times):
        before()
        start = time.monotonic()
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, **more)
        taken.append(time.monotonic() - start)
    return statistics.median(taken)


def builds(program, folder, kills, seed, share, how=signal.SIGKILL, notes=150):
    """Builds killed while notes change in between: whole files, no lost manifest, no false reports of edits."""
    rng = seeded("builds", seed, share, how)
    good = []
    for state in range(STATES):
        vault = make_vault(folder / f"good-{state}", notes, state)
        program.run("build", vault, "--publish", "-q", status=(0,))
        good.append(outputs(vault)[0])
    expect(len({json.dumps(files, sort_keys=True) for files in good}) == STATES, "the states come to the same outputs")
    vault = copied(folder / "good-0/vault", folder / "vault")
    command = program.command("build", vault, "--publish")
    turn = iter(range(1, 1000))
    whole_run = usual_time(command, before=lambda: write_notes(vault, notes, next(turn) % STATES))
    seen = {"killed": 0, "old": 0, "new": 0, "mixed": 0, "swept": 0}
    state, since = 0, 0
    folders, manifest = (vault / "agenda", vault / "agenda/drafts", vault / "publish"), vault / "agenda/.manifest.json"
    program.run("build", vault, "--publish", "-q", status=(0,))
    while seen["killed"] < kills:
        state = (state + rng.randrange(1, STATES)) % STATES
        write_notes(vault, notes, state)
        expected, before = notes_of(vault), outputs(vault)[0]
        # Most of a run only reads, and everything is moved in a moment, the manifest first: most kills should hit the
        # writing, and most of these the moving.
        dice, soon = rng.random(), rng.random() ** 3
        if dice < 0.3:
            status, said = killed(command, whole_run * rng.uniform(0, 1.1), how)
        elif dice < 0.6:
            status, said = killed(command, whole_run * 0.5 * soon, how, lambda: any(map(writes, folders)))
        else:
            old = identity(manifest)
            status, said = killed(command, whole_run * 0.1 * soon, how, lambda: identity(manifest) != old)
        seen["killed"] += 1
        expect("edited" not in said, "taken for an edit:", said)
        expect(status in (0, -how), f"a build that got signal {how} ended with status {status}:", said)
        after, temporary = outputs(vault)
        for path, found in after.items():
            allowed = (before.get(path), good[state].get(path))
            expect(found in allowed or path == "agenda/.manifest.json", f"{path} is neither the old file nor the new one (kill {seen['killed']})")
        for path in before:
            expect(path in after or path not in good[state], f"{path} is gone (kill {seen['killed']})")
        if "agenda/.manifest.json" in after:
            json.loads(manifest.read_bytes())
        expect(notes_of(vault) == expected, "a note was changed by a build")
        whole(vault)
        kind = "new" if after == good[state] else "old" if after == before else "mixed"
        seen[kind] += 1
        since += 1
        if since >= 3 or rng.random() < 0.4:
            since = 0
            _, out, err = program.run("build", vault, "--publish", status=(0,))
            expect("edited" not in out + err, "taken for an edit after a kill:", out, err)
            after, left = outputs(vault)
            expect(not left, "temporary files are left after the next build:", left)
            wrong = [path for path in set(after) | set(good[state]) if after.get(path) != good[state].get(path)]
            expect(not wrong, "the build after a kill made other files:", wrong)
            seen["swept"] += len(temporary)
    expect(seen["mixed"] > 0 or kills < 100, "no kill hit the writing:", seen)
    return "{killed} killed: {old} left all old, {new} all new, {mixed} some of each; {swept} temporary files swept".format(**seen)


EDITS = [
    ("log", "Contact 1", "call: a talk"),
    ("log", "Contact 1,Contact 2,Contact 3", "dinner"),
    ("log", "Contact 4"),
    ("snooze", "Contact 5", "2 weeks"),
    ("skip", "Contact 6"),
    ("done", "Contact 7"),
    ("new", "Zoe Quill", "--email", "zoe@people.example", "--met"),
    ("sync",),
    ("sync", "--file-inbox"),
    ("restart",),
    ("new", "--batch", "batch.csv"),
    ("import", "cards.vcf"),
]
INBOX = "".join(f"- 2026-11-2{number % 4} [[Contact {number}]]: lunch\n" for number in range(20, 26))
CARDS = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u{n}\r\nFN:Card {n}\r\nEMAIL:k{n}@cards.example\r\nEND:VCARD\r\n" for n in range(6))


def edit_vault(program, folder):
    """A vault with work for every command that edits, and some notes with unusual permissions."""
    vault = make_vault(folder, 60)
    (vault / "inbox.md").write_text(INBOX)
    (vault / "cards.vcf").write_text(CARDS)
    (vault / "batch.csv").write_text("name,email\nPia One,pia@people.example\nPaul Two,paul@people.example\n")
    (vault / "People/Contact 7.md").write_text("---\ntype: person\n---\n# Contact 7\n\n- [ ] send the plan 📅 2026-11-24\n\n## Log\n\n- 2026-11-01 coffee\n")
    long = "- 2026-10-20 call: a line of a long log\n" * 3000
    (vault / "People/Contact 1.md").write_text(note(1, 0) + long)
    program.run("build", vault, "-q", status=(0,))
    agenda = vault / "agenda/agenda.md"
    lines = agenda.read_text().split("\n")
    boxes = [place for place, line in enumerate(lines) if line.startswith("- [ ]")]
    for place, mark in zip(boxes[::3][:9], "x>-x>-x>-"):
        lines[place] = lines[place].replace("- [ ]", f"- [{mark}]", 1)
    agenda.write_text("\n".join(lines))
    for number, path in enumerate(sorted((vault / "People").glob("*.md"))):
        path.chmod([0o644, 0o600, 0o640, 0o664][number % 4])
    return vault


def edits(program, folder, kills, seed, share, how=signal.SIGKILL):
    """Edits killed: each note is the old or the new one, with its permissions, and nothing blocks the next run."""
    rng = seeded("edits", seed, share, how)
    vault = edit_vault(program, folder / "at-work")
    old = notes_of(vault, ())
    new, times = [], []
    for number, edit in enumerate(EDITS):
        twin = copied(vault, folder / f"twin-{number}" / "vault")
        start = time.monotonic()
        program.run(*edit, cwd=twin, status=(0, 1) if edit[0] == "sync" else (0,))
        times.append(time.monotonic() - start)
        new.append(notes_of(twin, ()))
        expect(new[-1] != old, f"{edit} changes nothing")
    seen = {"killed": 0, "old": 0, "new": 0, "mixed": 0}
    while seen["killed"] < kills:
        choice = rng.randrange(len(EDITS))
        edit, wanted = EDITS[choice], new[choice]
        moment = times[choice] * rng.uniform(0.3, 1.1)
        status, said = killed(program.command(*edit), moment, how, cwd=vault)
        seen["killed"] += 1
        expect(status in (0, 1 if edit[0] == "sync" else 0, -how), f"{edit} got signal {how} and ended with status {status}:", said)
        found = {path: value for path, value in notes_of(vault, ()).items() if "/.followup-tmp-" not in f"/{path}"}
        for path in old:
            expect(path in found, f"{path} is gone after a killed {edit}")
        for path, value in found.items():
            one_of_both = value in (old.get(path), wanted.get(path)) or between(path, value, old, wanted)
            expect(one_of_both, f"{path} is neither the old note nor the new one after a killed {edit}:", value[0][-300:], oct(value[1]))
        seen["new" if found == wanted else "old" if found == old else "mixed"] += 1
        if rng.random() < 0.15:
            again(program, vault, edit, found, wanted)
        for path in {*found, *old, *notes_of(vault, ()), *(str(path.relative_to(vault)) for path in vault.rglob(".followup-tmp-*"))}:
            restore(vault / path, old.get(path))
    expect(seen["old"] + seen["mixed"] > 0 or kills < 100, "no kill came before the end:", seen)
    return "{killed} killed: {old} left all notes old, {new} all new, {mixed} some of each".format(**seen)


def between(path, value, old, wanted):
    """Sync changes two files line by line: each line of both is the old or the new one."""
    if path not in ("agenda/agenda.md", "inbox.md") or path not in old or value[1] != old[path][1]:
        return False
    lines, before, after = (data.split(b"\n") for data in (value[0], old[path][0], wanted[path][0]))
    if path == "inbox.md":
        return set(after) <= set(lines) <= set(before) and lines[-1] == b""
    return len(lines) == len(before) and all(line in pair for line, *pair in zip(lines, before, after))


def again(program, vault, edit, found, wanted):
    """A killed command can be run again at once; half-done work is finished, not doubled."""
    start = time.monotonic()
    status, _, said = program.run(*edit, cwd=vault, status=(0, 1, 2))
    expect(time.monotonic() - start < 8, f"{edit} waited for a lock that nobody holds")
    if edit[0] in ("sync", "import") or (edit[0] == "new" and found != wanted):
        now = {path: value for path, value in notes_of(vault, ()).items() if "/.followup-tmp-" not in f"/{path}"}
        differ = [path for path in {*now, *wanted} if now.get(path) != wanted.get(path) and "--batch" not in edit]
        # Killed between a note and its tick: the card is settled then, and the tick is reported.
        if differ == ["agenda/agenda.md"] and "[unknown-tick]" in said:
            differ = []
        expect(status in (0, 1) and not differ, f"a second {edit} after a killed one does not come to the same:", status, differ)
    touched = [path for path in vault.rglob(".followup-tmp-*") if path.parent == vault / "People"]
    expect(not touched or edit[0] not in ("log", "snooze", "skip", "done"), f"temporary files are left after the next {edit}:", touched)


def restore(path, value):
    if value is None:
        path.unlink(missing_ok=True)
        return
    data, mode = value
    if path.read_bytes() != data:
        path.write_bytes(data)
    path.chmod(mode)


def signals(program, folder, seed):
    """SIGTERM and Ctrl-C, in builds and in edits."""
    told = []
    for name, how in (("SIGTERM", signal.SIGTERM), ("SIGINT", signal.SIGINT)):
        builds(program, folder / f"builds-{name}", 15, seed, name, how)
        edits(program, folder / f"edits-{name}", 15, seed, name, how)
        told.append(f"15 builds and 15 edits by {name}")
    return ", ".join(told)
