"""Imports address books and looks for what they say in the notes: check_import.py FOLLOWUP WORK [VCARDS]

CSV files are made here from the columns that the programs export; real cards are read
by a small reader of our own from the folder VCARDS, if one is given."""

import base64
import json
import pathlib
import quopri
import re
import subprocess
import sys
import unicodedata

followup, work = sys.argv[1], pathlib.Path(sys.argv[2])
vcards = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
work.mkdir(parents=True, exist_ok=True)
TODAY = "2026-11-25"


def run(vault, *words, code=0):
    done = subprocess.run([followup, *words, "--vault", str(vault), "--today", TODAY], capture_output=True, text=True)
    assert done.returncode == code, (words, done.returncode, done.stdout[-1500:], done.stderr[-3000:])
    return done


def fresh(name, files=()):
    vault = work / name
    vault.mkdir(parents=True)
    for path, text in files:
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(text, encoding="utf-8")
    return vault


def snapshot(vault):
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in sorted(vault.rglob("*")) if path.is_file()}


def again(vault, *words):
    """Checks that a second import changes no byte, and that the notes pass `check`."""
    before = snapshot(vault)
    done = subprocess.run([followup, *words, "--vault", str(vault), "--today", TODAY, "--json"], capture_output=True, text=True)
    assert json.loads(done.stdout)["new"] == [], json.loads(done.stdout)["new"]
    assert snapshot(vault) == before
    problems = json.loads(run(vault, "check", "--format", "json").stdout)["problems"]
    assert not [one for one in problems if one["severity"] != "hint"], problems


def contacts(vault):
    return {one["name"]: one for one in json.loads(run(vault, "list", "--json").stdout)["contacts"]}


def csv(name, text, encoding="utf-8"):
    path = work / name
    path.write_bytes(text.encode(encoding))
    return str(path)


def google():
    new = csv("google.csv", "\ufeffFirst Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value\r\n"
        'Ada,,Lovelace,,,,Countess,,"Engines, Ltd",Analyst,,--12-10,"likes #maths\n- [ ] pay 📅 2026-12-01\n---\n[[Ben]]",,* myContacts ::: Friends ::: Rowing club,Home,ada@home.example,* Work,ada@acme.example ::: a.l@acme.example,Mobile,+44 20 7946 0001 ::: +44 20 7946 0002,Home,"1 Mill Lane\nCambridge",1 Mill Lane,Anniversary,1835-07-08,Shoe size,38\r\n'
        "Ben,,Okoro,,,,,,,,,1984-02-30,,,* starred,,,,,,,,,,,,,\r\n"
        ",,,,,,,,,,,,,,,* Other,info@shop.example,,,,,,,,,,,\r\n")
    vault = fresh("google")
    done = run(vault, "import", new, code=1)
    assert "google.csv:7:1: error[impossible-date]" in done.stderr, done.stderr
    people = contacts(vault)
    ada = people["Ada Lovelace"]
    assert ada["emails"] == ["ada@acme.example", "a.l@acme.example", "ada@home.example"], ada
    assert ada["phones"] == ["+44 20 7946 0001", "+44 20 7946 0002"] and ada["aliases"] == ["Countess"], ada
    assert ada["org"] == "Engines, Ltd" and ada["role"] == "Analyst" and ada["birthday"] == "--12-10", ada
    assert ada["tags"] == ["Friends", "Rowing-club"], ada
    assert set(people) == {"Ada Lovelace", "Ben Okoro", "info"}, set(people)
    text = (vault / "People/Ada Lovelace.md").read_text()
    assert "Anniversary: 1835-07-08" in text and "Mill Lane" in text and "Shoe size: 38" in text, text
    assert "> - \\[ ] pay" in text and not re.search(r"^(- \[|---$(?!\n))", text.split("---\n", 2)[2], re.M), text
    again(vault, "import", new)

    old = csv("google-old.csv", "Name,Given Name,Additional Name,Family Name,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Website 1 - Type,Website 1 - Value\n"
        "Cleo Marsh,Cleo,,Marsh,1990-04-27,,* My Contacts ::: Clients,* Home,cleo@home.example ::: c@m.example,Work,cleo@acme.example,Mobile,555 0101 ::: 555 0102,,Acme,Buyer,,https://marsh.example\n")
    vault = fresh("google-old")
    run(vault, "import", old)
    cleo = contacts(vault)["Cleo Marsh"]
    assert cleo["emails"] == ["cleo@home.example", "c@m.example", "cleo@acme.example"] and cleo["tags"] == ["Clients"], cleo
    assert (cleo["org"], cleo["role"], cleo["birthday"]) == ("Acme", "Buyer", "1990-04-27"), cleo
    again(vault, "import", old)


