"""Opens both pages in chromium, from the disk and from a loopback server, in light and
dark, with and without script, narrow and wide, on paper; takes pictures.

    check_page.py OUT SCREENS [OTHER...]

OTHER are outputs of other days and vaults, such as an empty one, which get fewer checks.
"""

import email
import email.policy
import json
import pathlib
import sys

from pages import Listened, axe, browser, pdf_sheets, served

PAGES = ("index.html", "review.html")
HEADINGS = {
    "today": "Today",
    "more": "More due",
    "week": "This week",
    "later": "Later",
    "first": "First contact",
    "quiet": "Going quiet",
}
WIDTHS = (360, 412, 600, 799, 801, 1200, 2400)
# Cards in agenda order: section, then the ids of each.
CARDS = """[...document.querySelectorAll('article')].map(card => [
    card.closest('section').querySelector('h2').id,
    card.querySelector('h3').innerText.trim(),
    [...card.querySelectorAll('[data-id]')].map(item => item.dataset.id)])"""
SHOWN = """[...document.querySelectorAll('article')].filter(card => card.checkVisibility())
    .map(card => card.querySelector('h3').innerText.trim())"""
TOO_WIDE = """[...document.querySelectorAll('body *')].filter(one => one.checkVisibility()
    && !one.closest('.vh, time i, .skip') && (one.getBoundingClientRect().right > innerWidth + 1
    || one.getBoundingClientRect().left < -1)).map(one => one.outerHTML.slice(0, 120))"""
CAN_FOCUS = """[...document.querySelectorAll('a[href], button, input, summary')]
    .filter(one => one.checkVisibility()).length"""
FOCUS = """(() => { const one = document.activeElement; if (!one || one === document.body) return null;
    one.dataset.visited = 'yes'; const style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {html: one.outerHTML.slice(0, 120), seen: style.outlineStyle !== 'none'
        && parseFloat(style.outlineWidth) >= 2 && box.width > 1 && box.height > 1}; })()"""


def expected_cards(agenda):
    """Cards as agenda.json orders them: by section, a contact once in each."""
    cards = {}
    for one in agenda["follow_ups"]:
        section = cards.setdefault(one["section"], {})
        section.setdefault(one["path"], (one["contact"], []))[1].append(one["id"])
    return [
        [section, " ".join(name.split()), ids]
        for section in HEADINGS
        for name, ids in cards.get(section, {}).values()
    ]


def every_way(found, url, widths=WIDTHS):
    """Checks for no requests, nothing on the console, no serious finding of axe, and nothing too wide."""
    faults = []
    for scheme in ("light", "dark"):
        with Listened(found, url, color_scheme=scheme) as listened:
            faults += [f"{scheme}: {fault}" for fault in axe(listened.page)]
            if scheme == "dark":
                faults += listened.faults
                continue
            listened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            for width in widths:
                listened.page.set_viewport_size({"width": width, "height": 900})
                scroll = listened.page.evaluate("document.documentElement.scrollWidth")
                if scroll > width:
                    faults.append(f"{width} wide: scrolls to {scroll}")
                faults += [f"{width} wide: sticks out: {html}" for html in listened.page.evaluate(TOO_WIDE)[:3]]
            faults += listened.faults
    return faults


def keyboard(found, url):
    """Checks that every action is reached with the Tab key, and shows the focus."""
    faults = []
    with Listened(found, url) as listened:
        page = listened.page
        if page.locator(".more").count():
            # Not with the mouse, which would move the place that Tab starts from.
            page.evaluate("document.querySelector('.more').click()")
        wanted = page.evaluate(CAN_FOCUS)
        for _ in range(wanted + 5):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None:
                break
            if not focus["seen"]:
                faults.append(f"no visible focus: {focus['html']}")
        missed = page.evaluate(
            """[...document.querySelectorAll('a[href], button, input, summary')].filter(one => one.checkVisibility()
            && !one.dataset.visited).map(one => one.outerHTML.slice(0, 120))"""
        )
        faults += [f"not reached by keyboard: {html}" for html in missed[:3]]
        faults += listened.faults
    return faults


def without_script(found, url, agenda):
    faults = []
    with Listened(found, url, java_script_enabled=False) as listened:
        page = listened.page
        if page.evaluate(SHOWN) != [name for _, name, _ in page.evaluate(CARDS)]:
            faults.append("without script some cards are not shown")
        for hidden in (".tools", ".fold", ".copy"):
            if any(one.is_visible() for one in page.query_selector_all(hidden)):
                faults.append(f"without script {hidden} is of no use, and is shown")
        if page.evaluate(CARDS) != expected_cards(agenda):
            faults.append(f"cards are not those of agenda.json: {page.evaluate(CARDS)} {expected_cards(agenda)}")
        headings = page.evaluate("[...document.querySelectorAll('h2')].map(one => one.textContent)")
        for section in sorted({one["section"] for one in agenda["follow_ups"]}):
            if not any(heading.startswith(HEADINGS[section]) for heading in headings):
                faults.append(f"no heading {HEADINGS[section]}")
    return faults


def fits(one, key, value):
    if key == "tag":
        tags = [tag.lower() for tag in one["tags"]]
        return any(tag == value or tag.startswith(value + "/") for tag in tags)
    return value == one[key] if key != "contact" else value in one["contact"].lower()


