"""Runs a command that must not outlive whoever started it: `python lifeline.py COMMAND…`, standard input a pipe.

The starter holds the other end of the pipe and never writes to it. However it ends, kill -9 included, its system closes that end; this
process then reads the end of the file and takes the command down. That works alike on Linux and macOS, where asking the
system for a signal at the parent's death (prctl) is Linux alone and bound to the thread that asked.

Uses the standard library only, so that it starts at once and needs nothing of its own package.
"""

import os
import signal
import subprocess
import sys
import threading

GRACE_SECONDS = 2.0


def main(command: list[str]) -> int:
    """Run `command` until it ends or the starter does. Gives the command's exit status."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  (the command is the starter's own)
    threading.Thread(target=_follow_starter, args=(process,), daemon=True).start()
    return process.wait()


def _follow_starter(process: subprocess.Popen[bytes]) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    process.terminate()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    # Ends with the starter, not on a Ctrl-C that is meant for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(main(sys.argv[1:]))
