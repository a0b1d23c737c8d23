"""`barqiya schemas`: the JSON Schemas of everything on the topics."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from schemas.json_schema import DIRECTORY, schemas_by_name, stale
from schemas.json_schema import write as write_into
from streams.cli.group import Failure


@click.command()
@click.argument("name", required=False, type=click.Choice(list(schemas_by_name())))
@click.option(
    "--write", "directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write one file for each into DIR."
)
@click.option("--check", is_flag=True, help="Compare the files that ship with the program; exit 1 where one differs.")
def schemas(name: str | None, directory: Path | None, check: bool) -> None:
    """Print the JSON Schemas (draft 2020-12) of raw items, stories, briefs and rejects.

    Without NAME, one JSON object holds them all by their names.

    \b
    Examples:
      barqiya schemas story > story.schema.json
      barqiya schemas --write docs/schemas
    """  # noqa: D301  (click reads the backspace)
    if sum((name is not None, directory is not None, check)) > 1:
        raise click.UsageError("NAME, --write and --check exclude each other")
    if check:
        _check()
    elif directory is not None:
        for path in write_into(directory):
            click.echo(path)
    else:
        found = schemas_by_name()
        sys.stdout.buffer.write(orjson.dumps(found[name] if name else found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _check() -> None:
    differing = stale()
    if differing:
        names = ", ".join(path.name for path in differing)
        raise Failure(f"not what the structs say: {names}; `barqiya schemas --write {DIRECTORY}` brings them up to date")
    click.echo(f"the schemas in {DIRECTORY} are what the structs say")