def filters(found, url, agenda):
    """Checks that search field, chips and address filter alike, and by agenda.json."""
    faults = []
    tags = sorted({tag.lower() for one in agenda["follow_ups"] for tag in one["tags"]})
    first = agenda["follow_ups"][0]
    wanted = [("tag", tag) for tag in tags[:4]] + [("kind", first["kind"]), ("channel", first["channel"])]
    wanted.append(("contact", first["contact"].lower().split()[-1]))
    every = expected_cards(agenda)
    for key, value in wanted:
        ids = {one["id"] for one in agenda["follow_ups"] if fits(one, key, value)}
        expected = [name for _, name, card in every if ids & set(card)]
        word = "name" if key == "contact" else key
        with Listened(found, f"{url}#{word}={value}") as listened:
            page = listened.page
            if page.evaluate(SHOWN) != expected:
                faults.append(f"#{word}={value} shows {page.evaluate(SHOWN)}, not {expected}")
            page.fill("input[type=search]", "")
            if len(page.evaluate(SHOWN)) != len(every):
                faults.append("an empty field does not bring all back")
            page.type("input[type=search]", f'{word}:"{value}"')
            if page.evaluate(SHOWN) != expected:
                faults.append(f"typing {word}:{value} shows something else")
            if f"{len(expected)} of {len(every)}" not in page.inner_text("[role=status]"):
                faults.append(f"the status says {page.inner_text('[role=status]')!r}")
            page.fill("input[type=search]", "")
            page.click(".more")
            chip = page.locator(f"[data-key={word}][value={json.dumps(value)}]")
            if chip.count():
                chip.click()
                if page.evaluate(SHOWN) != expected or chip.get_attribute("aria-pressed") != "true":
                    faults.append(f"the chip {word} {value} shows something else")
                if f"{word}=" not in page.url:
                    faults.append("the filter does not stand in the address")
            page.fill("input[type=search]", "nobody has such a name")
            if page.evaluate(SHOWN) or page.inner_text("[role=status]") != "No card fits.":
                faults.append("a filter that fits nobody does not say so")
            faults += listened.faults
    return faults


def draft_words(draft):
    """The words of a draft; of a mail, those of its text."""
    message = email.message_from_bytes(draft, policy=email.policy.default)
    if message["X-Unsent"]:
        return message.get_content().split()
    return draft.decode().split()


def buttons(found, url, out):
    """Checks that fold folds, copy copies, and `/` focuses the field."""
    faults = []
    with Listened(found, url, permissions=["clipboard-read", "clipboard-write"]) as listened:
        page = listened.page
        page.keyboard.press("/")
        if page.evaluate("document.activeElement.type") != "search":
            faults.append("`/` does not lead to the field")
        fold = page.locator(".fold").first
        fold.click()
        if page.locator("section.today article").first.is_visible() or fold.get_attribute("aria-expanded") != "false":
            faults.append("fold does not fold")
        page.fill("input[type=search]", page.text_content("section.today h3").strip())
        if not page.locator("section.today article").first.is_visible():
            faults.append("a filter does not unfold what it finds")
        page.fill("input[type=search]", "")
        for copy in (".copy:not([data-copy])", ".copy[data-copy]"):
            button = page.locator(copy).first
            button.click()
            page.wait_for_function("one => document.querySelector(one).textContent === 'Copied'", arg=copy)
            draft = (out / button.locator("xpath=ancestor::ul").locator("a").first.get_attribute("href")).read_bytes()
            copied = page.evaluate("navigator.clipboard.readText()").split()
            if draft_words(draft)[-len(copied):] != copied:
                faults.append(f"{copy} copies something else than the draft: {copied}")
        faults += listened.faults
    return faults


def on_paper(found, url, screens):
    faults = []
    with Listened(found, url) as listened:
        page = listened.page
        page.emulate_media(media="print")
        for hidden in (".do", ".tools", ".fold", "nav", "button"):
            if any(one.is_visible() for one in page.query_selector_all(hidden)):
                faults.append(f"{hidden} is printed")
        if not all(one.is_visible() for one in page.query_selector_all("section.today article")):
            faults.append("a card of Today is not printed")
        if any(one.is_visible() for one in page.query_selector_all("section:not(.today)")):
            faults.append("more than Today is printed")
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
        (screens / "print.pdf").write_bytes(pdf)
        if pdf_sheets(pdf) != 1:
            faults.append(f"Today takes {pdf_sheets(pdf)} sheets")
    return faults


def pictures(found, out, screens):
    for name in PAGES:
        url = (out / name).resolve().as_uri()
        for kind, options in {
            "light": {"viewport": {"width": 1200, "height": 1100}},
            "dark": {"viewport": {"width": 1200, "height": 1100}, "color_scheme": "dark"},
            "narrow": {"viewport": {"width": 360, "height": 1100}, "device_scale_factor": 1.5},
        }.items():
            with Listened(found, url, **options) as listened:
                listened.page.screenshot(path=screens / f"{name.removesuffix('.html')}-{kind}.png")


def main(out, screens, others):
    agenda = json.loads((out / "agenda.json").read_text(encoding="utf-8"))
    screens.mkdir(parents=True, exist_ok=True)
    faults = []
    with browser() as found, served(out) as server:
        for origin in (out.resolve().as_uri(), server):
            for name in PAGES:
                url = f"{origin}/{name}"
                again = origin == server
                faults += [f"{url}: {fault}" for fault in every_way(found, url, WIDTHS[:1] if again else WIDTHS)]
                faults += [] if again else [f"{url}: {fault}" for fault in keyboard(found, url)]
            page = f"{origin}/index.html"
            faults += without_script(found, page, agenda) + buttons(found, page, out)
        faults += filters(found, page, agenda)
        faults += on_paper(found, page, screens)
        for other in others:
            for name in PAGES:
                url = (other / name).resolve().as_uri()
                faults += [f"{url}: {fault}" for fault in every_way(found, url) + keyboard(found, url)]
        pictures(found, out, screens)
    return faults


if __name__ == "__main__":
    out, screens, *others = map(pathlib.Path, sys.argv[1:])
    found = main(out, screens, others)
    print("\n".join(found) or "the pages are as they should be")
    sys.exit(bool(found))
