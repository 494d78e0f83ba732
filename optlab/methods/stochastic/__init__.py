"""Methods that are made for noise."""
