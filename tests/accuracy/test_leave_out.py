"""What is left out of the lexicon is unknown for as long as the measurement lasts, and no longer."""

from __future__ import annotations

from streams.lexicon import everywhere, languages, lexicon, version
from streams.pipeline import Published, process
from streams.text.match_key import fold
from tests.accuracy.leave_out import own_entries_out, without_agencies, without_languages
from tests.accuracy.lexicons import standing_in, tables, without_language
from tests.accuracy.running import records_of, text_event
from tests.fixtures import gold_pages


def test_a_language_that_is_left_out_is_unknown_until_it_is_back() -> None:
    known, ruleset = languages(), version()
    with standing_in(without_language("kmr")):
        assert len(languages()) == len(known) - 1
        assert version() != ruleset
    assert (languages(), version()) == (known, ruleset)


def test_files_that_stand_in_for_themselves_change_nothing() -> None:
    page = gold_pages()[0].raw()
    before, connectives = process(page), lexicon("ar").connectives
    assert isinstance(before, Published)
    with standing_in(tables()):
        assert lexicon("ar").connectives == connectives
        assert process(page) == before


def row(text: str, *removed: tuple[str, str]) -> dict[str, object]:
    gold = {"lang": "ar", "shape": "story", "items": [], "removed": [{"role": role, "text": said} for role, said in removed]}
    return {"event": text_event(text, source="https://sana.example"), "gold": gold}


def test_an_agencys_own_entries_are_its_name_and_what_its_furniture_begins_with() -> None:
    link, agency = fold("اقرأ أيضا"), fold("رويترز")
    assert link in everywhere().related
    assert agency in everywhere().agency_words
    out = own_entries_out([row("", ("related", "اقرأ أيضا: خبر آخر"), ("credit", "رويترز"))])
    with standing_in(out):
        assert link not in everywhere().related
        assert agency not in everywhere().agency_words
        assert fold("وكالة") in everywhere().agency_words
    assert link in everywhere().related


def test_every_page_is_scored_once_whatever_is_left_out() -> None:
    text = "عنوان الخبر الأول هنا\nقال مسؤول في عنوان الخبر الأول إن الأمر انتهى.\nوأضاف المسؤول أن الأمر كان سهلا."
    pages = [row(text), row(text)]
    assert records_of(pages[0]["event"])  # type: ignore[arg-type]
    assert without_agencies(pages)["ar"]["pages"] == without_languages(pages)["ar"]["pages"] == 2
