"""A verifier that never says no proves nothing: every false neighbour falls, and a bound called tight is tight."""

import pytest

from optlab.survey import load, survey

CLAIMS = sorted(load().claims)


@pytest.fixture(scope="module", params=CLAIMS)
def finding(request):
    (found,) = survey([request.param])
    return found


def test_claim_holds_with_coverage(finding):
    assert finding.verdict.outcome == "holds", str(finding.verdict)
    assert finding.verdict.coverage > 0


def test_every_false_neighbour_is_refuted(finding):
    assert finding.false_neighbours
    assert [n for n in finding.false_neighbours if n["outcome"] != "refuted"] == []


def test_bound_called_tight_is_attained(finding):
    assert finding.tight.get("attained", True), finding.tight