def linkedin():
    path = csv("Connections.csv", 'Notes:\n"When exporting your connection data, you may notice that some of the ""email addresses"" are missing. See: https://x.example"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
        "Ada,Lovelace,https://www.linkedin.example/in/ada,,Engines,Analyst,05 Mar 2024\n"
        'John,Smith,https://www.linkedin.example/in/john1,,"Acme, Inc",,1 Apr 2023\nJohn,Smith,https://www.linkedin.example/in/john2,js@b.example,,,01 Apr 2023\n,,,,Hidden Corp,,06 Mar 2024\nDee,"O""Neil",,,"open quote,,2\n')
    vault = fresh("linkedin")
    done = run(vault, "import", path, code=1)
    assert "Connections.csv:8:1: error[broken-card]" in done.stderr and "Connections.csv:9:1: error[broken-card]" in done.stderr, done.stderr
    assert sorted(one for one in snapshot(vault)) == ["People/Ada Lovelace.md", "People/John Smith 2.md", "People/John Smith.md"], list(snapshot(vault))
    text = (vault / "People/Ada Lovelace.md").read_text()
    assert "created: 2024-03-05" in text and "met:" not in text, text
    again(vault, "import", path)


def outlook():
    header = "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Postal Code,Business Country/Region,Home Phone,Mobile Phone,Business Fax,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Birthday,Anniversary,Categories,Notes,Spouse\r\n"
    rows = ("Dr.,Jürgen,,Müller,,Bäckerei,,Bäcker,Weg 1,Köln,50667,Germany,0221 1,0170 2,0221 3,jm@b.example,SMTP,Jürgen Müller (jm@b.example),jm2@b.example,27.4.1980,0/0/00,Clients;VIP,,Eva\r\n"
        ",Zoë,,Ax,,,,,,,,,,,,zoe@x.example,,,,03.05.1981,,,,\r\n")
    path = csv("outlook.csv", header + rows, "cp1252")
    vault = fresh("outlook")
    done = run(vault, "import", path)
    assert "Windows-1252" in done.stderr, done.stderr
    people = contacts(vault)
    juergen = people["Dr. Jürgen Müller"]
    assert juergen["phones"] == ["0221 1", "0170 2", "0221 3"] and juergen["tags"] == ["Clients", "VIP"], juergen
    assert juergen["birthday"] == "1980-04-27" and people["Zoë Ax"]["birthday"] == "1981-05-03", people
    again(vault, "import", path)
    # The order of the date is unknown: it is reported and left out, until an option settles it.
    doubtful = csv("doubtful.csv", header + ",Zoë,,Ax,,,,,,,,,,,,zoe@x.example,,,,3/5/1981,,,,\r\n")
    vault = fresh("doubtful")
    assert "error[ambiguous-date]" in run(vault, "import", doubtful, code=1).stderr
    assert contacts(vault)["Zoë Ax"]["birthday"] is None
    vault = fresh("ordered")
    run(vault, "import", doubtful, "--date-order", "mdy")
    assert contacts(vault)["Zoë Ax"]["birthday"] == "1981-03-05"


def unknown():
    vault = fresh("unknown")
    done = run(vault, "import", csv("other.csv", "id,amount,when\n1,2,3\n"), code=2)
    assert "id, amount and when" in done.stderr and snapshot(vault) == {}, done.stderr
    run(vault, "import", csv("empty.vcf", ""), code=2)
    run(vault, "import", str(work / "missing.vcf"), code=2)
    assert snapshot(vault) == {}


def hostile():
    names = ["../../../etc/passwd", "..\\\\..\\\\windows", "/absolute", "CON", "nul.md", "README", "People", ".hidden", "a" * 400, "x\\n---\\nstatus: closed", "{{title}}", "<% tp.x %>", "[[link]]|#^", "\u202egnp.exe", "- [ ] task 📅 2026-12-01", "'quote\" : #", "..", "index", "aux ", "\U0001f600 \u200b", "# heading", "yes", "2026-11-25", "a.sync-conflict-1", "inbox"]
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:p{number}@x.example\r\nNOTE:---\\ntype: company\\n<script>alert(1)</script>\\n- 2026-11-01 met\\n%%\r\nEND:VCARD\r\n" for number, name in enumerate(names))
    path = csv("hostile.vcf", cards)
    vault = fresh("hostile/vault")
    outside = sorted(one.name for one in vault.parent.iterdir())
    run(vault, "import", path)
    assert sorted(one.name for one in vault.parent.iterdir()) == outside
    assert [one.name for one in vault.iterdir()] == ["People"] and not any(one.is_dir() for one in (vault / "People").iterdir())
    found = contacts(vault)
    assert len(found) == len(names), (len(found), len(names), sorted(found))
    assert all(one["status"] == "active" and one["last_contact"] is None for one in found.values())
    for one in (vault / "People").iterdir():
        assert not re.search(r'[/\\:*?"<>|#^\[\]{}\x00-\x1f\u202e\u200b]', one.name) and len(one.name.encode()) < 120, one.name
    again(vault, "import", path)


