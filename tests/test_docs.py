"""The documentation names what the code has: settings, metrics, reasons, commands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import orjson
import pytest
from click import Context, Group

from bench import report as figures
from bench.peers import report
from schemas import Reason, Story
from schemas.codec import encode
from streams.agents import knobs as engine
from streams.cli import main
from streams.intake.files import SUFFIXES
from streams.intake.samples import sample_messages
from streams.metrics import REGISTRY
from streams.pipeline import Published, process_message
from streams.pipeline.decode import Metadata
from streams.pipeline.decode.formats import FORMATS
from streams.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", "deploy/README.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMATS_PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| `?([^`|]*?)`? +\|", README, re.MULTILINE))
    assert rows == {field.name.upper(): str(field.default) for field in msgspec.structs.fields(Settings)}


def test_every_metric_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `(barqiya_\w+)`", (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8"), re.MULTILINE))
    registered = {
        metric.name + ("_total" if metric.type == "counter" else "") for metric in REGISTRY.collect() if metric.name.startswith("barqiya_")
    }
    assert documented == registered


@pytest.mark.parametrize("knobs", [engine.FAUST, engine.CONSUMER, engine.PRODUCER], ids=["faust", "consumer", "producer"])
def test_the_knobs_are_documented_as_they_are_set(knobs: Sequence[engine.Knob]) -> None:
    assert engine.table(knobs) in (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
    settings = {knob.setting for knob in knobs} - {""}
    assert settings <= set(Settings.__struct_fields__)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reject_reason_is_in_the_readme(reason: Reason) -> None:
    assert f"`{reason.value}`" in README


def test_every_format_is_documented_with_its_content_types_in_the_order_in_which_they_are_tried() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| [^|]+ \| ([^|]*)\| [^|]+ \|$", section(FORMATS_PAGE, "What is read"), re.MULTILINE)
    documented = [(name, frozenset(re.findall(r"`([^`]+)`", types))) for name, types in rows]
    assert documented == [(each.name, each.media_types) for each in FORMATS]


def test_the_tables_of_fields_name_fields_of_a_record_and_all_that_a_format_fills() -> None:
    tables = re.split(r"^### ", section(FORMATS_PAGE, "Which field lands where"), flags=re.MULTILINE)[1:]
    assert len(tables) == 3
    for table in tables:
        named = [name for cell in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)]
        assert set(named) <= set(Story.__struct_fields__)
        assert len(named) == len(set(named))
    # The names that a provider goes by are read for its signature, and fill no field.
    assert set(Metadata.__struct_fields__) - {"agencies"} <= set(re.findall(r"^\| `(\w+)` \|", FORMATS_PAGE, re.MULTILINE))


def test_every_rule_by_which_a_charset_is_found_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"`(charset\.\w+)`", section(FORMATS_PAGE, "Charsets")))
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "streams" / "pipeline" / "decode").rglob("*.py")]
    # A field's text has the charset of its payload; this rule is in no record.
    assert documented == {rule for source in sources for rule in re.findall(r'"(charset\.\w+)"', source)} - {"charset.field"}


@pytest.mark.parametrize("reason", ["unsupported_item", "unknown_format", "malformed", "unknown_charset", "unknown_content_type", "binary"])
def test_the_reasons_of_decoding_are_explained(reason: str) -> None:
    assert Reason(reason)
    assert f"`{reason}`" in section(FORMATS_PAGE, "Rejects")


def test_every_suffix_of_an_item_is_documented() -> None:
    pages_and_events = {".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"}
    assert set(re.findall(r"`(\.\w+)`", section(FORMATS_PAGE, "What is read"))) == set(SUFFIXES) - pages_and_events


def section(page: str, title: str) -> str:
    """What stands under a heading of the second level."""
    (found,) = (part for part in re.split(r"^## ", page, flags=re.MULTILINE) if part.startswith(title + "\n"))
    return found


def test_every_command_is_in_the_change_log_and_the_readme_shows_both_set_up_commands() -> None:
    assert isinstance(main, Group)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    commands = main.list_commands(Context(main))
    assert "process" in commands
    assert [name for name in commands if f"`barqiya {name}`" not in changes] == []
    assert "make up" in README
    assert "make test" in README


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "deploy/README.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_to_files_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in target]
    assert [target for target in targets if not ((ROOT / page).parent / target).exists()] == []


def test_the_tables_of_latency_scaling_and_memory_are_those_of_the_results() -> None:
    page = figures.PAGE.read_text(encoding="utf-8")
    for bench in figures.TABLES:
        assert f"<!-- /{bench} -->" in page
    assert figures.with_tables(page) == page, "run python -m bench.report"


def test_the_table_and_the_chart_of_peers_are_those_of_the_results() -> None:
    results = report.read()
    page = report.PAGE.read_text(encoding="utf-8")
    assert report.with_table(page, results) == page, "run python -m bench.peers.report"
    assert report.CHART.read_text(encoding="utf-8") == report.chart(results), "run python -m bench.peers.report"


def test_the_record_shown_of_a_sample_page_is_what_comes_of_it() -> None:
    text = (ROOT / "docs" / "enrichment.md").read_text(encoding="utf-8")
    page, shown = re.findall(r"A record of `streams/samples/([\w.-]+)`.*?```json\n(.*?)```", text, re.DOTALL)[0]
    outcome = process_message(next(message for message in sample_messages() if message.topic == page))
    assert isinstance(outcome, Published)
    record = orjson.loads(encode(outcome.records[0]))
    fields = orjson.loads(shown)
    assert {name: record[name] for name in fields} == fields
    assert set(fields) >= {"language", "topics", "places", "days", "figures", "quotes", "urgency", "published_from", "reading_seconds"}
