"""Vaults that hold anything: odd names, odd files, links, huge notes, notes that change while being read."""

import itertools
import json
import os
import pathlib
import shutil
import socket
import stat
import subprocess
import threading
import time
import unicodedata

from fault_scene import CONFIG, expect, is_root, make_vault, note, notes_of, outputs, seeded, whole

PERSON = "---\ntype: person\ncadence: 2 weeks\n---\n\n## Log\n\n- 2026-10-01 coffee\n"


def moving(program, folder, seed, runs=50):
    """Notes that change, shrink, grow, vanish, and become pipes, folders and links during builds."""
    vault = make_vault(folder, 150)
    program.run("build", vault, "--publish", "-q", status=(0,))
    rng, over, moves = seeded("moving", seed), threading.Event(), itertools.count()
    paths = [vault / "People" / f"Contact {number}.md" for number in range(60)]
    elsewhere = folder / "elsewhere.md"
    elsewhere.write_text("not a note of this vault\n")

    def become(path, what):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif what != "shorter":
            path.unlink(missing_ok=True)
        if what == "pipe":
            os.mkfifo(path)
        elif what == "folder":
            path.mkdir()
        elif what == "link":
            path.symlink_to(elsewhere)
        elif what == "shorter":
            # Never writes through a link, or into a pipe that nobody reads.
            try:
                handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            except OSError:
                return
            if stat.S_ISREG(os.fstat(handle).st_mode):
                os.truncate(handle, 8)
            os.close(handle)
        elif what == "longer":
            path.write_bytes(PERSON.encode() + b"- 2026-11-20 call: a talk\n" * 4000)
        elif what == "note":
            path.write_text(note(rng.randrange(150), rng.randrange(4)))

    failed = []

    def move():
        try:
            while not over.is_set():
                become(rng.choice(paths), rng.choice(["note", "note", "pipe", "folder", "link", "shorter", "longer", "gone"]))
                next(moves)
                time.sleep(0.0005)
        except Exception as error:
            failed.append(repr(error))

    mover = threading.Thread(target=move)
    mover.start()
    statuses = {0: 0, 1: 0}
    try:
        for _ in range(runs):
            status, out, err = program.run("build", vault, "--publish")
            statuses[status] += 1
            expect("edited" not in out + err, "taken for an edit:", out, err)
            whole(vault)
            for number in (100, 149):
                expect(f"Contact {number}" in (vault / "agenda/agenda.md").read_text(), "a contact that was left alone is lost")
    finally:
        over.set()
        mover.join()
    expect(elsewhere.read_text() == "not a note of this vault\n", "written through a link")
    made = next(moves)
    expect(not failed, "notes were no longer changed:", failed)
    expect(made > runs, f"only {made} changes beside {runs} builds")
    return f"{runs} builds beside {made} changes: {statuses[0]} status 0, {statuses[1]} status 1, all whole"


NAMES = [
    b"new\nline", b"tab\tand\x07bell", b"esc\x1b[31mred\x1b[0m", b"\x7fdel", b"caf\xe9 latin", b"\xff\xfe", b"x" * 252, "é".encode() * 126, b"-rf",
    b"--help", b".hidden", b"..md", "👩‍👩‍👧 family".encode(), "\u202egnp.eman".encode(), "zero\u200bwidth".encode(), b"Case", b"case", b"CASE",
    "é-twin".encode(), "e\u0301-twin".encode(), b"a'b", b'a"b', b"a;b", b"a|b", b"$(touch pwned)", b"`touch pwned`", b"a\\b", b"[[a]]", b"a]b",
    b"a#b^c", b"100%", b"%2e%2e%2f", b"<script>alert(1)<", b"CON", b"nul", b"a:b", b"a*b?", b" blank ", b"\xc2\xa0nbsp", b"{{x}}", b"<% x %>",
    "ﷺ".encode(), "\u0085next".encode(), "\u2028line".encode(), b"2026-11-20", b"~",
]


