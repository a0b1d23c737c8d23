"""The boundary between a story and the briefs below it: by marks, and by what the paragraphs take up."""

from __future__ import annotations

import pytest

from schemas import Decision
from streams.pipeline.segment import Page, segment
from tests.pipeline.pages import lines

HEADLINE = "Harbour town opens tidal power station after four years of work"
STORY = [
    "A tidal power station opened in Port Hallam on Thursday, four years after work on it began.",
    "The six turbines of the station stand on the sea bed under the old ferry pier, the company said.",
    '"We waited two winters for calm water to set the turbines," its director said.',
    "The council lent 20 million pounds of the cost of the station and its cable.",
]
BRIEFS = [
    "Wheat prices rose for a third day running in Chicago as heavy rain delayed the harvest across the southern plains.",
    "Doctors in Leeds have begun a trial of a vaccine against the winter stomach virus among 2,400 patients over sixty.",
    "Norway's chess team lost the quarter-final of the world championship after its best player fell ill in Budapest.",
    "Astronomers in Chile photographed a comet that will pass within sight of the naked eye late next November.",
]


def taken_apart(*paragraphs: str, language: str = "en") -> Page:
    """The items of a page of these lines."""
    return segment(lines("\n".join(paragraphs)), titles=(), language=language, agencies=frozenset())


def boundary(page: Page) -> Decision:
    """What was decided about where the story of the page ends."""
    return next(each for each in page.segments[0].decisions if each.what == "boundary")


def texts(page: Page) -> list[list[str]]:
    """The running text of each item: its headline and its paragraphs."""
    return [[passage.text for passage in (*filter(None, (each.headline,)), *each.standfirst, *each.paragraphs)] for each in page.segments]


@pytest.mark.parametrize(
    ("between", "rule"),
    [
        pytest.param(["Copyright Harbour Wire 2026. All rights reserved."], "boundary.notice", id="a-legal-notice"),
        pytest.param(["News in brief"], "boundary.section", id="a-section-label"),
        pytest.param(["-30-"], "boundary.terminator", id="an-end-mark"),
        pytest.param(["(Harbour Wire)"], "boundary.credit", id="a-credit"),
        pytest.param([], "boundary.cohesion", id="nothing-but-the-words"),
    ],
)
def test_between_story_and_briefs(between: list[str], rule: str) -> None:
    page = taken_apart(HEADLINE, *STORY, *between, *BRIEFS)
    assert texts(page) == [[HEADLINE, *STORY], *([brief] for brief in BRIEFS)]
    assert [each.place for each in page.segments] == ["story", *["beside"] * len(BRIEFS)]
    assert boundary(page).rule == rule
    # Words alone are never as sure as a mark.
    assert boundary(page).score > (0.5 if between else 0.4)


def test_bullets_behind_a_story() -> None:
    page = taken_apart(HEADLINE, *STORY, *(f"• {brief}" for brief in BRIEFS))
    assert texts(page) == [[HEADLINE, *STORY], *([brief] for brief in BRIEFS)]
    assert boundary(page).rule == "boundary.bullets"


def test_marks_make_it_surer() -> None:
    without = boundary(taken_apart(HEADLINE, *STORY, *BRIEFS[:2]))
    marked = boundary(taken_apart(HEADLINE, *STORY, "News in brief", *BRIEFS[:2]))
    assert marked.score > without.score


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param([HEADLINE, *STORY], id="a-plain-story"),
        pytest.param(
            [
                HEADLINE,
                STORY[0],
                "The station has three parts:",
                "- the turbines on the sea bed",
                "- the cable to the shore",
                "- the old pier",
            ],
            id="a-list-after-a-colon",
        ),
        pytest.param([HEADLINE, *STORY[:2], "***", *STORY[2:]], id="a-rule-across-the-page"),
        pytest.param([HEADLINE, STORY[0], "Read also: Wind farm off Skye", *STORY[1:]], id="a-link-in-the-middle"),
        pytest.param([HEADLINE, *STORY[:2], "Turbines under the pier", *STORY[2:]], id="a-subhead"),
        pytest.param(
            [HEADLINE, STORY[0], '"Calm water," he said.', '"And money."', '"And time."', "The station will pay."], id="short-quotes"
        ),
    ],
)
def test_a_story_stays_one_story(paragraphs: list[str]) -> None:
    page = taken_apart(*paragraphs)
    aside = {"***", "Read also: Wind farm off Skye"}
    assert texts(page) == [[line for line in paragraphs if line not in aside]]
    assert page.segments[0].place == "alone"
    assert boundary(page).rule == "boundary.none"


def test_a_notice_in_the_middle_of_a_story_does_not_end_it() -> None:
    notice = "Copyright Harbour Wire 2026. All rights reserved."
    connected = [
        "He said the station will supply 9,000 homes and that the turbines will run for thirty years.",
        "The company will also lay a second cable from the station under the pier.",
        "The station will pay the council back, the director added.",
    ]
    page = taken_apart(HEADLINE, *STORY, notice, *connected)
    assert texts(page) == [[HEADLINE, *STORY, *connected]]
    assert [each.mark.role for each in page.segments[0].aside] == ["notice"]


@pytest.mark.parametrize("bullet", ["• ", "1. ", ""])
def test_briefs_alone_are_a_digest(bullet: str) -> None:
    marks = [bullet.replace("1", str(n)) for n in range(1, 5)]
    page = taken_apart("News in brief", *(mark + brief for mark, brief in zip(marks, BRIEFS, strict=True)))
    assert texts(page) == [[brief] for brief in BRIEFS]
    assert {each.place for each in page.segments} == {"digest"}
    assert boundary(page).rule == "boundary.digest"


def test_one_line_has_no_boundary() -> None:
    page = taken_apart(BRIEFS[0])
    assert texts(page) == [BRIEFS[:1]]
    assert (page.segments[0].place, boundary(page).rule) == ("alone", "boundary.none")


def test_connectives_hold_an_arabic_story_together() -> None:
    story = [
        "أول قطار ركاب يصل إلى الموصل بعد سنوات من التوقف",
        "استقبلت محطة قطار الموصل أول رحلة ركاب قادمة من بغداد منذ توقف الخط.",
        "وقال مدير الشركة إن الفرق الهندسية استبدلت عشرات الكيلومترات من القضبان.",
        "وأضاف أن سعر التذكرة حُدد بعشرة آلاف دينار للدرجة العادية.",
        "من جانبه، اعتبر محافظ نينوى أن العودة تعيد للمدينة صلة انقطعت.",
        "ومن المنتظر أن تبدأ الوزارة مطلع العام المقبل المرحلة الثانية.",
    ]
    assert texts(taken_apart(*story, language="ar")) == [story]
    briefs = [
        "ارتفعت أسعار الذهب في المعاملات الفورية اليوم مع تراجع الدولار وترقب المستثمرين بيانات التضخم.",
        "أعلنت السلطات الفلبينية إجلاء آلاف الأشخاص من المناطق الساحلية مع اقتراب إعصار قوي.",
        "فاز المنتخب التونسي لكرة اليد على نظيره المصري بفارق هدفين في مباراة ودية أقيمت في سوسة.",
        "أظهرت دراسة سويدية أن النوم أقل من ست ساعات يضعف استجابة الجسم للقاح الإنفلونزا.",
    ]
    page = taken_apart(*story, *briefs, language="ar")
    assert texts(page) == [story, *([brief] for brief in briefs)]
    assert boundary(page).rule == "boundary.cohesion"
