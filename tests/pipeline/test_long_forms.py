"""What stays one story however it is set: interviews, live blogs, features with subheads and pull quotes, columns, transcripts."""

from __future__ import annotations

import pytest

from schemas import Story
from tests.pipeline.pages import HTML, paragraphs, records, set_aside


def one_story(page: list[str]) -> Story:
    (story,) = found = records("\n".join(page))
    assert isinstance(story, Story)
    assert set_aside(found) == []
    return story


INTERVIEWS = {
    "en": [
        "“The fen will win in the end”: a drainage engineer looks back",
        "Ruth Dack has drained the fens for forty years. In April she hands over the keys of her pumping station at Denver.",
        "Q: Why did you begin with pumps?",
        "A: My father kept one. I was let into the engine room when I was six, and nobody could get me out of it again.",
        "Q: What has changed since?",
        "A: Steam went, diesel came, and now it is a man in Peterborough who switches all of them on with his thumb.",
        "Q: Will the fens stay dry?",
        "A: No. We buy time. The land sinks by an inch each year and the sea does not wait for a budget.",
    ],
    "ar": [
        "مهندسة الري لـ«الساحل برس»: النهر سينتصر في النهاية",
        "أمضت رشا حمدان أربعين عامًا في هندسة الري، وتسلّم في نيسان مفاتيح محطة الضخ في دير العاصي.",
        "س: لماذا بدأتِ بالمضخات؟",
        "ج: كان والدي يحرس إحداها، ودخلت غرفة المحرك في السادسة من عمري ولم يستطع أحد إخراجي منها.",
        "س: ما الذي تغيّر منذ ذلك الوقت؟",
        "ج: ذهب البخار وجاء الديزل، واليوم يشغّلها كلها رجل يجلس في العاصمة بضغطة إصبع.",
        "س: هل ستبقى الحقول جافة؟",
        "ج: لا، نحن نشتري الوقت فقط، فالأرض تهبط كل عام والبحر لا ينتظر الموازنات.",
    ],
    "fa": [
        "گفت‌وگو با مهندس سد: رودخانه در پایان پیروز می‌شود",
        "مهین رستگار چهل سال مهندس آبیاری بوده و فروردین امسال کلید ایستگاه پمپاژ را تحویل می‌دهد.",
        "تالاب نیوز: چرا با پمپ‌ها آغاز کردید؟",
        "رستگار: پدرم نگهبان یکی از آنها بود و من از شش سالگی در اتاق موتور بزرگ شدم.",
        "تالاب نیوز: از آن زمان چه چیزی تغییر کرده است؟",
        "رستگار: بخار رفت و دیزل آمد و امروز یک نفر از تهران همه را با یک انگشت روشن می‌کند.",
        "تالاب نیوز: آیا زمین‌ها خشک می‌مانند؟",
        "رستگار: نه، ما فقط وقت می‌خریم و دریا منتظر بودجه نمی‌ماند.",
    ],
    "tr": [
        "Pompa mühendisi: Sonunda nehir kazanacak",
        "Rüya Denizci kırk yıldır Menderes ovasının sularını boşaltıyor, nisanda pompa istasyonunun anahtarını teslim edecek.",
        "Ege Postası: Neden pompalarla başladınız?",
        "Denizci: Babam bir pompanın bekçisiydi, altı yaşında makine dairesine girdim ve bir daha çıkmadım.",
        "Ege Postası: O günden bugüne ne değişti?",
        "Denizci: Buhar gitti, dizel geldi; şimdi hepsini Ankara'da oturan biri parmağıyla çalıştırıyor.",
        "Ege Postası: Ova kuru kalacak mı?",
        "Denizci: Hayır, biz yalnızca zaman satın alıyoruz, deniz bütçeyi beklemiyor.",
    ],
    "de": [
        "„Am Ende gewinnt die Marsch“: eine Deichgräfin blickt zurück",
        "Vierzig Jahre lang hat Wiebke Harms die Marsch entwässert. Im April gibt sie den Schlüssel des Schöpfwerks ab.",
        "Frage: Warum haben Sie mit Pumpen angefangen?",
        "Antwort: Mein Vater hütete eine. Mit sechs durfte ich in den Maschinenraum und kam nicht mehr heraus.",
        "Frage: Was hat sich seitdem geändert?",
        "Antwort: Der Dampf ging, der Diesel kam, und heute schaltet sie einer in Heide mit dem Daumen ein.",
        "Frage: Bleibt die Marsch trocken?",
        "Antwort: Nein. Wir kaufen Zeit. Das Land sinkt jedes Jahr, und das Meer wartet auf keinen Haushalt.",
    ],
    "fr": [
        "« Le marais finira par gagner » : une éclusière raconte",
        "Maëlle Kervella a asséché le marais pendant quarante ans. En avril, elle rend les clés de sa station de pompage.",
        "Question : Pourquoi avoir commencé par les pompes ?",
        "Réponse : Mon père en gardait une. À six ans, on m'a ouvert la salle des machines, je n'en suis plus sortie.",
        "Question : Qu'est-ce qui a changé depuis ?",
        "Réponse : La vapeur est partie, le diesel est venu ; aujourd'hui, un homme à Nantes les démarre du pouce.",
        "Question : Le marais restera-t-il sec ?",
        "Réponse : Non. Nous achetons du temps. La terre s'enfonce chaque année et la mer n'attend pas.",
    ],
}


