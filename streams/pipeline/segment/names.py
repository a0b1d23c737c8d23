"""Names: what the agency of a page goes by in the page's own text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from streams.lexicon import Lexicon, everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import says_again, stems_of
from streams.pipeline.segment.dateline import dateline_of
from streams.text.match_key import fold, stem
from streams.text.remembered import Remembered

_NAME_WORDS, _LONGEST_NAME = 5, 12
_RUN_TOGETHER, _ENDS, _LOOKED_THROUGH = 6, 8, 40
_BELOW, _PROSE_WORDS = 6, 8


def agency_names(agencies: frozenset[str], lines: Sequence[Line]) -> frozenset[frozenset[str]]:
    """The telling stems of each name that the agency goes by; a short line at the top is most often its name too."""
    first = [
        " ".join(line.words)
        for line in lines[:1]
        if len(line.words) <= _NAME_WORDS and len(lines) > 1 and len(lines[1].words) <= _NAME_WORDS
    ]
    if run_together := {name for name in agencies if " " not in name and len(name) >= _RUN_TOGETHER}:
        # A host name runs an agency's words together. Hardly a line has a word that such a name begins with.
        heads = {name[:size] for name in run_together for size in range(1, len(name))}
        beginnings = [line.words[:_LOOKED_THROUGH] for line in (*lines[:_ENDS], *lines[-_ENDS:])]
        pairs = (pair for beginning in beginnings if not heads.isdisjoint(beginning) for pair in pairwise(beginning))
        first += [f"{one} {other}" for one, other in pairs if one in heads and one + other in run_together]
    return telling((*agencies, *first))


def headlines_among(agencies: frozenset[str], lines: Sequence[Line], lexicon: Lexicon) -> frozenset[str]:
    """Which of the names are headlines: what is left of a page's title without the site's name is a line that the next lines take up."""
    found: set[str] = set()
    # A headline has several words, and what the source goes by is mostly one.
    longer = {name for name in agencies if " " in name}
    for i, line in enumerate(lines if longer else ()):
        if (
            1 < len(line.words) <= _LONGEST_NAME
            and (name := " ".join(line.words)) in longer
            and not _signs_dateline(name, lines[i + 1 : i + 1 + _BELOW])
        ):
            below = [each for each in lines[i + 1 : i + 1 + _BELOW] if len(each.words) >= _PROSE_WORDS]
            if says_again(stems_of(line, lexicon), below, lexicon, 1):
                found.add(name)
    return frozenset(found)


def _signs_dateline(name: str, below: Sequence[Line]) -> bool:
    """Whether a dateline of the next lines names the agency so."""
    datelines = (dateline_of(line) for line in below if len(line.words) >= _PROSE_WORDS)
    return any(found is not None and fold(found[0].agency or "") == name for found in datelines)


def telling(names: Iterable[str]) -> frozenset[frozenset[str]]:
    """The stems of each folded name, without those of what many agencies are called."""
    return frozenset(map(_TELLING.__getitem__, names)) - _NONE


class _Telling(Remembered[frozenset[str]]):
    """By folded name the stems that tell it from others. The names of a wire's agencies are few and come again on each of its pages."""

    most = 4_096

    def work_out(self, key: str) -> frozenset[str]:
        generic = everywhere().agency_words
        return frozenset([stem(word) for word in key.split() if len(word) > 2 and word not in generic])


_TELLING = _Telling()
_NONE = frozenset({frozenset[str]()})
