"""The lexicon with something left out, for as long as a measurement lasts.

Everything that the pipeline knows of a language comes through `streams.lexicon`, which reads its files once. Here other contents stand in
for the files, and what was read before is forgotten on the way in and out.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from streams import lexicon

Table = dict[str, Any]


def tables() -> dict[str, Table]:
    """The lexicon's files, by language code."""
    return {code: tomllib.loads(content.decode("utf-8")) for code, content in lexicon._files().items()}


def standing_in(changed: Mapping[str, Table]) -> AbstractContextManager[None]:
    """The pipeline knows what `changed` says and no more."""
    files = {code: _toml(table).encode("utf-8") for code, table in changed.items()}
    return _in_place_of("_files", lambda: files)


def without_language(code: str) -> dict[str, Table]:
    """All files but that of one language."""
    return {other: table for other, table in tables().items() if other != code}


def without(lists: frozenset[str], is_own: Callable[[str, str], bool]) -> dict[str, Table]:
    """All files, less the entries of `lists` for which `is_own(list, entry)` holds."""
    return {
        code: {
            name: [entry for entry in entries if not is_own(name, entry)] if name in lists else entries for name, entries in table.items()
        }
        for code, table in tables().items()
    }


def voiced(weights: Mapping[str, Mapping[str, float]]) -> AbstractContextManager[None]:
    """The voice of the house is what these weights say, by language."""
    real = lexicon._weights
    return _in_place_of("_weights", lambda name: weights if name == "voice" else real(name))


@contextmanager
def _in_place_of(name: str, stand_in: Callable[..., object]) -> Iterator[None]:
    """The lexicon reads by `stand_in` what its function of that name reads from files."""
    real = getattr(lexicon, name)
    setattr(lexicon, name, stand_in)
    _forget()
    try:
        yield
    finally:
        setattr(lexicon, name, real)
        _forget()


def _forget() -> None:
    for cached in (lexicon.languages, lexicon.lexicon, lexicon.everywhere, lexicon.every_language, lexicon.version):
        cached.cache_clear()


def _toml(table: Table) -> str:
    return "".join(f"{name} = {json.dumps(entries, ensure_ascii=False)}\n" for name, entries in table.items())
