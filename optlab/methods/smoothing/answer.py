"""What a classifier under noise was heard to say: the state of PREDICT and CERTIFY."""

from typing import Any, NamedTuple

from optlab.arrays import Array, space
from optlab.certificate import Certificate


class Answer(NamedTuple):
    """`prediction` on the open ball of `radius` about x."""

    x: Array  # (B, S, d)
    prediction: Array  # (B, S) integers, -1 where abstained
    radius: Array  # (B, S), 0 where nothing is said of neighbours
    abstained: Array  # (B, S) of bool


def unasked(x0: Array) -> Answer:
    """No vote yet, so it abstains."""
    xp, shape = space(x0), x0.shape[:2]
    return Answer(x0, xp.full(shape, -1), xp.zeros(shape), xp.full(shape, True))


def noted(x: Array, said: Certificate) -> Answer:
    """A certificate at x as a state."""
    return Answer(x, said.prediction, said.radius, said.abstained)


def per_point(v: Any) -> Any:
    """A column (B, S, 1) as (B, S); numbers stay numbers."""
    return v[..., 0] if getattr(v, "ndim", 0) == 3 else v
