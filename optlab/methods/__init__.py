"""One file per method: its update and nothing else."""
