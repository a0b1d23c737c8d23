"""Flashes: one line of news, with its label before it or on a line of its own, with or without a signature and a page around it."""

from __future__ import annotations

import pytest

from schemas import Brief
from tests.pipeline.pages import HTML, records, set_aside

FLASHES = [
    pytest.param("عاجل", "زلزال بقوة 5.8 درجات يضرب سواحل الجزيرة الجنوبية", 3, id="arabic"),
    pytest.param("URGENT", "Quake of magnitude 5.8 hits the south of the island", 3, id="english"),
    pytest.param("FLASH", "Central bank of Norland raises its key rate to 4.5 percent", 1, id="english-flash"),
    pytest.param("SON DAKİKA", "Adanın güney kıyısında 5,8 büyüklüğünde deprem oldu", 3, id="turkish"),
    pytest.param("فوری", "زلزله‌ای به بزرگی ۵/۸ سواحل جنوبی جزیره را لرزاند", 3, id="persian"),
    pytest.param("EILMELDUNG", "Erdbeben der Stärke 5,8 erschüttert den Süden der Insel", 3, id="german"),
    pytest.param("Lezgîn", "Li başûrê giravê erdhejeke bi pileya 5.8 çêbû", 3, id="kurmanji"),
    pytest.param("بەپەلە", "بوومەلەرزەیەک بە گوڕی ٥.٨ باشووری دوورگەکەی هەژاند", 3, id="sorani"),
]


@pytest.mark.parametrize(("label", "news", "urgency"), FLASHES)
@pytest.mark.parametrize("parted", [": ", " | ", "\n", "\n\n"], ids=["colon", "bar", "line-of-its-own", "blank-line"])
def test_a_flash_with_its_label(label: str, news: str, urgency: int, parted: str) -> None:
    (flash,) = found = records(label + parted + news)
    assert isinstance(flash, Brief)
    assert (flash.form, flash.headline, flash.lead, flash.body, flash.urgency) == ("snap", None, news, (), urgency)
    assert [role for role, _ in set_aside(found)] == ["label"]


@pytest.mark.parametrize(("label", "news", "urgency"), FLASHES[:4])
def test_a_flash_on_a_page_of_markup(label: str, news: str, urgency: int) -> None:
    page = (
        "<html><body><header><a href='/'>Marsh Wire</a></header><nav><a href='/w'>World</a> <a href='/s'>Sport</a></nav>"
        f"<div><span>{label}</span></div><div>{news}</div><footer>© Marsh Wire 2026</footer></body></html>"
    )
    (flash,) = records(page, HTML)
    assert (flash.form, flash.lead, flash.urgency) == ("snap", news, urgency)


@pytest.mark.parametrize(
    ("text", "lead", "credit"),
    [
        ("عاجل: زلزال يضرب سواحل الجزيرة الجنوبية (الساحل برس)", "زلزال يضرب سواحل الجزيرة الجنوبية", "الساحل برس"),
        ("عاجل\nزلزال يضرب سواحل الجزيرة الجنوبية\n(الساحل برس)", "زلزال يضرب سواحل الجزيرة الجنوبية", "الساحل برس"),
        ("URGENT: Quake hits the south of the island (Marsh Wire)", "Quake hits the south of the island", "Marsh Wire"),
        ("SON DAKİKA\nAdanın güneyinde deprem oldu\n(KHA)", "Adanın güneyinde deprem oldu", "KHA"),
    ],
)
def test_a_signed_flash(text: str, lead: str, credit: str) -> None:
    (flash,) = records(text)
    assert (flash.form, flash.lead, flash.credit, flash.urgency) == ("snap", lead, credit, 3)


def test_a_flash_alone_among_the_headlines_of_its_page() -> None:
    page = [
        "عاجل",
        "زلزال بقوة 5.8 درجات يضرب سواحل الجزيرة الجنوبية",
        "أخبار أخرى",
        "أوسلو تبقي على خطوط الترام حتى عام 2050",
        "نمو صادرات الليثيوم في تشيلي",
    ]
    flash, *others = records("\n".join(page))
    assert (flash.form, flash.lead, flash.urgency) == ("snap", page[1], 3)
    assert not any(other.urgency for other in others)


def test_a_label_opens_a_story_too() -> None:
    page = [
        "URGENT",
        "Quake of magnitude 5.8 hits the south of the island",
        "A quake of magnitude 5.8 hit the south of the island on Monday, the seismic office in Hallam said.",
        "The quake broke windows in three villages, and the office expects others to follow.",
        "Nobody is known to have been hurt in the quake so far, said the mayor of Hallam.",
    ]
    (story,) = records("\n".join(page))
    assert (story.form, story.headline, story.urgency) == ("article", page[1], 3)
    assert [story.lead, *story.body] == page[2:]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("«SON DAKİKA» Adanın güneyinde deprem oldu", "Adanın güneyinde deprem oldu"),
        ("Flaş haber >> Adanın güneyinde deprem oldu", "Adanın güneyinde deprem oldu"),
        ("خبر عاجل ** زلزال يضرب سواحل الجزيرة الجنوبية", "زلزال يضرب سواحل الجزيرة الجنوبية"),
        ("+++ EILMELDUNG +++ Erdbeben erschüttert den Süden der Insel", "Erdbeben erschüttert den Süden der Insel"),
    ],
)
def test_a_label_is_parted_by_whatever_the_desk_uses(text: str, lead: str) -> None:
    (flash,) = records(text)
    assert (flash.form, flash.lead, flash.urgency is not None) == ("snap", lead, True)


def test_a_poll_above_the_flash_of_a_page_is_not_its_news() -> None:
    page = (
        "<div class='top'><span>Sunset at Mombasa: 16:04 Brent crude: $71.12 Quiz: how well do you know your harbour?</span></div>"
        "<div class='text'><div>SNAP >> Insurers count the cost of hail</div></div>"
        "<ul><li><a href='/1'>Orchestra to tune lower</a></li><li><a href='/2'>Swarm delays cup tie</a></li></ul>"
    )
    (flash,) = records(page, HTML)
    assert (flash.form, flash.lead) == ("snap", "Insurers count the cost of hail")


@pytest.mark.parametrize("imprint", ["Kıyı Postası · 2009-2026", "2015–2026 Kıyı Postası, tüm hakları saklıdır"])
def test_a_flash_beside_the_menu_of_a_page_laid_out_as_a_table(imprint: str) -> None:
    menu = "".join(f"<a href='/{n}'>{word}</a><br>" for n, word in enumerate(["Manşet", "Yurt", "Piyasa", "Skor", "Sahne", "Arşiv"]))
    page = (
        "<html><head><title>Kıyı Postası</title></head><body><table><tr><td colspan=3><b>Kıyı Postası</b></td></tr>"
        f"<tr><td width=150>{menu}</td><td><p>Sıcak gelişme: Kayıp davul kırk yıl sonra bulundu</p></td><td width=160>"
        "<a href='/7'>Müze soygunu aydınlandı</a><br><a href='/8'>Halterde iki rekor birden geldi</a></td></tr>"
        f"<tr><td colspan=3><font size=1>{imprint}</font></td></tr></table></body></html>"
    )
    (flash,) = records(page, HTML)
    assert (flash.form, flash.lead) == ("snap", "Kayıp davul kırk yıl sonra bulundu")
