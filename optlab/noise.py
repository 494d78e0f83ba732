"""Oracles with noise, each with exact moments."""

from dataclasses import dataclass
from typing import ClassVar

from optlab.arrays import Array, column, fold, norm, one_hot, space, sqnorm, to_numpy, unfold
from optlab.oracle import Oracle
from optlab.problem import Problem
from optlab.settings import (
    AFFINE_VARIANCE,
    BOUNDED_AFFINE_NOISE,
    BOUNDED_NOISE,
    BOUNDED_VARIANCE,
    HEAVY_TAILED,
    INTERPOLATION,
    ISOTROPIC,
    MEAN,
    STRONG_GROWTH,
    UNBIASED,
    Setting,
)


def _constant(problem: Problem, v: float) -> Array:
    return 0 * problem.x0[:, :1, 0] + v


def _beside(draw: Array, g: Array) -> Array:
    """A draw (B, S, j) beside gradients (B, S, d) or (B, S, m, d): one token is one draw, at however many points it is asked."""
    return draw if g.ndim == 3 else draw[:, :, None, :]


def _direction(rng, g: Array, token: int) -> Array:
    """Uniform on the unit sphere."""
    z = _beside(rng.normal(g.shape[-1], stream=2 * token), g)
    return z / norm(z)


def _sign(u: Array) -> Array:
    """-1 or 1 with probability 1/2 each, never 0, from a uniform."""
    return 2 * space(u).floor(2 * u) - 1


@dataclass(frozen=True)
class GaussianNoise(Oracle):
    """grad f(x) + sigma / sqrt(d) N(0, I): variance sigma^2."""

    sigma: float = 1.0
    settings: ClassVar[Setting] = UNBIASED & BOUNDED_VARIANCE & ISOTROPIC

    def constants(self, problem):
        return {"sigma": _constant(problem, self.sigma)}

    def noise(self, x, g, token):
        return g + self.sigma / g.shape[-1] ** 0.5 * _beside(self.rng.normal(g.shape[-1], stream=2 * token), g)


@dataclass(frozen=True)
class TwoPointNoise(Oracle):
    """grad f(x) +- sigma (1, ..., 1) / sqrt(d) with probability 1/2 each: variance sigma^2, and enumerable."""

    sigma: float = 1.0
    settings: ClassVar[Setting] = UNBIASED & BOUNDED_NOISE

    def constants(self, problem):
        return {"sigma": _constant(problem, self.sigma)}

    def outcomes(self, problem):
        return 2

    def noise(self, x, g, token):
        u = _beside(self.rng.uniform(1, stream=2 * token), g)
        return g + self.sigma / g.shape[-1] ** 0.5 * _sign(u)


@dataclass(frozen=True)
class RareJump(Oracle):
    """+- size sigma (1, ..., 1) / sqrt(d) at k = 0, each with probability 1 / (2 size^2); exact otherwise: variance sigma^2 at k = 0.

    Raises:
        ValueError: size < 1, for then the probabilities exceed 1.
    """

    sigma: float = 1.0
    size: float = 5.0
    settings: ClassVar[Setting] = UNBIASED & BOUNDED_VARIANCE

    def __post_init__(self):
        if not self.size >= 1:
            raise ValueError(f"RareJump needs size >= 1, but size = {self.size}; its two jumps would have probability {1 / self.size**2}")

    def constants(self, problem):
        return {"sigma": _constant(problem, self.sigma)}

    def noise(self, x, g, token):
        if self.rng.k > 0:
            return g
        u = _beside(self.rng.uniform(1, stream=2 * token), g) - 0.5
        jumps = space(u).astype(space(u).abs(u) < 0.5 / self.size**2, u.dtype)
        return g + self.size * self.sigma / g.shape[-1] ** 0.5 * jumps * space(u).sign(u)


@dataclass(frozen=True)
class Jumped(Oracle):
    """`RareJump` on the event that it jumps: `jump` (1, ..., 1) / sqrt(d) is added at k = 0, and nothing is random; biased."""

    jump: float = 10.0

    def constants(self, problem):
        return {"jump": _constant(problem, self.jump)}

    def noise(self, x, g, token):
        return g + self.jump / g.shape[-1] ** 0.5 if self.rng.k == 0 else g


