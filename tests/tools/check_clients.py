"""Opens feeds in the clients that people use, and compares the events that each one sees with the file: every event,
its title and its day.

    check_clients.py PROGRAM CLIENTS MODULES FEED...

CLIENTS is a Python environment with khal, vdirsyncer and radicale; MODULES a folder with ical.js and node-ical. Every
FEED is in an output folder of its own: `followup serve` gives it to vdirsyncer, and khal shows the result; Radicale
gets it by PUT and gives it back.
"""

import collections
import datetime
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import ics
import icalendar
import recurring_ical_events
import vobject

PATIENCE = 60


def meant(path):
    """Title and day of each event by RFC 5545 and nothing else."""
    text = path.read_bytes().decode("utf-8").replace("\r\n ", "")
    found = []
    for block in text.split("\r\nBEGIN:VEVENT\r\n")[1:]:
        title = re.search(r"^SUMMARY:(.*?)\r$", block, re.M).group(1)
        title = re.sub(r"\\(.)", lambda escape: "\n" if escape.group(1) in "nN" else escape.group(1), title)
        year, month, day = re.search(r"^DTSTART[^:]*:(\d{4})(\d\d)(\d\d)", block, re.M).groups()
        found.append((title, f"{year}-{month}-{day}"))
    return found


def by_icalendar(data):
    return [(str(each["SUMMARY"]), str(each["DTSTART"].dt)[:10]) for each in icalendar.Calendar.from_ical(data).walk("VEVENT")]


def by_recurring(data, days):
    calendar = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    first, last = (datetime.date.fromisoformat(day) for day in (min(days), max(days)))
    found = calendar.between(first, last + datetime.timedelta(1))
    return [(str(each["SUMMARY"]), str(each["DTSTART"].dt)[:10]) for each in found]


def by_vobject(text):
    events = getattr(vobject.readOne(text), "vevent_list", [])
    return [(each.summary.value, str(each.dtstart.value)[:10]) for each in events]


def by_ics(text):
    return [(each.name, each.begin.format("YYYY-MM-DD")) for each in ics.Calendar(text).events]


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE * 3, stdin=subprocess.DEVNULL, **more)
    if done.returncode:
        raise SystemExit(f"{command[0]} {command[1]}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def by_khal(program, clients, feed, days, folder):
    """Syncs the feed from our own server with vdirsyncer, and compares what khal shows."""
    command = [program, "serve", "--vault", folder, "--out", feed.parent, "--port", "0", "--json"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        text = ""
        while "}" not in text:
            line = server.stdout.readline()
            if not line:
                raise SystemExit("followup serve ended")
            text += line
        url = json.loads(text)["url"] + feed.name
        local = folder / "local"
        local.mkdir()
        (folder / "status").mkdir()
        (folder / "vdirsyncer").write_text(
            f'[general]\nstatus_path = "{folder}/status"\n\n[pair feed]\na = "remote"\nb = "local"\ncollections = null\n'
            f'conflict_resolution = "a wins"\n\n[storage remote]\ntype = "http"\nurl = "{url}"\n\n'
            f'[storage local]\ntype = "filesystem"\npath = "{local}"\nfileext = ".ics"\n'
        )
        here = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        sync = [clients / "bin/vdirsyncer", "-c", folder / "vdirsyncer"]
        run([*sync, "discover"], env=here)
        run([*sync, "sync"], env=here)
    finally:
        server.terminate()
        server.wait(PATIENCE)
    (folder / "khal").write_text(
        f"[calendars]\n[[feed]]\npath = {local}\ntype = calendar\nreadonly = True\n\n[locale]\ndateformat = %Y-%m-%d\n"
        f"longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\ntimeformat = %H:%M\n"
        f"local_timezone = UTC\ndefault_timezone = UTC\n\n[sqlite]\npath = {folder}/khal.db\n"
    )
    last = datetime.date.fromisoformat(max(days)) + datetime.timedelta(1)
    shown = run(
        [clients / "bin/khal", "-c", folder / "khal", "list", "--once", "--day-format", "", "--format", "{title}\t{start-date}",
         min(days), str(last)],
        env=here,
    )  # fmt: skip
    # khal colours its output, and ends each event with the end of the line.
    shown = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    return [tuple(line.rsplit("\t", 1)) for line in shown.split("\n") if line]


def by_radicale(clients, feed, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "radicale").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\nmax_content_length = 100000000\n[auth]\ntype = none\n[rights]\ntype = authenticated\n"
        f"[storage]\nfilesystem_folder = {folder}/collections\n[logging]\nlevel = warning\n"
    )
    server = subprocess.Popen([clients / "bin/radicale", "--config", folder / "radicale"], stderr=subprocess.PIPE)
    try:
        url = f"http://127.0.0.1:{port}/ada/feed.ics/"
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        head = {"Authorization": "Basic YWRhOmFkYQ==", "Content-Type": "text/calendar; charset=utf-8"}
        put = urllib.request.Request(url, data=feed.read_bytes(), method="PUT", headers=head)
        with urllib.request.urlopen(put, timeout=PATIENCE) as answer:
            if answer.status != 201:
                raise SystemExit(f"Radicale answers {answer.status} to the feed")
        with urllib.request.urlopen(urllib.request.Request(url, headers=head), timeout=PATIENCE) as answer:
            return by_icalendar(answer.read())
    finally:
        server.terminate()
        server.wait(PATIENCE)


def plain(events):
    """Normalizes a title: clients differ in the spaces at its ends."""
    return collections.Counter((title.strip(), day) for title, day in events)


def differences(name, feed, expected, found):
    missing, other = plain(expected) - plain(found), plain(found) - plain(expected)
    if not missing and not other:
        return []
    shown = [f"does not see {each!r}" for each in list(missing)[:3]] + [f"sees {each!r}" for each in list(other)[:3]]
    return [f"{feed.name}: {name} differs in {sum(missing.values())} of {len(expected)} events: {'; '.join(shown)}"]


def main(program, clients, modules, *feeds):
    program, clients = pathlib.Path(program).resolve(), pathlib.Path(clients).resolve()
    feeds = [pathlib.Path(feed).resolve() for feed in feeds]
    here = pathlib.Path(__file__).parent
    by_node = json.loads(run(["node", here / "clients.mjs", modules, *feeds]))
    faults = []
    for feed, node in zip(feeds, by_node):
        expected = meant(feed)
        days = [day for _, day in expected]
        data = feed.read_bytes()
        text = data.decode("utf-8")
        found = {
            "icalendar": by_icalendar(data),
            "recurring-ical-events": by_recurring(data, days),
            "vobject": by_vobject(text),
            "ics": by_ics(text),
            **{name: [tuple(each) for each in events] for name, events in node.items()},
        }
        with tempfile.TemporaryDirectory() as folder:
            found["khal by vdirsyncer"] = by_khal(program, clients, feed, days, pathlib.Path(folder))
        with tempfile.TemporaryDirectory() as folder:
            found["Radicale"] = by_radicale(clients, feed, pathlib.Path(folder))
        for name, events in found.items():
            faults += differences(name, feed, expected, events)
        print(f"{feed}: {len(expected)} events, {len(found)} clients: {', '.join(found)}")
    print("\n".join(faults) or "all agree")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
