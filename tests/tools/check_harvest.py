"""Harvests a Maildir, an mbox and a calendar file made here, whose right lines are known:
check_harvest.py FOLLOWUP WORK"""

import base64
import datetime
import json
import pathlib
import quopri
import random
import subprocess
import sys

followup, work = sys.argv[1], pathlib.Path(sys.argv[2])
vault, maildir = work / "vault", work / "Maildir"
random.seed(8)
TODAY = datetime.date(2026, 11, 25)
ME = ["me@home.example", "work@acme.example"]
PEOPLE = [(f"Person {n:03}", f"p{n:03}@mail.example") for n in range(200)]


def run(*words, code=0):
    done = subprocess.run([followup, *words, "--vault", str(vault), "--today", str(TODAY)], capture_output=True, text=True)
    assert done.returncode == code, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done


def make_vault():
    (vault / "People").mkdir(parents=True)
    (vault / "followup.yaml").write_text(f"timezone: Europe/Berlin\nme: {{name: Me, email: [{', '.join(ME)}]}}\n")
    for number, (name, address) in enumerate(PEOPLE):
        style = number % 4
        log = ["\n## Log\n- 2025-01-02 call\n", "\n## Log\n\n* **2025-01-02** — call\n", "", "\n### 2025-01-02 — call\n\nlong\n"][style]
        shown = f"Home: {address.upper()}" if number % 5 == 0 else address
        ending = "\r\n" if number % 7 == 0 else "\n"
        text = f'---\nemail: "{shown}"\ntags: [person]\n---\n# {name}\n{log}'
        (vault / "People" / f"{name}.md").write_bytes(text.replace("\n", ending).encode())


def header(subject):
    """A subject as mail programs write it: plain, folded, encoded."""
    way = random.randrange(4)
    if way == 0 and subject.isascii():
        return "Subject: " + subject
    if way == 1 and subject.isascii():
        return "Subject: " + subject.replace(" ", "\r\n ", 1)
    if way == 2:
        words = [quopri.encodestring(word.encode(), quotetabs=True).decode().replace(" ", "=20").replace("?", "=3F").replace("_", "=5F") for word in [subject]]
        return "Subject: =?UTF-8?Q?" + words[0].replace("=\n", "").strip() + "?="
    return "Subject: =?utf-8?B?" + base64.b64encode(subject.encode()).decode() + "?="


def make_mail():
    expected, counts = {}, {"mail": 0}
    folders = ["cur", "new", ".Sent/cur", ".Archive.2026/cur"]
    for folder in folders:
        (maildir / folder).mkdir(parents=True)
    for number in range(5000):
        name, address = random.choice(PEOPLE)
        day = TODAY - datetime.timedelta(days=random.randrange(400))
        # Late in the evening, far from UTC: the day as written counts.
        zone = random.choice(["+0000", "+0900", "-0800", "+0530"])
        date = f"{day:%a, %d %b %Y} {random.randrange(24):02}:{random.randrange(60):02}:00 {zone}"
        subject = random.choice(["The budget", "Grüße aus Wien", "lunch?", "Ein längerer Betreff mit Umlauten: ä ö ü", "日本語の件名"]) + f" {number}"
        prefix = random.choice(["", "Re: ", "AW: ", "Fwd: Re: "])
        kind = random.choices(["in", "out", "list", "auto", "self", "others", "spam", "both", "cc"], [30, 30, 15, 5, 4, 4, 2, 5, 5])[0]
        lines = [header(prefix + subject) if prefix == "" else "Subject: " + prefix + f"=?utf-8?B?{base64.b64encode(subject.encode()).decode()}?=", f"Message-ID: <{number}@x.example>"]
        me = random.choice(ME)
        shown = f'"{name.split()[1]}, {name.split()[0]}" <{address}>'
        if kind == "in":
            lines += [f"From: {shown}", f"To: undisclosed-recipients:;" if number % 50 == 0 else f"To: Me\r\n\t<{me}>"]
        elif kind in ("out", "cc"):
            lines += [f"From: {me}", f"To: x@stranger.example", f"Cc: {shown}"] if kind == "cc" else [f"From: Me <{me.upper()}>", f"To: {shown}"]
        elif kind == "list":
            mark = random.choice(["List-Id: <a.b>", "List-Unsubscribe: <https://x.example/>", "Precedence: list", "precedence: bulk"])
            lines += [f"From: {shown}", f"To: {me}", mark]
        elif kind == "auto":
            lines += [f"From: {shown}", f"To: {me}", random.choice(["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Return-Path: <>"])]
        elif kind == "self":
            lines += [f"From: {me}", f"To: {random.choice(ME)}"]
        elif kind == "others":
            lines += [f"From: {shown}", "To: somebody@else.example"]
        elif kind == "spam":
            lines += [f"From: {shown}", f"To: {me}", "X-Spam-Flag: YES"]
        elif kind == "both":
            other = random.choice(PEOPLE)
            lines += [f"From: {me}", f"To: {shown},\r\n {other[0]} <{other[1]}>"]
            expected.setdefault((other[0], str(day), "out"), []).append(number)
        if kind in ("in", "out", "cc", "both"):
            direction = "in" if kind == "in" else "out"
            expected.setdefault((name, str(day), direction), []).append(number)
            counts["mail"] += 1
        lines.append(f"Date: {date}")
        random.shuffle(lines)
        folder = ".Sent/cur" if kind in ("out", "both", "cc", "self") else random.choice(folders)
        body = "\r\n\r\nFrom me to you\r\nList-Id: <not.a.header>\r\n"
        (maildir / folder / f"{1700000000 + number}.{number}.host:2,S").write_bytes(("\r\n".join(lines) + body).encode())
    return expected