def is_safe(name):
    """Whether a file may have this name on any system."""
    is_short = len(os.fsencode(name)) < 120 and unicodedata.is_normalized("NFC", name)
    return is_short and name.isprintable() and not name.startswith((".", "-")) and not set(name) & set('/\\:*?"<>| ')


def odd_names(program, folder):
    """Notes with hostile names, read and listed; those that can be named are edited too."""
    vault = make_vault(folder, 5, config=CONFIG)
    people = os.fsencode(vault / "People")
    made = 0
    for name in NAMES:
        path = people + b"/" + name + b".md"
        try:
            with open(path, "wb") as file:
                file.write(PERSON.encode())
            made += 1
        except OSError:
            continue
    os.mkdir(people + b"/sub\nfolder\xff")
    with open(people + b"/sub\nfolder\xff/x\x1b]0;title\x07.md", "wb") as file:
        file.write(PERSON.encode())
    notes = notes_of(vault)
    _, out, err = program.run("build", vault, "--publish", "-v")
    clean(out + err)
    whole(vault)
    expect("caf\N{REPLACEMENT CHARACTER} latin.md: warning[odd-file] a file name that is not UTF-8" in err, "not told:", err)
    expect(notes_of(vault) == notes and not list(vault.rglob("pwned")), "a build changed notes")
    files = [path.name for path in (vault / "agenda/drafts").iterdir()]
    expect(all(is_safe(name) for name in files), "odd names of drafts:", files)
    contacts = json.loads(program.run("list", "--json", cwd=vault)[1])["contacts"]
    expect(len(contacts) >= made - 3, f"{len(contacts)} contacts of {made} notes")
    twins = [contact["path"] for contact in contacts if contact["path"].endswith("-twin.md")]
    expect(len(twins) == 2, "NFC and NFD twins:", twins)
    _, out, _ = program.run("build", vault, "--publish", "-q")
    tried, written = 0, 0
    for contact in contacts:
        for edit in (["log", "--", contact["path"], "call"], ["log", "--", contact["name"], "call"]):
            status, out, err = program.run(*edit, cwd=vault, status=(0, 2))
            clean(out + err)
            tried += 1
            written += status == 0
    expect(written * 2 > tried, f"only {written} of {tried} edits found their note")
    return f"{made} names, {written} of {tried} edits by name and path: listed, never obeyed, drafts have plain names"


CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b[31m\x1b]0;t\x07\x7f\u0085\u009b31m\u200e\u202e\u2066"


BIDIRECTIONAL = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def clean(text):
    """Checks that the output contains no character that a terminal would obey."""
    bad = [letter for letter in text if (ord(letter) < 32 and letter not in "\n\t") or 127 <= ord(letter) < 160 or letter in BIDIRECTIONAL]
    if bad:
        place = text.index(bad[0])
        expect(False, f"U+{ord(bad[0]):04X} is printed:", repr(text[max(0, place - 60) : place + 40]))


