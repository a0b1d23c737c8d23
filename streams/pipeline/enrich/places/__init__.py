"""Places: the countries, regions and cities that a text names, with their codes and where they are."""

from streams.pipeline.enrich.places.named import places_of

__all__ = ["places_of"]
