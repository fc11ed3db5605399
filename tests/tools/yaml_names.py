"""The words of the names in a vault of make_hostile.py that would identify somebody."""

import re

# Words that our own texts contain too.
OURS = {"follow", "calendar", "event", "date", "reply", "owed", "next", "step", "keep", "touch", "birthday"}


def words(vault):
    found = set()
    for note in (vault / "People").iterdir():
        line = re.search(r'^name: "(.*)"$', note.read_bytes().decode("utf-8", "replace"), re.M)
        name = re.sub(r"\\U([0-9a-f]{8})", lambda escape: chr(int(escape.group(1), 16)), line.group(1))
        found |= {word for word in re.findall(r"[^\W\d_]{4,}", name) if word.lower() not in OURS}
    return found
