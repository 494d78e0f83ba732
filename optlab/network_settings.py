"""What claims about nets assume. A claim that assumes NET is joined with nets, `optlab.problems.neural`, and with nothing else."""

from optlab.setting import assumption
from optlab.symbols import letter

attack_reach = letter("attack_reach")

NET = assumption("net", "f is the mean loss of a network over its training samples, and x are all its weights")
# A cross entropy is a logarithm of probabilities, so that neither f nor the weights of a given net can be rescaled.
DIGITS = assumption("net on digits", "a network of rectified linear layers on the 8 x 8 digits, with the cross entropy", scale="fx")
SMOOTH_DIGITS = assumption(
    "smooth net on digits",
    "a network of layers with hyperbolic tangents on the 8 x 8 digits, with half the squared distance to unit vectors",
)
SCALE_FREE = assumption("scale-free net", "f does not change when any block of weights but the last two is multiplied by a positive number")
ATTACKED = assumption(
    "attacked net on digits",
    "as a net on digits; an adversary moves each point of an image by at most attack_reach standard deviations of the points' grey",
    "attack_reach", scale="fx",
)  # fmt: skip
MODULAR_SUMS = assumption(
    "net on modular sums",
    "a network of two linear layers with squares between, which sees two unit vectors of a group Z_p and learns the one of their sum",
)
DEEP_TANGENTS = assumption(
    "deep narrow net",
    "a network of five or so narrow layers with hyperbolic tangents on the digits, which starts with outputs near 0, with half the squared "
    "distance to unit vectors",
)
RESIDUAL = assumption(
    "residual net on digits", "a network of blocks x + V relu(W x) between linear layers on the 8 x 8 digits, with the cross entropy"
)
POOLED_DIGITS = assumption(
    "net on pooled digits", "a network of two linear layers, ReLU between, on digits of 4 x 4 points, with the cross entropy"
)
