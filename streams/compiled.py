"""The compiled form of the pipeline: where it has been built, and of these very sources, it is loaded in their place.

`make compile` builds it with mypyc into `streams/_compiled/`, apart from the sources, with a digest of them beside it. Python by itself
would take a compiled module for the newest there is; here a source that was edited afterwards is the one that runs.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["compiled", "plain", "stale"]
"""`plain` Python where nothing was compiled; `stale` is plain Python too, since what was compiled was of other sources."""

FOLDER = "_compiled"
DIGEST = "sources.digest"
SAYS: Mapping[Form, str] = {
    "compiled": "compiled",
    "plain": "plain Python",
    "stale": "plain Python, since its sources have changed after `make compile`",
}
# Compiled code takes over constants and layouts of what it imports, so that all of these belong together.
_SOURCES = ("schemas", "streams/lexicon", "streams/pipeline", "streams/text")
_PACKAGE = Path(__file__).parent


def load(package: Path = _PACKAGE) -> Form:
    """Have the compiled modules of `package`, the folder of `streams`, imported in place of their sources, and say whether.

    `python -X plain` runs the sources in any case, which is how the two are compared.
    """
    built = package / FOLDER
    if "plain" in sys._xoptions or not (built / DIGEST).is_file():
        return "plain"
    if (built / DIGEST).read_text(encoding="ascii").strip() != digest(package.parent):
        return "stale"
    # Of another Python there are none: the suffix names it.
    modules = {_name(file, built): file for file in built.rglob(f"*{EXTENSION_SUFFIXES[0]}")}
    if not modules:
        return "plain"
    sys.meta_path.insert(0, _Compiled(modules, package.parent))
    return "compiled"


def digest(root: Path) -> str:
    """Of the sources below `root` that the compiled form was, or would be, built from."""
    hashed = blake2b(digest_size=16)
    for each in _SOURCES:
        for source in sorted((root / each).rglob("*.py")):
            hashed.update(f"{source.relative_to(root).as_posix()}\0".encode())
            hashed.update(source.read_bytes())
    return hashed.hexdigest()


def _name(file: Path, built: Path) -> str:
    return ".".join((*file.parent.relative_to(built).parts, file.name.partition(".")[0])).removesuffix(".__init__")


class _Compiled(MetaPathFinder):
    """Finds the compiled `modules` before the files of their sources below `root` are looked for."""

    def __init__(self, modules: Mapping[str, Path], root: Path) -> None:
        self._modules = modules
        self._root = root

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002
        file = self._modules.get(fullname)
        if file is None:
            return None
        # What is compiled of a package has its other modules beside its source.
        folders = [str(self._root.joinpath(*fullname.split(".")))] if file.name.startswith("__init__.") else None
        return spec_from_file_location(fullname, file, submodule_search_locations=folders)
