"""No adversary does more harm than is certified, and one who watches does more than one who does not."""

import numpy as np

from optlab.experiments.policy_smoothing import BUDGETS


def along(saved, metric):
    """(budgets, instances)."""
    t = saved("policy-smoothing")
    return np.stack([t.column(f"{b:g}", metric)[1][0, :, 0] for b in BUDGETS])


def test_the_certificate_lies_below_every_adversary(saved):
    certified, watching, blind = (
        along(saved, name) for name in ("certified_probability", "attacked_probability", "blindly_attacked_probability")
    )
    assert (certified[1:] < watching[1:]).all()
    assert (watching <= blind * (1 + 1e-12)).all()
    np.testing.assert_allclose(certified[0], watching[0], rtol=1e-9)


def test_watching_the_score_pays_where_much_is_to_be_spent(saved):
    watching, blind = along(saved, "attacked_probability"), along(saved, "blindly_attacked_probability")
    assert watching[-1, 5] < 0.7 * blind[-1, 5]


def test_the_certified_reward_is_that_of_its_levels(saved):
    certified, attacked = along(saved, "certified_reward"), along(saved, "attacked_reward")
    np.testing.assert_allclose(certified[:, 0], along(saved, "certified_probability").sum(1), rtol=1e-9)
    assert (certified[1:] < attacked[1:]).all()
