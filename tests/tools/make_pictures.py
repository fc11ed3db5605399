"""Makes the pictures of the documentation: the page and the review of the example vault.

    make_pictures.py FOLLOWUP VAULT PICTURES

Needs playwright, axe-playwright-python and pillow, chromium, and pdftoppm for the sheet of
paper. Sixty-four colours are enough for text and keep the files small.
"""

import pathlib
import subprocess
import sys
import tempfile

from PIL import Image

from pages import Listened, browser

COLOURS = 64
WIDE = {"viewport": {"width": 1200, "height": 1100}}
PICTURES = {
    "agenda-light": ("index.html", WIDE),
    "agenda-dark": ("index.html", {**WIDE, "color_scheme": "dark"}),
    "agenda-narrow": ("index.html", {"viewport": {"width": 360, "height": 1100}, "device_scale_factor": 1.5}),
    "review-light": ("review.html", WIDE),
}


def smaller(path):
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def sheet(found, url, pictures, work):
    with Listened(found, url) as listened:
        listened.page.emulate_media(media="print")
        (work / "print.pdf").write_bytes(listened.page.pdf(format="A4", prefer_css_page_size=True))
    target = pictures / "agenda-print"
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "80", work / "print.pdf", target], check=True)


def main(followup, vault, pictures):
    with tempfile.TemporaryDirectory() as folder, browser() as found:
        work = pathlib.Path(folder)
        subprocess.run([followup, "build", vault, "--out", work / "agenda", "-q"], check=True)
        for name, (page, options) in PICTURES.items():
            with Listened(found, (work / "agenda" / page).as_uri(), **options) as listened:
                listened.page.screenshot(path=pictures / f"{name}.png")
        sheet(found, (work / "agenda" / "index.html").as_uri(), pictures, work)
    for path in sorted(pictures.glob("*.png")):
        smaller(path)
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(*(pathlib.Path(argument).resolve() for argument in sys.argv[1:]))
