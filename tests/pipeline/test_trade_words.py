"""Notices in the trade's words at large, and long news about that trade, which stays news."""

from __future__ import annotations

import pytest

from tests.pipeline.pages import paragraphs, records, set_aside

STORY = {
    "en": (
        "Lighthouse keepers return to Corran",
        "The lighthouse at Corran will be manned again from May, the northern lights board said on Tuesday.",
        "Two keepers will live on the rock for six weeks at a time, as they did until 1986.",
    ),
    "de": (
        "Leuchtturmwärter kehren nach Norderoog zurück",
        "Der Leuchtturm von Norderoog wird ab Mai wieder besetzt, teilte das Seeamt am Dienstag mit.",
        "Zwei Wärter leben dann jeweils sechs Wochen auf der Hallig, wie es bis 1986 üblich war.",
    ),
    "fr": (
        "Des gardiens de retour au phare de Kervran",
        "Le phare de Kervran sera de nouveau habité à partir de mai, a annoncé mardi le service des phares.",
        "Deux gardiens y vivront six semaines de suite, comme ils le faisaient jusqu'en 1986.",
    ),
    "tr": (
        "Karaburun feneri yeniden bekçisine kavuştu",
        "Karaburun feneri mayıs ayından itibaren yeniden bekçiyle çalışacak, kıyı idaresi salı günü duyurdu.",
        "İki bekçi, 1986'ya kadar olduğu gibi, altı hafta boyunca fenerde yaşayacak.",
    ),
    "ar": (
        "عودة حراس المنارة إلى رأس التين",
        "تعود منارة رأس التين إلى العمل بحراس مقيمين ابتداء من أيار، بحسب ما أعلنت مصلحة المنائر يوم الثلاثاء.",
        "ويقيم حارسان فيها ستة أسابيع متصلة كما كان الحال حتى عام 1986.",
    ),
    "fa": (
        "نگهبانان به فانوس دریایی قشم بازگشتند",
        "سازمان بنادر روز سه‌شنبه اعلام کرد فانوس دریایی قشم از اردیبهشت دوباره نگهبان خواهد داشت.",
        "دو نگهبان مانند سال‌های پیش از ۱۳۶۵ شش هفته در آن زندگی خواهند کرد.",
    ),
    "ur": (
        "منوڑہ کے لائٹ ہاؤس پر محافظوں کی واپسی",
        "بندرگاہ کے محکمے نے منگل کو بتایا کہ منوڑہ کے لائٹ ہاؤس پر مئی سے دوبارہ محافظ تعینات ہوں گے۔",
        "دو محافظ 1986 کی طرح چھ ہفتے مینار میں رہا کریں گے۔",
    ),
    "ckb": (
        "پاسەوانان گەڕانەوە بۆ بنکەی کەشناسیی هەڵگورد",
        "بەڕێوەبەرایەتیی کەشناسی ڕۆژی سێشەممە ڕایگەیاند کە بنکەی هەڵگورد لە ئایارەوە دووبارە پاسەوانی دەبێت.",
        "دوو پاسەوان وەک ساڵی 1986 شەش هەفتە لەوێ دەمێننەوە.",
    ),
    "kmr": (
        "Çavdêr vedigerin îstasyona hewayê ya Bagokê",
        "Îstasyona hewayê ya Bagokê dê ji gulanê pê ve dîsa bi çavdêr be, rêveberiyê roja sêşemê ragihand.",
        "Du çavdêr dê wekî heta sala 1986an şeş hefteyan li wir bijîn.",
    ),
}


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("en", "Syndication, scraping and the training of models on this text need a licence."),
        ("en", "Opinions expressed are those of the contributors and do not necessarily reflect the editorial policy of the publisher."),
        ("en", "Corrections: contact the standards editor at corrections@quayside.example"),
        ("de", "Jede Verwertung außerhalb der vertraglich vereinbarten Nutzung bedarf der vorherigen Einwilligung der Redaktion."),
        ("de", "Abdruck honorarfrei, Belegexemplar erbeten."),
        ("fr", "Réutilisation, indexation et archivage de cet article soumis à l'autorisation écrite de l'éditeur."),
        (
            "fr",
            "Les tribunes publiées n'engagent que leurs auteurs et ne reflètent pas nécessairement la ligne éditoriale de la rédaction.",
        ),
        ("tr", "İçeriklerimiz kaynak gösterilse dahi önceden yazılı izin alınmadan kopyalanamaz, çoğaltılamaz ve dağıtılamaz."),
        ("tr", "Köşe yazılarının hukuki sorumluluğu yazarlarına aittir, kurumumuzu bağlamaz."),
        ("ar", "يحظر نسخ محتويات هذه النشرة أو تخزينها أو إعادة بثها إلا بترخيص كتابي مسبق."),
        ("ar", "الآراء المنشورة تعبر عن أصحابها ولا تعكس بالضرورة موقف هيئة التحرير."),
        ("fa", "هرگونه تکثیر و بازنشر محتوای این پایگاه بدون مجوز کتبی پیگرد قانونی دارد."),
        ("ur", "ادارے کی پیشگی تحریری اجازت کے بغیر اس مواد کی نقل یا دوبارہ اشاعت ممنوع ہے۔"),
        ("ckb", "کۆپیکردن و دووبارە بڵاوکردنەوەی ئەم بابەتە بەبێ مۆڵەتی نووسراو قەدەغەیە."),
        ("kmr", "Kopîkirin û belavkirina vê nivîsê bêyî destûra nivîskî ya weşangeriyê qedexe ye."),
    ],
)
def test_a_notice_that_no_list_holds_at_the_foot(language: str, notice: str) -> None:
    headline, *story = STORY[language]
    found = records("\n".join([headline, *story, notice]))
    assert [(record.headline, paragraphs(record)) for record in found] == [(headline, story)]
    assert set_aside(found) == [("notice", notice)]


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(
            [
                "Court rules on copyright of sea charts",
                "A London court ruled on Monday that the copyright in sea charts drawn by machine belongs to nobody.",
                "The publisher had asked that reproduction of its charts without a licence be prohibited.",
                "“All rights reserved is not a spell,” Judge Mary Okell said, refusing permission to appeal.",
                "The company said it would not publish new editions until the law is changed.",
            ],
            id="en-court",
        ),
        pytest.param(
            [
                "Verlag verliert Streit um Nachdruck",
                "Das Landgericht Kiel hat am Montag die Klage eines Verlags gegen den Nachdruck alter Seekarten abgewiesen.",
                "Das Urheberrecht an den Karten sei 1994 erloschen, eine Genehmigung daher nicht nötig.",
                "Der Verlag will das Urteil anfechten, seine Lizenz koste im Jahr 40.000 Euro.",
            ],
            id="de-court",
        ),
        pytest.param(
            [
                "Gazete aboneliğine zam",
                "Basın kurumu, gazete abonelik ücretlerinin pazartesi gününden itibaren yüzde 20 artacağını açıkladı.",
                "Kurum başkanı, telif ve dağıtım giderlerinin iki katına çıktığını söyledi.",
                "Okur dernekleri, içerik ve kaynak çeşitliliğinin azalacağından endişe ediyor.",
            ],
            id="tr-subscriptions",
        ),
        pytest.param(
            [
                "البرلمان يقر قانون حقوق المؤلف",
                "أقر البرلمان، يوم الاثنين، قانونا جديدا لحماية حقوق المؤلف والنشر بأغلبية 88 صوتا.",
                "وقال وزير الثقافة إن القانون يمنع نسخ الكتب وإعادة نشرها دون إذن مؤلفيها.",
                "ورحب اتحاد الناشرين بالقانون وطالب بتطبيقه على المواقع الإلكترونية قبل نهاية العام.",
            ],
            id="ar-law",
        ),
        pytest.param(
            [
                "مجلس قانون حق نشر را تصویب کرد",
                "مجلس روز دوشنبه قانون تازهٔ حق نشر را با ۱۸۸ رأی موافق تصویب کرد.",
                "وزیر فرهنگ گفت این قانون کپی و بازنشر کتاب بدون اجازهٔ ناشر را ممنوع می‌کند.",
                "اتحادیهٔ ناشران خواستار اجرای آن در پایگاه‌های اینترنتی تا پایان سال شد.",
            ],
            id="fa-law",
        ),
    ],
)
def test_news_of_courts_publishers_and_subscriptions_stays_whole(story: list[str]) -> None:
    found = records("\n".join(story))
    assert [(record.headline, paragraphs(record)) for record in found] == [(story[0], story[1:])]
    assert set_aside(found) == []


@pytest.mark.parametrize(
    "signature",
    ["Quayside / h.m", "— Quayside, Mara Lindqvist", "(Reporting by Mara Lindqvist and Otto Brandt; editing by Helen Moss)"],
)
def test_a_signature_in_parts_on_a_line_of_its_own(signature: str) -> None:
    headline, *story = STORY["en"]
    (record,) = found = records("\n".join([headline, *story, signature]), source="https://quayside.example/en")
    assert paragraphs(record) == story
    assert [text for _, text in set_aside(found)] == [signature]


def test_the_agency_s_name_in_a_signature_makes_a_notice_of_the_line_behind_it() -> None:
    headline, *story = STORY["ar"]
    notice = "تعود ملكية هذه المادة إلى مرفأ برس."
    (record,) = found = records("\n".join([headline, *story[:-1], story[-1] + " (مرفأ برس)", notice]))
    assert (paragraphs(record), record.credit) == (story, "مرفأ برس")
    assert ("notice", notice) in set_aside(found)
