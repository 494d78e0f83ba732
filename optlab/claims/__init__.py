"""One file per paper, named by its citation key; every module-level Claim in it belongs to the catalog."""
