"""The weights of notices: evidence is read off the program, labels tell house from news, and places never speak against a notice."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from streams.pipeline.segment.notices import NOTICE
from streams.pipeline.segment.weights import fitted_notices
from tests.accuracy.composer.compose import compose
from tests.accuracy.composer.furniture import families, pack
from tests.accuracy.notices.lines import Labels, Weighed, weighed
from tests.accuracy.sets.composed import own_prose


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    with own_prose():
        return list(compose("tune", 36, seed=5))


@pytest.fixture(scope="module")
def lines(rows: list[dict[str, Any]]) -> list[Weighed]:
    return list(weighed(((row["event"], Labels.of_row(row["gold"])) for row in rows), "some", 1.0))


def test_every_piece_of_evidence_has_a_weight(lines: list[Weighed]) -> None:
    tables = msgspec.structs.asdict(fitted_notices())
    assert {name for line in lines for name, _ in line.evidence} <= {(table, name) for table in tables for name in tables[table]}


def test_lines_of_the_house_weigh_more_than_news(lines: list[Weighed]) -> None:
    tables = msgspec.structs.asdict(fitted_notices())
    odds = [(line.notice, sum(tables[table][name] * value for (table, name), value in line.evidence)) for line in lines]
    assert sum(weight >= NOTICE for notice, weight in odds if notice) >= 0.8 * sum(notice for notice, _ in odds)
    assert sum(weight >= NOTICE for notice, weight in odds if not notice) <= 0.01 * len(odds)


def test_labels_and_links_are_neither_house_nor_news(rows: list[dict[str, Any]]) -> None:
    labels = Labels.of_row(rows[0]["gold"])
    assert labels.news
    assert not labels.house & set(labels.news)


def test_the_families_are_all_the_agencies_for_tuning() -> None:
    assert sorted(agency.name for family in families().values() for agency in family.agencies) == sorted(
        agency.name for agency in pack("tune").agencies
    )


def test_a_place_never_speaks_against_a_notice(lines: list[Weighed]) -> None:
    pytest.importorskip("numpy")
    from tests.accuracy.notices.regression import design, fit

    built = design(lines)
    assert min(weight for (table, _), weight in zip(built.names, fit(built, 3.0), strict=True) if table == "place") >= 0
