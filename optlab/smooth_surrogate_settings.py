"""What theorems assume of smooth stand-ins: for absolute values, for kinked units of a network, for auctions and for choices of experts."""

from optlab.setting import assumption, implies
from optlab.settings import GAUSSIAN_AVERAGE
from optlab.symbols import letter

left_slope = letter("left_slope", (1, -1), nonnegative=True)
right_slope = letter("right_slope", (1, -1))
rival_density = letter("rival_density", (0, -1))
allocation_temperature = letter("allocation_temperature", (0, 1))
selected = letter("selected")
experts = letter("experts")
inputs = letter("inputs")

SOFT_ABSOLUTE = assumption("soft absolute value", "f is L-smooth on the line and stands for f0(x) = G |x - x_star|", "L", "G")
LEAKY_UNITS = assumption(
    "smoothed leaky units",
    "f(x) = E f0(x + smoothing_width w) - constant with w ~ N(0, I) and f0 a mean of functions of <a_j, x - c>, ||a_j|| = 1, of slope"
    " left_slope before 0 and right_slope > left_slope after it",
    "left_slope", "right_slope", "smoothing_width",
)  # fmt: skip
EXPERTS = assumption(
    "mixture of experts",
    "f(x) = ||V (x - x_star)||^2 / (2 n), with the outputs V of 2, 4, 8, ... Gaussian experts on n inputs, and x_star the weights of"
    " `selected` of them, positive and of sum 1",
    "selected", "experts", "inputs", scale="x",
)  # fmt: skip
AUCTION = assumption(
    "first-price auction, smoothed",
    "x holds the bids b_i on values v_i; f is the mean of u_i - (v_i - b_i) P_i, u_i the most that the value can earn against a rival whose"
    " bid o is uniform from 0 on, with density rival_density, and P_i = E 1 / (1 + exp((o - b_i) / allocation_temperature))",
    "rival_density", "allocation_temperature", scale="fx",
)  # fmt: skip
AUCTION_GAME = assumption(
    "game of two bidders",
    "x holds two slopes, of bids in values that are even in [0, 1], and T x adds to each the derivative of what its bidder earns in a"
    " smoothed first-price auction",
    "allocation_temperature", scale="fx",
)  # fmt: skip

implies(LEAKY_UNITS, GAUSSIAN_AVERAGE)