@pytest.mark.parametrize("language", sorted(INTERVIEWS))
def test_an_interview_is_one_story(language: str) -> None:
    page = INTERVIEWS[language]
    story = one_story(page)
    assert (story.headline, paragraphs(story)) == (page[0], page[1:])


@pytest.mark.parametrize("language", ["ar", "de", "en", "fr"])
def test_an_interview_with_bare_questions(language: str) -> None:
    headline, intro, *turns = INTERVIEWS[language]
    page = [headline, intro, *(turn.split(":", 1)[1].strip() for turn in turns)]
    story = one_story(page)
    assert (story.headline, paragraphs(story)) == (headline, page[1:])


def test_an_interview_in_markup() -> None:
    headline, intro, *turns = INTERVIEWS["en"]
    boxes = "".join(f"<h3>{turn}</h3>" if turn.startswith("Q") else f"<p>{turn}</p>" for turn in turns)
    (story,) = records(f"<html lang=en><body><h1>{headline}</h1><p>{intro}</p>{boxes}</body></html>", HTML)
    assert (story.headline, paragraphs(story)) == (headline, [intro, *turns])


LIVE = {
    "en": [
        "Storm over the Wash: follow it here",
        "The storm has reached the coast of the Wash and the sea wall at Boston. We report what happens as it happens.",
        "18:42 - The wall at Fosdyke holds, says the county. Two hundred people have been taken to the school.",
        "18:20 - Trains between Boston and Skegness are stopped until the morning.",
        "17:55 - The river Haven has risen above the quay. Police close the bridge by the church.",
        "17:10 - First trees are down on the road to Sleaford. Nobody was hurt.",
    ],
    "ar": [
        "العاصفة تضرب الساحل: تغطية مباشرة",
        "وصلت العاصفة إلى الساحل الشرقي وبلغت الأمواج سور الميناء، وننقل هنا ما يجري أولًا بأول.",
        "18:42 - سور الميناء صامد بحسب المحافظة، ونقل مئتي شخص إلى مبنى المدرسة.",
        "18:20 - توقف القطارات بين المرفأ والعاصمة حتى صباح الغد.",
        "17:55 - ارتفاع منسوب النهر فوق الرصيف وإغلاق الجسر القريب من الجامع.",
        "17:10 - سقوط أشجار على الطريق الدولي دون وقوع إصابات.",
    ],
    "tr": [
        "Kıyıda fırtına: Dakika dakika gelişmeler",
        "Fırtına doğu kıyısına ulaştı, dalgalar liman duvarını aşıyor. Gelişmeleri buradan aktarıyoruz.",
        "18.42 - Liman duvarı dayanıyor, iki yüz kişi okul binasına taşındı.",
        "18.20 - Tren seferleri sabaha kadar durduruldu.",
        "17.55 - Nehir rıhtımın üzerine çıktı, caminin yanındaki köprü kapatıldı.",
        "17.10 - Karayoluna ağaçlar devrildi, yaralanan olmadı.",
    ],
    "de": [
        "Sturm über der Küste: die Lage im Überblick",
        "Der Sturm hat die Küste erreicht, am Deich von Büsum steht das Wasser hoch. Wir berichten laufend.",
        "18.42 Uhr: Der Deich hält, sagt der Landkreis. Zweihundert Menschen sind in der Schule untergebracht.",
        "18.20 Uhr: Zwischen Heide und Büsum fahren bis zum Morgen keine Züge.",
        "17.55 Uhr: Der Fluss steht über dem Kai. Die Polizei sperrt die Brücke an der Kirche.",
        "17.10 Uhr: Erste Bäume liegen auf der Straße nach Husum. Verletzt wurde niemand.",
    ],
}


@pytest.mark.parametrize("language", sorted(LIVE))
def test_a_live_blog_is_one_story(language: str) -> None:
    page = LIVE[language]
    (story,) = records("\n".join(page))
    assert (story.form, story.headline) == ("article", page[0])
    assert paragraphs(story) == page[1:]


def test_a_live_blog_with_its_times_on_lines_of_their_own() -> None:
    headline, intro, *entries = LIVE["en"]
    page = [headline, intro]
    for entry in entries:
        page += entry.split(" - ", 1)
    (story,) = found = records("\n".join(page))
    assert story.headline == headline
    assert paragraphs(story) == [intro, *(entry.split(" - ", 1)[1] for entry in entries)]
    assert [text for role, text in set_aside(found) if role == "timestamp"] == [entry.split(" - ")[0] for entry in entries]


