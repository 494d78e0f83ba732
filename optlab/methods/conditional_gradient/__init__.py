"""Frank-Wolfe methods: a linear minimization in place of a projection."""
