"""Fitting what words say for a line that opens a piece of news."""
