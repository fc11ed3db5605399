"""Shared by the checks of the pages: a browser, a loopback server, and a page that records its events."""

import contextlib
import functools
import http.server
import pathlib
import re
import shutil
import threading

import axe_playwright_python
from playwright.sync_api import sync_playwright

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextlib.contextmanager
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            yield found
        finally:
            found.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    """Serves the folder over HTTP on this machine only."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


class Listened:
    """A browser page that records what it should never do: load, log, ask."""

    def __init__(self, found, url, **options):
        self.context = found.new_context(**options)
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("request", lambda request: self.requested(request, url))
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text[:200]}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {str(error)[:200]}"))
        self.page.on("dialog", self.asked)
        self.page.goto(url)

    def requested(self, request, url):
        # A browser asks a server for an icon by itself; nothing on the page names one.
        if request.url.split("#")[0] != url.split("#")[0] and not request.url.endswith("/favicon.ico"):
            self.faults.append(f"request: {request.url[:200]}")

    def asked(self, dialog):
        self.faults.append(f"dialog: {dialog.message[:200]}")
        dialog.dismiss()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def axe(page):
    """Accessibility faults that axe-core calls serious or critical."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {preload: false, resultTypes: ['violations']})")
    return [
        f"axe {violation['impact']}: {violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


def pdf_sheets(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
