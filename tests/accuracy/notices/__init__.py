"""Fitting what each piece of evidence weighs for a notice."""
