"""Disks, folders and environments that fail: full, read-only, shared, closed, small."""

import concurrent.futures
import fcntl
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import time

from fault_scene import CONFIG, TODAY, Violation, copied, expect, for_everybody, is_root, make_vault, note, notes_of, outputs, whole, write_notes

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


class NotHere(Exception):
    """What cannot be tried on this machine, and why."""


def need_root(program, what="root"):
    if not is_root():
        raise NotHere(f"needs {what}")


def full_disk(program, folder):
    """A disk of two megabytes that is full: builds, a first build and edits."""
    if not is_root() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True).returncode:
        raise NotHere("needs root and mount")
    try:
        vault = make_vault(folder, 60)
        program.run("build", vault, "--publish", "-q", status=(0,))
        filler = folder / "filler"
        fill(filler)
        program.run("build", vault, "--publish", status=(0,))
        filler.unlink()
        # Many notes change, so that every output has to be written.
        for number in range(60):
            path = vault / "People" / f"Contact {number}.md"
            path.write_text(note(number, 2).replace("task", "a task of another name"))
        before, notes = outputs(vault)[0], notes_of(vault)
        fill(filler)
        said = program.refuses("build", vault, "--publish", names=["agenda/", "no space left"])
        after, left = outputs(vault)
        expect(before == {path: found for path, found in after.items()}, "a build on a full disk changed outputs")
        expect(not left and notes_of(vault) == notes, "a build on a full disk left something:", left)
        program.refuses("build", vault, "--out", folder / "other", names=["other", "no space left"])
        # An edit needs a block of its own; the note stays as it was.
        program.refuses("log", "Contact 1", "call", cwd=vault, names=["People/Contact 1.md", "no space left"])
        program.refuses("new", "Zoe Quill", cwd=vault, names=["Zoe Quill.md", "no space left"])
        expect(notes_of(vault) == notes, "an edit on a full disk changed a note, or left one")
        filler.unlink()
        _, out, err = program.run("build", vault, "--publish", status=(0,))
        expect("edited" not in out + err, "taken for an edit after a full disk:", out, err)
        program.run("log", "Contact 1", "call", cwd=vault, status=(0,))
        return f"status 2, nothing changed: {said.splitlines()[0]}"
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(filler):
    """Writes a file until the disk is full."""
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass


def small_files(program, folder):
    """Files may not grow past 8 KB (RLIMIT_FSIZE): the system ends the run, files stay whole."""
    vault = make_vault(folder, 60)
    program.run("build", vault, "-q", status=(0,))
    write_notes(vault, 60, 2)
    before, notes = outputs(vault)[0], notes_of(vault)
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
    program.run("build", vault, status=(2, -signal.SIGXFSZ), preexec_fn=small)
    after, _ = outputs(vault)
    expect(all(after.get(path) == found for path, found in before.items() if path != "agenda/.manifest.json"), "a file was cut off")
    whole(vault)
    expect(notes_of(vault) == notes, "a note was changed")
    _, out, err = program.run("build", vault, status=(0,))
    expect("edited" not in out + err and not outputs(vault)[1], "not as good as new:", out, err)
    return "ended by the system or status 2; the next build is whole"


def no_rights(program, folder):
    """As another user: outputs, notes and folders that may not be read or written."""
    need_root(program)
    vault = make_vault(folder, 20)
    program.run("build", vault, "-q", status=(0,))
    for_everybody(vault)
    shutil.copy2(program.path, folder / "followup")
    nobody = [*NOBODY]
    other = type(program)(folder / "followup")
    other.run("build", vault, before=nobody, status=(0,))
    write_notes(vault, 20, 2)
    before, notes = outputs(vault)[0], notes_of(vault)
    other.refuses("build", vault, before=nobody, names=["agenda/", "permission denied"])
    expect(outputs(vault)[0] == before, "outputs were changed")
    other.refuses("build", vault, "--out", folder / "new", before=nobody, names=["/new", "permission denied"])
    other.refuses("log", "Contact 1", "call", cwd=vault, before=nobody, names=["People/Contact 1.md", "permission denied"])
    other.refuses("new", "Zoe Quill", cwd=vault, before=nobody, names=["People", "permission denied"])
    expect(notes_of(vault) == notes, "notes were changed")
    (vault / "People/Contact 1.md").chmod(0)
    (vault / "Shut").mkdir(mode=0)
    out = folder / "theirs"
    out.mkdir()
    os.chown(out, 65534, 65534)
    _, _, err = other.run("build", vault, "--out", out, before=nobody, status=(1,))
    for words in ("People/Contact 1.md: error[unreadable-file] this note could not be read: permission denied", "Shut: error[unreadable-file]"):
        expect(words in err, "an unreadable place is not told:", err)
    (vault / "followup.yaml").chmod(0)
    other.refuses("build", vault, "--out", out, before=nobody, names=["followup.yaml", "permission denied"])
    return "status 2 where nothing can be written, 1 with the rest done where a note or folder cannot be read"


