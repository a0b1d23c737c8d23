"""Pages for runs of many thousands: short, numbered, of several shapes, and cheap to take apart."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from wire import item

from streams.pipeline import Message

SOURCES = 23
"""Agencies that the pages are from. No divisor is common with the ten shapes, so that every agency sends every shape."""

PAGE = """Ferry {number} to carry cars again
HULL, England (Wadi Wire) - Ferry number {number} will carry cars again from Monday, the port said.
The port said the ferry had new engines and a new bow door, and that it would sail twice a day.
It added that the ferry would carry forty cars, and that seats could be booked at the port. (Wadi Wire)
Iceland raised its alert level for volcano number {number} after a swarm of small quakes.
A court in Nairobi ordered a cement maker to pay farmers whose {number} wells ran dry.
"""
FLASH = "URGENT: Quake number {number} shakes the old town, mayor says"
UNREADABLE = " \n"


def page(number: int) -> Message:
    """The page of that number: of ten, one is a story with two briefs, six a flash, and three can't be read."""
    text = {0: PAGE, 3: UNREADABLE, 6: UNREADABLE, 8: UNREADABLE}.get(number % 10, FLASH)
    return item(number, text.format(number=number).encode(), source=f"https://agency-{number % SOURCES}.example")


def large_page(number: int, size: int) -> Message:
    """A story whose record has at least `size` bytes."""
    paragraph = f"The port said that the ferry {number} had new engines, and that the bow door was new too.\n"
    text = PAGE.format(number=number).replace("\nThe port said", "\n" + paragraph * (size // len(paragraph) + 1) + "The port said", 1)
    return msgspec.structs.replace(page(number), value=text.encode())


def pages(numbers: Iterable[int]) -> list[Message]:
    return [page(number) for number in numbers]


def records_of_page(number: int) -> int:
    """How many records come of it; none of a page that is rejected."""
    return {0: 3, 3: 0, 6: 0, 8: 0}.get(number % 10, 1)


def is_unreadable(number: int) -> bool:
    """Whether the page of that number is rejected."""
    return records_of_page(number) == 0


def number_of(event: str) -> int:
    """The number of the page whose CloudEvents id this is."""
    return int(event.removeprefix("item-"))
