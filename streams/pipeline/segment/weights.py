"""Weights: what each piece of evidence for a boundary is worth, as it was fitted on labelled pages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
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
    return msgspec.convert(tomllib.loads(_file().decode("utf-8")), Weights)


def version() -> str:
    """Four hex digits that change with the weights."""
    return blake2b(_file(), digest_size=2).hexdigest()


def _file() -> bytes:
    return (resources.files(__package__) / "boundary.toml").read_bytes()
