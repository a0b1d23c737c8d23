"""Urgency: what the desk's own label says, on IPTC's scale of 1 to 9."""

from __future__ import annotations

from functools import lru_cache

from streams.text.match_key import fold

# As agencies use the scale: flash 1, bulletin 2, urgent 3.
_FLASH = frozenset(map(fold, ("flash", "flaş", "flaş haber", "newsalert", "news alert")))
_BULLETIN = frozenset(map(fold, ("bulletin", "alert")))


# Labels are few and come again.
@lru_cache(maxsize=256)
def urgency_of(label: str | None) -> int | None:
    """The urgency that `label` (عاجل, SON DAKİKA, FLASH) stands for; None where the item carries no label."""
    if label is None:
        return None
    folded = fold(label)
    return 1 if folded in _FLASH else 2 if folded in _BULLETIN else 3
