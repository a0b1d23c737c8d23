"""The file of floors: what each figure has reached, on which pages, and why a floor was ever lowered.

A table a set: `pages` is the digest of what the floors were measured on, and below it stands a table for each group of figures. A figure of
the leaking kind has a ceiling. Floors are rounded down to three decimals, ceilings up.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tests.accuracy.figures import Figure, Measured

FLOORS = Path(__file__).parent / "floors.toml"
_HEAD = """\
# What the pipeline has reached, as floors: a change that falls under one does not pass. Of `leak`, `leaked` and `stray`, ceilings.
# Written by `python -m tests.accuracy.floors`: --raise when figures rose, --lower "reason" to let one fall. `make accuracy` prints all.
# `pages` is the digest of the pages and labels that a set's floors were measured on: other pages want their floors measured anew.
"""
Groups = dict[str, dict[str, float]]


class Floors(msgspec.Struct, frozen=True, kw_only=True):
    """The floors of one set."""

    pages: str
    groups: Groups

    @classmethod
    def of(cls, measured: Measured) -> Floors:
        """The floors that hold what was measured."""
        groups: Groups = {}
        for figure in measured.figures:
            groups.setdefault(figure.group, {})[figure.name] = rounded(figure)
        return cls(pages=measured.digest, groups=groups)

    def of_figure(self, figure: Figure) -> float | None:
        """The floor of the figure, None where it has none."""
        return self.groups.get(figure.group, {}).get(figure.name)

    def names(self) -> Iterator[str]:
        """`group.name` of every floor."""
        return (f"{group}.{name}" for group, names in self.groups.items() for name in names)


class Lowered(msgspec.Struct, frozen=True, kw_only=True):
    """One time that floors were lowered: `figures` says of each what it was and what it became."""

    date: str
    reason: str
    figures: tuple[str, ...]


class FloorFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    sets: Mapping[str, Floors]
    lowered: Sequence[Lowered] = ()


def rounded(figure: Figure) -> float:
    """The floor (or ceiling) that the figure just holds, at three decimals."""
    # The term forgives what binary fractions add: 0.985 * 1000 is 984.9999.
    return math.ceil(figure.value * 1000 - 1e-6) / 1000 if figure.ceiling else math.floor(figure.value * 1000 + 1e-6) / 1000


def holds(figure: Figure, floor: float) -> bool:
    """Whether the figure is not beyond its floor or ceiling."""
    return rounded(figure) <= floor if figure.ceiling else rounded(figure) >= floor


def read(path: Path = FLOORS) -> FloorFile:
    """The floors of every set.

    Raises:
        msgspec.ValidationError: the file is not as this module writes it.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    lowered = msgspec.convert(tables.pop("lowered", []), tuple[Lowered, ...])
    sets = {name: Floors(pages=table.pop("pages"), groups=msgspec.convert(table, Groups)) for name, table in tables.items()}
    return FloorFile(sets=sets, lowered=lowered)


def write(floors: FloorFile, path: Path = FLOORS) -> None:
    """Write the file, sets and figures in their order."""
    path.write_text("\n".join([_HEAD, *_tables(floors)]), encoding="utf-8")


def _tables(floors: FloorFile) -> Iterator[str]:
    for name, of in floors.sets.items():
        yield f'[{name}]\npages = "{of.pages}"\n'
        for group, figures in of.groups.items():
            yield f"[{name}.{group}]\n" + "".join(f"{_key(figure)} = {value}\n" for figure, value in figures.items())
    for time in floors.lowered:
        fallen = "".join(f"  {json.dumps(each, ensure_ascii=False)},\n" for each in time.figures)
        reason = json.dumps(time.reason, ensure_ascii=False)
        yield f'[[lowered]]\ndate = "{time.date}"\nreason = {reason}\nfigures = [\n{fallen}]\n'


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else json.dumps(name)
