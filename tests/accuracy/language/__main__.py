"""`python -m tests.accuracy.language`: fit the weights of letters and words by which languages are told, or print how well they are told.

Fitting needs NumPy, the sentences of `../shared/data/langid`, and `--django`, the folder of Django's package (weights were fitted with
5.2.19): its translations are what other languages look like. `--table` needs the sentences alone; without them it prints what the project's
own texts give.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import defaultdict
from pathlib import Path

from streams.lexicon import languages as pages
from streams.pipeline.enrich.language.model import OTHER
from tests.accuracy.language import table
from tests.accuracy.language.page_words import page_words
from tests.accuracy.language.texts import LANGID, LANGUAGES, in_pieces, known

WEIGHTS = Path(__file__).parents[3] / "streams" / "pipeline" / "enrich" / "language"
_ARABIC = frozenset("ar fa ur ckb".split())
"""Languages of pages that are in Arabic script."""


def main(arguments: list[str]) -> int:
    """Fit and write, or print; 1 where what that needs is not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.language", description="Weigh the letters and words of languages.")
    parser.add_argument("--table", action="store_true", help="print how well each language is told, by half")
    parser.add_argument("--django", type=Path, metavar="FOLDER", help="Django's source, whose translations are fitted on")
    options = parser.parse_args(arguments)
    if options.table:
        print(table.printed())
        return 0
    if lacking := _missing(options.django):
        print(lacking, file=sys.stderr)
        return 1
    from tests.accuracy.language import fitting

    by_tag: defaultdict[str, list[str]] = defaultdict(list)
    for script, languages in LANGUAGES.items():
        texts = known(script, options.django)
        for each in texts:
            by_tag[each.tag].append(each.text)
        rows = fitting.as_rows(fitting.fit(list(in_pieces(texts, script)), (*languages, OTHER), script))
        _write(f"{script.lower()}.tsv", rows)
    _write("words.tsv", list(page_words(by_tag, {code: "Arab" if code in _ARABIC else "Latn" for code in pages()})))
    return 0


def _write(name: str, rows: list[str]) -> None:
    path = WEIGHTS / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows):,} rows, {path.stat().st_size // 1024:,} KiB")


def _missing(django: Path | None) -> str | None:
    if importlib.util.find_spec("numpy") is None:
        return "fitting needs NumPy, which nothing else here does: pip install numpy"
    if not LANGID.is_file():
        return "the sentences of ../shared/data/langid are not here, and the weights need them"
    if django is None or not (django / "conf" / "locale").is_dir():
        return "other languages are learned from Django's translations: --django FOLDER, where its conf/locale is"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
