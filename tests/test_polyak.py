"""Polyak's step and its relatives: where they land, where they fail, and what rounding only pretends."""

from dataclasses import dataclass, fields

import numpy as np
import pytest

from optlab.arrays import space
from optlab.claim import Claim
from optlab.claims import barre_taylor_daspremont_2020, derived_polyak
from optlab.expr import evaluate
from optlab.methods.polyak.alr_hb import ALRHB
from optlab.methods.polyak.alr_mag import ALRMAG
from optlab.methods.polyak.polyak import Polyak
from optlab.methods.polyak.polyak_by_value import PolyakByValue
from optlab.methods.polyak.polyak_lower_bound import PolyakLowerBound
from optlab.metrics import dist, gap, sqdist
from optlab.problems.log_cosh import LogCosh, log_cosh, log_cosh_of
from optlab.problems.max_affine import max_affine
from optlab.problems.norms import l1_norm, l2_norm
from optlab.problems.quadratic import quadratic
from optlab.runner import run
from optlab.settings import CONVEX, MINIMIZER, SMOOTH
from optlab.symbols import L, f_star, mu, prev
from optlab.verify import verify


def test_one_step_ends_at_the_minimizer_of_a_norm_and_stays_there():
    problem = l2_norm(5, B=8)
    trace = run(Polyak(), problem, 3, record=(dist,))
    assert (trace["dist"][1:] <= 1e-15 * problem.constants["R"]).all()


def test_a_doubled_step_flips_the_sign_of_x_for_ever():
    problem = l1_norm(1, B=4)
    np.testing.assert_array_equal(run(Polyak(scale=2.0), problem, 99).final.x, -problem.x0)


def test_a_fourfold_step_flips_a_quadratic_and_a_double_one_does_not():
    problem = quadratic(3, 9.0, B=1)
    np.testing.assert_allclose(run(Polyak(scale=4.0), problem, 7).final.x - problem.x_star, problem.x_star - problem.x0, rtol=1e-12)
    assert run(Polyak(scale=2.0), problem, 1, record=(gap,))["gap"][-1, 0, 0] == pytest.approx(0, abs=1e-30)


def test_the_step_for_values_solves_its_equation():
    problem = quadratic(5, 20.0, B=6)
    f, g = problem.value_and_grad(problem.x0)
    after = run(PolyakByValue(), problem, 1).final.x
    t = ((problem.x0 - after) * g).sum(-1) / (g * g).sum(-1)
    np.testing.assert_allclose((g * g).sum(-1), 2 * (2 - t) * f, rtol=1e-12)


def test_the_lower_bound_moves_half_way_to_the_best_value_of_an_epoch():
    problem = max_affine(B=5)
    method = PolyakLowerBound(low=f_star - 3.0, epoch=4)
    epoch = run(method, problem, 3, record=(gap,))["gap"]
    after = run(method, problem, 4).final
    np.testing.assert_allclose(after.low[..., 0], (epoch.min(0) - 3.0) / 2, rtol=1e-14)
    np.testing.assert_array_equal(after.x, problem.x0)


def test_a_lower_bound_that_is_exact_makes_half_a_polyak_step():
    problem = max_affine(B=5)
    below = run(PolyakLowerBound(low=f_star, epoch=50), problem, 20)
    np.testing.assert_allclose(below.final.x, run(Polyak(scale=0.5), problem, 20).final.x, rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("method", [ALRMAG(momentum=0.0), ALRHB(momentum=0.0)], ids=str)
def test_without_momentum_the_step_is_polyaks(method):
    problem = log_cosh(B=8)
    np.testing.assert_array_equal(run(method, problem, 30).final.x, run(Polyak(), problem, 30).final.x)


def test_a_doubled_step_along_the_average_diverges_even_on_the_absolute_value():
    problem = l1_norm(1, B=1)
    trace = run(ALRMAG(momentum=0.5, scale=2.0), problem, 100, record=(dist,))
    assert trace["dist"][-1, 0, 0] == pytest.approx(8e29 * problem.constants["R"].item(), rel=0.1)


def test_the_average_of_gradients_has_weights_that_do_not_sum_to_one():
    problem = max_affine(B=3)
    state = run(ALRMAG(momentum=0.7), problem, 2).final
    first = problem.grad(problem.x0)
    second = problem.grad(run(ALRMAG(momentum=0.7), problem, 1).final.x)
    np.testing.assert_allclose(state.direction, 0.7 * first + second, rtol=1e-14)


@pytest.mark.parametrize(
    ("q", "exact", "ours"),
    [
        (0.01, 0.9635, 0.9779),
        (0.1, 0.7513, 0.8097),
        (0.3, 0.4675, 0.57),
        (0.5, 0.3431, 0.4306),
        (0.6, 0.3175, 0.3813),
        (0.9, 0.2633, 0.2764),
    ],
)
def test_the_contraction_lies_between_the_worst_case_and_one_minus_half_q(q, exact, ours):
    factor = evaluate(derived_polyak.contraction.bound.subs({L: 1, mu: q, prev: 1}), {})
    assert factor == pytest.approx(ours, abs=5e-5)
    assert exact < factor < 1 - q / 2


def test_the_observed_factor_is_worst_at_the_best_constant_step():
    step_size = np.linspace(1.0, 5.0, 4001)
    drop = evaluate(
        barre_taylor_daspremont_2020.proposition_1.bound, {"L": 1.0, "mu": 0.2, "sqdist_before": 1.0, "step_before": step_size / 2}
    )
    assert 1 - drop.min() == pytest.approx((0.8 / 1.2) ** 2, rel=1e-6)
    assert step_size[drop.argmin()] == pytest.approx(2 / 1.2, rel=1e-3)


@pytest.mark.parametrize("z", [0.0, 1e-160, 1e-20, 1e-8, 0.3, 1 - 1e-16, 1.0, 7.0, 400.0, 1e6, -1e-12, -50.0])
def test_log_cosh_keeps_its_relative_precision(z):
    from flint import arb, ctx

    with ctx.workprec(2000):
        exact = float(arb(z).cosh().log())
    assert log_cosh_of(np.array([z]))[0] == pytest.approx(exact, rel=4e-16, abs=0)


@dataclass(frozen=True, kw_only=True)
class NaiveLogCosh(LogCosh):
    """The same function by |z| + log1p(exp(-2 |z|)) - log 2, which loses every digit of small gaps in floats."""

    def value_and_grad(self, x):
        xp, g = space(x), super().value_and_grad(x)[1]
        a = xp.abs(self.scale * ((x - self.x_star) @ self.directions.mT))
        each = a + xp.log1p(xp.exp(-2 * a)) - xp.log(2 * xp.ones_like(a))
        return self.curved[..., 0] * xp.sum(each / self.scale**2, axis=-1), g


def test_balls_see_through_what_cancellation_fakes_below_1e_15():
    stable = log_cosh(2, B=4)
    x0 = stable.x_star + 1e-8 * (stable.x0 - stable.x_star)
    stable = stable.start(x0)
    naive = NaiveLogCosh(**{f.name: getattr(stable, f.name) for f in fields(stable)})
    assert stable.constants["Delta"].max() < 1e-15
    monotone = Claim(id="test/closer", setting=CONVEX & SMOOTH & MINIMIZER, method=Polyak(), metric=sqdist, bound=prev, steps=8)
    faked = run(Polyak(), naive, 8, record=(sqdist,))["sqdist"]
    assert (faked[1:] > 1.5 * faked[:-1]).any()
    verdict = verify(monotone, naive)
    assert verdict
    assert "vanished in ball arithmetic" in verdict.note
    assert verify(monotone, stable).tightness <= 1
