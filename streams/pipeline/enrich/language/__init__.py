"""Language: which one a text is in, with its script and direction."""

from streams.pipeline.enrich.language.identify import SAMPLE, Language, as_page, by_letters, declared, identify, reads_as

__all__ = ["SAMPLE", "Language", "as_page", "by_letters", "declared", "identify", "reads_as"]
