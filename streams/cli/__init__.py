"""The `barqiya` command."""

import click

from streams import FORM, __version__
from streams.cli.group import LazyGroup, Subcommand
from streams.compiled import SAYS

__all__ = ["main"]

_SUBCOMMANDS = {
    "up": Subcommand("streams.cli.up", "Start everything, and watch records arrive."),
    "process": Subcommand("streams.cli.process", "Take pages apart and print their records, without Kafka."),
    "ingest": Subcommand("streams.cli.ingest", "Put pages and events on the raw topic."),
    "worker": Subcommand("streams.cli.worker", "Run workers, which take the raw topic apart."),
    "tail": Subcommand("streams.cli.tail", "Follow the stories, briefs and rejects."),
    "schemas": Subcommand("streams.cli.schemas", "Print the JSON Schemas of what is on the topics."),
}


@click.group(cls=LazyGroup, subcommands=_SUBCOMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="barqiya", message=f"%(prog)s, version %(version)s\npipeline: {SAYS[FORM]}")
def main() -> None:
    """Take what news agencies send apart into clean, typed records.

    A wire page holds a story, a credit, a legal notice, links, and briefs about other news. Barqiya reads such pages from a
    Kafka topic and writes one record for each story and each brief, every line of the page accounted for.

    \b
    Begin here:
      barqiya up --sample            a broker, a worker and sample pages; records on the screen
      barqiya process page.html      the records of one page of yours, without Kafka
    \b
    With a Kafka of your own:
      export BARQIYA_BOOTSTRAP_SERVERS=kafka1:9092,kafka2:9092
      barqiya worker                 as many as you like, on as many machines
      barqiya ingest pages/          pages onto wire.raw
      barqiya tail stories           what comes of them

    `barqiya COMMAND --help` tells more about each.
    """  # noqa: D301  (click reads the backspace)
