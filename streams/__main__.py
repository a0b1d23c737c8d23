"""`python -m streams` is the `barqiya` command."""

from streams.cli import main

if __name__ == "__main__":
    main(prog_name="barqiya")
