"""The JSON Schemas (draft 2020-12) of everything on the topics, written from the structs and committed in `schemas/json/`.

The structs are the source; `barqiya schemas --write` brings the files up to date and a test keeps them equal.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import msgspec
import orjson

from schemas.raw import RawItem
from schemas.record import Brief, Story
from schemas.reject import Reject

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DIRECTORY = Path(__file__).parent / "json"

_STRUCTS: dict[str, type[msgspec.Struct]] = {"raw-item": RawItem, "story": Story, "brief": Brief, "reject": Reject}


def schemas_by_name() -> dict[str, dict[str, Any]]:
    """The schema of each struct, by the name of its file without `.schema.json`: raw-item, story, brief, reject."""
    return {name: _schema(name, struct) for name, struct in _STRUCTS.items()}


def render(schema: dict[str, Any]) -> str:
    """One schema as the text of its file."""
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def path_of(name: str, directory: Path = DIRECTORY) -> Path:
    """Where the schema of that name stands in `directory`."""
    return directory / f"{name}.schema.json"


def write(directory: Path = DIRECTORY) -> list[Path]:
    """Write every schema into `directory`, making it where it is missing. Gives the paths written."""
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas_by_name().items():
        path = path_of(name, directory)
        path.write_text(render(schema), encoding="utf-8")
        paths.append(path)
    return paths


def stale(directory: Path = DIRECTORY) -> list[Path]:
    """The files in `directory` that are missing or differ from the structs."""
    wanted = {path_of(name, directory): render(schema) for name, schema in schemas_by_name().items()}
    return [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def _schema(name: str, struct: type[msgspec.Struct]) -> dict[str, Any]:
    (root,), components = msgspec.json.schema_components([struct], ref_template="#/$defs/{name}")
    own = components.pop(root["$ref"].rsplit("/", 1)[1])
    if "kind" in own["properties"]:
        # The tag of the union is no field of the struct, so it can't carry its own description there.
        own["properties"]["kind"]["description"] = "Which of the two records this is."
    if struct is not RawItem:
        # What Barqiya writes it writes in full: a field that the item does not have is there, and null.
        for definition in (own, *components.values()):
            if "properties" in definition:
                definition["required"] = list(definition["properties"])
    for definition in (own, *components.values()):
        # Python 3.13 takes the indentation out of docstrings itself, earlier ones leave it in; the files are the same for all.
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    schema: dict[str, Any] = {"$schema": DIALECT, "$id": f"urn:barqiya:schema:{name}", **own}
    if components:
        schema["$defs"] = components
    return schema
