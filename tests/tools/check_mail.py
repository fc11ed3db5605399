"""Reads drafts as mail programs do and checks the lines themselves.

    check_mail.py FILE.eml...
"""

import email
import email.policy
import pathlib
import re
import sys

ONCE = ("To", "Subject", "X-Unsent", "MIME-Version")
NEVER = ("Bcc", "Message-ID", "Received")


def main(path):
    raw = path.read_bytes()
    faults = []
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", raw):
        faults.append("a control character")
    faults += [f"line {n} has {len(line)} octets" for n, line in enumerate(raw.split(b"\n"), 1) if len(line.rstrip(b"\r")) > 998]
    message = email.message_from_bytes(raw, policy=email.policy.default)
    faults += [f"{key} stands {len(message.get_all(key, []))} times" for key in ONCE if len(message.get_all(key, [])) != 1]
    faults += [f"{key} has no place in a draft" for key in NEVER if key in message]
    if message.get("X-Unsent", "").strip() != "1":
        faults.append("X-Unsent is not 1, so it opens as a message received")
    faults += [f"header {key}: {value.defects}" for key, value in message.items() if getattr(value, "defects", None)]
    addresses = message["To"].addresses if message["To"] else ()
    if len(addresses) != 1:
        faults.append(f"{len(addresses)} addressees")
    body = message.get_body(("plain",))
    if body is None or not body.get_content().strip():
        faults.append("no text")
    return [f"{path.name}: {fault}" for fault in faults + [str(defect) for defect in message.defects]]


if __name__ == "__main__":
    found = [fault for name in sys.argv[1:] for fault in main(pathlib.Path(name))]
    print("\n".join(found) or "all read well")
    sys.exit(bool(found))