def lines_of(output):
    return {(pathlib.Path(one["path"]).stem, one["day"], one["text"].split(":")[0].split()[-1]): one["text"] for one in json.loads(output)["lines"]}


def snapshot():
    return {path: path.read_bytes() for path in sorted(vault.rglob("*.md"))}


def check_mail():
    expected = make_mail()
    before = snapshot()
    dry = run("harvest", "mail", str(maildir), "--json")
    assert snapshot() == before, "a dry run writes nothing"
    found = lines_of(dry.stdout)
    assert set(found) == set(expected), (len(found), len(expected), list(set(found) ^ set(expected))[:5])
    subjects = sum(1 for key, text in found.items() if any(text.endswith(f" {number}") for number in expected[key]))
    assert subjects == len(found), (subjects, len(found))
    assert not any(text.split(": ", 1)[1].lower().startswith(("re:", "aw:", "fwd:")) for text in found.values())
    run("harvest", "mail", str(maildir), "--write")
    after = snapshot()
    for path, old in before.items():
        new = after[path]
        kept = [line for line in old.splitlines() if line.strip()]
        assert all(line in new.splitlines() for line in kept), path
        assert (b"\r\n" in old) == (b"\r\n" in new) and (b"\r\n" not in old or new.count(b"\n") == new.count(b"\r\n")), path
    again = run("harvest", "mail", str(maildir), "--write", "--json")
    assert json.loads(again.stdout)["lines"] == [], json.loads(again.stdout)["lines"][:3]
    assert snapshot() == after, "a second run changes no byte"
    run("check")
    contacts = json.loads(run("list", "--json").stdout)["contacts"]
    last = {contact["name"]: contact["last_contact"]["date"] for contact in contacts if contact["last_contact"]}
    for name, _ in PEOPLE:
        days = [day for (who, day, _) in expected if who == name]
        if days:
            assert last[name] == max(days), name
    print(f"mail: {len(expected)} lines of 5,000 messages")


