"""What claims about Johnson-Lindenstrauss transforms assume."""

from optlab.setting import assumption
from optlab.symbols import letter

spikiness = letter("spikiness")
rows = letter("rows")
share = letter("share")
UNIT_VECTOR = assumption(
    "unit vector", "x0 has length 1, a power of two of coordinates, and the sum of their fourth powers is spikiness", "spikiness", scale="x"
)
SHORT_VECTOR = assumption("short vector", "the vector has at most 8 coordinates, so that all of its signs can be tried")
