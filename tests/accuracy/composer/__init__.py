"""Composes wire pages with known answers, out of real texts and the furniture of invented agencies.

The furniture (credits, datelines, notices, labels, menus, HTML shells) was written from knowledge of the trade and owes nothing to the
lists in `streams/lexicon/`: a page of the composer asks whether the method carries over. Some agencies, shells and texts are *held*, with
two languages that the lexicon knows nothing of: an exam that nobody tunes on, scored when a ruleset is finished, in figures alone. A held
split that is opened becomes part of *tune*, and another is written: `tune/second` to `tune/fifth` were held once.

    python -m tests.accuracy.composer --split tune --pages 900 --seed 1 --out tune.jsonl
    python -m tests.accuracy.composer score tune.jsonl -- barqiya process -
"""
