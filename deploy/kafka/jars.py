"""Java, and the jars of Apache Kafka."""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

OLDEST_JAVA = 17
"""What the brokers of Apache Kafka 4 need."""

DOWNLOAD_SECONDS = 300.0
"""How long Maven may take; about 45 MB, half a minute when it was measured, and three seconds from Maven's own cache."""

_HERE = Path(__file__).parent
_POM = _HERE / "pom.xml"
BUILD = _HERE.parents[1] / "build" / "kafka"
"""Where all of it is kept."""


class KafkaUnavailable(Exception):  # noqa: N818  (named for what happened)
    """Apache Kafka can't be had on this machine. The message says what is missing."""


@cache
def java() -> str:
    """The path of Java. Raises KafkaUnavailable where there is none, or one that is too old."""
    program = shutil.which("java")
    if program is None:
        raise KafkaUnavailable(f"there is no Java on the path; Apache Kafka needs {OLDEST_JAVA} or later")
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise KafkaUnavailable(f"{program} is no Java {OLDEST_JAVA} or later: {said.strip()}")
    return program


@cache
def class_path(pom: Path = _POM) -> str:
    """The jars that `pom` names, the broker's where none is given, as Java takes them. The first call on a machine has Maven fetch them.

    Raises:
        KafkaUnavailable: They are not there and can't be had.
    """
    # The folder's name is what is in it, so that a changed pom.xml is noticed.
    jars = BUILD / f"jars-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}"
    if not jars.is_dir():
        with _alone():
            if not jars.is_dir():  # still
                _fetch(pom, jars)
    return f"{jars}/*"


@contextmanager
def _alone() -> Iterator[None]:
    """Wait for whoever else is fetching them: two runs of Maven would get into each other's way."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch(pom: Path, jars: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaUnavailable("there is no Maven (mvn) on the path, which fetches the jars of Apache Kafka")
    # What was fetched becomes the jars by a rename, when all of it is there.
    with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
        folder = Path(scratch) / "jars"
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
        command = [maven, "--batch-mode", "--quiet", "--file", str(pom), *goal]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise KafkaUnavailable(f"Maven did not fetch the jars of Apache Kafka within {DOWNLOAD_SECONDS:.0f} seconds") from error
        if done.returncode != 0:
            raise KafkaUnavailable(f"Maven could not fetch the jars of Apache Kafka: {(done.stdout + done.stderr).strip()[-1_000:]}")
        folder.rename(jars)
