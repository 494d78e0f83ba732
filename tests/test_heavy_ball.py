"""Heavy ball against torch, at its exact bound, and in the cycle of Lessard, Recht and Packard."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.metrics import dist
from optlab.problems.lessard_recht_packard import lessard_recht_packard
from optlab.problems.quadratic import quadratic
from optlab.runner import run

CYCLE = [Fraction(v, 1225) for v in (792, -2208, 2592)]


def slope(x):
    return 25 * x if x < 1 else x + 24 if x < 2 else 25 * x - 24


def test_the_path_is_that_of_torch_sgd_with_momentum():
    problem = quadratic(6, 30.0, rotated=True, B=3)
    ours = run(HeavyBall(step_size=0.3, momentum=0.8), problem, 25).final.x
    x = torch.tensor(problem.x0, requires_grad=True)
    A, center = torch.tensor(problem.A), torch.tensor(problem.x_star)
    sgd = torch.optim.SGD([x], lr=0.3, momentum=0.8)
    for _ in range(25):
        sgd.zero_grad()
        (0.5 * ((x - center) @ A * (x - center)).sum()).backward()
        sgd.step()
    np.testing.assert_allclose(ours, x.detach().numpy(), rtol=1e-11)


@pytest.mark.parametrize("kappa", [10.0, 200.0, 2e4])
def test_on_the_stiffest_eigenvector_the_distance_is_the_bound_at_every_step(kappa):
    trace = run(HeavyBall(), quadratic(4, kappa, B=1), 60, record=(dist,))
    rho, k = (kappa**0.5 - 1) / (kappa**0.5 + 1), trace.k
    np.testing.assert_allclose(trace["dist"][:, 0, 0], rho**k * (1 + k + rho * k), rtol=1e-9, atol=1e-13)


def test_the_cycle_closes_in_exact_arithmetic():
    for before, x, after in (CYCLE, CYCLE[1:] + CYCLE[:1], CYCLE[2:] + CYCLE[:2]):
        assert x - slope(x) / 9 + Fraction(4, 9) * (x - before) == after


def test_starts_in_the_basin_end_in_the_cycle():
    x = np.sort(np.stack([run(HeavyBall(), lessard_recht_packard(), n).final.x[:, 0, 0] for n in (300, 301, 302)]), axis=0)
    expected = np.sort([float(v) for v in CYCLE])[:, None]
    np.testing.assert_allclose(x, np.broadcast_to(expected, x.shape), rtol=1e-9)


def test_starts_beside_the_basin_converge():
    x = run(HeavyBall(), lessard_recht_packard(3.0, 3.6, B=2), 300).final.x
    assert np.abs(x).max() < 1e-12


def test_the_function_is_the_integral_of_its_slope():
    from scipy.integrate import quad

    x = np.array([-2.0, 0.5, 1.0, 1.5, 2.0, 3.3])
    f, g = lessard_recht_packard(B=1).value_and_grad(x[:, None, None])
    np.testing.assert_allclose(g[:, 0, 0], [slope(v) for v in x])
    np.testing.assert_allclose(f[:, 0], [quad(slope, 0, v, points=[1, 2])[0] for v in x], rtol=1e-12)
