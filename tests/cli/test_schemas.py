"""`barqiya schemas` gives the schemas that the records on the topics hold to."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from schemas.json_schema import DIRECTORY
from streams.cli import main

NAMES = {"raw-item", "story", "brief", "reject"}


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["schemas", *arguments], prog_name="barqiya", catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_all_of_them_by_their_names() -> None:
    assert set(json.loads(run())) == NAMES


def test_one_of_them() -> None:
    schema = json.loads(run("story"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "headline" in schema["properties"]


def test_written_into_a_folder_they_are_the_files_that_ship(tmp_path: Path) -> None:
    written = [Path(line) for line in run("--write", str(tmp_path / "new")).splitlines()]
    assert {path.name for path in written} == {f"{name}.schema.json" for name in NAMES}
    for path in written:
        assert path.read_bytes() == (DIRECTORY / path.name).read_bytes()


def test_the_shipped_files_are_up_to_date() -> None:
    assert "are what the structs say" in run("--check")


def test_two_things_at_once_are_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schemas", "story", "--write", str(tmp_path)], prog_name="barqiya")
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []
