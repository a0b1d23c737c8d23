"""Short news texts with their topics, as numbers of the columns of the weights.

MewsC-16 has first sentences in six of the languages. It is of Nishikawa et al. ("EASE: Entity-aware contrastive learning of sentence
embedding", NAACL 2022), its texts Wikinews (CC BY 2.5). ANT v1.1 has the Arabic news of a radio's site: Chouigui et al. ("ANT corpus: an
Arabic news text collection for textual classification", AICCSA 2017), under the Apache licence 2.0.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from streams.pipeline.enrich.topics.weighed import codes
from tests.accuracy.running import DATA, lines_of

HERE = Path(__file__).parent
LANGUAGES = ("ar", "en", "fa", "tr", "de", "fr")
"""Those that have labelled texts."""
MEWSC = DATA / "topics_mewsc16"
FILES = tuple(MEWSC / f"{language}.jsonl" for language in LANGUAGES)
ANT = DATA / "ar_ant_jawhara" / "ant1_dev.jsonl.gz"
Half: TypeAlias = Literal["training", "held"]


class Text(msgspec.Struct, frozen=True):
    """A text, the topics of which any is right, and those that it may be told from: the ones that its source knows."""

    text: str
    topics: frozenset[int]
    among: frozenset[int]


def texts(language: str, half: Half) -> tuple[Text, ...]:
    """The Wikinews of a language, without categories that no topic stands for. A text's half is one bit of its BLAKE2b digest, for good."""
    known = _categories()[language]
    among = frozenset[int]().union(*known.values())
    rows = map(json.loads, (MEWSC / f"{language}.jsonl").read_text(encoding="utf-8").splitlines())
    found = [(row["text"], row["category"]) for row in rows if row["category"] in known]
    return tuple(Text(text, known[category], among) for text, category in found if _half(text) == half)


def ant(half: Half) -> tuple[Text, ...]:
    """The headline and first paragraph of Arabic news, without categories that no one topic stands for."""
    known = _categories()["ant"]
    among = frozenset[int]().union(*known.values())
    rows = [row for row in lines_of(ANT) if row["category"] in known and row["title"] and row["body"]]
    found = [(f"{row['title']}\n{row['body'].splitlines()[0]}", row["category"]) for row in rows]
    return tuple(Text(text, known[category], among) for text, category in found if _half(text) == half)


def _half(text: str) -> Half:
    return "held" if blake2b(text.encode("utf-8"), digest_size=1).digest()[0] & 1 else "training"


@cache
def _categories() -> dict[str, dict[str, frozenset[int]]]:
    columns = {code.removeprefix("medtop:")[:2]: at for at, code in enumerate(codes())}
    table = tomllib.loads((HERE / "categories.toml").read_text(encoding="utf-8"))
    return {
        language: {name: frozenset(columns[topic] for topic in topics) for name, topics in categories.items()}
        for language, categories in table.items()
    }
