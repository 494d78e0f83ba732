"""Sign tests, one budget for many tests, and what all tests of claims refuse."""

from math import nan

import numpy as np
import pytest
from scipy import stats

from alarms import believable
from optlab.statistics import (
    binomial_tail,
    binomial_threshold,
    clopper_pearson,
    detectable_effect,
    e_to_p,
    failures,
    holm,
    runs_needed,
    share,
    sign_test,
    window_rule,
)


def test_sign_test_is_exact():
    assert sign_test(9, 10, 0.05) == (11 / 1024, True)
    assert sign_test(8, 10, 0.05) == (56 / 1024, False)
    assert sign_test(0, 0, 0.05) == (1.0, False)
    assert sign_test(70, 100, 0.01).p_value == pytest.approx(stats.binomtest(70, 100, 0.5, alternative="greater").pvalue, rel=1e-12)


def test_sign_test_keeps_its_level_when_pairs_tie():
    rng = np.random.default_rng(19)
    wins = (rng.random((3000, 40)) < 0.4).sum(1)
    assert believable(sum(sign_test(int(w), 40, 0.05).significant for w in wins), 3000, 0.05)


def test_share_divides_the_budget():
    assert share(0.01, 1) == 0.01
    assert share(0.01, 50) == pytest.approx(2e-4)


@pytest.mark.parametrize(
    "call",
    [
        lambda: share(0.01, 0),
        lambda: e_to_p(-1.0),
        lambda: e_to_p(nan),
        lambda: holm([0.5, nan], 0.05),
        lambda: holm([[0.5]], 0.05),
        lambda: sign_test(11, 10, 0.05),
        lambda: clopper_pearson(11, 10, 0.05),
        lambda: binomial_tail(1, 10, 1.1),
        lambda: binomial_tail(1, -1, 0.1),
        lambda: runs_needed(0.0, 1.0, 0.05),
        lambda: window_rule([32, 64, 128], np.zeros(3), 0.1, 1.0),
    ],
)
def test_arguments_without_meaning_are_refused(call):
    with pytest.raises(ValueError, match="needs|need"):
        call()


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.1, nan])
@pytest.mark.parametrize(
    "call",
    [
        lambda alpha: detectable_effect([1.0], alpha),
        lambda alpha: runs_needed(0.5, 1.0, alpha),
        lambda alpha: binomial_threshold(10, 0.1, alpha),
        lambda alpha: clopper_pearson(1, 10, alpha),
        lambda alpha: failures(1, 10, 0.1, alpha),
        lambda alpha: sign_test(1, 10, alpha),
        lambda alpha: holm([0.5], alpha),
        lambda alpha: share(alpha, 2),
    ],
)
def test_levels_outside_the_unit_interval_are_refused(call, alpha):
    with pytest.raises(ValueError, match="A level must lie"):
        call(alpha)


def test_importing_statistics_does_not_import_scipy():
    import subprocess
    import sys

    code = "import sys, optlab.statistics; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
