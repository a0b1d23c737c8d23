"""Builds the gazetteer that `streams/pipeline/enrich/places.py` finds places with."""
