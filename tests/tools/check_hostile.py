"""Builds a vault of hostile texts and checks the pages in chromium: they contain only the elements, attributes, styles
and links that they should.

    check_hostile.py FOLLOWUP FOLDER
"""

import pathlib
import re
import subprocess
import sys

from pages import Listened, browser

TODAY = "2026-11-24"
# Every element that a page may hold, with the attributes it may have.
MEANT = {
    "html": {"lang"}, "head": set(), "title": set(), "body": {"class"},
    "meta": {"charset", "http-equiv", "content", "name"}, "style": set(), "script": set(),
    "header": set(), "main": set(), "footer": set(), "nav": {"aria-label"},
    "section": {"aria-labelledby", "class", "hidden"}, "h1": set(), "h2": {"id", "tabindex"}, "h3": set(),
    "small": set(), "strong": {"class"}, "em": set(), "i": set(), "s": set(), "code": set(), "bdi": {"class"}, "br": set(),
    "article": {"data-also", "hidden"},
    "div": {"class", "id", "role", "aria-label", "data-id", "data-kind", "data-channel", "hidden", "tabindex"},
    "p": {"class", "role"}, "ul": {"class", "aria-label"},
    "li": {"hidden", "data-also", "data-tags"},
    "dl": set(), "dt": set(), "dd": set(), "span": {"class", "aria-hidden"},
    "time": {"datetime", "title"}, "a": {"href", "class", "rel"},
    "button": {"type", "class", "aria-expanded", "aria-controls", "aria-label", "aria-pressed", "hidden",
               "data-key", "value", "data-copy"},
    "input": {"type", "name", "autocomplete", "spellcheck", "aria-label", "placeholder"},
    "details": {"open"}, "summary": set(),
    "table": {"class"}, "caption": {"class"}, "thead": set(), "tbody": set(), "tr": {"class"},
    "th": {"scope", "class"}, "td": {"class"},
    "svg": {"viewBox", "preserveAspectRatio", "aria-hidden", "focusable"},
    "rect": {"width", "height", "x", "class"},
}
CLASSES = {
    "agenda", "review", "skip", "kicker", "lede", "tools", "more", "chips", "today", "week", "later", "first",
    "quiet", "resting", "attention", "head", "fold", "body", "lead", "nothing", "who", "about", "tag", "item",
    "by", "why", "do", "n", "vh", "rows", "copy", "sentences", "error", "warning", "hint", "overdue", "belated", "due",
    "upcoming", "question", "decide", "fine", "late", "bar", "meaning", "answers", "again", "new", "active", "waiting",
    "dormant", "paused", "closed", "never",
}
IDS = {"today", "more", "week", "later", "first", "quiet", "resting", "attention", "chips", "stand", "moved", "ahead",
       "load", "decide", "fine", "answers", "promises", "notes", "unanswered", "no_next_step", "undated_promises",
       "only_messages", "paused", "silent", "going_quiet", "lapsed"}
LINK = re.compile(r"(https?://|mailto:|tel:|obsidian://|#|drafts/|index\.html|review\.html)")
PAYLOADS = [
    "<script>window.hacked=1;alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' style='position:fixed;inset:0",
    "</title></style></script><iframe src=//evil.example></iframe>",
    "<svg/onload=alert(1)><style>*{display:none}</style>",
    "[run](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>) <javascript:alert(1)>",
    "[a](vbscript:x) [b](//evil.example) [c](&#106;avascript:alert(1)) [d](java&Tab;script:alert(1))",
    "![i](https://evil.example/p.png) ![j](javascript:alert(1)) [t](https://ok.example/\"onclick=\"alert(1))",
    "\u202eevil\u202c \u2066x\u2069 \u200fabc \u2028 line",
    "{{ 7*7 }} {% include 'page.html' %} {# x #} ${alert(1)} <%= 7 %>",
    "<a href=javascript:alert(1) id=today class=tools>x</a><form action=//evil.example><input name=q>",
    "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example><link rel=stylesheet href=//evil>",
    "&lt;script&gt; &amp; &#60;b&#62; &#x202e; \x01\x08\x1b[31m",
    "https://ok.example/<script>alert(1)</script>\"'onload=x and http://ok.example/'%22><b>",
    "**bold** `code` ~~gone~~ <!-- comment --> <![CDATA[ x ]]> [[note|<b>shown</b>]] ^f-0123456789",
    "</article></main></body><h2 id=today>Today</h2><article data-id=0123456789>",
]


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(letter):04x}" if ord(letter) < 32 or 0x2028 == ord(letter) else letter for letter in escaped) + '"'


