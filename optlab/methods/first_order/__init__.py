"""Gradient, subgradient and proximal gradient methods."""
