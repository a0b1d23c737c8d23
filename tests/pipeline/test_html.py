"""HTML: the visible text of a page, one block a line, with what the markup says about each block."""

from __future__ import annotations

import pytest

from streams.pipeline.decode import Block, Document
from tests.pipeline.pages import document


def texts(page: Document) -> list[str]:
    return [page.text[block.start : block.end] for block in page.blocks]


def block_of(page: Document, text: str) -> Block:
    (found,) = [block for block in page.blocks if page.text[block.start : block.end] == text]
    return found


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        pytest.param("<h1>عنوان</h1><p>فقرة أولى.</p>\n<p>فقرة ثانية.</p>", ["عنوان", "فقرة أولى.", "فقرة ثانية."], id="paragraphs"),
        pytest.param("عاجل: زلزال<br>في الجنوب<br/>\n<br>مساء الخميس", ["عاجل: زلزال", "في الجنوب", "مساء الخميس"], id="line-breaks-alone"),
        pytest.param("<div>one <b>bold</b> and <i>slanted</i></div>", ["one bold and slanted"], id="inline-elements-stay-in-line"),
        pytest.param("<div>before <div>inside</div> after</div>", ["before", "inside", "after"], id="a-block-inside-text"),
        pytest.param("<p>one\n   two\t three&nbsp;&nbsp;four</p>", ["one two three four"], id="white-space-folds"),
        pytest.param("<p>AT&amp;T &lt;b&gt; caf&eacute; &#1575;&#x644; &hellip; &copy;</p>", ["AT&T <b> café ال … ©"], id="entities"),
        pytest.param("<p>می&zwnj;شود</p>", ["می\u200cشود"], id="zwnj-as-an-entity"),
        pytest.param("<p>Fish &chips &unknown; 3 & 4</p>", ["Fish &chips &unknown; 3 & 4"], id="ampersands-that-are-no-entities"),
        pytest.param("<p>a<!-- not shown -->b</p><!-- <p>c</p> -->", ["ab"], id="comments"),
        pytest.param(
            "<table><tr><th>City</th><th>Price</th></tr><tr><td>Mosul</td><td>12</td></tr></table>",
            ["City Price", "Mosul 12"],
            id="table",
        ),
        pytest.param(
            "<ul><li>one<ol><li>one a</li><li>one b</li></ol></li><li>two</li></ul>", ["one", "one a", "one b", "two"], id="nested-lists"
        ),
        pytest.param("<pre>Headline\n\nFirst  line.\nSecond line.\n</pre>", ["Headline", "First line.", "Second line."], id="preformatted"),
        pytest.param("<h1>Harbour town opens<br>power station</h1>", ["Harbour town opens power station"], id="headline-in-two-lines"),
        pytest.param("<dl><dt>Term<dd>Meaning</dl>", ["Term", "Meaning"], id="definitions"),
        pytest.param("<p>one<p>two<div>three</p>four", ["one", "two", "three", "four"], id="end-tags-forgotten"),
        pytest.param("<b><p>bold</b> plain</p></div></span>", ["bold plain"], id="tags-crossed"),
        pytest.param("<p>cut off in the midd", ["cut off in the midd"], id="cut-off"),
        pytest.param('<p>seen</p><a href="unclosed', ["seen"], id="cut-off-in-a-tag"),
        pytest.param("<P>UPPER</P><Br>lower", ["UPPER", "lower"], id="names-in-any-case"),
        pytest.param(
            '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>x</p><br/>y</body></html>', ["x", "y"], id="xhtml"
        ),
        pytest.param("<p>long<wbr>word H<sub>2</sub>O</p>", ["longword H2O"], id="nothing-between-letters"),
        pytest.param("<blockquote><p>said one</p><p>said two</p></blockquote>", ["said one", "said two"], id="quotes"),
        pytest.param("plain text, no tags at all", ["plain text, no tags at all"], id="no-tags"),
        pytest.param("<details><summary>Charts</summary><p>x</p></details><p>y</p>", ["Charts", "y"], id="details-closed"),
        pytest.param("<details open><summary>Charts</summary><p>x</p></details>", ["Charts", "x"], id="details-open"),
        pytest.param("<p>w</p><dialog open><p>x</p></dialog>", ["w", "x"], id="dialog-open"),
        pytest.param("<p>one<hr>two</p>", ["one", "two"], id="a-rule-across-the-page"),
        pytest.param('<p a="b"" c>x</p><p d=\'"\'>y</p><p "e>z</p>', ["x", "y", "z"], id="quotes-astray-in-tags"),
        pytest.param("<p>w</p><xmp><b>x</b></xmp>", ["w", "<b>x</b>"], id="example-of-markup"),
        pytest.param("<p>x<plaintext><b>y</b>", ["x", "<b>y</b>"], id="plaintext"),
    ],
)
def test_visible_text_is_one_block_a_line(markup: str, shown: list[str]) -> None:
    page = document(markup)
    assert texts(page) == shown
    assert page.text == "".join(f"{line}\n" for line in shown)


