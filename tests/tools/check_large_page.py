"""Builds a vault that fills the page to its limit of 500 cards, each with something in every
line, and measures the page: its size, and how soon it can be used.

    check_large_page.py FOLLOWUP FOLDER
"""

import json
import pathlib
import subprocess
import sys

from pages import Listened, browser

MOST_BYTES = 1_500_000
# Generous, for a busy machine: an idle one needs a tenth of this.
MOST_MILLISECONDS = {"ready": 5_000, "filter": 1_000}

NOTE = """---
type: person
org: Harbour Museum of Signs and Letters
role: Head of exhibitions and loans
tags: [client, letters/{group}, exhibitions]
email: person{number}@example.example
cadence: 4 weeks
interests: [signs, paper]
needs: [a printer]
offers: [a printer]
---

## Hooks

- sings alto in a works choir, with a concert before Christmas
- learning to sail, and frank about how badly it goes
- gift: a good torch, the one by the door is held together with string

## Log

- 2026-09-{day:02} email in: loves the plan, and asks whether the tactile map can be ready for March
- 2026-10-{day:02} email out: the price for the tactile map, and the Utrecht example
- [ ] send the second proof of the big sign in the hall 📅 2026-12-{day:02}
"""


def vault(folder):
    people, resources = folder / "People", folder / "Resources"
    people.mkdir(parents=True)
    resources.mkdir()
    for number in range(700):
        note = NOTE.format(number=number, group=number % 7, day=1 + number % 9)
        (people / f"Person Number {number}.md").write_text(note, encoding="utf-8")
    for number in range(6):
        note = f"---\ntype: resource\ntitle: Signs that people can feel, part {number}\nurl: https://signs.example/feel/{number}\ntopics: [signs]\n---\n"
        (resources / f"Signs {number}.md").write_text(note, encoding="utf-8")
    (folder / "followup.yaml").write_text("per-day: 300\n", encoding="utf-8")


def main(followup, folder):
    vault(folder)
    subprocess.run([followup, "build", folder, "--today", "2026-11-24", "-q"], check=True)
    page = folder / "agenda" / "index.html"
    faults = []
    size = page.stat().st_size
    print(f"{size:,} bytes")
    if size > MOST_BYTES:
        faults.append(f"the page has {size:,} bytes")
    with browser() as found, Listened(found, page.resolve().as_uri()) as listened:
        cards = listened.page.locator("article").count()
        if cards != 500:
            faults.append(f"there are {cards} cards")
        took = {
            "ready": listened.page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart"),
            "filter": listened.page.evaluate(
                """(() => { const field = document.querySelector('input[type=search]'), begun = performance.now();
                field.value = 'number 77'; field.dispatchEvent(new Event('input'));
                document.body.getBoundingClientRect(); return Math.round(performance.now() - begun); })()"""
            ),
        }
        print(json.dumps(took), "milliseconds")
        faults += [f"{what} took {took[what]} ms" for what in took if took[what] > MOST_MILLISECONDS[what]]
        shown = listened.page.evaluate("[...document.querySelectorAll('article')].filter(card => !card.hidden).length")
        if not 0 < shown < 20:
            faults.append(f"the filter shows {shown} cards")
        more = listened.page.evaluate("document.body.innerText").count("lists them all")
        if not more:
            faults.append("the page does not say that some cards were cut")
        faults += listened.faults
    return faults


if __name__ == "__main__":
    found = main(sys.argv[1], pathlib.Path(sys.argv[2]))
    print("\n".join(found) or "large pages are usable")
    sys.exit(bool(found))