def terminal(program, folder):
    """Control characters in every place a note has, through every command that prints."""
    vault = make_vault(folder, 2, config=CONFIG)
    bad = CONTROLS.replace("\x00", "")
    escaped = "".join(f"\\U{ord(letter):08x}" for letter in bad)
    text = (
        f'---\ntype: person\nname: "Eve {escaped}"\naliases: ["{escaped}al"]\nemail: "e{escaped}@x.example"\nphone: "{escaped}1"\n'
        f'org: "{escaped}"\nrole: "{escaped}r"\n'
        f'tags: ["t{escaped}"]\nrelationship: "{escaped}"\nstatus: "{escaped}"\ncadence: "{escaped}weeks"\n'
        f'next: "2026-11-24 {escaped}"\nbirthday: "{escaped}"\nsequence: "{escaped}"\n'
        f'channel: "{escaped}"\ntimezone: "{escaped}"\ncad{bad}ance: 1\ndates: {{"l{escaped}": 2020-11-25}}\nneeds: ["n{escaped}"]\n---\n# Eve {bad}\n\n'
        f"## Hooks\n\n- hook {bad}\n\n## Events\n\n- 2026-11-26 fair {bad}\n\n"
        f"## Promises\n\n- [ ] task {bad} 📅 2026-11-25\n- [ ] task {bad} 📅 2026-13-45\n- [ ] undated {bad}\n\n"
        f"## Log\n\n- 2026-11-01 email out: topic {bad} #t{bad} [[x{bad}]]\n- 2026-11-02 {bad}\n- 2026-11-03 call: {bad}\n"
    )
    (vault / "People/Eve.md").write_text(text)
    (vault / "People/Offer.md").write_text(f'---\ntype: person\nname: "Off {escaped}"\noffers: ["n{escaped}"]\n---\n')
    (vault / "Read.md").write_text(f'---\ntype: resource\ntitle: "R {escaped}"\nurl: "https://x.example/{escaped}"\ntopics: ["t{escaped}"]\n---\n')
    (vault / "inbox.md").write_text(f"- 2026-11-22 [[Nobody {bad}]], Eve {bad}: lunch\n")
    templates = vault / "followup-templates/drafts"
    templates.mkdir(parents=True)
    (templates / "next.md").write_text(f"---\nsubject: x\n---\n{{{{ unknown{bad} }}}}\n")
    for arguments in (
        ["build"], ["build", "-v", "--publish"], ["check"], ["check", "-v"], ["check", "--format", "github"], ["list"], ["list", "--all"],
        ["show", "People/Eve.md"], ["show", "Eve"], ["why", "People/Eve.md"], ["why", f"no{bad}body"], ["agenda", "-v"],
        ["agenda", "--tag", f"x{bad}"], ["review", "-v"], ["draft", "Eve"], ["lint", f"no{bad}file"], ["log", "Eve", f"call {bad}", "--dry-run"],
        ["log", f"{bad}", "x"], ["snooze", "Eve", f"{bad}"], ["snooze", "Eve", "3d", "--dry-run"], ["done", "Eve", "--dry-run"],
        ["skip", "Eve", "--dry-run"], ["new", f"N{bad}"], ["new", "Zoe", "--email", f"{bad}"], ["sync", "--file-inbox", "--dry-run"],
        ["import", f"no{bad}.vcf"], ["harvest", "mail", f"no{bad}"], ["config", "People/Eve.md"], ["--vault", f"no{bad}vault", "agenda"],
        ["build", "--out", f"{bad}/x"], [f"no{bad}command"], ["agenda", "--kind", f"{bad}"], ["restart", "--dry-run"], ["serve", "--port", f"{bad}"],
    ):
        _, out, err = program.run(*arguments, cwd=vault, status=(0, 1, 2))
        clean(out + err)
    status, out, err = session(program, vault)
    expect(status in (0, 1), "a session of `next` ended with status", status, err)
    clean(out + err)
    (vault / "followup.yaml").write_text(f"rules:\n  - match: {{tag: x{bad}}}\n    set: {{cadence: {bad}}}\nunkn{bad}own: 1\n")
    _, out, err = program.run("build", cwd=vault, status=(2,))
    clean(out + err)
    return "34 commands, a session of `next` and a broken configuration: nothing a terminal obeys"


