"""Figures: the numbers of a text with their units and what they count."""

from streams.pipeline.enrich.figures.named import figures_of

__all__ = ["figures_of"]
