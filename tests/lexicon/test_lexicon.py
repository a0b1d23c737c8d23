"""The lexicon files: well formed, complete for every language of the wire, and found by what reads the same."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from streams.lexicon import LONGEST_PHRASE, Lexicon, Phrases, everywhere, languages, lexicon, version
from streams.text.match_key import words

# What a language writes before and onto its words, with which the forms of some lists are made.
AFFIXES = {"beginnings", "endings"}
LISTS = (set(Lexicon.__struct_fields__) - {"voice", "lead", "listed", "topics"}) | AFFIXES
# Only where the conjunction is written onto the next word.
OPTIONAL = {"prefixes", "unprefixed"} | AFFIXES


def tables() -> dict[str, dict[str, Any]]:
    folder = resources.files("streams") / "lexicon"
    return {code: tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8")) for code in languages()}


ENTRIES = [(code, name, entries) for code, table in tables().items() for name, entries in table.items() if isinstance(entries, list)]


def test_the_languages_of_the_wire() -> None:
    assert languages() == ("ar", "ckb", "de", "en", "fa", "fr", "kmr", "tr", "ur")


@pytest.mark.parametrize("code", languages())
def test_words_are_weighed_in_every_language(code: str) -> None:
    for weights, fewest in ((lexicon(code).voice, 1_000), (lexicon(code).lead, 300)):
        assert len(weights) > fewest
        assert "" in weights, "what every line has"
    assert "?" in lexicon(code).voice, "what a stem says that nobody weighed"


@pytest.mark.parametrize("code", languages())
def test_every_language_has_every_list(code: str) -> None:
    table = tables()[code]
    assert set(table) <= LISTS, "a list that nothing reads"
    assert set(table) >= LISTS - OPTIONAL
    assert all(table[name] for name in table)


@pytest.mark.parametrize(("code", "name", "entries"), ENTRIES, ids=[f"{code}-{name}" for code, name, _ in ENTRIES])
def test_entries(code: str, name: str, entries: list[str]) -> None:
    assert len(entries) == len(set(entries)), sorted(entry for entry in entries if entries.count(entry) > 1)
    for entry in entries:
        assert entry == entry.strip()
        assert len(words(entry)) <= LONGEST_PHRASE
        assert words(entry) or entry in ("©", "###"), f"{entry!r} has no word to look up"


@pytest.mark.parametrize("code", ["ar", "fa", "ur", "ckb"])
def test_lists_of_the_arabic_script_hold_no_latin(code: str) -> None:
    for name in ("connectives", "function_words", "notice"):
        assert not [entry for entry in tables()[code][name] if re.search("[A-Za-z]", entry)]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        pytest.param("من جهته قال الوزير", 2, id="the-longest-phrase-wins"),
        pytest.param("وأَضَافَ الوزير", 1, id="harakat-do-not-matter"),
        pytest.param("واضاف الوزير", 1, id="hamza-does-not-matter"),
        pytest.param("الوزير أضاف", 0, id="only-at-the-beginning"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_arabic_connectives(line: str, count: int) -> None:
    assert lexicon("ar").connectives.opens(words(line)) == count


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("عاجل", "ar"),
        ("SON DAKİKA", "tr"),
        ("son dakika", "tr"),
        ("Lezgîn", "kmr"),
        ("بەپەلە", "ckb"),
        ("فوری", "fa"),
        ("فوري", "fa"),
        ("URGENT", "en"),
        ("EILMELDUNG", "de"),
        ("ALERTE", "fr"),
    ],
)
def test_urgency_labels_are_known_everywhere(label: str, code: str) -> None:
    assert lexicon(code).urgent.opens(words(label)) == everywhere().urgent.opens(words(label)) == len(words(label))


@pytest.mark.parametrize("month", ["كانون الثاني", "يناير", "Kasım", "نومبر", "آبان", "تشرینی دووەم", "November", "Mijdar"])
def test_months_of_all_calendars_of_the_wire(month: str) -> None:
    assert " ".join(words(month)) in everywhere().months


def test_a_language_without_a_file_is_read_with_all_lists_together() -> None:
    assert lexicon("und") == lexicon("vi") == everywhere()
    assert everywhere().function_words >= lexicon("ar").function_words | lexicon("tr").function_words


def test_a_phrase_longer_than_the_longest_is_found_by_its_beginning() -> None:
    phrases = Phrases.of({"a", "a b c d e"})
    assert phrases.opens("a b c d e f".split()) == LONGEST_PHRASE
    assert phrases.opens("a b c".split()) == 1
    assert "a b" not in phrases


def test_version_is_short_and_steady() -> None:
    assert re.fullmatch("[0-9a-f]{8}", version())
    assert version() == version()
