"""Quotes: what somebody is quoted with, word for word, and who."""

from streams.pipeline.enrich.quotes.named import quotes_of

__all__ = ["quotes_of"]
