"""Oracle: the only door between a method and a problem. It answers, and counts what passes.

An oracle is a value, like a family: it declares the settings of its noise and their exact constants. For a run, `over` gives the
live copy that methods talk to.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from optlab.arrays import Array, column, fold, space, unfold
from optlab.problem import Problem
from optlab.settings import Setting


class Exact:
    """A problem without noise and without counting; while `recording` it remembers this iteration's points by identity."""

    def __init__(self, problem: Problem):
        self.problem: Any = problem
        self.recording = False
        self._seen: dict[tuple[str, int], tuple[Array, Any]] = {}
        self._older: dict[tuple[str, int], tuple[Array, Any]] = {}

    def forget(self) -> None:
        """Drop what was remembered, but for the last iteration: a metric of a step asks there, too."""
        self._seen, self._older = {}, self._seen

    def _held(self, kind: str, x: Array) -> tuple[Array, Any] | None:
        for seen in (self._seen, self._older):
            held = seen.get((kind, id(x)))
            if held is not None and held[0] is x:
                return held
        return None

    def _once(self, kind: str, x: Array, answer: Callable[[Array], Any]) -> Any:
        held = self._held(kind, x)
        if held is not None:
            return held[1]
        new = answer(x)
        if self.recording:
            self._seen[kind, id(x)] = x, new
        return new

    def value_and_grad(self, x: Array) -> tuple[Array, Array]:
        """f (B, S) and its gradient (B, S, d)."""
        return self._once("value_and_grad", x, self.problem.value_and_grad)

    def grad(self, x: Array) -> Array:
        """(B, S, d)."""
        # The value is nearly free beside the gradient, but only a metric wants it.
        return self.value_and_grad(x)[1] if self.recording else self.problem.grad(x)

    def value(self, x: Array) -> Array:
        """(B, S)."""
        if self._held("value_and_grad", x):
            return self.value_and_grad(x)[0]
        return self._once("value", x, self.problem.value)

    def hess(self, x: Array) -> Array:
        """(B, S, d, d)."""
        return self._once("hess", x, self.problem.hess)

    def hvp(self, x: Array, v: Array) -> Array:
        """hess f(x) v, (B, S, d), without the Hessian where the problem knows how."""
        return self.problem.hvp(x, v) if hasattr(self.problem, "hvp") else (self.hess(x) @ v[..., None])[..., 0]

    def sharpness(self, x: Array) -> tuple[Array, Array]:
        """The largest eigenvalue of the Hessian, (B, S), and its error, (B, S)."""
        return self._once("sharpness", x, self.problem.sharpness)


