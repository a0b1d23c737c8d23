"""The command as a newcomer meets it: help, version, and failures in a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from streams import FORM, __version__
from streams.cli import main
from streams.cli.group import LazyGroup, Subcommand
from streams.compiled import SAYS
from streams.settings import Settings

JOURNEY = ["up", "process", "ingest", "worker", "tail", "schemas"]
NOBODY = "127.0.0.1:1"


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="barqiya", env=env)


def test_help_lists_the_commands_in_the_order_of_an_items_journey() -> None:
    result = run("--help")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.split("Commands:")[1].split("Settings")[0].splitlines() if line.strip()]
    assert listed == JOURNEY


def test_help_names_every_setting_with_its_environment_variable() -> None:
    text = run("--help").stdout
    for field in msgspec.structs.fields(Settings):
        assert f"BARQIYA_{field.name.upper()}" in text


@pytest.mark.parametrize("command", JOURNEY)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Usage: barqiya {command}" in result.stdout


def test_version_and_whether_the_pipeline_runs_compiled() -> None:
    assert run("--version").stdout == f"barqiya, version {__version__}\npipeline: {SAYS[FORM]}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["process", "--help"], ["schemas", "--help"]])
def test_what_needs_no_kafka_does_not_load_it(arguments: list[str]) -> None:
    program = f"""
import sys
from streams.cli import main
from streams.cli.group import LazyGroup, Subcommand
main({arguments!r}, prog_name="barqiya", standalone_mode=False)
loaded = {{"faust", "aiokafka"}} & set(sys.modules)
sys.exit(f"loaded {{loaded}}" if loaded else 0)
"""
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("arguments", "env", "status", "says"),
    [
        (["process", "nowhere.txt"], {}, 2, "nowhere.txt: no such file or folder"),
        (["ingest", "nowhere.txt", "--bootstrap-servers", NOBODY], {}, 2, "nowhere.txt: no such file or folder"),
        (["up", "nowhere.txt"], {}, 2, "nowhere.txt: no such file or folder"),
        (["ingest", "."], {}, 2, "no Kafka broker is named"),
        (["tail"], {}, 2, "no Kafka broker is named"),
        (["tail"], {"BARQIYA_PARTITION": "3"}, 2, "BARQIYA_PARTITION names no setting"),
        (["tail"], {"BARQIYA_PARTITIONS": "many"}, 2, "BARQIYA_PARTITIONS=many"),
        (["up", "--metrics-port", "70000"], {}, 2, "BARQIYA_METRICS_PORT=70000"),
        (["up", "--workers", "0"], {}, 2, "BARQIYA_WORKERS=0"),
        (["worker", "--workers", "2"], {}, 2, "no Kafka broker is named"),
        (
            ["worker", "--workers", "2", "--metrics-port", "65535", "--bootstrap-servers", NOBODY],
            {},
            2,
            "BARQIYA_METRICS_PORT=65535: 2 workers need ports up to 65536",
        ),
        (["up", "--bootstrap-servers", NOBODY], {}, 1, f"no Kafka broker answers at {NOBODY}"),
        (["ingest", ".", "--bootstrap-servers", NOBODY], {}, 1, f"no Kafka broker answers at {NOBODY}"),
        (["tail"], {"BARQIYA_BOOTSTRAP_SERVERS": NOBODY}, 1, f"no Kafka broker answers at {NOBODY}"),
    ],
)
def test_a_failure_is_one_line_on_standard_error(arguments: list[str], env: dict[str, str], status: int, says: str) -> None:
    result = run(*arguments, env=env)
    assert result.exit_code == status
    assert result.stderr.startswith("Error: ")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["up", "--once"], ["ingest"], ["tail", "everything"], ["telex"]])
def test_a_wrong_call_is_told_with_the_way_to_help(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "--help" in result.stderr or "-h" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_fault_of_the_program_is_not_hidden() -> None:
    broken = LazyGroup(name="broken", subcommands={"telex": Subcommand("streams.cli.telex", "A command whose module is not there.")})
    result = CliRunner().invoke(broken, ["telex"])
    assert isinstance(result.exception, ModuleNotFoundError)


def test_a_name_of_no_enrichment_is_told_with_those_there_are() -> None:
    result = run("process", "--enrichments", "weather", "page.txt")
    assert result.exit_code == 2
    assert "'weather' is neither all, none nor some of days, figures, language" in result.stderr


def test_records_have_the_enrichments_that_are_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Ferries calling at Rotterdam will switch off their engines, the port said on Monday.\n", encoding="utf-8")
    (whole,), (bare,) = (
        [json.loads(line) for line in run("process", *flags, str(page)).stdout.splitlines()] for flags in ((), ("--enrichments", "none"))
    )
    assert [place["name"] for place in whole["places"]] == ["Rotterdam"]
    assert (bare["places"], bare["reading_seconds"]) == ([], None)
    assert bare["id"] == whole["id"]
