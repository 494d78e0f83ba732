"""What claims about proximal causal inference assume."""

from optlab.setting import assumption
from optlab.symbols import letter

frequency = letter("frequency")
response = letter("response", real=True)
confounding = letter("confounding", real=True)
PROXIES = assumption(
    "linear Gaussian proxies",
    "U ~ N(0, 1) is not seen; treatment A = pull U + noise, Y = sin(frequency A) + push U + noise, and of U there are two proxies, Z and W,"
    " that are independent of A and Y given U; response = sin(frequency dose), and confounding = push E[U | A = dose]",
    "frequency", "response", "confounding",
    scale="fx",
)  # fmt: skip
