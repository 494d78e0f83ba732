"""What claims about nets assume. A claim that assumes NET is joined with nets, `optlab.problems.neural`, and with nothing else."""

from optlab.setting import assumption

NET = assumption("net", "f is the mean loss of a network over its training samples, and x are all its weights")
DIGITS = assumption("net on digits", "a network of rectified linear layers on the 8 x 8 digits, with the cross entropy")
SMOOTH_DIGITS = assumption(
    "smooth net on digits",
    "a network of layers with hyperbolic tangents on the 8 x 8 digits, with half the squared distance to unit vectors",
)
SCALE_FREE = assumption("scale-free net", "f does not change when any block of weights but the last two is multiplied by a positive number")
