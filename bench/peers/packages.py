"""What peers need that Barqiya does not: `locks/peers.txt`, installed into a folder under build/ when it is first asked for.

The versions that Barqiya needs too are those of its own lock, so that the folder can stand before .venv's on Python's path.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from importlib.machinery import PathFinder
from pathlib import Path

from bench.peers.catalogue import KAFKA_STREAMS, KAFKA_STREAMS_DIRECTORY, Peer
from deploy.kafka import KafkaUnavailable
from deploy.kafka.jars import class_path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "locks" / "peers.txt"
BUILD = ROOT / "build" / "peers"


def installed() -> tuple[Path, str | None]:
    """The folder of the peers' packages, and why it is empty where they can't be had. pip needs two minutes the first time."""
    stamp = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = BUILD / f"packages-{stamp}"
    if folder.is_dir():
        return folder, None
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
        target = Path(scratch) / "packages"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
        command += ["--only-binary", ":all:", "--target", str(target), "--requirement", str(LOCK)]
        print("installing the peers' packages", flush=True)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return folder, f"its packages could not be installed: {(done.stderr.strip() or done.stdout.strip()).splitlines()[-1]}"
        target.rename(folder)
    return folder, None


def missing(peer: Peer, folder: Path, why: str | None) -> str | None:
    """Why the peer can't be run here, in a line; None where it can."""
    if peer.module == KAFKA_STREAMS:
        try:
            class_path(KAFKA_STREAMS_DIRECTORY / "pom.xml")
        except KafkaUnavailable as unavailable:
            return str(unavailable)
        return None
    if not peer.package or PathFinder.find_spec(peer.package, [str(folder)]) is not None:
        return None
    return why or f"{peer.package} has no wheel for Python {sys.version_info.major}.{sys.version_info.minor}"


def versions(folder: Path) -> dict[str, str]:
    """The packages that are compared, with their versions."""
    from importlib.metadata import distributions

    compared = {"aiokafka", "bytewax", "confluent-kafka", "faust-streaming", "quixstreams", "trafilatura"}
    found = {each.name: each.version for each in distributions(path=[str(folder), *sys.path]) if each.name in compared}
    return dict(sorted(found.items()))