def test_a_live_blog_and_the_briefs_below_it() -> None:
    briefs = ["Oslo will keep its trams until 2050, the city decided.", "Exports of lithium from Chile doubled within a year."]
    story, *found = records("\n".join([*LIVE["en"], "Copyright 2026 Marsh Wire. All rights reserved.", *briefs]))
    assert paragraphs(story) == LIVE["en"][1:]
    assert [brief.lead for brief in found] == briefs


FEATURE = [
    "The last eel catcher of Outwell",
    "Each morning at four Peter Carter rows out on the Nene with forty traps of willow that he has woven himself.",
    "He is the last of a family that has caught eels here since 1475, when a Carter paid his rent to the abbey in them.",
    "Willow and patience",
    "A trap takes him a day. The willow is cut in January, boiled, and bent while it is warm.",
    "“An eel is a thought. You can't hold it, you can only leave a door open.”",
    "Nobody will follow him. His daughter teaches chemistry in Leeds, his nephew drives a lorry.",
    "A price that nobody pays",
    "A smoked eel brings him six pounds in Ely. It takes him three days to catch, smoke and sell it.",
    "“Six pounds,” he says. “My grandfather got a pig for that.”",
    "In March the river board will close the season for good. Carter has kept one trap for the museum.",
]
QUOTES_PERSIAN = [
    "بازماندگان سیل از شب حادثه می‌گویند",
    "یک ماه پس از سیل پلدختر، بازماندگان در مدرسهٔ روستا گرد هم آمدند و از شب حادثه گفتند.",
    "«آب از پنجره آمد.»",
    "«پدرم چراغ را نگه داشت تا ما از نردبان بالا برویم.»",
    "«صبح که شد، ده دیگر نبود.»",
    "به گفتهٔ بخشدار، ساخت خانه‌های تازه از هفتهٔ آینده آغاز می‌شود.",
]
TRANSCRIPT = [
    "Full text of the mayor's speech at the reopening of the bridge",
    "Friends, you have waited eleven months for this morning, and you have waited well.",
    "When the river took the bridge it took the way to school of two hundred children.",
    "It took the doctor's road, the baker's road, and for some of you the way to a grave that you used to visit on Sundays.",
    "I will not thank the ministry. Its letter came yesterday.",
    "I will thank the masons, who worked by lamplight, and the women of the lower town, who fed them.",
    "Let us walk.",
]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(FEATURE, id="a-feature"),
        pytest.param(QUOTES_PERSIAN, id="persian-quotations"),
        pytest.param(TRANSCRIPT, id="a-speech"),
    ],
)
def test_it_stays_one_story(page: list[str]) -> None:
    story = one_story(page)
    assert (story.headline, paragraphs(story)) == (page[0], page[1:])


def test_a_feature_in_markup() -> None:
    def box(text: str) -> str:
        if text[0] == "“":
            return f"<blockquote>{text}</blockquote>"
        return f"<p>{text}</p>" if text[-1] in ".”" else f"<h2>{text}</h2>"

    (story,) = records(f"<html lang=en><body><h1>{FEATURE[0]}</h1>{''.join(map(box, FEATURE[1:]))}</body></html>", HTML)
    assert (story.headline, paragraphs(story)) == (FEATURE[0], FEATURE[1:])


def test_recipes_and_lists_of_advice_are_one_story() -> None:
    page = [
        "How to keep a house dry in a flood",
        "The county published its advice for houses near the river on Monday. Its engineers name five steps:",
        "1. Shut the valves of all drains before the water comes.",
        "2. Carry what is dear to you to the upper floor.",
        "3. Lay sandbags two deep at each door.",
        "4. Switch the power off at the main.",
        "5. Leave when you are told to leave.",
        "The advice can be had at the town hall, printed, in four languages.",
    ]
    (story,) = records("\n".join(page))
    assert (story.form, story.headline) == ("article", page[0])
    assert [text.lstrip("12345. ") for text in paragraphs(story)] == [text.lstrip("12345. ") for text in page[1:]]


def test_results_of_matches_are_one_story() -> None:
    page = [
        "النخيل يتصدر دوري الساحل بعد الجولة العاشرة",
        "تصدر النخيل ترتيب دوري الساحل لكرة القدم بعد فوزه على الرافد بهدفين في الجولة العاشرة. وجاءت النتائج كالآتي:",
        "النخيل - الرافد 2-0",
        "السنابل - الميناء 1-1",
        "الجسر - المرفأ 0-3",
        "وتقام مباريات الجولة المقبلة يومي الجمعة والسبت على ملاعب الساحل.",
    ]
    story = one_story(page)
    assert paragraphs(story) == page[1:]