@dataclass(frozen=True)
class Oracle:
    """Exact answers. Scalars come out as columns (B, S, 1).

    A sample is a token: the same token asks for the same randomness at another point. `where` (B, S, 1) names the points that
    really ask, so that a line search is charged per point and not per batch. Points with more axes, (B, S, m, d), are folded into S.
    """

    settings: ClassVar[Setting] = Setting()
    needs: ClassVar[Setting] = Setting()
    # Only a live copy has these; a dataclass makes no field of a ClassVar.
    exact: ClassVar[Any]
    rng: ClassVar[Any]
    calls: ClassVar[dict[str, Any]]
    _samples: ClassVar[int]

    def constants(self, problem: Problem) -> dict[str, Array]:
        """Constants of the noise on `problem`, (B, 1) each."""
        return {}

    def outcomes(self, problem: Problem) -> int:
        """How many equally likely answers one gradient has, if there are finitely many from one draw; otherwise 0."""
        return 0

    def over(self, exact: Exact, rng: Any) -> "Oracle":
        """The live copy for a run."""
        live = copy.copy(self)
        live.__dict__.update(exact=exact, rng=rng, calls={}, _samples=0)
        return live

    def begin(self, k: int) -> None:
        """Iteration k starts: tokens and draws are those of k."""
        self.rng.k = k
        self.__dict__["_samples"] = 0

    def sample(self) -> int:
        """A new token."""
        self.__dict__["_samples"] += 1
        return self._samples - 1

    @property
    def blocks(self) -> tuple[tuple[int, ...], ...]:
        """Shapes of the parts of x, in order."""
        return self.exact.problem.blocks or (tuple(self.exact.problem.x0.shape[-1:]),)

    def count(self, kind: str, times: Any = 1) -> None:
        """Charge `times` calls of `kind`: a number, or one per point (B, S)."""
        self.calls[kind] = self.calls.get(kind, 0) + times

    def noise(self, x: Array, g: Array, token: int) -> Array:
        """The noisy gradient at x, where the exact one is g, (B, S, d)."""
        return g

    def value(self, x: Array, where: Array | None = None) -> Array:
        """f at x, a column."""
        if x.ndim == 4:
            self.count("value", x.shape[2] if where is None else x.shape[2] * where[..., 0])
            return unfold(self.exact.value(fold(x)), x.shape)[..., None]
        self.count("value", 1 if where is None else where[..., 0])
        return column(self.exact.value(x))

    def grad(self, x: Array, sample: int | None = None) -> Array:
        """A stochastic gradient; exact where the oracle has no noise."""
        token = self.sample() if sample is None else sample
        if x.ndim == 4:
            self.count("grad", x.shape[2])
            return self.noise(x, unfold(self.exact.grad(fold(x)), x.shape), token)
        self.count("grad")
        return self.noise(x, self.exact.grad(x), token)

    def value_and_grad(self, x: Array, sample: int | None = None) -> tuple[Array, Array]:
        """f, exact, and a stochastic gradient."""
        self.count("grad")
        f, g = self.exact.value_and_grad(x)
        return column(f), self.noise(x, g, self.sample() if sample is None else sample)

    def excess_and_grad(self, x: Array, sample: int | None = None) -> tuple[Array, Array]:
        """How far a sampled component lies above its least value, a column, and its gradient; f itself where the oracle samples none."""
        f, g = self.value_and_grad(x, sample)
        return f - column(self.exact.problem.constants["f_star"]), g

    def full_grad(self, x: Array, where: Array | None = None) -> Array:
        """The exact gradient, charged as such."""
        self.count("full_grad", 1 if where is None else where[..., 0])
        return self.exact.grad(x)

    def components(self, x: Array, sample: int | None = None) -> tuple[Array, Array]:
        """Which components of a mean a sample means, (B, S, b) integers from 0, and the gradient of each at x, (B, S, b, d).

        Unless an oracle samples components, the function is its own only one.
        """
        return space(x).argmax(x[..., :1], axis=-1)[..., None], self.grad(x, sample)[:, :, None, :]

    def all_components(self, x: Array) -> Array:
        """The gradient of every component at x, (B, S, n, d)."""
        return self.grad(x)[:, :, None, :]

    def grad_along(self, x: Array, v: Array, sample: int | None = None) -> tuple[Array, Array]:
        """The first two derivatives of a stochastic gradient along v, D^2 f(x) v and D^3 f(x)[v, v]."""
        self.count("grad_along")
        return self.exact.problem.grad_along(x, v)

    def hess(self, x: Array) -> Array:
        """(B, S, d, d)."""
        self.count("hess")
        return self.exact.hess(x)

    def hvp(self, x: Array, v: Array, sample: int | None = None) -> Array:
        """hess f(x) v, (B, S, d); of the sampled components where the oracle samples some."""
        self.count("hvp")
        return self.exact.hvp(x, v)

    def constraint_curvature(self, x: Array, u: Array, v: Array) -> Array:
        """D^2 c(x)[u, v] for the constraints c (B, S, m)."""
        self.count("constraint_curvature")
        return self.exact.problem.constraint_curvature(x, u, v)

    def prox(self, x: Array, step: Any) -> Array:
        """argmin_y h(y) + ||y - x||^2 / (2 step)."""
        self.count("prox")
        return self.exact.problem.prox(x, step)

    def prox_f(self, x: Array, step: Any) -> Array:
        """argmin_y f(y) + ||y - x||^2 / (2 step), of the first part of F = f + h."""
        self.count("prox_f")
        return self.exact.problem.prox_f(x, step)

    def prox_sample(self, x: Array, step: Any, sample: int | None = None) -> Array:
        """argmin_y f_i(y) + ||y - x||^2 / (2 step) of a sampled component f_i; of f where the oracle samples none."""
        self.count("prox_sample")
        return self.exact.problem.resolvent(x, step)

    def resolvent(self, x: Array, step: Any) -> Array:
        """(I + step A)^-1 x for a monotone operator A: the prox of the whole function where A is its subdifferential."""
        self.count("resolvent")
        return self.exact.problem.resolvent(x, step)

    def moments_after(self, x: Array, step: Any) -> Array:
        """Second moments of the errors one step of stochastic gradient descent after the second moments x."""
        self.count("moments_after")
        return self.exact.problem.moments_after(x, step)

    def attack(self, x: Array, sample: int | None = None) -> Array:
        """The adversary's answer y to x, for max over y of phi(x, y), (B, S, m); on the sampled components where it samples some."""
        self.count("attack")
        return self.exact.problem.attack(x)

    def grad_under(self, x: Array, y: Array, sample: int | None = None) -> Array:
        """The gradient in x of phi(x, y), whatever point y may be the answer to."""
        self.count("grad_under")
        return self.exact.problem.grad_under(x, y)

    def bend_grad(self, x: Array, sample: int | None = None) -> Array:
        """The gradient in x of a mean squared error: that of the interpolation of losses between random points about each sample."""
        self.count("bend_grad")
        return self.exact.problem.bend_grad(x, self.rng, self.sample() if sample is None else sample)

    def flow_grad(self, x: Array, first: Any, second: Any, sample: int | None = None) -> Array:
        """The gradient of first L + second C, for length L and curvature C of the paths that samples take through the layers of a net."""
        self.count("flow_grad")
        return self.exact.problem.flow_grad(x, first, second)

    def apply(self, x: Array) -> Array:
        """T x for an operator T."""
        self.count("apply")
        return self.exact.problem.apply(x)

    def proxy_grad(self, x: Array) -> Array:
        """grad fhat(x) for a cheap proxy fhat of f."""
        self.count("proxy_grad")
        return self.exact.problem.proxy_grad(x)

    def proxy_prox(self, x: Array, step: Any) -> Array:
        """argmin_y fhat(y) + ||y - x||^2 / (2 step)."""
        self.count("proxy_prox")
        return self.exact.problem.proxy_prox(x, step)

    def mirror_step(self, x: Array, v: Array) -> Array:
        """argmin_y <v, y> + D_h(y, x) over the set."""
        self.count("mirror_step")
        return self.exact.problem.mirror_step(x, v)

    def project(self, x: Array) -> Array:
        """The nearest feasible point."""
        self.count("project")
        return self.exact.problem.project(x)

    def lmo(self, g: Array) -> Array:
        """A point s of the set that minimizes <g, s>."""
        self.count("lmo")
        return self.exact.problem.lmo(g)

    def vertices(self) -> Array:
        """All vertices of the set, (1, m, d): charged like a linear minimization, for whoever has them can do one."""
        self.count("lmo")
        return self.exact.problem.vertices

    def weights(self, x: Array) -> Array:
        """Weights of the vertices, (B, S, m), nonnegative, of sum 1 and mean x; a vertex has a single one."""
        self.count("weights")
        return self.exact.problem.weights(x)

    def normal(self, x: Array, shape: tuple[int, ...], sample: int | None = None) -> Array:
        """Standard Gaussian numbers of the method's own, (B, S, *shape), beside x; no problem is asked."""
        return self.rng.normal(shape, stream=2 * (self.sample() if sample is None else sample))

    def uniform(self, x: Array, shape: tuple[int, ...], sample: int | None = None) -> Array:
        """Uniform numbers of the method's own, as `normal`."""
        return self.rng.uniform(shape, stream=2 * (self.sample() if sample is None else sample))

    def cloud(self, sample: int | None = None) -> Array:
        """The points that the problem is about, under their noise, (B, S, n, d)."""
        self.count("cloud")
        return self.exact.problem.cloud(self.rng, self.sample() if sample is None else sample)

    def score(self, t: Array, width: Array) -> Array:
        """-d log f_r / dt at t (B, S, n), of a density smoothed by the width r (B, S, 1)."""
        self.count("score")
        return self.exact.problem.score(t, width)

    def information(self, width: Array) -> Array:
        """The Fisher information of the density smoothed by `width`, (B, S, 1) to (B, S, 1)."""
        self.count("information")
        return self.exact.problem.information(width)

    def classify(self, x: Array) -> Array:
        """The base classifier's class of each point, (B, S) or (B, S, m), as numbers."""
        self.count("classify", x.shape[2] if x.ndim == 4 else 1)
        answer = self.exact.problem.classify(fold(x)) if x.ndim == 4 else self.exact.problem.classify(x)
        return space(x).astype(unfold(answer, x.shape) if x.ndim == 4 else answer, x.dtype)

    def votes(self, x: Array, n: Any, noise_std: Any, token: int) -> Array:
        """Classes that the base classifier gives n noisy copies of x: counts (B, S, C)."""
        self.count("votes", n)
        return self.exact.problem.votes(x, n, noise_std, self.rng, token)