def read_only(program, folder):
    """A read-only file system below the outputs, and below the notes."""
    need_root(program)
    vault = make_vault(folder, 20)
    program.run("build", vault, "-q", status=(0,))
    mounted = []
    try:
        for place in ("agenda", "People"):
            if place == "People":
                # With nothing to write, a read-only place is not an error.
                program.run("build", vault, status=(0,))
                write_notes(vault, 20, 2)
            path = str(vault / place)
            if subprocess.run(["mount", "--bind", path, path], capture_output=True).returncode:
                raise NotHere("needs mount")
            mounted.append(path)
            subprocess.run(["mount", "-o", "remount,bind,ro", path], check=True)
        before, notes = outputs(vault)[0], notes_of(vault)
        program.refuses("build", vault, names=["agenda/", "read-only file system"])
        program.refuses("log", "Contact 1", "call", cwd=vault, names=["People/Contact 1.md", "read-only file system"])
        expect(outputs(vault)[0] == before and notes_of(vault) == notes, "something was changed")
    finally:
        for path in mounted:
            subprocess.run(["umount", "-l", path], check=False)
    program.run("build", vault, "-q", status=(0,))
    return "status 2, the old files stay"


def bad_disk(program, folder):
    """A note, a configuration and an output whose disk gives an input/output error."""
    need_root(program)
    vault = make_vault(folder, 20)
    program.run("build", vault, "-q", status=(0,))
    mounted = []

    def broken(relative):
        # Reading this file of the kernel from its beginning is an I/O error.
        if subprocess.run(["mount", "--bind", f"/proc/{os.getpid()}/mem", str(vault / relative)], capture_output=True).returncode:
            raise NotHere("needs mount")
        mounted.append(str(vault / relative))

    try:
        broken("People/Contact 1.md")
        _, _, err = program.run("build", vault, status=(1,))
        expect("People/Contact 1.md: error[unreadable-file] this note could not be read: input/output error" in err, "not told:", err)
        broken("followup.yaml")
        program.refuses("build", vault, names=["followup.yaml", "input/output error"])
        subprocess.run(["umount", "-l", mounted.pop()], check=True)
        broken("agenda/index.html")
        program.refuses("build", vault, names=["agenda/index.html", "input/output error"])
    finally:
        for path in mounted:
            subprocess.run(["umount", "-l", path], check=False)
    return "a note: its problem, status 1; configuration or output: status 2"


