"""Figures of speed, each with the command that gives it again. Compare within one run, as ratios: machines are noisy."""
