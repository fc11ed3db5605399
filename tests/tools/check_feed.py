"""Reads a feed with five independent parsers and checks the lines themselves.

    check_feed.py FILE.ics
"""

import datetime
import logging
import pathlib
import re
import sys

import ics
import icalendar
import recurring_ical_events
import vobject
from icalevents import icalparser


def lines(raw):
    """RFC 5545, 3.1: CRLF, at most 75 octets, no controls, whole UTF-8 characters."""
    faults = []
    if not raw.endswith(b"\r\n"):
        faults.append("the last line does not end in CRLF")
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        faults.append("a line ends in something else than CRLF")
    for number, line in enumerate(raw.split(b"\r\n"), 1):
        if len(line) > 75:
            faults.append(f"line {number} has {len(line)} octets")
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line):
            faults.append(f"line {number} holds a control character")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(f"line {number} breaks a character")
    return faults


def events(calendar):
    """RFC 5545, 3.6.1: what each event must have, and what would make updates fail."""
    faults, seen = [], set()
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", ""))
        faults += [f"{uid or 'an event'} has no {key}" for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY") if key not in event]
        if uid in seen and "RECURRENCE-ID" not in event:
            faults.append(f"the UID {uid} stands twice")
        seen.add(uid)
        stamp = event.get("DTSTAMP")
        if stamp is not None and stamp.dt.tzinfo is None:
            faults.append(f"{uid}: DTSTAMP is not in UTC")
        start, end = event.get("DTSTART"), event.get("DTEND")
        if start is not None and end is not None and end.dt <= start.dt:
            faults.append(f"{uid} ends before it begins")
    if calendar.walk("VTODO"):
        faults.append("a feed for subscribers holds no VTODO")
    return faults


def numbers(text, calendar):
    """The number of events that each parser sees."""
    starts = [event["DTSTART"].dt for event in calendar.walk("VEVENT")]
    days = [start.date() if isinstance(start, datetime.datetime) else start for start in starts]
    first, last = (min(days), max(days)) if days else (datetime.date(2026, 1, 1),) * 2
    day = datetime.timedelta(days=1)
    parsed = icalparser.parse_events(
        text, datetime.datetime.combine(first - day, datetime.time()), datetime.datetime.combine(last + 2 * day, datetime.time())
    )
    return {
        "icalendar": len(days),
        "ics": len(ics.Calendar(text).events),
        "vobject": len(getattr(vobject.readOne(text), "vevent_list", [])),
        "recurring-ical-events": len(recurring_ical_events.of(calendar).between(first - day, last + 2 * day)),
        "icalevents": len(parsed),
    }


def main(path):
    logging.disable(logging.CRITICAL)
    raw = path.read_bytes()
    faults = lines(raw)
    text = raw.decode("utf-8", "replace")
    calendar = icalendar.Calendar.from_ical(text)
    faults += [f"no {key}" for key in ("VERSION", "PRODID") if key not in calendar]
    faults += events(calendar)
    counts = numbers(text, calendar)
    if len(set(counts.values())) > 1:
        faults.append(f"parsers differ in how many events there are: {counts}")
    return faults


if __name__ == "__main__":
    found = main(pathlib.Path(sys.argv[1]))
    print("\n".join(found) or "all agree")
    sys.exit(bool(found))
