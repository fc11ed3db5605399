"""Builds a vault for many days in a row and compares the feed of each day with that
of the day before, as a subscriber's client does: what changed has newer stamps, what
did not has the same, no stamp goes back, and nothing gets another name.

    check_days.py PROGRAM VAULT FIRST-DAY DAYS [SETTINGS.yaml]

SETTINGS is added to the vault's followup.yaml (in a copy). Both the private feed and
the published one are compared.
"""

import datetime
import pathlib
import shutil
import subprocess
import sys
import tempfile

import icalendar

STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


def events(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = {}
    for event in calendar.walk("VEVENT"):
        stamps = {key: event[key].to_ical() for key in STAMPS}
        stamps["SEQUENCE"] = int(stamps["SEQUENCE"])
        kept = event.copy(recursive=True)
        for key in STAMPS:
            del kept[key]
        content = kept.to_ical()
        found[str(event["UID"])] = (content, stamps, (event["SUMMARY"], event["DTSTART"].dt))
    return found


def compare(old, new):
    faults = []
    gone = {face for uid, (_, _, face) in old.items() if uid not in new}
    faults += [f"{face} has another UID" for uid, (_, _, face) in new.items() if uid not in old and face in gone]
    for uid in old.keys() & new.keys():
        (before, stamps, _), (after, later, face) = old[uid], new[uid]
        if before != after and stamps == later:
            faults.append(f"{face} changed, its stamps did not")
        if before == after and stamps != later:
            faults.append(f"{face} did not change, its stamps did: {stamps} {later}")
        faults += [f"{face}: {key} went back from {stamps[key]} to {later[key]}" for key in STAMPS if later[key] < stamps[key]]
    return faults


def build(program, vault, out, day):
    command = [program, "build", vault, "--out", out, "--publish", "--quiet", "--today", str(day)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(f"{day}: {done.stderr}")
    feeds = [out / "followups.ics", *sorted((vault / "publish").glob("*.ics"))]
    return [events(feed) for feed in feeds]


def main(program, vault, first, days, settings=None):
    first = datetime.date.fromisoformat(first)
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / vault.name
        shutil.copytree(vault, copy, symlinks=True)
        if settings:
            with (copy / "followup.yaml").open("a", encoding="utf-8") as file:
                file.write("\n" + settings)
        faults, compared, before = [], 0, None
        for number in range(days):
            day = first + datetime.timedelta(number)
            feeds = build(program, copy, pathlib.Path(folder) / "out", day)
            if len(feeds) != 2:
                sys.exit("there are not two feeds")
            for old, new in zip(before or [], feeds):
                compared += len(old.keys() & new.keys())
                faults += [f"{day}: {fault}" for fault in compare(old, new)]
            before = feeds
    print("\n".join(faults[:20]))
    print(f"{len(faults)} faults, {compared} events compared over {days} days")
    return bool(faults) or not compared


if __name__ == "__main__":
    program, vault, first, days, *settings = sys.argv[1:]
    sys.exit(main(program, pathlib.Path(vault), first, int(days), *settings))
