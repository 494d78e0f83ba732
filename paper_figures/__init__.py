"""One file per figure: how the traces of one experiment are drawn, and nothing computed."""
