"""The dateline: place, date and agency before the first sentence, in the forms that desks of the region and the big agencies use."""

from __future__ import annotations

import re

from schemas import Dateline
from streams.lexicon import everywhere
from streams.text.match_key import fold, words

# A dateline stands within the first characters or there is none; the gate keeps the patterns off ordinary paragraphs.
WINDOW = 90
_GATE = re.compile(r"[-–—ـ/()\[\]:]")
_DASH = r"[-–—ـ]{1,3}"

# DİYARBAKIR (Kuzey Haber) - · دبي، الإمارات العربية المتحدة (CNN)-- · LONDON, Nov 12 (Harbour Wire) —
_IN_BRACKETS = (
    r"^(?P<place>(?:[^()\[\]:;.!?؟«\"]|(?<=\d)\.|(?<=\b[^\W\d_])\.|(?<=\b[^\W\d_]{2})\.|(?<=\b[^\W\d_]{3})\.){2,60}?(?:\([^()]{2,24}\)[^()\[\]:;.!?؟«\"]{0,30}?)?)"
    r"\s*(?:[-–—ـ]{1,2}\s*)?[(\[](?P<agency>[^()\[\]]{2,32})[)\]]\s*"
)
_BRACKET = re.compile(_IN_BRACKETS + rf"(?P<sep>{_DASH}|[:/])\s*")
# اسلام آباد (نیوز ڈیسک) : no mark behind it, so the bracket must name an agency
_BRACKET_BARE = re.compile(_IN_BRACKETS)
# (مدار) بغداد -
_AGENCY_FIRST = re.compile(rf"^[(\[](?P<agency>[^()\[\]]{{2,32}})[)\]]\s*(?P<place>[^()\[\]:;.!?؟«\"–—-]{{2,40}}?)\s*(?P<sep>{_DASH}|:)\s*")
# إسطنبول/ الأناضول، · دمشق / 12 تشرين الثاني / مدار - · AMED / Rojname -
_SLASHES = re.compile(
    rf"^(?P<parts>[^/()\[\]:;.!?؟«\"]{{2,30}}(?:\s*/\s*[^/()\[\]:;.!?؟«\"،,–—-]{{2,30}}){{1,3}}?)\s*(?P<sep>{_DASH}|[:،,])\s*"
)
# بغداد - مدار: · القاهرة ـ رويترز -
_TWO_DASHES = re.compile(
    rf"^(?P<place>[^()\[\]/:;.!?؟«\"–—-]{{2,30}}?)(?:\s+{_DASH}\s*|\s*{_DASH}\s+)(?P<agency>[^()\[\]/:;.!?؟«\"،,–—-]{{2,30}}?)\s*(?P<sep>{_DASH}|[:،])\s*"
)
# LONDON — · BAGHDAD, Nov 12 - : capitals, or a place before a dash with space around it
_BARE = re.compile(r"^(?P<place>[^()\[\]/:;.!?؟«\"–—-]{2,40}?)(?P<sep>\s*(?:--|[–—])\s+|\s+-\s+)")
_DATED = re.compile(rf"^(?P<place>[^()\[\]/:;.!?؟«\"–—،,-]{{2,30}}?)\s*[،,]\s*(?P<date>[^()\[\]/:;.!?؟«\"–—،,-]{{4,30}}?)\s+{_DASH}\s+")
_CAPITALS = re.compile(
    r"^(?P<place>[A-ZÇĞİÖŞÜÊÎÛ][A-ZÇĞİÖŞÜÊÎÛ' ,.]{2,40}?)(?:,\s*(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2}))?(?:\s+[-–—]{1,2}\s+|:\s+)"
)
# کوئٹہ: in Urdu, where desks close a dateline with a colon
_COLON = re.compile(r"^(?P<place>[^()\[\]/:;.!?؟«\"،,–—\d-]{2,24}?)\s*:\s+")
_URDU = re.compile("[ٹڈڑںے]")
# الرياض 12 نوفمبر
_UNDIVIDED = re.compile(r"^(?P<place>[^\d،,]{2,40}?)\s+(?P<date>\d{1,2}\.?\s+[^\d،,]{3,20}(?:\s+\d{4})?)$")
# خبرگزاری فارس: · به گزارش is a clause and stays text
_AGENCY_COLON = re.compile(r"^(?P<agency>[^()\[\]/:;.!?؟«\"،,–—-]{3,32})\s*:\s*")


def find_dateline(text: str, *, sure: bool = False) -> tuple[Dateline, int] | None:
    """The dateline at the start of `text` and where it ends (the first character of the sentence), or None.

    `text` is display text from the first character of a paragraph on. `sure` leaves out the forms that an ordinary sentence can take too,
    such as a place before a dash: they count where a story begins, and prove nothing elsewhere.
    """
    head = text[:WINDOW]
    if not _GATE.search(head):
        return None
    for find in _SURE if sure else _ALL:
        found = find(head)
        if found is not None:
            place, date, agency, end = found
            # A dateline is followed by a sentence: a line that ends there is a label or a credit, one in small letters goes on.
            after = text[end : end + 120]
            if len(words(after)) < 3 or after[0].islower():
                return None
            shown = text[:end].rstrip()
            return Dateline(text=shown, place=place, date=date, agency=agency), end
    return None


