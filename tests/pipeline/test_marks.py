"""Marks inside a line: the signature that closes it, the label that opens it, the bullet of a list."""

from __future__ import annotations

import pytest

from streams.pipeline.segment.marks import bullet_of, credit_line, credit_of, label_of
from tests.pipeline.pages import line

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "credit", "written"),
    [
        pytest.param("افتتحت المحطة صباح الخميس. (مدار)", "مدار", "(مدار)", id="arabic"),
        pytest.param("Bakan hastaneyi açtı. (İLKHA)", "İLKHA", "(İLKHA)", id="turkish"),
        pytest.param("The station opened on Thursday. [Harbour Wire]", "Harbour Wire", "[Harbour Wire]", id="square-brackets"),
        pytest.param("کام جاری ہے۔ (نیوز ڈیسک)", "نیوز ڈیسک", "(نیوز ڈیسک)", id="urdu-full-stop"),
        pytest.param("«انتهى العمل.» (مدار)", "مدار", "(مدار)", id="behind-a-quote"),
        pytest.param("هل يكفي؟ (مدار).", "مدار", "(مدار).", id="with-a-full-stop-of-its-own"),
        pytest.param("The station opened on Thursday. – Harbour", "Harbour", "– Harbour", id="behind-a-dash"),
        pytest.param("قال الوزير ذلك. — مدار", "مدار", "— مدار", id="arabic-behind-a-dash"),
        pytest.param("Bakan hastaneyi açtı. / KHA", "KHA", "/ KHA", id="behind-a-slash"),
        pytest.param("Bakan hastaneyi açtı (AA)", "AA", "(AA)", id="a-listed-agency-without-a-full-stop"),
        pytest.param("افتتحت المحطة صباح الخميس. /بردى/", "بردى", "/بردى/", id="between-slashes"),
        pytest.param("The river fell again on Thursday. | Monsoon Wire", "Monsoon Wire", "| Monsoon Wire", id="behind-a-bar"),
        pytest.param("ایستگاه صبح پنجشنبه گشایش یافت. «تالاب»", "تالاب", "«تالاب»", id="in-guillemets"),
        pytest.param("Le bac a repris son service lundi. ‹Océane›", "Océane", "‹Océane›", id="in-single-guillemets"),
        pytest.param("افتتحت المحطة صباح الخميس. ن.ق", "ن.ق", "ن.ق", id="initials-of-the-editor"),
        pytest.param("Bakan hastaneyi açtı. EY/MD", "EY/MD", "EY/MD", id="initials-of-two-editors"),
        pytest.param("Der Landkreis eröffnete die Schule. ndk", "ndk", "ndk", id="small-letters-of-a-german-desk"),
        pytest.param("وزیر نے ہسپتال کھول دیا۔ (ہمالہ وائر)", "ہمالہ وائر", "(ہمالہ وائر)", id="urdu-brackets"),
        pytest.param("وەزیر نەخۆشخانەکەی کردەوە. {زاگرۆس}", "زاگرۆس", "{زاگرۆس}", id="in-braces"),
    ],
)
def test_a_credit_at_the_end_of_a_paragraph(text: str, credit: str, written: str) -> None:
    mark = credit_of(line(text), NOBODY, closes=False)
    assert mark is not None
    assert (mark.role, mark.value) == ("credit", credit)
    assert text[mark.start : mark.end] == written


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The United Nations (UN) said that aid would resume.", id="an-acronym-in-mid-sentence"),
        pytest.param("Aid came from the World Food Programme (WFP).", id="an-acronym-that-ends-the-sentence"),
        pytest.param("Aid came from the World Food Programme (WFP)", id="an-acronym-at-the-end-of-a-line"),
        pytest.param("The price rose by a tenth. (12)", id="a-number"),
        pytest.param("He said so. (The ministry did not reply.)", id="a-sentence-in-brackets"),
        pytest.param("He came. (Reporting by J. Doe; editing by A. Roe; additional reporting by B. Poe)", id="a-long-aside"),
        pytest.param("(مدار) افتتحت المحطة صباح الخميس.", id="brackets-that-open-the-line"),
        pytest.param("(مدار)", id="nothing-but-the-credit"),
        pytest.param("It opened on Thursday. - 12 - 14", id="numbers-behind-a-dash"),
        pytest.param("The station opened on Thursday.", id="no-brackets"),
        pytest.param("She read from «The Ferryman».", id="a-title-in-guillemets"),
        pytest.param("وقال إن الكتاب يحمل عنوان «نهر العاصي»", id="an-arabic-title-in-guillemets"),
        pytest.param("The vote was 12 to 3. He left", id="a-sentence-of-two-words"),
        pytest.param("Er ging. Sie blieb", id="a-german-sentence-of-two-words"),
        pytest.param("The lane is open to cyclists and/or walkers", id="a-slash-between-words"),
        pytest.param("The fee is 3 pounds. / 4 pounds on Sundays", id="a-second-price"),
    ],
)
def test_no_credit(text: str) -> None:
    assert credit_of(line(text), NOBODY, closes=False) is None


