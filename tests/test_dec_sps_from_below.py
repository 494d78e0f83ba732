"""Decreasing Polyak steps above one lower bound of all components."""

import torch

from optlab import run
from optlab.methods.polyak.dec_sps import DecSPSFromBelow
from optlab.methods.polyak.sps_max import SPSMax
from optlab.network_metrics import training_loss
from optlab.noise import Minibatch
from optlab.problems.neural.pooled_digits import pooled_digits


def test_the_first_step_is_that_of_polyak_and_batches_may_have_many_samples():
    problem = pooled_digits(samples=20, B=3)
    one, other = (
        run(m, problem, 1, record=(training_loss,), oracle=Minibatch(size=5)).final.x for m in (DecSPSFromBelow(cap=0.5), SPSMax(cap=0.5))
    )
    torch.testing.assert_close(one, other)


def test_steps_fall_at_least_as_fast_as_the_root_of_their_number():
    state = run(DecSPSFromBelow(cap=0.5), pooled_digits(samples=20, B=3), 16, record=(training_loss,), oracle=Minibatch(size=5)).final
    assert bool((state.step_size <= 0.5 / 16**0.5 * (1 + 1e-12)).all())
