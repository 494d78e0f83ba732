"""Heavy ball and accelerated methods."""
