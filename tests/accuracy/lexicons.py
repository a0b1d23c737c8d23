"""The lexicon with something left out, for as long as a measurement lasts.

Everything that the pipeline knows of a language comes through `streams.lexicon`, which reads its files once. Here other contents stand in
for the files, and what was read before is forgotten on the way in and out.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from streams import lexicon

Table = dict[str, Any]


def tables() -> dict[str, Table]:
    """The lexicon's files, by language code."""
    return {code: tomllib.loads(content.decode("utf-8")) for code, content in lexicon._files().items()}


@contextmanager
def standing_in(changed: Mapping[str, Table]) -> Iterator[None]:
    """The pipeline knows what `changed` says and no more."""
    files = {code: _toml(table).encode("utf-8") for code, table in changed.items()}
    real = lexicon._files

    def stand_in() -> Mapping[str, bytes]:
        return files

    lexicon._files = stand_in  # type: ignore[assignment]
    _forget()
    try:
        yield
    finally:
        lexicon._files = real
        _forget()


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


@contextmanager
def voiced(weights: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """The voice of the house is what these weights say, by language."""
    real = lexicon._weights

    def stand_in(name: str) -> Mapping[str, Mapping[str, float]]:
        return weights if name == "voice" else real(name)

    lexicon._weights = stand_in  # type: ignore[assignment]
    _forget()
    try:
        yield
    finally:
        lexicon._weights = real
        _forget()


def _forget() -> None:
    for cached in (lexicon.languages, lexicon.lexicon, lexicon.everywhere, lexicon.every_language, lexicon.version):
        cached.cache_clear()


def _toml(table: Table) -> str:
    return "".join(f"{name} = {json.dumps(entries, ensure_ascii=False)}\n" for name, entries in table.items())
