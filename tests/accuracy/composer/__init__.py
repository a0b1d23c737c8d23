"""Composes wire pages with known answers, out of real texts and the furniture of invented agencies.

The furniture (credits, datelines, notices, labels, menus, HTML shells) was written from knowledge of the trade and owes nothing to the
lists in `streams/lexicon/`: a page of the composer asks whether the method carries over. Half of the agencies, shells and texts, and one
language, are *held*: they are scored when a ruleset is finished, and nobody tunes on them.

    python -m tests.accuracy.composer --split tune --pages 900 --seed 1 --out tune.jsonl
    python -m tests.accuracy.composer score tune.jsonl -- barqiya process -
"""
