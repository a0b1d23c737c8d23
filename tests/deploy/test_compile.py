"""`make compile` builds what `streams/compiled.py` loads, and where it can't, it says why and leaves plain Python."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import compile as compiling
from streams.compiled import FOLDER

FOLD = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
sys.path.insert(0, sys.argv[1])
module = module_from_spec(spec_from_file_location("streams.text.alphabet", next(Path(sys.argv[1]).rglob("alphabet.*"))))
print(type(module.Alphabet.fold).__name__, module.Alphabet("abc", lambda char: char.replace("b", "c")).fold("abcba"))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The `streams` package in a place of its own, with nothing compiled in it."""
    for name in ("schemas", "streams"):
        shutil.copytree(compiling.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(FOLDER, "__pycache__"))
    return tmp_path / "streams"


def test_without_a_compiler_it_says_so_and_leaves_plain_python(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    assert compiling.main(["--into", str(package)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("not compiled: there is no C compiler (no-such-compiler)")
    assert said.endswith("; Barqiya runs as plain Python\n")
    assert not (package / FOLDER).exists()


def test_a_package_of_other_sources_is_not_given_these(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (package / "text" / "added.py").write_text("", encoding="utf-8")
    assert compiling.main(["--into", str(package)]) == 1
    assert "are others than those in" in capsys.readouterr().err


def test_the_modules_that_take_the_time_are_among_those_compiled() -> None:
    compiled = compiling.sources()
    assert {"streams/pipeline/segment/evidence.py", "streams/lexicon/__init__.py", "streams/text/match_key.py"} <= set(compiled)
    # While it is imported, compiled, it would not find the others of its package that are not.
    assert "streams/pipeline/decode/__init__.py" not in compiled


@pytest.mark.skipif(bool(list(compiling.missing())), reason="no C compiler, no headers of Python or no mypyc here")
def test_a_module_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "BUILD", tmp_path)
    built = compiling.build(["streams/text/alphabet.py"])
    done = subprocess.run([sys.executable, "-c", FOLD, str(built)], check=True, capture_output=True, text=True)
    assert done.stdout == "method_descriptor accca\n"
