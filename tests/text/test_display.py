"""Display text: what the desk wrote stays, what no reader was meant to see goes, and every character knows where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.text.display import clean, display

ZWNJ, ZWJ, ZWSP, LRM, RLM, ALM = "\u200c", "\u200d", "\u200b", "\u200e", "\u200f", "\u061c"
LRE, RLE, PDF, RLI, FSI, PDI = "\u202a", "\u202b", "\u202c", "\u2067", "\u2068", "\u2069"
BOM, SOFT_HYPHEN, NBSP, VS16 = "\ufeff", "\xad", "\xa0", "\ufe0f"

# What pages of the wire hold beside plain letters, and what breaks them.
_TROUBLE = [ZWNJ, ZWJ, ZWSP, LRM, RLM, ALM, LRE, RLE, PDF, RLI, FSI, PDI, BOM, SOFT_HYPHEN, NBSP, VS16, "\x00", "\t", "\u2028"]
_REFERENCES = ["&amp;", "&quot;", "&shy;", "&nbsp;", "&", "quot;", "#", "&zwnj;", "&rlm;", "&#x202b;"]
_LETTERS = [*"abş éİ1#", *"مي ﻻﷺـ", "e\u0301", "\u064f", "\u0653", "👩", "❤", "ه", "\u3099", "か", "🏴", "\U000e0067", "\U000e007f"]
_TEXTS = st.lists(st.sampled_from(_TROUBLE + _LETTERS + _REFERENCES), max_size=16).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("الســـلام عليكم", id="tatweel"),
        pytest.param("مُحَمَّدٌ رسولُ اللهِ", id="harakat"),
        pytest.param("قال ﷲ تعالى، والنبي ﷺ", id="word-ligatures"),
        pytest.param("بلغت النسبة ½ في المئة، أي ٠٫٥٪ أو ۵۰", id="fractions-and-digits"),
        pytest.param(f"می{ZWNJ}شود و خانه{ZWNJ}ها", id="zwnj-between-letters"),
        pytest.param("«نعم»، قال الوزير: “اليوم” – لا ‘غدًا’…", id="quotation-marks-and-dashes"),
        pytest.param("Wezîrê Tenduristiyê; İstanbul'da ığdır", id="latin-of-the-region"),
        pytest.param(f"👩{ZWJ}👩{ZWJ}👧 ❤{VS16} 1{VS16}⃣", id="emoji-sequences"),
        pytest.param(f"قال {FSI}Apple Inc.{PDI} إن", id="closed-isolate"),
        pytest.param(f"قال {RLI}النص {LRE}ABC{PDF}{PDI} إن", id="embedding-inside-isolate"),
        pytest.param(f"بلغ 5{LRM}-{LRM}3 للفريق", id="marks-that-order-a-score"),
        pytest.param("۝١ ﴿قل﴾", id="ayah-and-ornate-brackets"),
        pytest.param("۝١ ﴿قل﴾ ﷼ ؀", id="signs-that-look-like-forms"),
        pytest.param(f"لغة C#{LRM}", id="mark-that-keeps-a-sign-beside-its-latin-word"),
        pytest.param(f"سنة 1445 ه{ZWJ}، وسنة 1446 ه{ZWJ}", id="heh-of-the-hijri-year"),
        pytest.param("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 2-1 🇮🇶", id="flags"),
        pytest.param("کتاب‌هایی دربارهٔ پژوهش", id="persian-yeh-kaf-and-genitive"),
        pytest.param("كتاب مصطفى", id="arabic-yeh-and-kaf"),
        pytest.param("R&D; AT&T, &c. &unknown; &#9999999; 5 & 6", id="ampersands-that-are-no-references"),
        pytest.param("", id="nothing"),
    ],
)
def test_stays_as_the_desk_wrote_it(text: str) -> None:
    assert display(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ", "السلام عليكم", id="presentation-forms-become-letters"),
        pytest.param("ﻻ ﻷ ﻹ ﻵ", "لا لأ لإ لآ", id="lam-alef-forms-become-two-letters"),
        pytest.param("ﭘﺎﮐﺴﺘﺎﻥ", "پاکستان", id="persian-and-urdu-forms"),
        pytest.param("م\ufe77ن", "مـَن", id="harakah-form-with-its-tatweel"),
        pytest.param("e\u0301 S\u0327irnak", "é Şirnak", id="composed"),
        pytest.param("ا\u0653لاف", "آلاف", id="alef-and-madda-composed"),
        pytest.param(f"  first\tsecond{NBSP}third\u2009 \u3000fourth \n", "first second third fourth", id="white-space-folded"),
        pytest.param(f"{BOM}عاجل: زلزال", "عاجل: زلزال", id="byte-order-mark"),
        pytest.param(f"co{SOFT_HYPHEN}operation", "cooperation", id="soft-hyphen"),
        pytest.param(f"كلمة{ZWSP}كلمة", "كلمةكلمة", id="zero-width-space"),
        pytest.param(f"می{ZWNJ} شود{ZWNJ}.", "می شود.", id="zwnj-that-joins-nothing"),
        pytest.param(f"{ZWNJ}می{ZWNJ}شود{ZWNJ}", f"می{ZWNJ}شود", id="zwnj-at-the-ends"),
        pytest.param(f"می{ZWNJ}{ZWNJ}شود و خانه{ZWSP}{ZWNJ}ها", f"می{ZWNJ}شود و خانه{ZWNJ}ها", id="zwnj-written-twice-or-beside-another"),
        pytest.param(f"a {ZWJ} b", "a b", id="zwj-that-joins-nothing"),
        pytest.param(f"new{ZWJ}s", "news", id="zwj-between-letters-that-never-join"),
        pytest.param(f"دار{ZWJ} جديدة", "دار جديدة", id="zwj-behind-a-letter-that-does-not-join"),
        pytest.param(f"C#{LRM}", "C#", id="mark-where-all-runs-one-way"),
        pytest.param(f"زلزال.{RLM}", "زلزال.", id="mark-at-the-end-of-an-arabic-line"),
        pytest.param(f"لغة C#{LRM}{LRM}", f"لغة C#{LRM}", id="mark-written-twice"),
        pytest.param("اﻟﺴﻼﻡ، ﻣﺤﻤﺪ ﷺ، ﷲ", "السلام، محمد ﷺ، ﷲ", id="forms-and-word-ligatures"),
        pytest.param("e\ufb03cient \ufb01rst", "efficient first", id="latin-ligatures"),
        pytest.param("مُّ", "مُّ", id="shadda-and-damma-in-order"),
        pytest.param("م\u0651\u064f", "م\u064f\u0651", id="shadda-before-damma"),
        pytest.param("\u0915\u093c \u304b\u3099 \u1112\u1161\u11ab", "\u0915\u093c \u304c \ud55c", id="marks-of-other-scripts-composed"),
        pytest.param("\u0958 \u212b", "\u0915\u093c \xc5", id="letters-that-nfc-rewrites"),
        pytest.param("قال &quot;نعم&quot; &amp;amp; وقف", 'قال "نعم" & وقف', id="references-escaped-twice"),
        pytest.param("Ö&#252;l&#xfc; &amp;lt;b&amp;gt; it&#8217;s &#146;", "Öülü <b> it’s ’", id="references-by-number"),
        pytest.param("a&nbsp;&nbsp;b&amp;nbsp;c &shy;d&#8203;e", "a b c de", id="references-to-what-cleaning-takes-out"),
        pytest.param("می&zwnj;شود &zwnj;.", f"می{ZWNJ}شود .", id="references-to-joiners"),
        pytest.param(f"&qu{ZWSP}ot;x", '"x', id="reference-that-something-invisible-parts"),
        pytest.param(f"{RLE}قال الوزير", "قال الوزير", id="embedding-never-closed"),
        pytest.param(f"قال الوزير{PDI}{PDF}", "قال الوزير", id="closings-never-opened"),
        pytest.param(f"{LRE}{FSI}x{PDF}{PDI}", f"{FSI}x{PDI}", id="crossed-pairs-keep-the-inner"),
        pytest.param(f"عاجل {RLM} زلزال", "عاجل زلزال", id="bidi-mark-among-spaces"),
        pytest.param(f"a{VS16}b", "ab", id="variation-selector-on-a-letter"),
        pytest.param("hello\U000e0068\U000e0069 there", "hello there", id="hidden-tag-characters"),
        pytest.param("null\x00 and \x1bescape\x7f", "null and escape", id="control-characters"),
        pytest.param(f"{ZWSP}{RLM}{BOM}", "", id="nothing-but-invisible"),
    ],
)
def test_cleaned(text: str, shown: str) -> None:
    assert display(text) == shown


def test_presentation_forms_point_to_the_form_they_came_of() -> None:
    cleaned = clean("قال ﻻ أدري")
    at = cleaned.text.index("لا")
    assert cleaned.span(at, at + 2) == (4, 5)
    assert cleaned.span(at, at + 1) == cleaned.span(at + 1, at + 2) == (4, 5)


def test_composed_letters_point_to_base_and_mark() -> None:
    cleaned = clean("cafe\u0301 owner")
    assert cleaned.text == "café owner"
    assert cleaned.span(0, 4) == (0, 5)
    assert cleaned.span(5, 10) == (6, 11)


def test_places_behind_what_was_taken_out() -> None:
    cleaned = clean(f"{BOM}  عاجل:{RLM}  زلزال")
    assert cleaned.text == "عاجل: زلزال"
    start, end = cleaned.span(6, 11)
    assert f"{BOM}  عاجل:{RLM}  زلزال"[start:end] == "زلزال"
    assert cleaned.dropped == ((0, 1), (8, 9))


def test_white_space_in_front_of_clean_text_shifts_it() -> None:
    cleaned = clean("   clean already ")
    assert cleaned.text == "clean already"
    assert cleaned.span(0, 5) == (3, 8)
    assert cleaned.dropped == ()


def test_a_reference_written_out_points_to_all_of_it() -> None:
    source = "قال &amp;quot;نعم&amp;quot; &shy;ثم ﻻ"
    cleaned = clean(source)
    assert cleaned.text == 'قال "نعم" ثم لا'
    assert source[slice(*cleaned.span(4, 5))] == "&amp;quot;"
    assert source[slice(*cleaned.span(4, 9))] == "&amp;quot;نعم&amp;quot;"
    assert source[slice(*cleaned.span(10, 12))] == "ثم"
    assert source[slice(*cleaned.span(13, 15))] == "ﻻ"
    assert [source[start:end] for start, end in cleaned.dropped] == ["&shy;"]


def test_neighbours_that_go_are_told_as_one_run() -> None:
    assert clean(f"a{ZWSP}{ZWSP}{BOM}b{ZWSP}").dropped == ((1, 4), (5, 6))


@given(_TEXTS)
@example(f"{ZWNJ}{LRM}{ZWNJ}")
@example(f"a{ZWNJ}{VS16}")
@example(f"1{ALM}\x00")
@example(f"\u0653{LRE}\u064f")
@example(f"e\u0301{ZWJ}ﷺ")
@example(f"ﻻ\u0653{ZWJ}")
@example(f"quot;{LRM}{ALM}")
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    once = display(text)
    assert display(once) == once


@given(_TEXTS)
@example(f"cafe{ZWSP}\u0301")
@example("\U0002f800 か\u3099")
def test_display_text_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", display(text))


@given(_TEXTS)
def test_no_space_at_the_ends_and_none_doubled(text: str) -> None:
    shown = display(text)
    assert shown == " ".join(shown.split())


@given(_TEXTS)
def test_places_run_forward_within_the_text(text: str) -> None:
    cleaned = clean(text)
    places = [cleaned.span(at, at + 1) for at in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    if places:
        assert cleaned.span(0, len(cleaned.text)) == (places[0][0], places[-1][1])


@given(_TEXTS)
def test_every_visible_character_is_shown_or_told_as_dropped(text: str) -> None:
    cleaned = clean(text)
    told = {at for start, end in cleaned.dropped for at in range(start, end)}
    for i in range(len(cleaned.text)):
        told.update(range(*cleaned.span(i, i + 1)))
    assert all(at in told for at, char in enumerate(text) if not char.isspace())


@given(_TEXTS)
def test_what_needs_no_work_comes_out_as_what_does(text: str) -> None:
    """A stray mark behind a line sends it through the rewriting; that must not change a letter of the rest."""
    assert display(text.rstrip() + " " + ZWSP) == display(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=60))
def test_printable_ascii_only_loses_spaces(text: str) -> None:
    if "&" not in text:
        assert display(text) == " ".join(text.split())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("noise", [f"a{ZWSP}", "&amp;", "&amp;quot;", f"{LRE}", f"{LRE}x{PDF} ", "ﻻ", "e\u0301", "\u0301", "a  ", "&#"])
def test_a_long_line_takes_no_longer_than_its_length_asks(noise: str) -> None:
    text = "قال " + noise * 50_000
    assert display(text)
