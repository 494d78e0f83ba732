"""Newton methods and their damping."""
