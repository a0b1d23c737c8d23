"""The compiled form of the pipeline runs only where it was built of the very sources that are there, and makes the same records."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from streams import FORM
from streams.compiled import DIGEST, FOLDER, digest, load

RECORDS = """
from schemas.codec import encode
from streams import FORM
from streams.intake.samples import sample_messages
from streams.pipeline import process_message
print(FORM)
for message in sample_messages():
    for record in process_message(message).records:
        print(encode(record))
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `streams` package with a module that was compiled of the sources that are there. What is loaded is forgotten after the test."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    streams = tmp_path / "streams"
    for source in ("text/fold.py", "lexicon/__init__.py", "pipeline/segment.py"):
        write(streams / source, "WORDS = 1\n")
    write(tmp_path / "schemas" / "record.py", "FIELDS = 2\n")
    write(streams / FOLDER / "streams" / "text" / f"fold{EXTENSION_SUFFIXES[0]}", "")
    write(streams / FOLDER / "streams" / "lexicon" / f"__init__{EXTENSION_SUFFIXES[0]}", "")
    write(streams / FOLDER / DIGEST, digest(tmp_path))
    return streams


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_what_was_compiled_of_these_sources_is_loaded_in_their_place(package: Path) -> None:
    assert load(package) == "compiled"
    finder = sys.meta_path[0]
    module = finder.find_spec("streams.text.fold", None)
    assert module is not None
    assert module.origin == str(package / FOLDER / "streams" / "text" / f"fold{EXTENSION_SUFFIXES[0]}")
    lexicon = finder.find_spec("streams.lexicon", None)
    assert lexicon is not None
    assert lexicon.submodule_search_locations == [str(package / "lexicon")]
    assert finder.find_spec("streams.pipeline.segment", None) is None


@pytest.mark.parametrize("edited", ["text/fold.py", "pipeline/segment.py", "pipeline/added.py", "../schemas/record.py"])
def test_a_source_edited_after_compiling_is_what_runs(package: Path, edited: str) -> None:
    before = list(sys.meta_path)
    write(package / edited, "WORDS = 3\n")
    assert load(package) == "stale"
    assert sys.meta_path == before


def test_a_removed_source_counts_too(package: Path) -> None:
    (package / "pipeline" / "segment.py").unlink()
    assert load(package) == "stale"


def test_what_was_compiled_for_another_python_is_left_alone(package: Path) -> None:
    for file in (package / FOLDER).rglob(f"*{EXTENSION_SUFFIXES[0]}"):
        file.rename(file.with_name("fold.cpython-27-x86_64-linux-gnu.so"))
    assert load(package) == "plain"


def test_plain_python_can_be_asked_for(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys._xoptions, "plain", True)
    assert load(package) == "plain"


def test_plain_python_is_what_there_is_until_something_is_compiled(tmp_path: Path) -> None:
    assert load(tmp_path / "streams") == "plain"


@pytest.mark.skipif(FORM != "compiled", reason="the pipeline is not compiled, or not of these sources: make compile")
def test_both_forms_make_the_same_records() -> None:
    forms = [
        subprocess.run([sys.executable, *options, "-c", RECORDS], check=True, capture_output=True, text=True).stdout.partition("\n")
        for options in ([], ["-X", "plain"])
    ]
    assert [form for form, _, _ in forms] == ["compiled", "plain"]
    compiled, plain = (records.splitlines() for _, _, records in forms)
    assert len(compiled) >= 42  # a record of each sample
    assert compiled == plain
