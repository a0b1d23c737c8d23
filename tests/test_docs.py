"""The documentation names what the code has: settings, metrics, reasons, commands."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from click import Context, Group

from schemas import Reason
from streams.cli import main
from streams.metrics import REGISTRY
from streams.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", "deploy/README.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| `?([^`|]*?)`? +\|", README, re.MULTILINE))
    assert rows == {field.name.upper(): str(field.default) for field in msgspec.structs.fields(Settings)}


def test_every_metric_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `(barqiya_\w+)`", (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8"), re.MULTILINE))
    registered = {
        metric.name + ("_total" if metric.type == "counter" else "") for metric in REGISTRY.collect() if metric.name.startswith("barqiya_")
    }
    assert documented == registered


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reject_reason_is_in_the_readme(reason: Reason) -> None:
    assert f"`{reason.value}`" in README


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
