"""Whether the compiled pipeline makes the records that plain Python makes, byte by byte: `make compile` first.

    python -m bench.forms [FILE ...]

Each FILE holds CloudEvents, labelled pages (`event`) or bare texts (`text`), one JSON object a line, compressed or not; the sample pages
are always taken too. The exit status is 1 where a record differs, or where nothing is compiled.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from schemas.codec import encode
from streams import FORM
from streams.intake.samples import sample_messages
from streams.pipeline import Message, Published, process_message

_STRUCTURED = (("content-type", b"application/cloudevents+json"),)


def main(files: Sequence[str]) -> int:
    """Compare the two forms, each in a process of its own."""
    if FORM != "compiled":
        print(f"The pipeline runs as plain Python ({FORM}): make compile", file=sys.stderr)
        return 1
    compiled, plain = _digests(files), _digests(files, "-X", "plain")
    differing = [name for name, other in zip(compiled, plain, strict=True) if name != other]
    print(f"{len(compiled):,} items, {len(differing):,} of them with other records", *differing[:10], sep="\n")
    return 1 if differing else 0


def _digests(files: Sequence[str], *options: str) -> list[str]:
    program = [sys.executable, *options, "-c", "import sys; from bench.forms import show; show(sys.argv[1:])", *files]
    return subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def show(files: Sequence[str]) -> None:
    """Print, an item a line, its place and the digest of what came of it."""
    for place, message in (*((message.topic, message) for message in sample_messages()), *_messages(files)):
        outcome = process_message(message)
        found = b"\n".join(map(encode, outcome.records)) if isinstance(outcome, Published) else outcome.reason.encode()
        print(place, blake2b(found, digest_size=16).hexdigest())


def _messages(files: Sequence[str]) -> Iterator[tuple[str, Message]]:
    for file in map(Path, files):
        read = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for number, line in enumerate(read.splitlines()):
            told = json.loads(line)
            if "text" in told:
                message = Message(value=told["text"].encode(), topic=file.name, offset=number)
            else:
                event = json.dumps(told.get("event", told), ensure_ascii=False).encode()
                message = Message(value=event, headers=_STRUCTURED, topic=file.name, offset=number)
            yield f"{file.name}:{number + 1}", message


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
