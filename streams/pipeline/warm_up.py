"""What the pipeline loads when it is first needed (lexicons, weights, the model of languages), loaded before an item has to wait for it."""

from __future__ import annotations

from schemas import RawItem
from streams.pipeline.process import process

_PAGE = """<html><body><nav><a href="/sport">Sport</a> <a href="/wind">Wetter</a></nav>
<h1>Brücke verbindet die Ufer wieder</h1>
<p>ALTSTADT (Wadi) - Die Stadt hat am Montag die neue Brücke über den Fluss eröffnet.</p>
<p>Der Bürgermeister sagte, sie verkürze den Schulweg um eine halbe Stunde. (Wadi)</p>
<p>افتتحت البلدية اليوم جسرًا للمشاة يربط ضفتي النهر.</p></body></html>"""

_ITEM = RawItem(
    specversion="1.0", id="warm-up", source="https://wadi.example", type="wire.raw", datacontenttype="text/html; charset=utf-8", data=_PAGE
)


def warm_up() -> None:
    """Take a page apart that goes through every stage.

    It costs 0.7 to 1 s of processor time. The first item would pay for it, out of what an item is given: on a slow machine, that could be
    too much for it.
    """
    process(_ITEM)
