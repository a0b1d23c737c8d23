"""Plain JSON about news, by the names of its fields: JSON Feed, schema.org's NewsArticle, what content systems and news APIs give.

Names are those that English, Arabic, Persian, Turkish, French and German systems use. Where an object has its text in several languages
(`title_ar`, `title_en`), the first in the order of `_LANGUAGES` is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from streams.pipeline.decode.formats.body import body_of, is_markup, one_line, text_of
from streams.pipeline.decode.formats.items import Item, check_number
from streams.pipeline.decode.formats.json import Fields, objects_in, wraps
from streams.pipeline.decode.formats.json_metadata import metadata_of
from streams.pipeline.decode.formats.ninjs_metadata import MEDIA_TYPES
from streams.pipeline.errors import UnknownFormat

# The names, as `Fields` compares them, in the order in which they are tried.
_HEADLINE = tuple(
    (
        "headline title newstitle articletitle posttitle storytitle maintitle head heading subject العنوان عنوان عنوانالخبر titr تیتر "
        "عنوانخبر başlık baslik haberbaşlığı haberbasligi titre titel überschrift ueberschrift"
    ).split()
)
_SUMMARY = tuple(
    (
        "standfirst subheadline subtitle subheading summary abstract excerpt intro teaser dek description shortdescription newssummary "
        "الملخص ملخص المقدمة lid لید خلاصه spot özet ozet chapô chapo chapeau résumé resume vorspann"
    ).split()
)
_BODY = tuple(
    (
        "articlebody newsbody newscontent newstext newsdetails bodyhtml bodytext contenthtml contenttext body content fulltext text "
        "article story details html paragraphs blocks النص نص نصالخبر التفاصيل المحتوى matn متن متنخبر içerik "
        "icerik metin haber texte corps contenu inhalt"
    ).split()
)
_LANGUAGES = ("", "ar", "fa", "ku", "ckb", "ur", "tr", "en", "fr", "de")
# What an object that stands for a text has it in: WordPress, Drupal, Editor.js, Draft.js and their like.
_TEXT_IN = ("rendered", "processed", "html", "value", "text", "content", "paragraph", "data", "blocks")
_MAX_NESTED = 4


def items_in(value: object) -> Iterator[Item]:
    """The items in a JSON value. Raises TooComplex over MAX_ITEMS, and UnknownFormat where no object has text under a name known here."""
    language = Fields(value).text("language") if isinstance(value, dict) else None
    number = 0
    for fields in objects_in(value, _is_item):
        number += 1
        check_number(number)
        yield _item(fields, language)
    if not number:
        raise UnknownFormat(
            "JSON of no news format, and no object in it has a body, or a headline with a date, a summary or an address, under names that "
            "are known; docs/formats.md lists them"
        )


def _is_item(fields: Fields) -> bool:
    if "$schema" in fields:
        return False
    suffix = _suffix(fields)
    if _rich(fields, _BODY, suffix):
        return True
    if wraps(fields) or not _rich(fields, _HEADLINE, suffix):
        return False
    if fields.text("headline", "newstitle", "العنوان") is not None:
        return True
    # A title alone is what an object of any API has.
    dated = fields.time("published", "publishedat", "pubdate", "datepublished", "date", "datetime", "timestamp") is not None
    return dated or bool(_rich(fields, _SUMMARY, suffix)) or fields.text("url", "link") is not None


def _item(fields: Fields, language: str | None) -> Item:
    suffix = _suffix(fields)
    headline = one_line(_rich(fields, _HEADLINE, suffix))
    body = body_of(_rich(fields, _BODY, suffix))
    summary = text_of(body_of(_rich(fields, _SUMMARY, suffix))) or None
    medium = MEDIA_TYPES.get((fields.text("type") or "").lower())
    if medium is not None and body is None:
        return Item(lacks=f"a {medium} without news text" if medium != "audio" else "a recording without news text")
    if headline is None and body is None and summary is None:
        return Item(lacks="an item without visible text")
    return Item(headline=headline, summary=summary, body=body, metadata=metadata_of(fields, suffix or language))


def _suffix(fields: Fields) -> str:
    """The language that the names of the text's fields end in, empty where they have none."""
    return next((each for each in _LANGUAGES if _rich(fields, _HEADLINE, each) or _rich(fields, _BODY, each)), "")


def _rich(fields: Fields, names: tuple[str, ...], suffix: str) -> str | None:
    """The text of the first of `names` that has any: a string, a list of paragraphs, or an object around them."""
    return next((text for value in fields.values(*(names if not suffix else _suffixed(names, suffix))) if (text := _flat(value, 0))), None)


@lru_cache(maxsize=64)
def _suffixed(names: tuple[str, ...], suffix: str) -> tuple[str, ...]:
    return tuple(name + suffix for name in names)


def _flat(value: object, depth: int) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if depth > _MAX_NESTED:
        return None
    if isinstance(value, list):
        parts = [text for each in value if (text := _flat(each, depth + 1))]
        return "".join(f"<p>{part}</p>" for part in parts) if any(map(is_markup, parts)) else "\n\n".join(parts) or None
    if isinstance(value, dict):
        fields = Fields(value)
        return next((text for value in fields.values(*_TEXT_IN) if (text := _flat(value, depth + 1))), None)
    return None
