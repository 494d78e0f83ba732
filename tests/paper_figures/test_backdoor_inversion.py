"""Gradients under noise point at the trigger, of a detector as predicted, of a small net better than without noise."""

import numpy as np
import pytest

from optlab.experiments.backdoor_inversion import LEVELS, MANY


@pytest.mark.parametrize("n", [n for n in MANY if n >= 300])
def test_the_cosine_of_a_detector_is_the_predicted_one(saved, n):
    t = saved("backdoor-inversion")
    seen, predicted = (t.column(f"detector {n}", name)[1].ravel() for name in ("cosine", "predicted_cosine"))
    assert np.median(seen) == pytest.approx(predicted[0], abs=0.05)


def test_few_noise_vectors_show_nothing(saved):
    t = saved("backdoor-inversion")
    assert t.median("detector 10", "cosine")[1].item() < 0.2
    assert t.median("detector 3000", "cosine")[1].item() > 0.9


def test_noise_leads_the_synthesis_nearer_to_the_trigger(saved):
    t = saved("backdoor-inversion")
    plain, *noisy = (t.column(f"digits {level:g}", "cosine_of_change")[1][-1, :, 0] for level in LEVELS)
    assert all((v > plain).mean() > 0.75 for v in noisy)
    assert np.median(noisy[-1]) > np.median(plain) + 0.08
