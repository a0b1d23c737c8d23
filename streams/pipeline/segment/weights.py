"""Weights: what each piece of evidence is worth, for a boundary and for a notice, as it was fitted on labelled pages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from hashlib import blake2b
from importlib import resources
from typing import TypeAlias

import msgspec

Table: TypeAlias = Mapping[str, float]

_BUILT = ("bullet", "heading", "acronym", "dateline", "signed")
BOUNDARY, NOTICES = "boundary.toml", "notices.toml"


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Log-odds by the name of the evidence.

    `line` is what a line says by itself, `shared` what it has in common with the lines above, `gap` what stands before a line, `split` how
    much stands above and below, `digest` what a page of briefs alone has. `by_hand` is not fitted.
    """

    line: Table
    shared: Table
    gap: Table
    split: Table
    digest: Table
    by_hand: Table


class NoticeWeights(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Log-odds of a notice by the name of the evidence.

    `own` is what a line says by itself, `look` what takes a closer look at it, `place` where it stands, `markup` what a page's markup says.
    """

    own: Table
    look: Table
    place: Table
    markup: Table

    @cached_property
    def most_for_look(self) -> float:
        """The most that a closer look speaks for a notice: that no line above says the like."""
        return self.look["apart"]

    @cached_property
    def most_against_by_build(self) -> float:
        """The most that how a line is built speaks against a notice."""
        return sum(self.look[name] for name in _BUILT)

    @cached_property
    def most_for_place(self) -> float:
        """The most that a line's place speaks for a notice: what stands above it, what below it, and whose name it has."""
        place = self.place
        above, below = max(place["behind_end"], place["behind_notice"]), max(place["over_label"], place["over_list"])
        return above + place["at_foot"] + below + place["names_signature"]


@cache
def fitted() -> Weights:
    """The weights of `boundary.toml`."""
    return msgspec.convert(tomllib.loads(_file(BOUNDARY).decode("utf-8")), Weights)


@cache
def fitted_notices() -> NoticeWeights:
    """The weights of `notices.toml`."""
    return msgspec.convert(tomllib.loads(_file(NOTICES).decode("utf-8")), NoticeWeights)


def version() -> str:
    """Four hex digits that change with the weights."""
    return blake2b(_file(BOUNDARY) + _file(NOTICES), digest_size=2).hexdigest()


def _file(name: str) -> bytes:
    return (resources.files(__package__) / name).read_bytes()