def template():
    vault = fresh("template", [("Templates/Person.md", "---\n# mine\ntype: person\nemail:\ncompany: {{org}}\ntags: [crm]\nstatus: active\n---\n# {{title}}\n\n{{note}}\n\n## Log\n")])
    path = csv("one.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Ada Lovelace\nEMAIL:ada@x.example\nORG:Acme: Sons\nCATEGORIES:Friends\nNOTE:tea\nEND:VCARD\n")
    run(vault, "import", path, "--template", "Templates/Person.md", "--folder", "Contacts/New")
    text = (vault / "Contacts/New/Ada Lovelace.md").read_text()
    assert text == '---\n# mine\ntype: person\nemail: ada@x.example\ncompany: "Acme: Sons"\ntags: [crm, Friends]\nstatus: active\nname: Ada Lovelace\n---\n# Ada Lovelace\n\n> tea\n\n\n## Log\n', text
    edited = text.replace("> tea", "my own words")
    (vault / "Contacts/New/Ada Lovelace.md").write_text(edited)
    run(vault, "import", path)
    assert (vault / "Contacts/New/Ada Lovelace.md").read_text() == edited
    dry = fresh("dry")
    assert "+name: Ada Lovelace" in run(dry, "import", path, "--dry-run").stdout and snapshot(dry) == {}
    run(dry, "import", path, "--folder", "../out", code=2)


def lines_of(octets):
    """Logical lines of a vCard file, for finding what an import must not lose."""
    lines, soft = [], False
    for line in octets.replace(b"\r", b"").split(b"\n"):
        if soft:
            lines[-1] += line
        elif lines and line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
        soft = bool(lines) and b"QUOTED-PRINTABLE" in lines[-1].split(b":")[0].upper() and lines[-1].endswith(b"=")
        if soft:
            lines[-1] = lines[-1][:-1]
    return lines


def real_cards():
    """Checks that every word of a name, every address, number and date is in some note, or its line in a problem."""
    for file in sorted(vcards.glob("*.vcf")):
        vault = fresh("real/" + file.stem)
        done = subprocess.run([followup, "import", str(file), "--vault", str(vault), "--today", TODAY], capture_output=True, text=True)
        assert done.returncode in (0, 1, 2) and "panicked" not in done.stderr, (file, done.stderr)
        fold = lambda text: re.sub(r"[^\w@]", "", unicodedata.normalize("NFC", text)).lower()
        notes = fold("\n".join(text.decode() for text in snapshot(vault).values()))
        if done.returncode:
            assert f"{file}:" in done.stderr or f"{file.name}" in done.stderr, done.stderr
            if not notes:
                continue
        checked = 0
        for line in lines_of(file.read_bytes()):
            head, _, value = line.partition(b":")
            name = head.split(b";")[0].split(b".")[-1].upper()
            if name not in (b"FN", b"N", b"NICKNAME", b"EMAIL", b"TEL", b"ADR", b"BDAY", b"ANNIVERSARY", b"X-ABDATE", b"X-ANNIVERSARY", b"X-MS-ANNIVERSARY", b"X-EVOLUTION-ANNIVERSARY", b"ORG", b"TITLE", b"URL", b"NOTE"):
                continue
            if b"QUOTED-PRINTABLE" in head.upper():
                value = quopri.decodestring(value)
            text = value.decode("utf-8", "replace").replace("\\n", "\n").replace("\\N", "\n").replace("ext=", "ext")
            if name in (b"BDAY", b"ANNIVERSARY", b"X-ABDATE") or b"ANNIVERSARY" in name:
                text = re.sub(r"T.*", "", text)
            text = re.sub(r"^(tel|mailto):", "", text)
            for word in re.split(r"[\s;,]+", text.replace("\\", " ")):
                assert fold(word) in notes, (file.name, name, word)
                checked += 1
        assert checked
        again(vault, "import", str(file))
    print(f"real cards: {len(list(vcards.glob('*.vcf')))} files")


for check in (google, linkedin, outlook, unknown, hostile, template):
    check()
    print(check.__name__)
if vcards:
    real_cards()