@dataclass(frozen=True)
class StudentNoise(Oracle):
    """grad f(x) + a Student t radius in a uniform direction, scaled to variance sigma^2; moments of order >= df are infinite.

    Raises:
        ValueError: df <= 2, for then there is no variance.
    """

    sigma: float = 1.0
    df: float = 2.5
    settings: ClassVar[Setting] = UNBIASED & BOUNDED_VARIANCE & ISOTROPIC

    def __post_init__(self):
        if not self.df > 2:
            raise ValueError(f"StudentNoise has a variance only for df > 2, but df = {self.df}; use ParetoNoise for heavier tails")

    def constants(self, problem):
        return {"sigma": _constant(problem, self.sigma)}

    def noise(self, x, g, token):
        from scipy.special import stdtrit

        u = _beside(self.rng.uniform(1, stream=2 * token + 1), g)
        radius = space(u).asarray(stdtrit(self.df, to_numpy(u)), dtype=u.dtype, device=u.device)
        return g + self.sigma * ((self.df - 2) / self.df) ** 0.5 * radius * _direction(self.rng, g, token)


@dataclass(frozen=True)
class ParetoNoise(Oracle):
    """grad f(x) + U^(-1/tail) in a uniform direction, scaled so that E ||noise||^p = sigma_p^p; infinite variance where tail <= 2.

    Raises:
        ValueError: not 1 < p < tail.
    """

    sigma_p: float = 1.0
    p: float = 1.25
    tail: float = 1.5
    settings: ClassVar[Setting] = UNBIASED & HEAVY_TAILED & ISOTROPIC

    def __post_init__(self):
        if not 1 < self.p < self.tail:
            raise ValueError(f"ParetoNoise needs 1 < p < tail, but p = {self.p} and tail = {self.tail}; lower p or raise tail")

    def constants(self, problem):
        return {"sigma_p": _constant(problem, self.sigma_p), "p": _constant(problem, self.p)}

    def noise(self, x, g, token):
        scale = self.sigma_p * (1 - self.p / self.tail) ** (1 / self.p)
        radius = _beside(self.rng.uniform(1, stream=2 * token + 1), g) ** (-1 / self.tail)
        return g + scale * radius * _direction(self.rng, g, token)


@dataclass(frozen=True)
class AffineNoise(Oracle):
    """Gaussian with E ||noise||^2 = sigma^2 + sigma1^2 ||grad f(x)||^2 exactly."""

    sigma: float = 1.0
    sigma1: float = 1.0
    settings: ClassVar[Setting] = UNBIASED & AFFINE_VARIANCE

    def constants(self, problem):
        return {"sigma": _constant(problem, self.sigma), "sigma1": _constant(problem, self.sigma1)}

    def noise(self, x, g, token):
        scale = (self.sigma**2 + self.sigma1**2 * sqnorm(g)) ** 0.5
        return g + scale / g.shape[-1] ** 0.5 * _beside(self.rng.normal(g.shape[-1], stream=2 * token), g)


@dataclass(frozen=True)
class BoundedAffineNoise(Oracle):
    """In a uniform direction, with ||noise||^2 = sigma^2 + sigma1^2 ||grad f(x)||^2 exactly."""

    sigma: float = 1.0
    sigma1: float = 1.0
    settings: ClassVar[Setting] = UNBIASED & BOUNDED_AFFINE_NOISE

    def constants(self, problem):
        return {"sigma": _constant(problem, self.sigma), "sigma1": _constant(problem, self.sigma1)}

    def noise(self, x, g, token):
        return g + (self.sigma**2 + self.sigma1**2 * sqnorm(g)) ** 0.5 * _direction(self.rng, g, token)


@dataclass(frozen=True)
class MultiplicativeNoise(Oracle):
    """(1 +- sqrt(rho - 1)) grad f(x) with probability 1/2 each: strong growth with exactly rho, and enumerable."""

    rho: float = 2.0
    settings: ClassVar[Setting] = UNBIASED & STRONG_GROWTH

    def constants(self, problem):
        return {"rho": _constant(problem, self.rho)}

    def outcomes(self, problem):
        return 2

    def noise(self, x, g, token):
        u = _beside(self.rng.uniform(1, stream=2 * token), g)
        return (1 + (self.rho - 1) ** 0.5 * _sign(u)) * g


@dataclass(frozen=True)
class Coordinate(Oracle):
    """d times one coordinate of the gradient, drawn uniformly: strong growth with rho = d, and enumerable."""

    settings: ClassVar[Setting] = UNBIASED & STRONG_GROWTH

    def constants(self, problem):
        return {"rho": _constant(problem, float(problem.x0.shape[-1]))}

    def outcomes(self, problem):
        return problem.x0.shape[-1]

    def noise(self, x, g, token):
        d = g.shape[-1]
        u = self.rng.uniform(1, stream=2 * token)
        i = space(u).astype(space(u).floor(u * d), space(u).int64)[..., 0]
        return d * _beside(one_hot(i, d, g), g) * g