def odd_outputs(program, folder):
    """Output paths that are files, links, folders, or somebody else's."""
    vault = make_vault(folder, 10, config=CONFIG)
    notes = notes_of(vault)
    (vault / "agenda").write_text("mine")
    program.refuses("build", vault, names="agenda")
    expect((vault / "agenda").read_text() == "mine", "a file in the place of the outputs was changed")
    (vault / "agenda").unlink()
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (vault / "agenda").symlink_to(elsewhere)
    program.refuses("build", vault, names="leads out of the vault")
    (vault / "agenda").unlink()
    (vault / "agenda/index.html").mkdir(parents=True)
    program.refuses("build", vault, names="agenda/index.html")
    (vault / "agenda/index.html").rmdir()
    os.mkfifo(vault / "agenda/agenda.json")
    program.refuses("build", vault, names=["agenda/agenda.json", "named pipe"])
    (vault / "agenda/agenda.json").unlink()
    (vault / "agenda/drafts").symlink_to(elsewhere)
    program.refuses("build", vault, names=["agenda/drafts", "leads out of the vault"])
    (vault / "agenda/drafts").unlink()
    (vault / "agenda/drafts").write_text("mine")
    program.refuses("build", vault, names="agenda/drafts")
    (vault / "agenda/drafts").unlink()
    (vault / "publish").symlink_to(elsewhere)
    program.refuses("build", vault, "--publish", names="publish")
    (vault / "publish").unlink()
    (vault / "publish").mkdir()
    (vault / "publish/feed-7f3a9c.ics").write_text("mine")
    program.refuses("build", vault, "--publish", names=["publish/feed-7f3a9c.ics", "not written by followup"])
    expect((vault / "publish/feed-7f3a9c.ics").read_text() == "mine", "a foreign file was changed")
    (vault / "publish/feed-7f3a9c.ics").unlink()
    for out in (vault, folder, vault / "People"):
        program.refuses("build", vault, "--out", out, names="outputs need a folder of their own")
    (vault / "agenda/index.html").symlink_to(elsewhere / "page.html")
    program.run("build", vault, "--publish", status=(0,))
    expect(not (elsewhere / "page.html").exists() and not (vault / "agenda/index.html").is_symlink(), "a link was written through")
    for line in ("out: ../x", f"out: {folder}/x", "out: .", "publish: ../x", "templates: ../x", "holidays: ../x.ics"):
        (vault / "followup.yaml").write_text(line + "\n")
        program.run("build", vault, "--publish", status=(2,))
    (vault / "followup.yaml").write_text(CONFIG)
    expect(notes_of(vault) == notes and not list(elsewhere.iterdir()) and not (folder / "x").exists(), "something else was written")
    return "status 2 naming the place; nothing is written through a link or over a foreign file"


def at_once(program, folder):
    """Ten builds at once, with publishing; then a build beside one that is stopped and holds the lock."""
    vault = make_vault(folder, 150)
    program.run("build", vault, "--publish", "-q", status=(0,))
    good = []
    for state in range(1, 4):
        write_notes(vault, 150, state)
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            runs = [pool.submit(program.run, "build", vault, "--publish", status=(0,)) for _ in range(10)]
            said = "".join(err + out for _, out, err in (run.result() for run in runs))
        expect("edited" not in said, "taken for an edit:", said)
        good.append(outputs(vault))
        expect(not good[-1][1], "temporary files are left:", good[-1][1])
    write_notes(vault, 150, 1)
    program.run("build", vault, "--publish", "-q", status=(0,))
    expect(outputs(vault)[0] == good[0][0], "ten at once and one alone come to different outputs")
    first = stopped(program, vault)
    try:
        program.refuses("build", vault, names=["another build is writing to", "agenda"], limit=90)
    finally:
        first.send_signal(signal.SIGCONT)
    expect(first.wait(timeout=30) == 0, "a build that was stopped for a minute did not end well")
    _, out, err = program.run("build", vault, "--publish", status=(0,))
    expect("edited" not in out + err and not outputs(vault)[1], "not as good as new after a stop:", out, err)
    whole(vault)
    return "3 times 10: all status 0, the same files as one alone; beside a stopped one: status 2 after a minute"


def stopped(program, vault):
    """A build that was stopped while holding the lock of the output folder."""
    for turn in range(50):
        write_notes(vault, 150, 2 + turn % 2)
        child = subprocess.Popen(program.command("build", vault, "-q"), stdin=subprocess.DEVNULL)
        while child.poll() is None and not is_locked(vault / "agenda"):
            pass
        child.send_signal(signal.SIGSTOP)
        if child.poll() is None and is_locked(vault / "agenda"):
            return child
        child.send_signal(signal.SIGCONT)
        child.wait(timeout=30)
    raise Violation("no build could be stopped while it held the lock")


