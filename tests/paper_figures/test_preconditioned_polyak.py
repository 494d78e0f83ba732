"""With the Hessian's diagonal the units of features do not matter; plain Polyak steps on samples see the longest alone."""

import numpy as np


def test_over_three_decades_the_diagonal_alone_converges(saved):
    t = saved("preconditioned-polyak")
    end = {name: t.median(name) for name in ("SPS", "PSPS, AdaGrad", "PSPS, Hutchinson", "PSPS, diagonal")}
    share = {name: v[-1] / v[0] for name, (_, v) in end.items()}
    assert share["PSPS, diagonal"] < 1e-20
    assert share["PSPS, diagonal"] < share["PSPS, Hutchinson"] < share["PSPS, AdaGrad"] < share["SPS"] / 10
    assert share["SPS"] > 1e-5


def test_the_more_decades_the_features_span_the_less_plain_steps_see(saved):
    t = saved("preconditioned-polyak")

    def left(name, decades):
        _, v = t.column(f"{name}, {decades} decades")
        return np.median(v[-1] / v[0])

    diagonal = [left("PSPS, diagonal", d) for d in ("0", "1", "3", "6")]
    assert max(diagonal) < 100 * min(diagonal)
    assert left("SPS", "0") < 1e-8
    assert left("SPS", "3") > 1e-4
    assert left("SPS", "3") > 1e4 * left("PSPS, diagonal", "3")
