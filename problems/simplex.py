"""The unit simplex {x >= 0, sum x = 1}, for problems that live on it."""

from optlab.arrays import Array, first_argmin, one_hot, space
from optlab.problem import Problem
from optlab.rng import Rng

DIAMETER = 2.0**0.5


class OnSimplex(Problem):
    """A problem on the unit simplex."""

    def lmo(self, g: Array) -> Array:
        """The vertex of the first least entry of g, (B, S, d)."""
        return one_hot(first_argmin(g), g.shape[-1], g)

    def points(self, rng: Rng, many: int = 32) -> Array:
        """(B, many, d), uniform on the simplex."""
        return uniform_on_simplex(rng, many, self.x0.shape[-1])


def uniform_on_simplex(rng: Rng, many: int, d: int, stream: int = 93, power: float = 1.0) -> Array:
    """(B, many, d) points; uniform, or crowded near faces where power > 1."""
    xp = space(rng.uniform(1, stream=stream))
    e = (-xp.log(rng.uniform((many, d), stream=stream))) ** power
    e = xp.reshape(e, (-1, many, d))
    return e / xp.sum(e, axis=-1, keepdims=True)
