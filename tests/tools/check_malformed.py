"""Compares the errors of a large vault with the notes that `gen_vault.py` broke on purpose.

    check_malformed.py VAULT PROBLEMS.json
"""

import json
import pathlib
import sys


def main(vault, problems):
    found = json.loads(problems.read_text(encoding="utf-8"))["problems"]
    errors = [problem for problem in found if problem["severity"] == "error"]
    named = {(problem["path"], problem["line"]) for problem in errors if problem["help"]}
    broken = set()
    for path in vault.glob("people/**/*.md"):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.startswith("broken: [unclosed"):
                broken.add((path.relative_to(vault).as_posix(), number))
    if not broken:
        return "no note is broken"
    if named != broken or len(errors) != len(broken):
        return f"{len(errors)} errors; told or broken only: {sorted(named ^ broken)[:20]}"
    return None


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
