"""First sentences of Wikinews with one category each: the half of MewsC-16 that nothing was fitted or chosen on."""

from __future__ import annotations

from tests.accuracy.figures import Figure, Measured, digest
from tests.accuracy.topics.table import Judged, figures, judged
from tests.accuracy.topics.texts import FILES as FILES
from tests.accuracy.topics.texts import LANGUAGES


def measure() -> Measured:
    """Macro-F1 of the surest topic by language, and the means of six languages.

    These are: `macro` by the surest of the topics that the source knows, `macro_of_all` of all 17; `precision`, `recall` and `told`
    (macro-F1) of the topics that are told; `calibration` is one less the error of the scores. Labels count as they are.
    """
    by_language = {language: judged(language) for language in LANGUAGES}
    found = {language: figures(of) for language, of in by_language.items()}
    count = sum(each.texts for each in found.values())

    def mean(field: str) -> float:
        return float(sum(getattr(each, field) for each in found.values())) / len(found)

    return Measured(
        digest=digest(f"{sorted(each.text.topics)}\t{each.text.text}\n".encode() for of in by_language.values() for each in of),
        figures=(
            *(Figure("all", name, mean(name), count) for name in ("macro", "macro_of_all", "accuracy", "precision", "recall")),
            Figure("all", "told", mean("f1"), count),
            Figure("all", "calibration", 1.0 - mean("error"), count),
            *(Figure("language", language, each.macro, each.texts) for language, each in found.items()),
        ),
        misses=tuple(f"{language}: {each.text.text}" for language, of in by_language.items() for each in of if _missed(each)),
    )


def _missed(each: Judged) -> bool:
    return not each.shares or each.shares.index(max(each.shares)) not in each.text.topics
