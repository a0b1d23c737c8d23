"""Right-to-left text on a terminal.

Some terminals order and join right-to-left text themselves. They get it as it is written, in isolates (UAX #9, section 2.4), so that
it can't reorder the columns beside it. All others draw one character a cell from left to right. They get it in the order in which it
is seen (python-bidi), with its letters already in their joined forms (arabic-reshaper); vowel marks are left out there, because a
reversed mark would sit on the wrong letter.
"""

from __future__ import annotations

import functools
import os
import unicodedata
from collections.abc import Mapping
from typing import Literal, TypeAlias

import arabic_reshaper
from arabic_reshaper.letters import LETTERS_KURDISH
from bidi.algorithm import get_display  # type: ignore[import-untyped]  # the compiled one neither mirrors brackets nor says levels

Order: TypeAlias = Literal["logical", "visual"]

LEFT_TO_RIGHT_ISOLATE = "\u2066"
RIGHT_TO_LEFT_ISOLATE = "\u2067"
POP_DIRECTIONAL_ISOLATE = "\u2069"

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# GNOME Terminal and its relatives reorder text from VTE 0.58 on; the variable holds the version as 5800.
_VTE_WITH_BIDI = 5800

# The reshaper's Kurdish table names glyphs of one font by private code points. Heh in final form looks like ە in final form;
# the others have no joined form in Unicode and stay letters.
_PRIVATE = {form: letter for letter, forms in LETTERS_KURDISH.items() for form in forms if "\ue000" <= form <= "\uf8ff"}
_KURDISH_FORMS = str.maketrans(_PRIVATE | {LETTERS_KURDISH["\u06d5"][arabic_reshaper.letters.FINAL]: "\ufeea"})
_ZERO_WIDTH = str.maketrans(dict.fromkeys("\u200c\u200d"))


def order_of_terminal(environ: Mapping[str, str] = os.environ) -> Order:
    """`logical` where the terminal is known to order right-to-left text itself, else `visual`."""
    vte = environ.get("VTE_VERSION", "")
    if vte.isdecimal() and int(vte) >= _VTE_WITH_BIDI:
        return "logical"
    if "KONSOLE_VERSION" in environ or "MLTERM" in environ or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "logical"
    return "visual"


def arrange(text: str, order: Order, *, rtl: bool, language: str = "") -> str:
    """`text`, one line of it, as a terminal of this `order` has to get it.

    Args:
        text: In the order in which it is written, without control and bidi characters.
        order: What the terminal expects.
        rtl: Whether the line reads from right to left as a whole; a line that does not may still hold such words.
        language: BCP 47 tag, for the letters that Kurdish joins in its own way.
    """
    if order == "logical":
        return f"{RIGHT_TO_LEFT_ISOLATE if rtl else LEFT_TO_RIGHT_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"
    if text.isascii():
        return text
    # A character that Python's Unicode tables don't know has no direction, and python-bidi stops at it.
    text = "".join(character if unicodedata.bidirectional(character) else REPLACEMENT for character in text)
    joined = _kurdish(text) if language.startswith("ckb") else _reshaper("Arabic").reshape(text)
    # The joiners have done their work, and a terminal without joining may draw them as a blank.
    seen: str = get_display(joined.translate(_ZERO_WIDTH), base_dir="R" if rtl else "L")
    return seen


def _kurdish(text: str) -> str:
    joined: str = _reshaper("Kurdish").reshape(text)
    return joined.translate(_KURDISH_FORMS)


@functools.cache
def _reshaper(language: str) -> arabic_reshaper.ArabicReshaper:
    return arabic_reshaper.ArabicReshaper(configuration={"language": language, "delete_harakat": True})
