"""No item waits for what the pipeline loads once."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import time
from streams.intake.samples import sample_messages
from streams.lexicon import every_language, everywhere
from streams.pipeline import process_message, warm_up
from streams.pipeline.enrich.language.identify import _detector

def seconds(work, *arguments):
    began = time.thread_time()
    work(*arguments)
    return time.thread_time() - began

to_warm_up = seconds(warm_up)
for loaded in (everywhere, every_language, _detector):
    assert loaded.cache_info().currsize == 1, loaded
first = max(seconds(process_message, message) for message in sample_messages())
assert first < to_warm_up / 2, (first, to_warm_up)
"""


def test_after_it_no_page_costs_what_the_first_one_did() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, timeout=120)
