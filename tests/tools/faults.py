"""Simulates bad days with the real binary: kills it, fills the disk, changes notes while it reads them, and gives it
files that nobody should have to read.

    faults.py FOLLOWUP [--kills N] [--seed TEXT] [--only WORD] [--jobs N]

Prints a table of the faults and their results. The exit status is 1 as soon as a promise of `docs/safety.md` is broken;
the cause is printed, and its folder is kept.
"""

import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

import fault_kills as kills
import fault_notes as notes
import fault_places as places
from fault_scene import Program, Violation, is_root
from fault_places import NotHere

SHARES = 4


def tried(options):
    """Every fault: its description, and the function that tries it in a folder of its own."""
    each = options.kills // SHARES
    for share in range(SHARES):
        yield f"builds killed, share {share + 1}", lambda program, folder, share=share: kills.builds(program, folder, each, options.seed, share)
        yield f"edits killed, share {share + 1}", lambda program, folder, share=share: kills.edits(program, folder, each, options.seed, share)
    yield "SIGTERM and SIGINT", lambda program, folder: kills.signals(program, folder, options.seed)
    yield "notes that change under a build", lambda program, folder: notes.moving(program, folder, options.seed)
    for name, function in {
        "ten builds at once": places.at_once,
        "200 logs at once": places.logs_at_once,
        "a full disk": places.full_disk,
        "files of at most 8 KB": places.small_files,
        "no rights": places.no_rights,
        "a read-only file system": places.read_only,
        "a disk with I/O errors": places.bad_disk,
        "odd output places": places.odd_outputs,
        "a clock that goes back": places.clock_back,
        "little memory": places.small_memory,
        "few open files": places.few_files,
        "no threads": places.few_processes,
        "closed streams": places.closed_streams,
        "bare surroundings": places.bare_surroundings,
        "odd file names": notes.odd_names,
        "control characters": notes.terminal,
        "symbolic links": notes.links,
        "pipes, sockets, devices": notes.special,
        "deep folders": notes.deep,
        "monstrous notes": notes.large,
    }.items():
        yield name, function


def attempt(name, function, program, base):
    """The result of one fault: its state, words, and seconds."""
    folder = base / "".join(letter if letter.isalnum() else "-" for letter in name)
    folder.mkdir()
    start = time.monotonic()
    try:
        state, words = "held", function(program, folder)
    except NotHere as why:
        state, words = "left", str(why)
    except Violation as violation:
        state, words = "BROKEN", f"{violation}\n    see {folder}"
    except Exception:
        state, words = "BROKEN", f"the harness itself failed:\n{traceback.format_exc()}\n    see {folder}"
    if state != "BROKEN":
        shutil.rmtree(folder, ignore_errors=True)
    return name, state, words, time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("followup", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=500, help="builds, and edits, that are killed")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", default="", help="only faults whose name holds this word")
    parser.add_argument("--folder", type=pathlib.Path, help="where to work [default: the folder for temporary files]")
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    options = parser.parse_args()
    os.environ.pop("RUST_BACKTRACE", None)
    base = pathlib.Path(tempfile.mkdtemp(prefix="faults-", dir=options.folder))
    base.chmod(0o755)
    chosen = [(name, function) for name, function in tried(options) if options.only in name]
    start = time.monotonic()
    broken = 0
    # A few faults change the current folder and set limits, which threads would share.
    with concurrent.futures.ProcessPoolExecutor(options.jobs, mp_context=FORKED) as pool:
        runs = [pool.submit(worker, name, options, base) for name, _ in chosen]
        for run in concurrent.futures.as_completed(runs):
            name, state, words, seconds = run.result()
            broken += state == "BROKEN"
            print(f"{state:<7}{name:<32} {seconds:5.1f} s  {words}", flush=True)
    print(f"{len(chosen)} faults, {broken} broken promises, {time.monotonic() - start:.0f} s, seed {options.seed}")
    if not broken:
        shutil.rmtree(base, ignore_errors=True)
    return 1 if broken else 0


def worker(name, options, base):
    return attempt(name, dict(tried(options))[name], Program(options.followup.resolve()), base)


if __name__ == "__main__":
    import multiprocessing

    FORKED = multiprocessing.get_context("fork")
    # Mounts end with this process: nobody outside its own namespace sees them.
    if is_root() and "FAULTS_APART" not in os.environ and shutil.which("unshare"):
        apart = ["unshare", "--mount", "--propagation", "private"]
        if subprocess.run([*apart, "true"], capture_output=True).returncode == 0:
            os.environ["FAULTS_APART"] = "1"
            os.execvp(apart[0], [*apart, sys.executable, *sys.argv])
    sys.exit(main())