def check_mbox():
    """Checks that the same messages in one file give the same lines."""
    box = work / "all.mbox"
    with box.open("wb") as out:
        for path in sorted(maildir.rglob("*")):
            if path.is_file():
                out.write(b"From someone@x.example Mon Nov  2 08:00:00 2026\n")
                out.write(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n\n")
    found = json.loads(run("harvest", "mail", str(box), "--json").stdout)
    assert found["lines"] == [] and found["there"] > 1000, (found["lines"][:3], found["there"])
    print(f"mbox: {found['there']} lines are there already")


def event(uid, start, *more):
    return ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", start, *more, "END:VEVENT"]


def attendee(number, *parameters):
    return ";".join(["ATTENDEE", *parameters]) + f":MAILTO:{PEOPLE[number][1].upper()}"


def check_calendar():
    weekly = "RRULE:FREQ=WEEKLY;BYDAY=TU"
    zone = ["BEGIN:VTIMEZONE", "TZID:Mars/Base", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0500", "TZOFFSETTO:+0500", "END:STANDARD", "END:VTIMEZONE"]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", *zone]
    lines += event("once", "DTSTART;TZID=Mars/Base:20240105T233000", "SUMMARY:Kick-off\\, part 1 #proposal [[x]]", attendee(0), f"ORGANIZER:mailto:{ME[0]}")
    lines += event("series", "DTSTART;TZID=Europe/Berlin:20241001T100000", weekly, "EXDATE;TZID=Europe/Berlin:20241015T100000", "SUMMARY:Weekly", attendee(1))
    lines += event("series", "DTSTART;TZID=Europe/Berlin:20241023T100000", "RECURRENCE-ID;TZID=Europe/Berlin:20241022T100000", "SUMMARY:Weekly moved", attendee(1))
    lines += event("series", "DTSTART;TZID=Europe/Berlin:20241029T100000", "RECURRENCE-ID;TZID=Europe/Berlin:20241029T100000", "STATUS:CANCELLED", "SUMMARY:Weekly", attendee(1))
    lines += event("cancelled", "DTSTART:20240106T100000Z", "STATUS:CANCELLED", attendee(2))
    lines += event("declined", "DTSTART:20240107T100000Z", attendee(3, "PARTSTAT=DECLINED"), attendee(4, "PARTSTAT=ACCEPTED"))
    lines += event("mine", "DTSTART:20240108T100000Z", attendee(5), f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME[1]}")
    lines += event("birthday", "DTSTART;VALUE=DATE:20200110", "RRULE:FREQ=YEARLY", "SUMMARY:Birthday", attendee(6))
    lines += event("late", "DTSTART:20240109T233000Z", "SUMMARY:Late call", attendee(7))
    lines += event("future", "DTSTART:20270101T100000Z", attendee(8))
    lines += event("counted", "DTSTART;TZID=Europe/Berlin:20240201T090000", "RRULE:FREQ=MONTHLY;COUNT=3", "SUMMARY:Monthly", attendee(9))
    lines += event("until", "DTSTART:20240301T090000", "RRULE:FREQ=DAILY;UNTIL=20240303T090000", "SUMMARY:Daily", attendee(10))
    lines += event("alone", "DTSTART:20240110T090000Z", "SUMMARY:Focus")
    lines += event("broken", "DTSTART:tomorrow", attendee(11))
    lines += event("all", "DTSTART:20240111T090000Z", *[attendee(number) for number in range(30, 70)])
    lines += event("day", "DTSTART;VALUE=DATE:20240112", "SUMMARY:Workshop", attendee(12))
    # An endless series that began long ago.
    lines += event("endless", "DTSTART:20000101T090000", "RRULE:FREQ=DAILY;INTERVAL=90", "SUMMARY:Endless", attendee(13))
    lines.append("END:VCALENDAR")
    folded = []
    for line in lines:
        while len(line) > 60:
            folded.append(line[:60])
            line = " " + line[60:]
        folded.append(line)
    calendar = work / "work.ics"
    calendar.write_bytes("\r\n".join(folded).encode() + b"\r\n")

    day = datetime.date
    expected = {(0, "2024-01-05"), (4, "2024-01-07"), (7, "2024-01-10"), (12, "2024-01-12")}
    tuesday = day(2024, 10, 1)
    while tuesday <= TODAY:
        if str(tuesday) not in ("2024-10-15", "2024-10-22", "2024-10-29"):
            expected.add((1, str(tuesday)))
        tuesday += datetime.timedelta(days=7)
    expected.add((1, "2024-10-23"))
    expected |= {(9, "2024-02-01"), (9, "2024-03-01"), (9, "2024-04-01"), (10, "2024-03-01"), (10, "2024-03-02"), (10, "2024-03-03")}
    at = day(2000, 1, 1)
    while at <= TODAY:
        expected.add((13, str(at)))
        at += datetime.timedelta(days=90)
    found = json.loads(run("harvest", "calendar", str(calendar), "--json").stdout)
    got = {(int(pathlib.Path(one["path"]).stem.split()[1]), one["day"]) for one in found["lines"]}
    # The mail above has lines for some of these days; a day keeps its line unless there was a meeting on it.
    assert got == expected, (sorted(got - expected)[:8], sorted(expected - got)[:8])
    texts = {one["day"]: one["text"] for one in found["lines"]}
    assert texts["2024-01-05"] == "meeting: Kick-off, part 1 proposal x", texts["2024-01-05"]
    run("harvest", "calendar", str(calendar), "--write")
    after = snapshot()
    assert json.loads(run("harvest", "calendar", str(calendar), "--write", "--json").stdout)["lines"] == []
    assert snapshot() == after
    run("check")
    print(f"calendar: {len(expected)} lines")


work.mkdir(parents=True, exist_ok=True)
make_vault()
check_mail()
check_mbox()
check_calendar()