def note(number, payload, other):
    # In front matter these would make the note a template, which is not a contact.
    front = payload.replace("{{", "{").replace("<%", "<")
    name, bad = quoted(f"{number} {front}"), quoted(front)
    lines = [
        "---", "type: person", f"name: {name}", f"aliases: [{bad}]", f"org: {bad}", f"role: {bad}",
        f"tags: [client, {bad}]", f"relationship: {bad}", f"email: {quoted(front + '@evil.example')}",
        f"needs: [lawyer, {bad}]", f"offers: [lawyer, {bad}]", f"interests: [{bad}, signs]", "cadence: 4 weeks",
        f"dates: {{{bad}: 2019-11-25}}", "birthday: 1980-11-25",
    ]
    if number % 3 == 0:
        lines.append(f"next: {quoted('2026-11-24 ' + front)}")
    if number % 5 == 0:
        lines += [f"cadance: {bad}", "max: <b>soon</b>", f"{quoted(payload)}: x"]
    body = [
        "---", "", "## Hooks", "", f"- {payload}", f"- gift: {payload}", "", "## Waiting for", "",
        f"- [ ] {payload} 📅 2026-11-20", "", "## Events", "", f"- 2026-11-26 {payload}", "", "## Log", "",
        f"- 2026-09-01 met: {payload}", f"- 2026-10-0{1 + number % 9} {'email in' if number % 2 else 'email out'}: {payload}",
        f"- [ ] {payload} 📅 2026-11-24", f"- [ ] {payload}", f"- 2026-11-20 should {payload}", f"- 2026-11-19 {other} #proposal",
    ]
    return "\n".join(lines + body) + "\n"


def vault(folder):
    people = folder / "People"
    people.mkdir(parents=True)
    (folder / "Resources").mkdir()
    for number, payload in enumerate(PAYLOADS):
        words = re.sub(r"[/\x00-\x1f\u2028]", " ", payload)[:60]
        other = PAYLOADS[(number + 5) % len(PAYLOADS)]
        (people / f"{number} {words}.md").write_text(note(number, payload, other), encoding="utf-8")
        resource = f"---\ntype: resource\ntitle: {quoted(payload)}\nurl: {quoted(payload)}\ntopics: [signs]\n---\n\nx\n"
        (folder / "Resources" / f"{number}.md").write_text(resource, encoding="utf-8")
    paused = "---\ntype: person\nstatus: paused\n---\n\n- 2025-01-01 call: <b>x</b>\n"
    (people / "<b onclick=alert(1)>.md").write_text(paused, encoding="utf-8")
    (folder / "followup.yaml").write_text(
        f"vault-name: {quoted(PAYLOADS[1])}\n"
        "per-day: 50\n"
        "re-engage: [6 months]\n",
        encoding="utf-8",
    )


def elements(page):
    return page.evaluate(
        """[...document.querySelectorAll('*')].map(one => [one.localName,
        one.getAttributeNames().map(name => [name, one.getAttribute(name)])])"""
    )


def looked_at(name, page):
    faults = []
    for element, attributes in elements(page):
        if element not in MEANT:
            faults.append(f"element {element}")
        for attribute, value in attributes:
            if attribute not in MEANT.get(element, set()):
                faults.append(f"attribute {attribute}={value!r} of {element}")
            if attribute == "href" and not LINK.match(value):
                faults.append(f"link {value!r}")
            if attribute == "class" and not set(value.split()) <= CLASSES:
                faults.append(f"class {value!r}")
            if attribute == "id" and value not in IDS:
                faults.append(f"id {value!r}")
            if attribute == "data-id" and not re.fullmatch("[0-9a-z]{10}", value):
                faults.append(f"data-id {value!r}")
    ids = [value for _, attributes in elements(page) for key, value in attributes if key == "id"]
    faults += [f"id {one} stands twice" for one in set(ids) if ids.count(one) > 1]
    for once, number in (("script", 1 if name == "index" else 0), ("style", 1), ("title", 1), ("body", 1), ("h1", 1)):
        if page.locator(once).count() != number:
            faults.append(f"{page.locator(once).count()} elements {once}")
    text = page.evaluate("document.documentElement.textContent")
    faults += [f"control {letter!r}" for letter in set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x1b\x08")]
    if page.evaluate("'hacked' in window"):
        faults.append("a script of a note ran")
    return [f"{name}.html: {fault}" for fault in dict.fromkeys(faults)]


def main(followup, folder):
    vault(folder)
    built = subprocess.run(
        [followup, "build", folder, "--today", TODAY, "-q"], capture_output=True, text=True, check=False
    )
    if built.returncode == 2:
        return [built.stderr]
    faults = []
    out = folder / "agenda"
    with browser() as found:
        for name in ("index", "review"):
            for script in (True, False):
                url = (out / f"{name}.html").resolve().as_uri()
                with Listened(found, url, java_script_enabled=script, viewport={"width": 360, "height": 900}) as listened:
                    page = listened.page
                    faults += looked_at(name, page)
                    page.evaluate("document.querySelectorAll('#chips').forEach(one => one.hidden = false)")
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    if wide > 360:
                        faults.append(f"{name}.html scrolls to {wide} at 360")
                    if name == "index":
                        cards = page.locator("section.today article").count()
                        if cards < len(PAYLOADS):
                            faults.append(f"only {cards} cards of {len(PAYLOADS)}")
                        if script:
                            page.evaluate("location.hash = 'tag=%22%3E%3Cimg src=x onerror=alert(1)%3E&q=<b>&name=%E0%A4%A'")
                            page.wait_for_timeout(100)
                            faults += looked_at(name, page)
                    faults += listened.faults
    return faults


if __name__ == "__main__":
    found = main(sys.argv[1], pathlib.Path(sys.argv[2]))
    print("\n".join(dict.fromkeys(found)) or "nothing broke out")
    sys.exit(bool(found))
