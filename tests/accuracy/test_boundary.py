"""The weights of the boundary: what is fitted is what runs."""

from __future__ import annotations

import msgspec
import pytest

from streams.pipeline.segment.boundary import split_scores
from streams.pipeline.segment.weights import fitted
from tests.accuracy.boundary.__main__ import FILE, main
from tests.accuracy.boundary.examples import Example, examples
from tests.accuracy.boundary.pages import gold_pages_labelled

PAGES = 40


@pytest.fixture(scope="module")
def known() -> list[Example]:
    pages = [page for n, page in enumerate(gold_pages_labelled()) if n % 3 == 0]
    return list(examples(pages))[:PAGES]


def test_the_best_place_is_worth_most_on_most_pages(known: list[Example]) -> None:
    right = [example for example in known if best(example) >= max(example.worth.values())]
    assert len(right) >= 0.85 * len(known)


def test_fitting_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = FILE.read_bytes()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main() == 1
    assert "pip install numpy" in capsys.readouterr().err
    assert FILE.read_bytes() == before


def best(example: Example) -> float:
    """The worth of the place that scores highest."""
    scores = split_scores(*example.asked, fitted())
    return example.worth[max(scores, key=scores.__getitem__)]


class TestFit:
    """With NumPy."""

    @pytest.fixture(autouse=True)
    def numpy(self) -> None:
        pytest.importorskip("numpy")

    def test_rows_times_weights_are_scores(self, known: list[Example]) -> None:
        from tests.accuracy.boundary.design import design

        built = design(known)
        tables = msgspec.structs.asdict(fitted())
        scores = built.rows @ [tables[table][name] for table, name in built.names] + built.offset
        run = [score for example in known for score in split_scores(*example.asked, fitted()).values()]
        assert scores == pytest.approx(run, abs=1e-9)

    def test_fitting_finds_what_is_right(self, known: list[Example]) -> None:
        import numpy as np

        from tests.accuracy.boundary.design import design
        from tests.accuracy.boundary.softmax import chosen, fit, loss

        built = design(known)
        nothing = np.zeros(len(built.names))
        weights = fit(built, 0.1)
        assert loss(built, weights) < loss(built, nothing) / 4
        assert chosen(built, weights).mean() > 0.95 > chosen(built, nothing).mean()
