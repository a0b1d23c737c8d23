"""Our reading of publishers' pages against trafilatura's, side by side on the same pages with gold text: word F1 of the body, and time.

    python -m bench extraction [PAGES] [--misses]

PAGES is a directory of pages with gold text, by default `../shared/data/html_extraction` beside the checkout, of two kinds: `aeb`, whose
`ground-truth.json` gives an `articleBody` for each `html/<id>.html.gz` (Zyte's article extraction benchmark), and `fundus`, whose
`<country>/<Publisher>.json` give the paragraphs of pages beside them (the test pages of the fundus crawler). trafilatura is compared where
it is installed. Pages are parted into an even half, on which rules may be tuned, and an odd half, on which they may not.

Word F1 is of the bags of words of a page, the mean over pages; shingle F1 is that of Zyte's benchmark, over runs of four words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from schemas import RawItem, Record, Story
from streams.pipeline import Published, process

PAGES = Path(__file__).parents[2] / "shared" / "data" / "html_extraction"
SHINGLE = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """A page and the text that its article has, headline excluded."""

    name: str
    language: str
    html: bytes
    gold: str


@dataclass
class Tally:
    """What one reader comes to over pages: F1 of each page, and its CPU time in seconds."""

    words: list[float] = field(default_factory=list)
    shingles: list[tuple[float, float]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def word_f1(self) -> float:
        """Mean over pages."""
        return sum(self.words) / len(self.words)

    @property
    def shingle_f1(self) -> float:
        """Harmonic mean of the mean precision and the mean recall, as Zyte's benchmark has it."""
        precision = sum(each for each, _ in self.shingles) / len(self.shingles)
        recall = sum(each for _, each in self.shingles) / len(self.shingles)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main(arguments: list[str] | None = None) -> None:
    """Print the table; does nothing but say so where the pages are not there."""
    parser = argparse.ArgumentParser(prog="python -m bench extraction")
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--misses", action="store_true", help="each page's figures, the worst first")
    options = parser.parse_args(arguments or [])
    if not options.pages.is_dir():
        print(f"no pages at {options.pages}")
        return
    readers: dict[str, Callable[[bytes], str]] = {"barqiya": body}
    if find_spec("trafilatura") is not None:
        readers["trafilatura"] = _trafilatura()
    else:
        print("trafilatura is not installed, so there is nothing to compare with")
    tallies: dict[tuple[str, str], Tally] = {}
    rows: list[tuple[float, str, dict[str, float]]] = []
    for number, page in enumerate(read_pages(options.pages)):
        figures = {}
        for name, read in readers.items():
            started = time.process_time()
            text = read(page.html)
            seconds = time.process_time() - started
            figures[name] = word_f1(page.gold, text)
            for group in ("all", "even" if number % 2 == 0 else "odd", page.name.partition("/")[0], page.language):
                tally = tallies.setdefault((group, name), Tally())
                tally.words.append(figures[name])
                tally.shingles.append(shingle_rates(page.gold, text))
                tally.seconds += seconds
        rows.append((figures["barqiya"], page.name, figures))
    print(f"{'pages':10} {'reader':12} {'n':>4} {'word F1':>8} {'shingle F1':>10} {'ms a page':>10}")
    for (group, name), tally in tallies.items():
        count = len(tally.words)
        print(f"{group:10} {name:12} {count:4} {tally.word_f1:8.4f} {tally.shingle_f1:10.4f} {tally.seconds / count * 1e3:10.2f}")
    if options.misses:
        for _, page_name, figures in sorted(rows):
            print(f"{page_name:80}", *(f"{name} {value:.3f}" for name, value in figures.items()))


def body(html: bytes) -> str:
    """The text of the page's story, headline excluded: of several that of the longest; of its longest brief where it has no story."""
    raw = RawItem(
        specversion="1.0", id="1", source="https://bench.example/", type="wire.raw", datacontenttype="text/html", data_base64=html
    )
    outcome = process(raw)
    if not isinstance(outcome, Published):
        return ""
    best = max(outcome.records, key=lambda record: (isinstance(record, Story), record.word_count))
    return _running_text(best)


def read_pages(directory: Path) -> Iterator[Page]:
    """The pages of a directory, always in the same order."""
    truth = directory / "aeb" / "ground-truth.json"
    if truth.is_file():
        for name, gold in sorted(json.loads(truth.read_text(encoding="utf-8")).items()):
            path = directory / "aeb" / "html" / f"{name}.html.gz"
            if path.is_file():
                yield Page(f"aeb/{name}", "en", gzip.decompress(path.read_bytes()), gold["articleBody"])
    for path in sorted((directory / "fundus").glob("*/*.html.gz")):
        publisher = path.parent / f"{path.name.split('_')[0]}.json"
        if publisher.is_file() and (page := _fundus(path, publisher)) is not None:
            yield page


def word_f1(gold: str, text: str) -> float:
    """F1 of the two texts' bags of words; 1 where both are empty."""
    want, got = _words(gold), _words(text)
    if not want and not got:
        return 1.0
    common = sum((Counter(want) & Counter(got)).values())
    return 2 * common / (len(want) + len(got))


def shingle_rates(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall over the two texts' bags of runs of SHINGLE words."""
    want, got = _shingles(gold), _shingles(text)
    common = sum((want & got).values())
    return common / max(1, got.total()), common / max(1, want.total())


def _fundus(path: Path, publisher: Path) -> Page | None:
    """A fundus page. Its publisher's file has a gold text for each version of its pages, without saying which page is which."""
    html = gzip.decompress(path.read_bytes())
    golds = [
        "\n".join((*body["summary"], *(line for section in body["sections"] for line in (*section["headline"], *section["paragraphs"]))))
        for version in json.loads(publisher.read_text(encoding="utf-8")).values()
        if (body := version.get("body"))
    ]
    on_page = set(_words(html.decode("utf-8", "replace")))
    shares = [(sum(word in on_page for word in words) / max(1, len(words)), gold) for gold in golds if (words := _words(gold))]
    share, gold = max(shares, default=(0.0, ""))
    if share < 0.95:
        return None
    return Page(f"fundus/{path.parent.name}/{path.name}", path.parent.name, html, gold)


def _trafilatura() -> Callable[[bytes], str]:
    from trafilatura import extract

    def read(html: bytes) -> str:
        return extract(html, include_comments=False) or ""

    return read


def _running_text(record: Record) -> str:
    return "\n".join(filter(None, (record.standfirst, record.lead, *record.body)))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _words(text)
    if len(words) < SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[i:] for i in range(SHINGLE)), strict=False))


if __name__ == "__main__":
    main()