def is_locked(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def logs_at_once(program, folder):
    """200 logs into two notes of one folder, at once."""
    vault = make_vault(folder, 10)
    line = lambda number: f"call: number {number} of them"
    commands = [program.command("-q", "log", f"Contact {number % 2}", line(number)) for number in range(200)]
    children = [subprocess.Popen(command, cwd=vault, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) for command in commands]
    for child in children:
        _, err = child.communicate(timeout=120)
        expect(child.returncode == 0, "a log failed:", err.decode())
    for half in (0, 1):
        text = (vault / f"People/Contact {half}.md").read_text()
        lost = [number for number in range(half, 200, 2) if text.count(line(number) + "\n") != 1]
        expect(not lost, "lost or doubled:", lost)
        expect(text.startswith(note(half, 0)[:60]), "the rest of the note changed")
    expect(len(list((vault / "People").iterdir())) == 10, "something is left behind")
    return "every line is there once"


def clock_back(program, folder):
    """File times in the future, and days that go back: the same as a build from nothing, with ticks kept."""
    vault = make_vault(folder, 40)
    program.run("build", vault, "--publish", "-q", status=(0,), today="2026-11-24")
    agenda = vault / "agenda/agenda.md"
    agenda.write_text(agenda.read_text().replace("- [ ]", "- [x]", 2))
    ahead = time.time() + 400 * 86400
    for path in vault.rglob("*"):
        os.utime(path, (ahead, ahead))
    for today in ("2026-11-20", "2026-11-26", "2025-01-01", "1970-01-01"):
        _, out, err = program.run("build", vault, "--publish", status=(0,), today=today)
        expect("edited" not in out + err, "taken for an edit:", out, err)
        twin = make_vault(folder / today, 40)
        program.run("build", twin, "--publish", "-q", status=(0,), today=today)
        mine, theirs = outputs(vault)[0], outputs(twin)[0]
        wrong = [path for path in {*mine, *theirs} if mine.get(path) != theirs.get(path) and path not in ("agenda/agenda.md", "agenda/.manifest.json")]
        expect(not wrong, f"another build than from nothing on {today}:", wrong)
        expect("- [x]" in agenda.read_text(), f"a tick was lost on {today}")
    return "four days, each the same bytes as from nothing"


def small_memory(program, folder):
    """2,000 notes within 256, 128, 96 and 64 MB of address space."""
    vault = make_vault(folder, 2000)
    program.run("build", vault, "-q", status=(0,))
    told = []
    for megabytes in (256, 128, 96, 64):
        write_notes(vault, 2000, megabytes // 32 % 3 + 1)
        before, notes = outputs(vault)[0], notes_of(vault)
        limit = megabytes * 1024 * 1024
        # The allocator ends a run that is out of memory with SIGABRT, which nothing can catch.
        allowed = (0,) if megabytes == 256 else (0, 2, -signal.SIGABRT)
        status, _, err = program.run("build", vault, status=allowed, never=(), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        said = "memory allocation" if status == -signal.SIGABRT else "error: "
        expect(status == 0 or said in err, "ended without a word:", status, err)
        whole(vault)
        expect(notes_of(vault) == notes, "a note was changed")
        half = outputs(vault)[0]
        _, out, err = program.run("build", vault, status=(0,))
        expect("edited" not in out + err, "taken for an edit:", out, err)
        good = outputs(vault)[0]
        wrong = [path for path in {*before, *half, *good} - {"agenda/.manifest.json"} if half.get(path) not in (before.get(path), good.get(path))]
        expect(not wrong, f"neither the old file nor the new one after status {status}:", wrong)
        expect(status != 0 or half == good, "done, but not whole")
        told.append(f"{megabytes} MB: {status}")
    return "status " + ", ".join(told)


def few_files(program, folder):
    """32, 16, 12 and 8 open files at most."""
    vault = make_vault(folder, 150)
    program.run("build", vault, "--publish", "-q", status=(0,))
    good, told = outputs(vault)[0], []
    for most in (32, 16, 12, 8):
        few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        status, _, err = program.run("build", vault, "--publish", status=(0,) if most >= 16 else (0, 1, 2), preexec_fn=few)
        told.append(f"{most}: {status}")
        if status == 0:
            expect(outputs(vault)[0] == good, "other outputs with few files")
        else:
            expect("too many open files" in err.lower(), "not told why:", err)
        program.run("build", vault, "--publish", "-q", status=(0,))
        expect(outputs(vault)[0] == good, "not as good as new")
    return "status " + ", ".join(told)


def few_processes(program, folder):
    """Run by a user who may start no thread."""
    need_root(program)
    vault = make_vault(folder, 20)
    program.run("build", vault, "-q", status=(0,))
    for_everybody(vault)
    shutil.copy2(program.path, folder / "followup")
    one = [*NOBODY, "prlimit", "--nproc=1"]
    type(program)(folder / "followup").refuses("build", vault, "--out", folder / "out", before=one, names="no threads can be started")
    expect(not (folder / "out").exists(), "something was written")
    return "status 2, nothing written"


def closed_streams(program, folder):
    """Closed output, closed error, closed input, a reader that goes away, a full device."""
    vault = make_vault(folder, 150)
    program.run("build", vault, "-q", status=(0,))
    (vault / "People/bad.md").write_text("---\ntype: person\nbirthday: 2026-02-30\n---\n")
    quoted = f"'{program.path}' --today {TODAY}"
    tried = 0
    for command in ("build", "list --all", "agenda", "check", "review", "--help", "why 'Contact 1'", "config", "log 'Contact 1' call --dry-run"):
        for ending in (">&-", "2>&-", "<&- >&- 2>&-", "| head -c 0", "2>&1 | head -n 1"):
            done = subprocess.run(["bash", "-c", f"set -o pipefail; {quoted} {command} {ending}"], cwd=vault, capture_output=True, timeout=60)
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            expect(done.returncode in (0, 1), f"{command} {ending}: status {done.returncode}:", said)
            expect("panicked" not in said and "roken pipe" not in said, f"{command} {ending}:", said)
            tried += 1
    done = subprocess.run(["bash", "-c", f"{quoted} list >/dev/full"], cwd=vault, capture_output=True, timeout=60)
    expect(done.returncode == 2, "a full device for the output:", done.returncode)
    whole(vault)
    return f"{tried} ways: status 0 or 1, no complaint; a full device: 2"


def bare_surroundings(program, folder):
    """No HOME, no zone data, no language or one without UTF-8, an odd zone, another folder."""
    vault = make_vault(folder, 40)
    program.run("build", vault, "--publish", "-q", status=(0,))
    good = outputs(vault)[0]
    shutil.rmtree(vault / "agenda")
    shutil.rmtree(vault / "publish")
    bare = {"PATH": "/usr/bin:/bin"}
    surroundings = [
        {}, bare, {**bare, "TZ": ":/nowhere/at/all", "TZDIR": "/nowhere"}, {**bare, "TZ": "Pacific/Kiritimati"}, {**bare, "TZ": "\udcff"},
        {**bare, "LANG": "C", "LC_ALL": "C"}, {**bare, "LC_ALL": "ja_JP.SJIS"}, {**bare, "LC_ALL": "tr_TR.ISO-8859-9", "HOME": "/nowhere"},
        {**bare, "TERM": "dumb", "COLUMNS": "0"}, {**bare, "COLUMNS": "-1", "RAYON_NUM_THREADS": "1"}, {**bare, "RAYON_NUM_THREADS": "64"},
        {**bare, "TMPDIR": "/nowhere"},
    ]
    for env in surroundings:
        program.run("build", vault, "--publish", "-q", status=(0,), env=env, cwd="/")
        expect(outputs(vault)[0] == good, "other outputs with", env)
        shutil.rmtree(vault / "agenda")
        for command in (["agenda"], ["log", "Contact 1", "call", "--dry-run"], ["config"]):
            program.run(*command, status=(0,), env=env, cwd=vault)
    # Without a configured day and zone the machine is asked, and may not know.
    (vault / "followup.yaml").unlink()
    done = subprocess.run([program.path, "agenda", "--vault", str(vault)], env={"TZ": ":/nowhere"}, capture_output=True, timeout=60)
    expect(done.returncode == 0, "no zone:", done.stderr)
    gone = folder / "gone"
    gone.mkdir()
    done = subprocess.run(["bash", "-c", f"cd '{gone}' && rmdir '{gone}' && '{program.path}' agenda"], capture_output=True, timeout=60)
    said = done.stderr.decode()
    expect(done.returncode == 2 and "error: " in said and "  help: " in said, "in a folder that is gone:", done.returncode, said)
    return f"{len(surroundings)} surroundings: the same bytes"
