"""What claims about attributions assume of a net's score f and of its input."""

from optlab.setting import assumption
from optlab.symbols import letter

degree = letter("degree")
midpoints = letter("midpoints")

DISCONNECTED = assumption("disconnected inputs", "f(x) does not depend on the coordinates of x where `connected` is 0")
HOMOGENEOUS = assumption("homogeneous", "f(t x) = t^degree f(x) for t > 0, and f is differentiable at x", "degree")
PICTURE = assumption("picture", "x is a square of pixels whose right half is disconnected; a half is at least two pixels wide")
