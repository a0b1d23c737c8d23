"""The exceptions between stages are the reject reasons: one class each, and the tree in the module's docstring is the real one."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from schemas import Reason, Stage
from streams.pipeline import errors
from streams.pipeline.errors import Rejected, TooComplex


def below(root: type[Rejected]) -> list[type[Rejected]]:
    """Every class under `root` in its own module."""
    return [each for child in root.__subclasses__() if child.__module__ == errors.__name__ for each in (child, *below(child))]


LEAVES = [each for each in below(Rejected) if not each.__subclasses__()]


def test_every_reason_has_exactly_one_exception() -> None:
    assert sorted(leaf.reason for leaf in LEAVES) == sorted(Reason)


@pytest.mark.parametrize("branch", [each for each in (Rejected, *below(Rejected)) if each not in LEAVES], ids=lambda each: each.__name__)
def test_what_stands_between_has_no_reason_of_its_own(branch: type[Rejected]) -> None:
    assert not hasattr(branch, "reason")


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_reject_knows_its_stage(leaf: type[Rejected]) -> None:
    refusal = leaf("why") if hasattr(leaf, "stage") else leaf("why", "segment")
    assert refusal.stage in get_args(Stage)
    assert str(refusal) == "why"


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = dict(re.findall(r"[├└]── (\w+) +([a-z_]+)\b", errors.__doc__ or ""))
    assert set(drawn) == {each.__name__ for each in below(Rejected)}
    assert {name: reason for name, reason in drawn.items() if reason != "stage"} == {leaf.__name__: leaf.reason.value for leaf in LEAVES}


def test_too_complex_is_said_by_the_stage_that_gave_up() -> None:
    assert TooComplex("too deep", "decode").stage == "decode"
    assert TooComplex("too many lines", "clean").stage == "clean"