@dataclass(frozen=True)
class Minibatch(Oracle):
    """The mean gradient of `size` components of a finite sum, drawn uniformly with replacement."""

    size: int = 1
    settings: ClassVar[Setting] = UNBIASED
    needs: ClassVar[Setting] = MEAN

    def outcomes(self, problem):
        return problem.n if self.size == 1 else 0

    def indices(self, token: int) -> Array:
        """Which components the token means, (B, S, size) integers."""
        u = self.rng.uniform(self.size, stream=2 * token)
        return space(u).astype(space(u).floor(u * self.exact.problem.n), space(u).int64)

    def grad(self, x, sample=None):
        self.count("component_grad", self.size if x.ndim == 3 else self.size * x.shape[2])
        i = self.indices(self.sample() if sample is None else sample)
        if x.ndim == 3:
            return self.exact.problem.component_grad(x, i)
        same = space(i).broadcast_to(i[:, :, None, :], (*x.shape[:3], self.size))
        return unfold(self.exact.problem.component_grad(fold(x), fold(same)), x.shape)

    def value_and_grad(self, x, sample=None):
        """The sampled components' mean value and gradient."""
        self.count("component_grad", self.size)
        i = self.indices(self.sample() if sample is None else sample)
        return column(self.exact.problem.component_value(x, i)), self.exact.problem.component_grad(x, i)

    def excess_and_grad(self, x, sample=None):
        """How far one component lies above its least value, a column, and its gradient.

        Raises:
            ValueError: the sample has more than one component.
        """
        if self.size > 1:
            raise ValueError(f"the least value is known of one component, but a sample has {self.size}; ask Minibatch(size=1)")
        self.count("component_grad")
        i = self.indices(self.sample() if sample is None else sample)
        return self.exact.problem.component_excess(x, i), self.exact.problem.component_grad(x, i)

    def components(self, x, sample=None):
        self.count("component_grad", self.size)
        i = self.indices(self.sample() if sample is None else sample)
        return i, self.exact.problem.component_grads(x, i)

    def all_components(self, x):
        self.count("component_grad", self.exact.problem.n)
        return self.exact.problem.component_grads(x)

    def hvp(self, x, v, sample=None):
        if not hasattr(self.exact.problem, "component_hvp"):
            return self.grad_along(x, v, sample)[0]
        self.count("component_hvp", self.size)
        return self.exact.problem.component_hvp(x, v, self.indices(self.sample() if sample is None else sample))

    def attack(self, x, sample=None):
        self.count("component_attack", self.size)
        return self.exact.problem.component_attack(x, self.indices(self.sample() if sample is None else sample))

    def grad_under(self, x, y, sample=None):
        self.count("component_grad_under", self.size)
        return self.exact.problem.component_grad_under(x, y, self.indices(self.sample() if sample is None else sample))

    def bend_grad(self, x, sample=None):
        self.count("component_bend_grad", self.size)
        token = self.sample() if sample is None else sample
        return self.exact.problem.bend_grad(x, self.rng, token, self.indices(token))

    def flow_grad(self, x, first, second, sample=None):
        self.count("component_flow_grad", self.size)
        return self.exact.problem.flow_grad(x, first, second, self.indices(self.sample() if sample is None else sample))

    def prox_sample(self, x, step, sample=None):
        """The prox of one component.

        Raises:
            ValueError: the sample has more than one component.
        """
        if self.size > 1:
            raise ValueError(f"the prox is known of one component, but a sample has {self.size}; ask Minibatch(size=1)")
        self.count("component_prox")
        return self.exact.problem.component_resolvent(x, step, self.indices(self.sample() if sample is None else sample))

    def grad_along(self, x, v, sample=None):
        self.count("component_grad_along", self.size)
        return self.exact.problem.component_grad_along(x, v, self.indices(self.sample() if sample is None else sample))


@dataclass(frozen=True)
class InterpolatingMinibatch(Minibatch):
    """A minibatch of components that share a minimizer: strong growth with rho = 1 + (growth - 1) / size."""

    settings: ClassVar[Setting] = UNBIASED & STRONG_GROWTH
    needs: ClassVar[Setting] = INTERPOLATION

    def constants(self, problem):
        return {"rho": 1 + (problem.constants["growth"] - 1) / self.size}


gaussian = GaussianNoise()
two_point = TwoPointNoise()
student = StudentNoise()
pareto = ParetoNoise()
affine = AffineNoise()
bounded_affine = BoundedAffineNoise()
multiplicative = MultiplicativeNoise()
coordinate = Coordinate()
minibatch = Minibatch()
interpolating_minibatch = InterpolatingMinibatch()
