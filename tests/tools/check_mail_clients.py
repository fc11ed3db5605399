"""Five hundred hostile contacts: their drafts are read alike by three mail readers.

    check_mail_clients.py FOLLOWUP WORK_FOLDER NODE_MODULES

Makes a vault in WORK_FOLDER (line breaks in names, commas, quotes, emoji, names of 300 letters, bad addresses), builds
it with FOLLOWUP, and reads every .eml with Python's email, with mailparser (npm, below NODE_MODULES) and with
notmuch: address, name, subject and text have to be the same, and every address that is one has its draft.
"""

import email
import email.policy
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

NAMES = [
    "Ada Lovelace", "O'Neil, Eve", 'Ada "the Countess" Lovelace', "Zoë Ångström", "李 小龙", "שרה כהן", "Łukasz Żółć", "🎉 Party Person 🎉",
    "Eve\\nBcc: victim@evil.example", "Eve\\r\\nSubject: injected", "=?utf-8?q?Eve?=", "a" * 300, "é" * 300, "Ada (Countess) Lovelace",
    "Ada <ada@evil.example>", "x@y.example", "Ada; Ben", "Ada\\tTab", "Dr. Prof. Ada", "Ada\u2028Line", "Ada \u202eevoL", "👩‍👩‍👧‍👦 Family", ".", "-- ",
    "From nobody", "Ada\\\\Backslash", "%s %d {{ x }}", "[[Ada]]", "Ada: the first", "Ada=Ben",
]
ADDRESSES = [
    "ada{0}@example.org", "a+b.{0}@mail.example.org", "ada{0}@@example.org", "ada {0}@example.org", "zoë{0}@example.org", "{0}@ex_ample",
    "ada{0}@example.org\\nBcc: eve@evil.example", "o'neil{0}@example.org", "<ada{0}@example.org>", "mailto:ada{0}@example.org", "",
]
TOPICS = ["asks for the case study", "the case study", "Grüße aus Köln 🎉", "From nobody to nobody", "=?utf-8?q?x?=", "." , "x" * 400, "one\\ttwo"]
RULES = re.compile(r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")


def quoted(text):
    return '"' + text.replace('"', '\\"') + '"' if "\\" in text or '"' not in text else "'" + text.replace("'", "''") + "'"


def make(vault):
    """Writes the notes; returns how many have a valid address."""
    (vault / "People").mkdir(parents=True)
    (vault / "followup.yaml").write_text("me: {name: 'Grace, H. \"Amazing\" Höpper', email: grace@example.org}\ndrafts: {max: 1000}\nper-day: 500\n")
    good = 0
    for number in range(500):
        address = ADDRESSES[number % len(ADDRESSES)].format(number)
        bare = address.removeprefix("mailto:").strip("<>")
        good += bool(RULES.match(bare))
        (vault / "People" / f"p{number}.md").write_text(
            f"---\ntype: person\nname: {quoted(NAMES[number % len(NAMES)])}\nemail: {quoted(address)}\nchannel: email\ncadence: 2 weeks\n---\n\n"
            f"## Log\n\n- 2026-09-02 email in: hello\n- 2026-10-{number % 20 + 1:02} coffee: {TOPICS[number % len(TOPICS)]}\n", encoding="utf-8")
    return good


def with_python(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    (to,) = message["To"].addresses
    return to.display_name, to.addr_spec, str(message["Subject"]), message.get_content()


SCRIPT = """
const { simpleParser } = require('mailparser'), fs = require('fs');
(async () => {
  const read = {};
  for (const path of fs.readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
    const mail = await simpleParser(fs.readFileSync(path));
    read[path] = [mail.to.value[0].name, mail.to.value[0].address, mail.subject, mail.text];
    if (mail.to.value.length !== 1 || mail.bcc) read[path].push('more addressees');
  }
  console.log(JSON.stringify(read));
})();
"""


def with_node(paths, modules):
    names = "\n".join(map(str, paths))
    environment = dict(os.environ, NODE_PATH=str(modules))
    found = subprocess.run(["node", "-e", SCRIPT], input=names, capture_output=True, text=True, env=environment, check=True)
    return {pathlib.Path(path): tuple(read) for path, read in json.loads(found.stdout).items()}


def with_notmuch(folder):
    settings = folder.parent / "notmuch-config"
    settings.write_text(f"[database]\npath={folder}\n[user]\nname=x\nprimary_email=x@example.org\n[new]\ntags=new\n")
    environment = dict(os.environ, NOTMUCH_CONFIG=str(settings))
    run = lambda *words: subprocess.run(["notmuch", *words], capture_output=True, text=True, env=environment, check=True).stdout
    run("new", "--quiet")
    read = {}

    def walk(value):
        if isinstance(value, dict) and "filename" in value:
            # notmuch prints an address decoded, perhaps in quotes, each backslash of the name as two.
            name, _, address = value["headers"]["To"].rpartition("<")
            name, address = name.strip(), address.rstrip(">")
            if re.fullmatch(r'".*"', name):
                name = name[1:-1].replace('\\"', '"')
            name = name.replace("\\\\", "\\")
            body = "".join(part["content"] for part in value["body"] if part["content-type"] == "text/plain")
            for path in value["filename"]:
                read[pathlib.Path(path)] = (name, address, value["headers"]["Subject"], body)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(json.loads(run("show", "--format=json", "--body=true", "--entire-thread=false", "*")))
    return read


def alike(read):
    name, address, subject, text = read[:4]
    plain = lambda words: re.sub(r"\s+", " ", unicodedata.normalize("NFC", words)).strip()
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")]
    return plain(name), address, plain(subject), lines, read[4:]


def main(followup, work, modules):
    vault = work / "hostile-mail"
    good = make(vault)
    built = subprocess.run([followup, "build", vault, "--today", "2026-11-24", "--json"], capture_output=True, text=True)
    assert built.returncode in (0, 1), built.stderr
    drafts = sorted((vault / "agenda" / "drafts").glob("*.eml"))
    faults = [] if len(drafts) >= good else [f"{len(drafts)} drafts for {good} addresses"]
    node, notmuch = with_node(drafts, modules), with_notmuch(vault / "agenda" / "drafts")
    for path in drafts:
        python = alike(with_python(path))
        for reader, other in (("mailparser", node), ("notmuch", notmuch)):
            if path not in other:
                faults.append(f"{path.name}: {reader} does not see it")
            elif alike(other[path]) != python:
                faults.append(f"{path.name}: Python {python} {reader} {alike(other[path])}")
        if not re.fullmatch(r"(ada|o'neil|a\+b\.)\d+@(mail\.)?example\.org", python[1]):
            faults.append(f"{path.name}: goes to {python[1]}")
    print("\n".join(faults[:20]) or f"{len(drafts)} drafts of 500 contacts read alike")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
