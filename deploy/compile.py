"""`python -m deploy.compile`: builds the compiled form of the pipeline with mypyc, from the sources in this folder.

It needs a C compiler and Python's headers, takes some minutes, and makes the same records: `streams/compiled.py` loads it where it was
built of the very sources that are there. Without it these sources run as plain Python.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from streams.compiled import DIGEST, FOLDER, digest

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "compile"
MODULES = (
    "streams/text/alphabet.py",
    "streams/text/invisible.py",
    "streams/text/match_key.py",
    "streams/text/remembered.py",
    "streams/text/sentences.py",
    "streams/text/word_places.py",
    "streams/lexicon/__init__.py",
    "streams/pipeline/*.py",
    "streams/pipeline/segment/*.py",
    "streams/pipeline/enrich/**/*.py",
)
"""What takes the time with plain pages, and comes after decoding with all others."""
# What mypyc does not take as it is. It leaves no exact annotations, by which msgspec makes structs of what was read (envelope, scores,
# weights). It drops what a class is told beside its bases: no required field may then follow an optional one (page), and no struct of a
# compiled module is frozen, so that none may be the key of a dict; those of `decode` are. Exceptions stay what they are.
_INTERPRETED = frozenset({"__init__.py", "envelope.py", "errors.py", "scores.py", "weights.py", "page.py"})
_LOADS = "import streams, streams.pipeline; assert streams.FORM == 'compiled'"


def main(arguments: list[str] | None = None) -> int:
    """Build it where it is not there yet. The exit status is 1 where it can't be built."""
    parser = argparse.ArgumentParser(prog="python -m deploy.compile", description="Compile the pipeline.")
    parser.add_argument("--into", type=Path, default=ROOT / "streams", metavar="FOLDER", help="the `streams` package that runs it")
    into: Path = parser.parse_args(arguments).into.resolve()
    wanted = digest(ROOT)
    if digest(into.parent) != wanted:
        print(f"not compiled: the sources in {into.parent} are others than those in {ROOT}", file=sys.stderr)
        return 1
    if _runs(into):
        print("The pipeline is compiled already, of these sources.")
        return 0
    absent = list(missing())
    if absent:
        print(f"not compiled: there is no {', no '.join(absent)}; Barqiya runs as plain Python", file=sys.stderr)
        return 1
    print("Compiling the pipeline, which takes some minutes")
    shutil.rmtree(into / FOLDER, ignore_errors=True)
    built = build()
    (built / DIGEST).write_text(f"{wanted}\n", encoding="ascii")
    shutil.copytree(built, into / FOLDER)
    if not _runs(into):
        shutil.rmtree(into / FOLDER)
        print("not compiled: what was built does not load; Barqiya runs as plain Python", file=sys.stderr)
        return 1
    return 0


def sources() -> list[str]:
    """The modules that are compiled, as paths from the project's folder."""
    found = {path.relative_to(ROOT) for pattern in MODULES for path in ROOT.glob(pattern)}
    # A package's own module, compiled, finds none of its others that is not. That of the lexicon has none.
    return sorted(path.as_posix() for path in found if path.name not in _INTERPRETED or path.parent.name == "lexicon")


def build(modules: list[str] | None = None) -> Path:
    """Compile the `modules`, all of them where it is None. Returns the folder with what was built; raises SystemExit where it can't be."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    shutil.rmtree(BUILD, ignore_errors=True)
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(BUILD / "mypy")]
    said = io.StringIO()
    # It finds modules by their paths from the current folder. Optimised little: -O2 takes longer
    # and gains half a hundredth, since nine tenths of the time are spent in Python's own library.
    with contextlib.chdir(ROOT):
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                extensions = mypycify(
                    [*options, *(modules or sources())], target_dir=str(BUILD / "c"), group_name="barqiya", opt_level="1", debug_level="0"
                )
        except SystemExit:
            print("\n".join(line for line in said.getvalue().splitlines() if ": warning: " not in line), file=sys.stderr)
            raise
        command = Distribution({"name": "barqiya", "ext_modules": extensions}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(BUILD / "lib"), str(BUILD / "objects")
        command.ensure_finalized()
        command.run()
    return BUILD / "lib"


def missing() -> Iterator[str]:
    """What of the things that it takes is not here."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        yield f"C compiler ({compiler})"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        yield "Python.h, which distributions have in a package python3-dev"
    for module in ("mypyc", "setuptools"):
        if find_spec(module) is None:
            yield f"Python package {module}"


def _runs(into: Path) -> bool:
    """Whether the package at `into` runs compiled."""
    environment = {**os.environ, "PYTHONPATH": str(into.parent)}
    program = [sys.executable, "-c", _LOADS]
    done = subprocess.run(program, cwd=into.parent, env=environment, capture_output=True, check=False)  # noqa: S603  (our own)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