@pytest.mark.parametrize(
    ("markup", "element"),
    [
        pytest.param("<script>var x = '<p>shown?</p>';</script>", "script", id="script"),
        pytest.param("<style>p { color: red }</style>", "style", id="style"),
        pytest.param("<p></p><noscript><p>Turn scripts on.</p></noscript>", "noscript", id="noscript"),
        pytest.param("<template><p>later</p></template>", "template", id="template"),
        pytest.param("<svg><text>drawn</text></svg>", "svg", id="drawing"),
        pytest.param('<iframe src="x">framed</iframe>', "iframe", id="frame"),
        pytest.param("<select><option>Arabic<option>English</select>", "select", id="a-list-to-choose-from"),
        pytest.param("<button>Share</button>", "button", id="button"),
        pytest.param("<dialog><p>later</p></dialog>", "dialog", id="dialog-closed"),
        pytest.param("<script><!--<script></script><p>x</p>--></script>", "script", id="script-with-a-script-in-it"),
        pytest.param('<iframe src="x"><script></iframe>', "iframe", id="frame-with-a-script-in-it"),
        pytest.param("<template><script>'</template>'</script></template>", "template", id="template-that-names-its-own-end"),
        pytest.param("<svg><style>a<b</style></svg>", "svg", id="drawing-with-a-style"),
        pytest.param("<div hidden><p>later</p></div>", "div", id="hidden"),
        pytest.param('<div aria-hidden="true">◀ ▶</div>', "div", id="hidden-from-readers"),
        pytest.param('<span style="color:red; display : none">x</span>', "span", id="style-display-none"),
        pytest.param('<p style="VISIBILITY:hidden">x</p>', "p", id="style-visibility-hidden"),
    ],
)
def test_what_is_no_text_is_named_by_its_element(markup: str, element: str) -> None:
    page = document(f"<p>first</p>{markup}<p>last</p>")
    assert texts(page) == ["first", "last"]
    (named,) = [each for each in page.elements if each.text == element]
    assert (named.role, named.start, named.end) == ("element", len("first\n"), len("first\n"))


@pytest.mark.parametrize("attributes", ['aria-hidden="false"', 'style="display:block"', 'class="hidden-xs"', 'data-hidden="1"'])
def test_what_only_looks_hidden_is_text(attributes: str) -> None:
    assert texts(document(f"<p {attributes}>seen</p>")) == ["seen"]


def test_an_element_is_named_once_where_it_first_stood() -> None:
    page = document("<p>one</p><script>1</script><p>two</p><script>2</script><style></style><script>3</script>")
    assert [(each.text, each.start) for each in page.elements] == [("script", 4), ("style", 8)]


def test_text_around_what_is_no_text_stays_in_one_line() -> None:
    assert texts(document("<p>one <script>track()</script>line</p>")) == ["one line"]


@pytest.mark.parametrize(
    ("markup", "zone"),
    [
        ("<nav><p>x</p></nav>", "navigation"),
        ("<footer><p>x</p></footer>", "footer"),
        ("<aside><p>x</p></aside>", "aside"),
        ("<main><p>x</p></main>", "main"),
        ("<header><p>x</p></header>", "main"),
        ('<div role="navigation"><p>x</p></div>', "navigation"),
        ('<div role="contentinfo"><p>x</p></div>', "footer"),
        ('<div role="complementary"><p>x</p></div>', "aside"),
        ('<div id="footer"><p>x</p></div>', "footer"),
        ('<div class="Site-Footer dark"><p>x</p></div>', "footer"),
        ('<div class="footers"><p>x</p></div>', "main"),
        ("<article><footer><p>x</p></footer></article>", "footer"),
        ("<aside><nav><p>x</p></nav></aside>", "navigation"),
    ],
)
def test_zones(markup: str, zone: str) -> None:
    assert block_of(document(markup), "x").zone == zone


