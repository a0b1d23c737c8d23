"""`python -m tests.accuracy.floors`: measure accuracy, and hold it to its floors, raise them, or lower them with a reason.

python -m tests.accuracy.floors                      print every figure beside its floor; status 1 where one falls under it
python -m tests.accuracy.floors --raise              write the figures that rose, and first floors of new pages
python -m tests.accuracy.floors --lower "reason"     let the figures that fell fall, and write down why and when
python -m tests.accuracy.floors --all                the 11,000 whole articles as well, not every fifth alone
python -m tests.accuracy.floors corpus composed      some sets only
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from tests.accuracy.figures import Figure, Measured
from tests.accuracy.floorfile import FloorFile, Floors, Lowered, holds, read, rounded, write
from tests.accuracy.sets import SETS


def faults(name: str, measured: Measured, floors: Floors | None) -> list[str]:
    """What is wrong with the measured set, a line each: none where every figure holds its floor and every floor has its figure."""
    if floors is None:
        return [f"{name}: has no floors yet: --raise writes them"]
    found = [] if measured.digest == floors.pages else [f"{name}: the pages changed since its floors were measured: --raise measures anew"]
    there = {figure.key: figure for figure in measured.figures}
    found += [f"{name}.{key}: has a floor and is measured no more" for key in floors.names() if key not in there]
    for key, figure in there.items():
        floor = floors.of_figure(figure)
        if floor is None:
            found.append(f"{name}.{key}: has no floor yet: --raise writes it")
        elif not holds(figure, floor):
            found.append(f"{name}.{key}: {figure.value:.4f} is {'over its ceiling' if figure.ceiling else 'under its floor'} {floor}")
    return found


def raised(old: Floors | None, measured: Measured) -> tuple[Floors, list[str]]:
    """Floors with what rose and what is new, and the figures that fell or are gone, which stay as they are."""
    new = Floors.of(measured)
    if old is None:
        return new, []
    fallen = [f"{figure.key} {floor} → {rounded(figure)}" for figure, floor in _floored(old, measured) if not holds(figure, floor)]
    gone = [f"{key} is measured no more" for key in old.names() if key not in set(new.names())]
    groups = {group: dict(names) for group, names in new.groups.items()}
    for figure, floor in _floored(old, measured):
        if not holds(figure, floor):
            groups[figure.group][figure.name] = floor
    for key in old.names():
        group, _, name = key.partition(".")
        groups.setdefault(group, {}).setdefault(name, old.groups[group][name])
    # While a figure is beyond its floor the old digest stays, so that other pages can't hide it.
    return Floors(pages=old.pages if fallen or gone else new.pages, groups=groups), [*fallen, *gone]


def main(arguments: list[str]) -> int:
    """The status: 0 where every figure holds its floor, after what the flags asked for."""
    told = _arguments(arguments)
    floors = read()
    measured = _measure(told.sets or [name for name, each in SETS.items() if told.all or not each.long], floors)
    if told.lower:
        sets, fallen = dict(floors.sets), []
        for name, each in measured.items():
            fallen += [f"{name}.{line}" for line in raised(floors.sets.get(name), each)[1]]
            sets[name] = Floors.of(each)
        today = datetime.now(UTC).date().isoformat()
        lowered = (*floors.lowered, Lowered(date=today, reason=told.lower, figures=tuple(fallen))) if fallen else floors.lowered
        floors = FloorFile(sets=_in_order(sets), lowered=lowered)
        write(floors)
    elif told.raise_:
        sets = dict(floors.sets) | {name: raised(floors.sets.get(name), each)[0] for name, each in measured.items()}
        floors = msgspec.structs.replace(floors, sets=_in_order(sets))
        write(floors)
    found = [fault for name, each in measured.items() for fault in faults(name, each, floors.sets.get(name))]
    print("\n".join(found) or "every figure holds its floor")
    return 1 if found else 0


def table(name: str, measured: Measured, floors: Floors | None) -> str:
    """A line a figure: what it is, what it has reached, its floor, and over how many pages or things."""
    lines = []
    for figure in measured.figures:
        floor = floors.of_figure(figure) if floors else None
        mark = "" if floor is None or holds(figure, floor) else "  <<<"
        limit = "    -" if floor is None else f"{floor:5.3f}"
        lines.append(f"{name + '.' + figure.key:42} {figure.value:7.4f}  {'≤' if figure.ceiling else '≥'} {limit} {figure.pages:6}{mark}")
    return "\n".join(lines)


def _measure(names: Sequence[str], floors: FloorFile) -> dict[str, Measured]:
    measured = {}
    print(f"{'figure':42} {'is':>7}  {'floor':>7} {'over':>6}")
    for name in names:
        if not SETS[name].there:
            print(f"{name}: not on this machine")
            continue
        began = time.perf_counter()
        measured[name] = SETS[name].measure()
        print(table(name, measured[name], floors.sets.get(name)))
        print(f"{name}: {time.perf_counter() - began:.1f} s", flush=True)
    return measured


def _floored(floors: Floors, measured: Measured) -> list[tuple[Figure, float]]:
    return [(figure, floor) for figure in measured.figures if (floor := floors.of_figure(figure)) is not None]


def _in_order(sets: Mapping[str, Floors]) -> dict[str, Floors]:
    return {name: sets[name] for name in SETS if name in sets}


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.floors", description="Hold accuracy to its floors.")
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; all that are on this machine where none is named")
    parser.add_argument("--all", action="store_true", help="the long sets too")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="raise_", action="store_true", help="write the figures that rose")
    change.add_argument("--lower", metavar="REASON", help="write the figures as they are, lower ones too, and why")
    told = parser.parse_args(arguments)
    if unknown := [name for name in told.sets if name not in SETS]:
        parser.error(f"no such set: {', '.join(unknown)}")
    if told.lower is not None and not told.lower.strip():
        parser.error("--lower wants a reason")
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
