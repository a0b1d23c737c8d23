"""trafilatura on the same pages: the text of each page's article."""

from __future__ import annotations

from collections.abc import Callable

from trafilatura import extract

from streams.pipeline import Message


def reader() -> Callable[[Message], object]:
    def read(page: Message) -> object:
        return extract(page.value, include_comments=False)

    return read
