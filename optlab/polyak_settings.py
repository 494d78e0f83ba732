"""What theorems about Polyak's step on samples assume."""

from optlab.setting import assumption
from optlab.symbols import letter

excess = letter("excess", (1, 0), nonnegative=True)
excess_max = letter("excess_max", (1, 0), nonnegative=True)

MINIMA = assumption(
    "minima of components known",
    "f is the mean of n functions f_i whose least values are known; f_i(x_star) exceeds that of f_i by `excess` in the mean over i, and by"
    " excess_max at most",
    "excess", "excess_max", "n",
)  # fmt: skip
UNEVEN_FEATURES = assumption(
    "uneven features",
    "f is a mean of squares of linear forms that share a zero; the columns of their matrix are orthogonal, of lengths over three decades",
)
