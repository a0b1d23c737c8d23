"""How well each language is told, as a table: the half of the data set that was fitted on, the other half, and the project's own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.accuracy.language.own import own
from tests.accuracy.language.texts import LANGID, langid, others
from tests.accuracy.language.told import Told, calibration_error, told

SHORTEST, LONGEST = 8, 30
"""Words of the texts that figures are stated for: what a brief or a headline has."""
_ARABIC, _LATIN = "ar fa ur ckb", "kmr tr az en de fr es"
DEMANDED = (
    *(f"{code}-Arab" for code in _ARABIC.split()),
    *(f"{code}-Latn" for code in _LATIN.split()),
    *("ru-Cyrl", "kk-Cyrl", "he-Hebr", "hy-Armn"),
)
"""Of which the mean over languages is taken."""


def of_length(texts: Sequence[Told]) -> list[Told]:
    """Those of 8 to 30 words."""
    return [each for each in texts if SHORTEST <= each.text.words <= LONGEST]


def shares(of: Sequence[Told]) -> dict[str, tuple[int, int]]:
    """By the tag of the texts how many are told right, and how many there are."""
    found: dict[str, tuple[int, int]] = {}
    for each in of:
        right, all_ = found.get(each.text.tag, (0, 0))
        found[each.text.tag] = right + each.right, all_ + 1
    return dict(sorted(found.items()))


def macro(of: Sequence[Told]) -> float:
    """The mean over the demanded languages of the share that is told right."""
    by_tag = shares(of)
    return sum(by_tag[tag][0] / by_tag[tag][1] for tag in DEMANDED) / len(DEMANDED)


def printed() -> str:
    """The tables of all sets that are here."""
    lines: list[str] = []
    if LANGID.is_file():
        halves = {"fit": told(langid("fit")), "test": told(langid("test"))}
        lines += _halves({name: of_length(of) for name, of in halves.items()}, f"texts of {SHORTEST} to {LONGEST} words")
        lines += _halves({name: [each for each in of if each.text.words < SHORTEST] for name, of in halves.items()}, "texts of fewer words")
    lines += _halves({"developed on": told(own("fit")), "held": told(own("test"))}, "the project's own")
    lines += _halves({"fitted on (Arabic script)": told(others("fit")), "held": told(others("test"))}, "other languages, the project's own")
    return "\n".join(lines)


def _halves(halves: dict[str, list[Told]], title: str) -> Iterator[str]:
    counted = {name: shares(of) for name, of in halves.items()}
    yield f"\n{title}\n| language | {' | '.join(f'{name} | told as' for name in halves)} |\n|---|{'---|---|' * len(halves)}"
    for tag in sorted({tag for each in counted.values() for tag in each}):
        cells = []
        for name, of in halves.items():
            right, all_ = counted[name].get(tag, (0, 0))
            wrong = Counter(each.tag for each in of if each.text.tag == tag and not each.right)
            cells += [
                f"{right}/{all_} {right / all_:.3f}" if all_ else "",
                " ".join(f"{count}×{name}" for name, count in wrong.most_common(4)),
            ]
        yield f"| {tag} | {' | '.join(cells)} |"
    for name, of in halves.items():
        line = f"{name}: {sum(each.right for each in of)} of {len(of)} right, calibration error {calibration_error(of):.3f}"
        surest = [each for each in of if 0.85 <= each.score < 0.95 and each.tag != "und"]
        if surest:
            line += f"; of {len(surest)} with a score of about 0.9, {sum(each.right for each in surest) / len(surest):.2f} right"
        if all(tag in counted[name] for tag in DEMANDED):
            line += f"; mean over {len(DEMANDED)} languages {macro(of):.4f}"
        yield line
