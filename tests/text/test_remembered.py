"""What is worked out once is kept, within bounds."""

from __future__ import annotations

import pytest

from streams.text.remembered import Remembered


class Lengths(Remembered[int]):
    """How long each word is, and which were measured."""

    most, longest = 3, 5

    def __init__(self) -> None:
        super().__init__()
        self.measured: list[str] = []

    def work_out(self, key: str) -> int:
        self.measured.append(key)
        return len(key)


def test_a_word_that_comes_again_is_not_worked_out_again() -> None:
    lengths = Lengths()
    assert [lengths[word] for word in ("وفد", "مدينة", "وفد")] == [3, 5, 3]
    assert lengths.measured == ["وفد", "مدينة"]


def test_a_table_that_is_full_begins_anew() -> None:
    lengths = Lengths()
    for word in ("a", "b", "c", "d"):
        assert lengths[word] == 1
        assert len(lengths) <= Lengths.most
    assert list(lengths) == ["d"]


def test_what_is_longer_than_any_word_is_not_kept() -> None:
    lengths = Lengths()
    assert [lengths["x" * 1_000], lengths["x" * 1_000]] == [1_000, 1_000]
    assert not lengths


def test_a_table_says_itself_what_it_holds() -> None:
    with pytest.raises(NotImplementedError):
        Remembered[int]()["a"]