def test_the_agency_of_the_page_signs_without_a_full_stop() -> None:
    signed = line("افتتحت المحطة صباح الخميس (برق الشمال)")
    assert credit_of(signed, NOBODY, closes=False) is None
    mark = credit_of(signed, frozenset({"برق الشمال"}), closes=False)
    assert mark is not None
    assert mark.value == "برق الشمال"


def test_where_the_item_closes_brackets_after_its_last_word_are_its_signature() -> None:
    mark = credit_of(line("افتتحت المحطة صباح الخميس (برق الشمال)"), NOBODY, closes=True)
    assert mark is not None
    assert mark.value == "برق الشمال"


@pytest.mark.parametrize(
    "text",
    ["The poet was born in Hull (England).", "Aid came from the World Food Programme (WFP).", "وصلت القافلة إلى الميادين (دير الزور)."],
)
def test_where_the_item_closes_an_aside_inside_its_last_sentence_is_no_signature(text: str) -> None:
    assert credit_of(line(text), NOBODY, closes=True) is None


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("(مدار)", "مدار"),
        ("[Harbour Wire]", "Harbour Wire"),
        ("— مدار", "مدار"),
        ("-AP-", "AP"),
        ("/ رويترز /", "رويترز"),
        ("وكالة مدار", "وكالة مدار"),
        ("/بردى/", "بردى"),
        ("| Monsoon Wire", "Monsoon Wire"),
        ("«تالاب»", "تالاب"),
        ("ن.ق", "ن.ق"),
        ("EY/MD", "EY/MD"),
        ("{زاگرۆس}", "زاگرۆس"),
    ],
)
def test_a_credit_on_a_line_of_its_own(text: str, credit: str) -> None:
    mark = credit_line(line(text), NOBODY)
    assert mark is not None
    assert (mark.role, mark.value, mark.start, mark.end) == ("credit", credit, 0, len(text))


@pytest.mark.parametrize(
    "text", ["(2)", "مدار", "New roof", "(The ministry did not reply.)", "(a note of more than four words)", "12 - 14"]
)
def test_no_credit_line(text: str) -> None:
    assert credit_line(line(text), NOBODY) is None


def test_the_name_of_the_agency_alone_is_a_credit_line_where_it_is_known() -> None:
    assert credit_line(line("Harbour Wire"), frozenset({"harbour wire"})) is not None
    assert credit_line(line("Harbour Wire"), frozenset({"harbourwire"})) is not None


@pytest.mark.parametrize(
    ("text", "label", "written"),
    [
        ("عاجل: زلزال يضرب الجنوب", "عاجل", "عاجل:"),
        ("عَاجِل | زلزال يضرب الجنوب", "عَاجِل", "عَاجِل |"),
        ("خبر عاجل.. زلزال يضرب الجنوب", "خبر عاجل", "خبر عاجل.."),
        ("SON DAKİKA - Marmara'da deprem", "SON DAKİKA", "SON DAKİKA -"),
        ("Son dakika! Marmara'da deprem", "Son dakika", "Son dakika!"),
        ("FLAŞ HABER: Marmara'da deprem", "FLAŞ HABER", "FLAŞ HABER:"),
        ("Lezgîn: Li Amedê erdhej", "Lezgîn", "Lezgîn:"),
        ("بەپەلە: بوومەلەرزە لە باشوور", "بەپەلە", "بەپەلە:"),
        ("فوری: زلزله در جنوب", "فوری", "فوری:"),
        ("URGENT: Quake hits the south", "URGENT", "URGENT:"),
        ("BREAKING NEWS -- Quake hits the south", "BREAKING NEWS", "BREAKING NEWS --"),
    ],
)
def test_an_urgency_label(text: str, label: str, written: str) -> None:
    mark = label_of(line(text), 0)
    assert mark is not None
    assert (mark.role, mark.value) == ("label", label)
    assert text[mark.start : mark.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "اجتماع عاجل في بغداد",
        "عاجل الحكومة تجتمع",
        "Urgent talks open in Geneva",
        "Breaking the ice: talks open",
        "Flash floods hit the coast",
        "",
    ],
)
def test_no_label(text: str) -> None:
    assert label_of(line(text or "x"), 0) is None


@pytest.mark.parametrize(
    ("text", "bullet"),
    [
        ("• one", "•"),
        ("●one", "●"),
        ("- one", "-"),
        ("– one", "–"),
        ("* one", "*"),
        ("◆ «one»", "◆"),
        ("1. one", "1."),
        ("(2) one", "(2)"),
        ("12- one", "12-"),
        ("١. واحد", "١."),
        ("۱- یک", "۱-"),
    ],
)
def test_a_bullet(text: str, bullet: str) -> None:
    mark = bullet_of(line(text))
    assert mark is not None
    assert (mark.role, mark.value, mark.start, text[mark.start : mark.end]) == ("bullet", bullet, 0, bullet)


@pytest.mark.parametrize(
    "text", ["1.5 million people", "3-2 win for Hull", "2026 was dry", "***", "-5 degrees at dawn", "+3.2 percent on the day", "one - two"]
)
def test_no_bullet(text: str) -> None:
    assert bullet_of(line(text)) is None
