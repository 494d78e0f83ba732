"""Late attacks: how wrong they make the gradient, and how little it costs."""

import numpy as np
import pytest

from optlab.experiments.concurrent_attacks import DELAYS, LATE, SHORT, STEP_SIZES


def error(saved, delay, step):
    return saved("concurrent-attacks").median(f"error, delay {delay}, {step}", "late_error")[1][-1]


def loss(saved, delay, step):
    return saved("concurrent-attacks").median(f"delay {delay}, {step}", "patient_loss")[1][-1]


@pytest.mark.parametrize("delay", LATE)
def test_the_error_of_the_gradient_grows_with_the_step_and_no_faster(saved, delay):
    errors = [error(saved, delay, step) for step in SHORT]
    slopes = np.diff(np.log(errors)) / np.diff(np.log(SHORT))
    assert (slopes > 0).all()
    assert 0.5 < np.log(errors[-1] / errors[0]) / np.log(SHORT[-1] / SHORT[0]) < 1


@pytest.mark.parametrize("step", SHORT)
def test_the_error_of_the_gradient_grows_with_the_delay(saved, step):
    assert error(saved, LATE[-1], step) > 1.5 * error(saved, LATE[0], step)


@pytest.mark.parametrize("step", STEP_SIZES)
def test_a_delay_of_one_step_costs_two_percent_at_most(saved, step):
    assert loss(saved, 1, step) <= 1.02 * loss(saved, 0, step)


def test_a_long_delay_costs_where_steps_are_long(saved):
    long, short = max(STEP_SIZES), min(STEP_SIZES)
    assert loss(saved, DELAYS[-1], long) > 1.08 * loss(saved, 0, long)
    assert loss(saved, DELAYS[-1], short) < 1.02 * loss(saved, 0, short)