_Found = tuple[str | None, str | None, str | None, int]


def _bracket(head: str) -> _Found | None:
    match = _BRACKET.match(head)
    if match is None:
        match = _BRACKET_BARE.match(head)
        if match is None or not _names_agency(match["agency"]):
            return None
    if not _place_like(match["place"], 7) or not _agency_like(match["agency"]):
        return None
    place, date = _split_date(match["place"])
    return place, date, match["agency"].strip(), match.end()


def _agency_first(head: str) -> _Found | None:
    match = _AGENCY_FIRST.match(head)
    if match is None or not _place_like(match["place"], 5) or not _agency_like(match["agency"]):
        return None
    place, date = _split_date(match["place"])
    return place, date, match["agency"].strip(), match.end()


def _slashes(head: str) -> _Found | None:
    match = _SLASHES.match(head)
    if match is None:
        return None
    parts = [part.strip(" ،,") for part in match["parts"].split("/")]
    if not all(1 <= len(words(part)) <= 4 for part in parts) or not _place_like(parts[0], 4):
        return None
    dates = [part for part in parts[1:] if _dated(part)]
    agencies = [part for part in parts[1:] if not _dated(part)]
    if match["sep"] in "،," and not agencies:
        return None
    # كانون الثاني/يناير is one month in two calendars, not a place and an agency.
    if any(part in everywhere().months for part in (" ".join(words(parts[0])), words(parts[0])[-1])):
        return None
    return parts[0], dates[0] if dates else None, agencies[-1] if agencies else None, match.end()


def _two_dashes(head: str) -> _Found | None:
    match = _TWO_DASHES.match(head)
    if match is None or not _place_like(match["place"], 4) or len(words(match["agency"])) > 4:
        return None
    if match["sep"] not in (":", "：") and not (_names_agency(match["agency"]) or _dated(match["agency"])):
        return None
    if _dated(match["agency"]):
        return match["place"].strip(" ،,"), match["agency"].strip(), None, match.end()
    place, date = _split_date(match["place"])
    return place, date, match["agency"].strip(), match.end()


def _bare(head: str) -> _Found | None:
    match = _CAPITALS.match(head)
    if match is not None:
        return match["place"].strip(" ,"), match["date"], None, match.end()
    match = _DATED.match(head)
    if match is not None and _dated(match["date"]) and _place_like(match["place"], 4):
        return match["place"].strip(), match["date"].strip(), None, match.end()
    match = _BARE.match(head)
    if match is None or not _place_like(match["place"], 3) or not _named(match["place"]):
        return None
    # Between two hyphens stands an aside.
    if match["sep"].strip() == "-" and " - " in head[match.end() :]:
        return None
    place, date = _split_date(match["place"])
    return place, date, None, match.end()


def _agency_colon(head: str) -> _Found | None:
    match = _AGENCY_COLON.match(head)
    if match is None or len(words(match["agency"])) > 4 or not _begins_agency(match["agency"]):
        return None
    return None, None, match["agency"].strip(), match.end()


def _colon(head: str) -> _Found | None:
    match = _COLON.match(head)
    if match is None or not _URDU.search(head) or len(words(match["place"])) > 2 or not _named(match["place"]):
        return None
    return match["place"].strip(), None, None, match.end()


_SURE = (_bracket, _agency_first, _slashes, _agency_colon)
_ALL = (*_SURE[:-1], _two_dashes, _bare, _agency_colon, _colon)


def _place_like(text: str, most: int) -> bool:
    parts = words(text)
    return 1 <= len(parts) <= most and not parts[0].isdigit()


def _named(text: str) -> bool:
    """Whether each word can be part of a name: with a capital where the script has them, else no function word."""
    return all(
        part[:1].isupper() or (part.lower() == part.upper() and fold(part) not in everywhere().function_words) for part in text.split()
    )


def _agency_like(text: str) -> bool:
    parts = words(text)
    return 1 <= len(parts) <= 4 and not any(part.isdigit() for part in parts)


def _names_agency(text: str) -> bool:
    return any(part in everywhere().agency_words for part in words(text))


def _begins_agency(text: str) -> bool:
    parts = words(text)
    return len(parts) > 1 and parts[0] in everywhere().agency_words and not parts[0].isascii()


def _dated(text: str) -> bool:
    parts = words(text)
    months = everywhere().months
    return any(part in months for part in (*parts, " ".join(parts[-2:])))


def _split_date(text: str) -> tuple[str | None, str | None]:
    """Place and date of `بغداد، 12 تشرين الثاني` or `HULL, England, Nov 12, 2026`: the date begins at the first part that is one."""
    text = text.strip(" ،,-–—ـ")
    if (undivided := _UNDIVIDED.match(text)) and _dated(undivided["date"]):
        return undivided["place"].strip(" ،,"), undivided["date"]
    parts = re.split(r"\s*[،,]\s*", text)
    begins = next((i for i, part in enumerate(parts) if i and _dated(part)), len(parts))
    comma = "، " if "،" in text else ", "
    return comma.join(parts[:begins]) or None, comma.join(parts[begins:]) or None
