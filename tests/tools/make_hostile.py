"""Writes a vault of contacts whose names, tasks and hooks try to break a calendar.

    make_hostile.py FOLDER [NUMBER]

The same number gives the same bytes. Every contact has a promise and a birthday ahead of
24 November 2026, and an address, a phone, a nickname, a hook, a topic, a tag and a path
that begin with `secret-`, so that a leak is found by looking for that word. Each tenth is
private; its name says `hush`.
"""

import datetime
import pathlib
import sys

TODAY = datetime.date(2026, 11, 24)
PIECES = [
    "Ada, Countess; of \\ Lovelace", "BEGIN:VEVENT", "x\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR", "line\nbreak", "a\u2028b",
    "a\u2029b", "next\u0085line", "tab\tbed", "nul\u0000l", "bell\u0007", "del\u007f", "<b>bold</b><script>alert(1)</script>",
    "&amp; & &#10;", "\"quoted\"", "it's", ":colon first", ";semi", ",comma", "\\", "\\n", "\\,", "^n^'", "100%", "%0D%0A",
    "{{ name }}", "<% tp %>", "[[link|alias]]", "**bold** _em_ `code`", "#tag", "שלום עולם", "مرحبا", "नमस्ते", "田中由紀",
    "Zoë Ångström", "e\u0301a\u0300", "👩‍👩‍👧‍👦 family", "🇩🇪", "\u202eRTL\u202c", "\u200bzero", "\ufeffbom", "ﷺ", "Ｆｕｌｌ", "ß",
    "İstanbul", "a" * 300, "é" * 200, "🎂" * 60, "word " * 80, "  blanks  ", "- [ ] task 📅 2026-01-01", "DTSTART:20200101",
    "RRULE:FREQ=DAILY", "ATTENDEE;CN=\"x\":mailto:y", "mailto:x@y.example?bcc=z@y.example", "javascript:alert(1)", "../../etc",
    "C:\\x", "NaN", "null", "0123", "---", "=1+1", "@here", "O'Brien-Smith (née \"Ø\")", "Jean–Luc — the 2nd", "N. N.",
]


def escaped(letter):
    """A character as written in a double-quoted YAML string."""
    return letter if letter.isalnum() or letter in " .-" else f"\\U{ord(letter):08x}"


def note(number):
    name = f"{PIECES[number % len(PIECES)]} {number} {PIECES[number * 7 % len(PIECES)] if number >= len(PIECES) else ''}"
    private = number % 10 == 9
    name = f"hush {name}" if private else name
    due = TODAY + datetime.timedelta(1 + number % 55)
    born = TODAY + datetime.timedelta(2 + number * 3 % 360)
    task = " ".join(PIECES[(number * 5 + 3) % len(PIECES)].replace("\0", "").split()).replace("📅", "")
    quoted = '"' + "".join(escaped(letter) for letter in name) + '"'
    return f"""---
type: person
name: {quoted}
aliases: [secret-nick{number}]
email: secret-mail{number}@people.example
phone: "+44 20 7946 0{number:03}"
tags: [secret-tag{number}]
birthday: {1950 + number % 50}-{born:%m-%d}
{f"dates: {{secret-label{number}: 2019-{born:%m-%d}}}" if number % 4 == 0 else "org: secret-org"}
private: {str(private).lower()}
---

## Hooks

- secret-hook{number} {task}

## Promises

- [ ] secret-task{number} {task} 📅 {due}

## Log

- 2026-11-{1 + number % 20:02} {"call" if number % 2 else "email out"}: secret-topic{number} {task}
"""


def main(folder, number=500):
    people = folder / "People"
    people.mkdir(parents=True)
    (folder / "followup.yaml").write_text("timezone: UTC\nfeed: {file: hostile.ics, max-events: 5000}\n", "utf-8")
    for each in range(number):
        odd = "".join(letter for letter in PIECES[each % len(PIECES)] if letter not in "/\0" and letter.isprintable())
        stem = odd.strip(" .").encode()[:120].decode("utf-8", "ignore")
        (people / f"secret-path{each} {stem}.md").write_bytes(note(each).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *map(int, sys.argv[2:]))
