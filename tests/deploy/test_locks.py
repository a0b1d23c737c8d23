"""The locked dependencies are those that `pyproject.toml` asks for, each with its hashes, and come from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["build", "compile", "dev", "peers", "run"]

RUNTIME = PYPROJECT["project"]["dependencies"]
BUILD = PYPROJECT["build-system"]["requires"]
COMPILE = PYPROJECT["dependency-groups"]["compile"]
DEVELOPMENT = [wanted for wanted in PYPROJECT["dependency-groups"]["dev"] if isinstance(wanted, str)]
PEERS = PYPROJECT["dependency-groups"]["peers"]


def text(lock: str) -> str:
    return (PROJECT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")


def versions(lock: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text(lock), re.MULTILINE)}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("run", RUNTIME), ("build", BUILD), ("compile", COMPILE), ("dev", RUNTIME + BUILD + COMPILE + DEVELOPMENT), ("peers", PEERS)],
)
def test_the_locks_hold_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    locked = versions(lock)
    for requirement in map(Requirement, wanted):
        assert locked[canonicalize_name(requirement.name)] in requirement.specifier, f"{requirement}: run make lock"


@pytest.mark.parametrize("lock", ["build", "compile", "run"])
def test_what_is_tested_is_what_is_deployed(lock: str) -> None:
    assert versions(lock).items() <= versions("dev").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\w)", re.sub(r"^\s*#.*\n", "", text(lock), flags=re.MULTILINE).strip())
    # A package may stand twice, each for its own versions of Python.
    assert {canonicalize_name(entry.partition("==")[0]) for entry in entries} == set(versions(lock))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_registry_is_named(lock: str) -> None:
    assert not re.search(r"https?:|--(extra-)?index|--find-links", text(lock))


def test_what_peers_share_with_the_project_has_its_versions() -> None:
    ours = versions("dev")
    assert {name: version for name, version in versions("peers").items() if name in ours} == {
        name: ours[name] for name in versions("peers") if name in ours
    }
