"""Steps that know, or guess, the least value of f."""
