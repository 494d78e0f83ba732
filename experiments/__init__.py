"""One file per experiment: the runs behind a figure, as values."""
