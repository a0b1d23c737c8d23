"""Fitting what letters and words say for a language, and measuring it."""
