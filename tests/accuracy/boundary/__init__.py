"""Fitting the weights of the boundary between a story and the briefs below it."""
