"""Randomized smoothing: predictions and certificates."""
