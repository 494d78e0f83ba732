"""Averaged SGD is the plain mean of SGD's iterates, and what it gains on a floor."""

import numpy as np

from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.stochastic.averaged_sgd import AveragedSGD
from optlab.metrics import gap
from optlab.noise import Minibatch
from optlab.problems.least_squares import least_squares
from optlab.runner import run
from optlab.symbols import L_max

STEP = 1 / (4 * L_max)


def test_it_is_the_mean_of_the_iterates_of_sgd_on_the_same_samples():
    problem, steps = least_squares(n=8, dim=3, noise=0.3, B=2).replicate(3), 17
    averaged = run(AveragedSGD(step_size=STEP), problem, steps, oracle=Minibatch(), seed=4).final
    iterates = [run(GradientDescent(step_size=STEP), problem, k, oracle=Minibatch(), seed=4).final.x for k in range(steps + 1)]
    np.testing.assert_allclose(averaged.x, np.mean(iterates, axis=0), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(averaged.last, iterates[-1], rtol=0, atol=0)


def test_at_the_floor_the_mean_lies_far_lower_and_without_noise_it_forgets_the_start_last():
    def last(method, noise):
        problem = least_squares(n=16, dim=3, kappa=4.0, noise=noise, B=1).replicate(60)
        return float(np.median(run(method, problem, 4000, record=(gap,), at=(0, 4000), oracle=Minibatch(), seed=1)["gap"][-1]))

    assert last(AveragedSGD(step_size=STEP), 0.3) < last(GradientDescent(step_size=STEP), 0.3) / 5
    assert last(AveragedSGD(step_size=STEP), 0.0) > 1e6 * last(GradientDescent(step_size=STEP), 0.0)
