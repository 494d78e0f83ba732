"""AdaGrad and its clipped relatives."""
