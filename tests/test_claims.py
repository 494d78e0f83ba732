"""Every claim holds on every family that serves it, and its bound is a number with the right units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optlab.check import check_claim, parity
from optlab.oracle import Oracle
from optlab.survey import load, share_of_budget
from optlab.verify import SAMPLED, verify

CATALOG = load()
CLAIMS = list(CATALOG.claims.values())
PAIRS = [pytest.param(c, p, id=f"{c.id}-{p.family.id}-{type(p.oracle).__name__}") for c in CLAIMS for p in CATALOG.pairs(c)]
ALPHA = share_of_budget(CATALOG, CLAIMS, draws=50)


@pytest.mark.parametrize(("claim", "pair"), PAIRS)
@given(data=st.data())
def test_claim_is_not_refuted(claim, pair, data):
    # The noise seed is no draw of Hypothesis: it would optimize over noise.
    u = [data.draw(st.floats(0, 1, exclude_max=True)) for _ in pair.family.ranges]
    problem = pair.family.make(pair.family.draw(u), B=16, seed=data.draw(st.integers(0, 2**20)))
    verdict = verify(claim, problem, oracle=pair.oracle, alpha=ALPHA)
    assert verdict.outcome != "refuted", str(verdict)
    assert claim.kind in SAMPLED or verdict.outcome == "holds" or verdict.coverage == 0, str(verdict)


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_claim_is_well_written(claim):
    assert check_claim(claim) == []


def test_every_claim_is_served_by_a_family():
    assert CATALOG.unserved() == []


@pytest.mark.parametrize("claim", [c for c in CLAIMS if c.method and c.kind not in SAMPLED], ids=str)
def test_method_takes_the_same_path_on_torch(claim):
    pair = CATALOG.pairs(claim)[0]
    assert parity(claim, pair.family.make(seed=1)[:2]) == []


def test_exact_oracle_is_the_default():
    assert all(type(p.oracle) is Oracle for c in CLAIMS if not c.setting.noise.atoms and not c.oracle for p in CATALOG.pairs(c))