def session(program, vault):
    done = subprocess.run(program.command("next", "--dry-run"), cwd=vault, input=b"w\nd\nq\n", capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def links(program, folder):
    """Links of every kind, to notes, folders, outputs, templates and the configuration."""
    outside = folder / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(PERSON + "- 2026-11-01 call: secret-word\n")
    vault = make_vault(folder, 5, config=None)
    (vault / "People/out.md").symlink_to(outside / "secret.md")
    (vault / "People/in.md").symlink_to("Contact 1.md")
    (vault / "People/folder").symlink_to(outside)
    (vault / "People/loop").symlink_to("..")
    (vault / "People/self.md").symlink_to("self.md")
    (vault / "People/nowhere.md").symlink_to("/nowhere/x.md")
    (vault / "followup-templates").symlink_to(outside)
    status, out, err = program.run("build", vault, "-v")
    for words in (
        "People/out.md: warning[odd-file] a symbolic link that leaves the vault", "People/in.md: hint[inner-link]", "People/folder: warning[odd-file]",
        "People/loop: warning[odd-file]", "People/self.md: warning[odd-file]", "People/nowhere.md: warning[odd-file]",
    ):
        expect(words in err, f"not told: {words}:", err)
    expect(status == 0, "links are no errors:", status)
    for path in (vault / "agenda").rglob("*"):
        expect(not path.is_file() or b"secret-word" not in path.read_bytes(), "a link out of the vault was read:", path)
    for edit in (["log", "out", "call"], ["log", "secret", "call"]):
        program.run(*edit, cwd=vault, status=(2,))
    expect((outside / "secret.md").read_text().count("call") == 1, "a note outside was written")
    (outside / "followup.yaml").write_text("out: agenda\n")
    (vault / "followup.yaml").symlink_to(outside / "followup.yaml")
    program.run("build", vault, status=(2,))
    (vault / "followup.yaml").unlink()
    (vault / ".obsidian").mkdir()
    (outside / "daily.json").write_text('{"folder": "X"}')
    (vault / ".obsidian/daily-notes.json").symlink_to(outside / "daily.json")
    _, _, err = program.run("build", vault)
    expect(".obsidian/daily-notes.json: warning[odd-file]" in err, "not told:", err)
    (vault / "Linked").symlink_to(outside)
    (vault / "followup.yaml").write_text("import-folder: Linked\n")
    program.run("new", "Zoe Quill", cwd=vault, status=(2,))
    expect(sorted(path.name for path in outside.iterdir()) == ["daily.json", "followup.yaml", "secret.md"], "written outside")
    real = folder / "by-link"
    real.symlink_to(vault)
    (vault / "followup.yaml").unlink()
    program.run("build", real, "-q", status=(0,))
    return "told, never followed; the vault itself may be reached by one"


def special(program, folder):
    """Pipes, sockets, devices and folders named like notes, settings and templates."""
    vault = make_vault(folder, 5, config=None)
    os.mkfifo(vault / "People/pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(vault / "People")
        server.bind("socket.md")
        os.chdir(here)
    (vault / "People/folder.md").mkdir()
    (vault / "People/folder.md/Inner.md").write_text(PERSON)
    told = ["pipe.md: warning[odd-file] a named pipe", "socket.md: warning[odd-file] a socket", "folder.md: warning[odd-file] a folder with the name of a note"]
    if is_root():
        for name, device in (("zero", (1, 5)), ("full", (1, 7)), ("tty", (5, 0))):
            os.mknod(vault / f"People/{name}.md", 0o20666, os.makedev(*device))
            told.append(f"{name}.md: warning[odd-file] a device")
    (vault / "followup-templates").mkdir()
    os.mkfifo(vault / "followup-templates/page.html")
    (vault / ".obsidian").mkdir()
    os.mkfifo(vault / ".obsidian/daily-notes.json")
    _, _, err = program.run("build", vault, status=(1,))
    for words in [*told, "followup-templates/page.html: error[template-error]", ".obsidian/daily-notes.json: warning[odd-file]"]:
        expect(words in err, f"not told: {words}:", err)
    expect("Inner" in (vault / "agenda/agenda.json").read_text(), "a note in a folder named like a note is lost")
    os.mkfifo(vault / "inbox.md")
    program.run("sync", "--file-inbox", cwd=vault, status=(0, 1, 2))
    for name in ("followup.yaml", "followup.yml"):
        os.mkfifo(vault / name)
        program.refuses("build", vault, names=[name, "named pipe"])
        (vault / name).unlink()
    (vault / "followup.yaml").mkdir()
    program.refuses("build", vault, names=["followup.yaml", "a folder"])
    (vault / "followup.yaml").rmdir()
    for arguments in (["import"], ["lint"], ["harvest", "mail"], ["harvest", "calendar"], ["new", "--batch"], ["build"]):
        program.run(*arguments, vault / "People/pipe.md", cwd=vault, status=(1, 2))
    return f"{len(told) + 3} told, none opened, no command hangs"


def deep(program, folder):
    """Folders 200 deep, and so deep that no path reaches them."""
    vault = make_vault(folder, 5)
    path = vault.joinpath(*["d"] * 200)
    path.mkdir(parents=True)
    (path / "Deep.md").write_text(PERSON)
    program.run("build", vault, "-q", status=(0,))
    expect("Deep" in (vault / "agenda/agenda.json").read_text(), "a note 200 folders deep is lost")
    here = os.open(".", os.O_RDONLY)
    os.chdir(vault)
    try:
        for _ in range(30):
            os.mkdir("n" * 200)
            os.chdir("n" * 200)
        pathlib.Path("Far.md").write_text(PERSON)
    finally:
        os.fchdir(here)
        os.close(here)
    _, _, err = program.run("build", vault)
    expect("error[unreadable-file]" in err or "Far" in (vault / "agenda/agenda.json").read_text(), "lost in silence:", err)
    subprocess.run(["rm", "-rf", str(vault / ("n" * 200))], check=False)
    return "read, or told where no path reaches"


def monsters():
    """Notes with sizes and shapes that make readers slow, deep or large; each with what has to be reported."""
    head = "---\ntype: person\n"
    entry = "- 2026-11-01 call: a talk\n"
    doubling = "".join(f"{b}: &{b} [" + ",".join(f"*{a}" for _ in range(8)) + "]\n" for a, b in zip("abcdefgh", "bcdefghi"))
    bomb = head + "a: &a [x,x,x,x,x,x,x,x]\n" + doubling + "---\n"
    yield "nine-megabytes", PERSON + entry * (9 * 1024 * 1024 // len(entry)), "large-note"
    yield "one-line", PERSON + "- 2026-11-01 call: " + "word " * (1024 * 1024) + "\n", None
    yield "one-word", PERSON + "- 2026-11-01 call: " + "w" * (5 * 1024 * 1024) + "\n", None
    yield "hundred-thousand-lines", PERSON + entry * 100_000, None
    yield "hundred-thousand-days", PERSON + "".join(f"- {1900 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02} call\n" for n in range(42_000)), None
    yield "front-64k", head + "x: " + "y" * (64 * 1024 - len(head) - 20) + "\n---\n", None
    yield "front-65k", head + "x: " + "y" * (65 * 1024) + "\n---\n", "large-front-matter"
    yield "bomb", bomb, "yaml-alias"
    yield "bomb-merge", head + "a: &a {b: 1}\n" + "<<: *a\n" * 1000 + "---\n", "yaml-alias"
    yield "deep-flow", head + "x: " + "[" * 20_000 + "\n---\n", "deep-front-matter|broken-yaml"
    yield "deep-map", head + "x: " + "{a: " * 10_000 + "\n---\n", "deep-front-matter|broken-yaml"
    yield "deep-block", head + "".join(" " * n + f"k{n}:\n" for n in range(300)) + "---\n", "deep-front-matter|broken-yaml"
    yield "deep-dash", head + "x:\n  " + "- " * 15_000 + "y\n---\n", "deep-front-matter|broken-yaml"
    yield "questions", head + "? " * 20_000 + "\n---\n", "-yaml|deep-"
    yield "anchors", head + "".join(f"k{n}: &a{n} x\n" for n in range(4000)) + "---\n", None
    yield "tabs", head + "".join(f"k{n}:\n\t@x\n" for n in range(9)) + "---\n", "broken-yaml"
    yield "many-keys", head + "".join(f"key{n}: x\n" for n in range(5000)) + "---\n", None
    yield "many-errors", head + "---\n" + "".join(f"- [ ] task {n} 📅 2026-13-{n % 90 + 10}\n" for n in range(5000)), "more-"
    yield "quotes", PERSON + "> " * 20_000 + "x\n", None
    yield "lists", PERSON + "".join("  " * n + "- x\n" for n in range(2000)), None
    yield "brackets", PERSON + "[" * 200_000 + "\n", None
    yield "wikilinks", PERSON + "- 2026-11-01 call: " + "[[" * 100_000 + "\n", None
    yield "links", PERSON + "- 2026-11-01 call: " + "[a](b)" * 50_000 + "\n", None
    yield "emphasis", PERSON + "- 2026-11-01 call: " + "*a **b " * 50_000 + "\n", None
    yield "backticks", PERSON + "- 2026-11-01 call: " + "".join("`" * n + " " for n in range(1, 1500)) + "\n", None
    yield "html", PERSON + "<!--" * 50_000 + "\n" + "<a " * 50_000 + "\n", None
    yield "comments", PERSON + "%%" * 100_001 + "\n", None
    yield "tables", PERSON + "| a " * 5_000 + "|\n" + "|---" * 5_000 + "|\n" + "| 2026-11-01 " * 5_000 + "|\n", None
    yield "headings", PERSON + "".join(f"{'#' * (n % 6 + 1)} h{n}\n" for n in range(30_000)), None
    yield "hashtags", PERSON + "- 2026-11-01 call: " + "#a " * 100_000 + "\n", None
    yield "task-emoji", PERSON + "- [ ] " + "📅" * 200_000 + "\n", "undated-task"
    yield "many-tags", PERSON + "".join(f"#tag{n} " for n in range(60_000)) + "\n", None
    yield "many-tasks", PERSON + "- [ ] a task\n" * 60_000, None
    yield "many-done", PERSON + "- [x] 2026-10-02 a task\n" * 60_000, None
    yield "fields-in-a-line", PERSON + "[birthday:: 04-27] " * 50_000 + "\n", None
    yield "inline-fields", PERSON + "a:: [b:: (c:: " * 30_000 + "\n", None
    yield "interactions", head + "interactions:\n" + "".join(f"  - {{date: 2026-11-{n % 28 + 1:02}, text: t}}\n" for n in range(1400)) + "---\n", None
    yield "nul-late", PERSON + "x" * 9000 + "\0" + "\n", "nul-character"
    yield "nul-early", PERSON + "\0" + "\n", "not-text"
    yield "utf-16", (PERSON * 2).encode("utf-16"), "not-text"
    yield "latin", PERSON.encode() + b"caf\xe9\n" * 1000, "invalid-utf8"
    yield "random", seeded("random bytes").randbytes(2_000_000), "not-text|invalid-utf8"
    yield "carriage-returns", PERSON.replace("\n", "\r").encode() * 100, None
    yield "combining", PERSON + "- 2026-11-01 call: a" + "\u0301" * 200_000 + "\n", None
    yield "empty", "", None
    yield "fence-only", "---", None


def large(program, folder):
    """Huge notes, each with two contacts and a time limit, then all together."""
    slowest = (0.0, "")
    made = list(monsters())
    for name, text, code in made:
        vault = make_vault(folder / name, 2)
        (vault / "People" / f"{name}.md").write_bytes(text if isinstance(text, bytes) else text.encode())
        start = time.monotonic()
        status, out, err = program.run("build", vault, "--publish", "-v", status=(0, 1))
        slowest = max(slowest, (time.monotonic() - start, name))
        told = [word for word in (code or "").split("|") if code and f"{word}" in err]
        expect(told or not code, f"{name}: `{code}` is not told:", err)
        lines = [line for line in err.splitlines() if line.startswith(f"People/{name}.md")]
        longest = max(map(len, lines), default=0)
        expect(len(lines) <= 21 and longest < 600, f"{name}: too much is said: {len(lines)} lines, {longest} long")
        expect("Contact 1" in (vault / "agenda/agenda.json").read_text(), f"{name} costs other contacts")
        whole(vault)
        shutil.rmtree(vault)
    expect(slowest[0] < 20, "too slow:", slowest)
    return f"{len(made)} monsters told or read; the slowest, {slowest[1]}, took {slowest[0]:.1f} s"