@pytest.mark.parametrize(
    ("markup", "kind", "level"),
    [
        ("<h1>x</h1>", "heading", 1),
        ("<h3><a href=1>x</a></h3>", "heading", 3),
        ("<p>x</p>", "paragraph", 0),
        ("<ul><li>x</ul>", "item", 0),
        ("<ul><li><p>x</p></ul>", "item", 0),
        ("<table><td>x</table>", "cell", 0),
        ("<table><td><p>x</p></table>", "cell", 0),
        ("<figure><img><figcaption>x</figcaption></figure>", "caption", 0),
        ("<figure><img><span>x</span></figure>", "caption", 0),
        ("<figure><table><td>x</table></figure>", "cell", 0),
        ("<figure><blockquote>x</blockquote></figure>", "quote", 0),
        ("<blockquote><p>x</p></blockquote>", "quote", 0),
        ("x", "paragraph", 0),
    ],
)
def test_kinds(markup: str, kind: str, level: int) -> None:
    found = block_of(document(markup), "x")
    assert (found.kind, found.level) == (kind, level)


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<p><small>x is ours</small></p>", "small"),
        ("<p><em>x is ours</em></p>", "slanted"),
        ("<p><em>x</em> is ours</p>", ""),
        ("<p>x <small>is ours</small></p>", ""),
        ('<p><font size="1">x is ours</font></p>', "small"),
        ('<table><td style="font-size:11px">x is ours</table>', "small"),
        ('<p style="font-size:16px">x is ours</p>', ""),
        ('<p class="has-small-font-size"><i>x is ours</i></p>', "slanted"),
        ('<div class="fine-print"><p>x is <b>ours</b></p></div>', "small"),
        ('<div class="smallville"><p>x is ours</p></div>', ""),
    ],
)
def test_what_is_set_in_small_print_or_slanted_as_a_whole(markup: str, told: str) -> None:
    assert block_of(document(markup), "x is ours").print == told


def test_links_are_counted_and_weighed() -> None:
    page = document(
        "<p><a href=1>Home</a> <a href=2>News</a></p><p>See <a href=3>here</a> now</p><a href=4><h2>Title</h2></a><p>No link</p>"
    )
    assert [(block.links, block.linked) for block in page.blocks] == [(2, 1.0), (1, 0.4), (1, 1.0), (0, 0.0)]


def test_hints_are_the_names_around_a_block_the_nearest_first() -> None:
    page = document('<div id="Page"><div class="story-body Wide"><p class="lead" itemprop="description">x</p></div></div>')
    assert block_of(page, "x").hints.split() == ["lead", "description", "story-body", "wide", "page"]


def test_who_and_when_beside_each_other_are_blocks_of_their_own() -> None:
    page = document('<div class="meta"><span class="author">By Layla Haddad</span> <time datetime="2026-11-12">12 November</time></div>')
    assert texts(page) == ["By Layla Haddad", "12 November"]
    assert "author" in block_of(page, "By Layla Haddad").hints
    assert "time" in block_of(page, "12 November").hints


def test_a_date_inside_running_text_breaks_nothing() -> None:
    assert texts(document('<p>It opened on <time class="date">Monday</time> in Hull.</p>')) == ["It opened on Monday in Hull."]


def test_titles_the_most_telling_first_and_each_once() -> None:
    head = (
        "<title>Bridge opens | Harbour</title>"
        '<meta property="og:title" content="Bridge  opens">'
        '<meta name="twitter:title" content="Bridge opens">'
    )
    assert document(f"<html><head>{head}</head><body><p>x</p></body></html>").titles == ("Bridge opens", "Bridge opens | Harbour")
    assert document("<p>x</p>").titles == ()
    assert document("<title> </title><p>x</p>").titles == ()


@pytest.mark.parametrize(("tag", "language"), [('<html lang="ar-IQ">', "ar-IQ"), ("<html>", None), ('<html lang="">', None)])
def test_language_that_the_page_declares(tag: str, language: str | None) -> None:
    assert document(f"{tag}<body><p>x</p>").language == language


def test_offsets_count_code_points() -> None:
    page = document("<p>زلزال 👩\u200d👧 أول</p><p>ثانٍ</p>")
    first, second = page.blocks
    assert page.text[first.start : first.end] == "زلزال 👩\u200d👧 أول"
    assert (first.start, second.start) == (0, len("زلزال 👩\u200d👧 أول") + 1)
    assert page.text[second.start : second.end] == "ثانٍ"


def test_what_follows_preformatted_text_is_not_of_its_box() -> None:
    page = document('<pre class="wire">one\ntwo\n</pre><p class="notice">three</p>')
    assert [block.hints for block in page.blocks] == ["wire", "wire", "notice"]
