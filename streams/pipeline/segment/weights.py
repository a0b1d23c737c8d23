"""Weights: what each piece of evidence for a boundary is worth, as it was fitted on labelled pages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TypeAlias

import msgspec

Table: TypeAlias = Mapping[str, float]


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Log-odds by the name of the evidence.

    `line` is what a line says by itself, `shared` what it has in common with the lines above, `gap` what stands before a line, `split` how
    much stands above and below, `digest` what a page of briefs alone has.
    """

    line: Table
    shared: Table
    gap: Table
    split: Table
    digest: Table


@cache
def fitted() -> Weights:
    """The weights of `boundary.toml`."""
    return msgspec.convert(tomllib.loads((resources.files(__package__) / "boundary.toml").read_text(encoding="utf-8")), Weights)
