"""What `deploy/` says about the program is what the program says about itself."""

import json
import os
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

import streams
from streams.settings import PREFIX, Settings, load

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
SETTINGS = {PREFIX + name.upper() for name in Settings.__struct_fields__}


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """Each instruction with its argument, continued lines joined."""
    lines = [line for line in dockerfile.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(instruction, argument) for instruction, argument in (line.split(None, 1) for line in joined.splitlines())]


DOCKERFILE = instructions(read("Dockerfile"))


def arguments(instruction: str) -> list[str]:
    return [argument for name, argument in DOCKERFILE if name == instruction]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_names_a_setting(path: Path) -> None:
    """A worker refuses to start with a variable that it does not know."""
    named = set(re.findall(rf"\b{PREFIX}[A-Z][A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8")))
    assert named <= SETTINGS


def test_the_example_environment_holds_the_defaults() -> None:
    assignments = [line for line in read(".env.example").splitlines() if line and not line.startswith("#")]
    environment = dict(line.split("=", 1) for line in assignments)
    assert set(environment) & SETTINGS
    assert load(environment) == Settings()


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("Dockerfile", r"EXPOSE (\d+)"),
        ("healthcheck.py", r'DEFAULT_PORT = "(\d+)"'),
        ("compose.yaml", r'BARQIYA_METRICS_PORT: "(\d+)"'),
        ("prometheus.yml", r"\n        port: (\d+)"),
    ],
)
def test_metrics_are_looked_for_where_they_are_served(name: str, pattern: str) -> None:
    assert re.findall(pattern, read(name)) == [str(Settings().metrics_port)]


def test_a_worker_in_a_container_shows_its_metrics_to_the_network() -> None:
    """The default, 127.0.0.1, is the container itself: Prometheus would find nothing there."""
    environment = [argument for argument in arguments("ENV") if "BARQIYA_METRICS_HOST=0.0.0.0" in argument]
    assert len(environment) == 1


@pytest.mark.parametrize(
    ("name", "pattern"), [("compose.yaml", r"stop_grace_period: (\d+)s"), ("barqiya-worker@.service", r"TimeoutStopSec=(\d+)")]
)
def test_a_worker_is_given_time_to_finish_its_batch(name: str, pattern: str) -> None:
    seconds = [int(found) for found in re.findall(pattern, read(name))]
    assert max(seconds) > Settings().delivery_timeout_seconds


def test_versions_are_those_of_the_program() -> None:
    assert f'org.opencontainers.image.version="{streams.__version__}"' in read("Dockerfile")
    assert f"image: barqiya:{streams.__version__}\n" in read("compose.yaml")


def test_images_are_named_with_a_version() -> None:
    images = [*re.findall(r"image: (\S+)", read("compose.yaml")), *(argument.split()[0] for argument in arguments("FROM"))]
    assert len(images) >= 5
    assert all(re.fullmatch(r"[a-z/]+:v?\d[\w.-]*", image) for image in images)


def test_the_image_runs_as_somebody_who_is_not_root() -> None:
    user, group = arguments("USER")[-1].split(":")
    assert int(user) > 0
    assert int(group) > 0


def test_the_image_starts_a_worker_that_gets_its_signals() -> None:
    """In exec form: a shell in between would keep SIGTERM to itself."""
    assert json.loads(arguments("ENTRYPOINT")[0]) + json.loads(arguments("CMD")[0]) == ["barqiya", "worker"]
    assert arguments("STOPSIGNAL") == ["SIGTERM"]


def test_the_image_installs_nothing_without_its_hash() -> None:
    installs = re.findall(r"pip\b[^&]* install ([^&]+)", " && ".join(arguments("RUN")))
    assert len(installs) == 3
    assert all("--require-hashes" in install or install.split() == ["--no-deps", "dist/*.whl"] for install in installs)


def test_the_image_finds_all_that_it_copies() -> None:
    let_through = [
        line.removeprefix("!/") for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
    ]
    copied = [source for argument in arguments("COPY") if not argument.startswith("--from") for source in argument.split()[:-1]]
    assert copied
    for source in copied:
        assert (PROJECT / source).exists(), source
        assert any(fnmatch(source, pattern) for pattern in let_through), source


@pytest.mark.parametrize("name", ["locks/venv.sh", ".ci/run"])
def test_scripts_can_be_run(name: str) -> None:
    assert os.access(PROJECT / name, os.X_OK)
