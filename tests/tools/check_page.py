"""Opens the page in chromium: the sections of agenda.json are there, nothing is
loaded from elsewhere, nothing is said on the console; takes pictures.

    check_page.py OUT SCREENS
"""

import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--enable-logging=stderr",
    "--log-level=0",
]
HEADINGS = {
    "today": "Today",
    "more": "More due",
    "week": "This week",
    "later": "Later",
    "first": "First contact",
    "quiet": "Going quiet",
}
PICTURES = {
    "light": ["--window-size=1100,1600"],
    "dark": ["--window-size=1100,1600", "--force-dark-mode", "--blink-settings=preferredColorScheme=0"],
    "narrow": ["--window-size=390,1600"],
}


def chromium(page, *arguments):
    with tempfile.TemporaryDirectory() as profile:
        command = ["chromium", *FLAGS, f"--user-data-dir={profile}", *arguments, page.resolve().as_uri()]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)


class Page(html.parser.HTMLParser):
    """What of a page this looks at."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.ids, self.loads, self.articles, self.in_heading = [], set(), [], 0, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "h2":
            self.headings.append("")
        self.in_heading = tag == "h2" or (self.in_heading and tag == "span")
        self.articles += tag == "article"
        if "data-id" in attributes:
            self.ids.add(attributes["data-id"])
        if attributes.get("src") or (tag == "link" and attributes.get("href")):
            self.loads.append(attributes.get("src") or attributes.get("href"))

    def handle_endtag(self, tag):
        if tag == "h2":
            self.in_heading = False

    def handle_data(self, data):
        if self.in_heading:
            self.headings[-1] += data


def main(out, screens):
    faults = []
    page = out / "index.html"
    done = chromium(page, "--dump-dom")
    if done.returncode != 0:
        return [f"chromium ended with {done.returncode}: {done.stderr.decode(errors='replace')[-800:]}"]
    said = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    faults += [f"console: {line}" for line in said]
    seen = Page(done.stdout.decode("utf-8", "replace"))
    agenda = json.loads((out / "agenda.json").read_text(encoding="utf-8"))
    for section in sorted({follow_up["section"] for follow_up in agenda["follow_ups"]}):
        if not any(HEADINGS[section] in heading for heading in seen.headings):
            faults.append(f"no heading {HEADINGS[section]} among {seen.headings}")
    today = {follow_up["id"] for follow_up in agenda["follow_ups"] if follow_up["today"]}
    faults += [f"the follow-up {i} of Today is not on the page" for i in sorted(today - seen.ids)]
    faults += [f"{source} is loaded" for source in seen.loads if not source.startswith("data:")]
    text = page.read_text(encoding="utf-8")
    if not re.search(r"Content-Security-Policy[^>]*default-src 'none'", text):
        faults.append("no Content-Security-Policy with default-src 'none'")
    screens.mkdir(parents=True, exist_ok=True)
    for name, arguments in PICTURES.items():
        picture = screens / f"{name}.png"
        chromium(page, *arguments, f"--screenshot={picture}")
        if not picture.is_file() or picture.stat().st_size < 1000:
            faults.append(f"no picture {picture}")
    return faults


if __name__ == "__main__":
    found = main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    print("\n".join(found) or "the page is as it should be")
    sys.exit(bool(found))
