"""`python -m bench`, which `make bench` calls: the figures of speed, of reading publishers' pages, and of peers, one after the other.

python -m bench [stages] [enrichment] [desk] [extraction] [latency] [scaling] [memory] [peers]
"""

from __future__ import annotations

import sys

from bench import desk, enrichment, extraction, latency, memory, scaling, stages
from bench.peers.__main__ import main as peers

BENCHES = {
    "stages": stages.main,
    "enrichment": enrichment.main,
    "desk": desk.main,
    "extraction": extraction.main,
    "latency": latency.main,
    "scaling": scaling.main,
    "memory": memory.main,
    "peers": peers,
}


def main(names: list[str]) -> None:
    """Run the benches of these names, all of them where none is named."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        raise SystemExit(f"no bench is called {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    for name in names or BENCHES:
        print(f"== {name}")
        BENCHES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
