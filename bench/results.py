"""Where figures are kept: one JSON file a bench, each part of it with the command that reproduces it and the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def keep(bench: str, part: str, command: str, measure: Callable[[], dict[str, Any]]) -> None:
    """Measure a part, print it, and put it into the bench's file; other parts stay as they are."""
    load = os.getloadavg()[0]
    measured = measure()
    where = {"command": f"python -m bench.{command}", "python": platform.python_version(), "cores": os.cpu_count(), "load_before": load}
    told = {part: _rounded(where | measured)}
    print(json.dumps(told, indent=2))
    file = FOLDER / f"{bench}.json"
    file.parent.mkdir(exist_ok=True)
    kept = json.loads(file.read_text()) if file.exists() else {}
    file.write_text(json.dumps(kept | told, indent=2) + "\n")


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return round(value, 3 if abs(value) < 1 else 1) if isinstance(value, float) else value
