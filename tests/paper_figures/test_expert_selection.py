"""DSelect-k's weights do not jump and find the true experts far more often than top-k, but not more often than noisy top-k."""

import numpy as np
import pytest


def share_found(saved, label):
    return (saved("expert-selection").column(label, "wrong_experts")[1][-1] == 0).mean()


def test_codes_find_the_experts_of_most_mixtures_and_the_largest_logits_of_few(saved):
    assert share_found(saved, "DSelect-k") == pytest.approx(0.875, abs=0.02)
    assert share_found(saved, "top-k") == pytest.approx(0.17, abs=0.02)


def test_noise_mends_the_choice_of_top_k_but_not_its_gap(saved):
    assert share_found(saved, "noisy top-k") == pytest.approx(0.89, abs=0.03)
    gap = {label: saved("expert-selection").median(label)[1][-1] for label in ("DSelect-k", "noisy top-k")}
    assert gap["DSelect-k"] < 1e-20 < 1e-4 < gap["noisy top-k"]


def test_one_gate_jumps_and_the_other_has_a_slope_without_jumps(saved):
    t, code, top = (saved("expert-selection").column("gates", name)[1][0, 0] for name in ("decider", "code_weight", "top_weight"))
    step = t[1] - t[0]
    assert np.diff(top).max() > 0.35
    # Half of S, and |S''| <= 6.
    assert np.abs(np.diff(code)).max() <= 3 / 4 * step
    assert np.abs(np.diff(code, 2)).max() <= 3 * step**2
