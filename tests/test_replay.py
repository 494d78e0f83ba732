"""A witness is replayed to the last bit; whatever else the file holds is refused, and never executed."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from optlab.catalog import Catalog
from optlab.replay import Replay, find, replay
from optlab.survey import load, survey
from optlab.verify import verify

EXAMPLE = str(Path(__file__).with_name("example_plugin.py"))
WRONG = '''"""False statements of several kinds."""

from optlab import Claim
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqdist
from optlab.noise import GaussianNoise
from optlab.settings import BOUNDED_VARIANCE, CONVEX, MINIMIZER, SMOOTH, STRONGLY_CONVEX, UNBIASED
from optlab.symbols import L, R, first, k, mu, prev, sigma, step_size

convex = CONVEX & SMOOTH & MINIMIZER
noise = STRONGLY_CONVEX & SMOOTH & MINIMIZER & UNBIASED & BOUNDED_VARIANCE
short = GradientDescent(step_size=1 / (2 * L))
level = (1 - step_size * mu) ** k * R**2 + step_size * sigma**2 / mu
constant = Claim(id="wrong/constant", setting=convex, method=GradientDescent(), metric=gap, bound=L * R**2 / (4 * k + 3))
stepwise = Claim(id="wrong/stepwise", setting=STRONGLY_CONVEX & SMOOTH & MINIMIZER, method=short, metric=sqdist, bound=prev / 2, steps=30)
mean = Claim(id="wrong/mean", kind="expectation", setting=noise, method=short, metric=sqdist, bound=level / 300, steps=30,
             oracle=GaussianNoise(2.0))
often = Claim(id="wrong/often", kind="high-probability", setting=noise, method=short, metric=sqdist, bound=level / 300, steps=20)
end = Claim(id="wrong/end", setting=convex, method=GradientDescent(), metric=gap, bound=first / 2 ** (20 * k), over="end", horizons=(1, 4))
'''
# Where each of them is refuted, with which further arguments of verify.
PLACES = {"constant": "huber", "stepwise": "quadratic", "mean": "quadratic", "often": "quadratic", "end": "pseudo_huber"}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    path = tmp_path_factory.mktemp("wrong") / "wrong.py"
    path.write_text(WRONG)
    return str(path)


@pytest.fixture(scope="module")
def verdicts(wrong):
    from optlab.noise import GaussianNoise

    catalog, found = Catalog((wrong,)), {}
    for name, family in PLACES.items():
        oracle = GaussianNoise(2.0) if name == "often" else None
        found[name] = verify(catalog.claims[f"wrong/{name}"], catalog.families[family].make(seed=2), oracle=oracle, seed=5)
    return found


@pytest.mark.parametrize("name", PLACES)
def test_a_refutation_comes_back_to_the_last_bit(wrong, verdicts, name):
    assert verdicts[name].outcome == "refuted"
    witness = json.loads(json.dumps(verdicts[name].witness))
    again = replay(witness, files=(wrong,))
    assert (again.metric, again.bound) == (witness["metric"], witness["bound"])
    assert (again.k, again.N) == (witness["k"], witness["N"])
    assert again.ratio == witness["metric"] / witness["bound"] > 1


def test_a_sampled_refutation_comes_with_its_whole_sample(wrong, verdicts):
    again = replay(verdicts["mean"].witness, files=(wrong,))
    assert again.verdict.outcome == "refuted"
    assert again.verdict.sample["log_e"] == verdicts["mean"].sample["log_e"]
    assert "log_e" in str(again)
    often = replay(verdicts["often"].witness, files=(wrong,))
    assert often.verdict.sample["failed"] == verdicts["often"].sample["failed"]
    assert "failed" in str(often)


def test_a_deterministic_refutation_needs_no_sample(wrong, verdicts):
    again = replay(verdicts["constant"].witness, files=(wrong,))
    assert again.verdict is None
    assert str(again).startswith("wrong/constant: at k=")
    assert str(again).endswith(f"their ratio {again.ratio:.6g}")


def test_fallen_neighbours_are_replayed_by_their_own_name():
    (finding,) = survey(["mine/half-step"], files=(EXAMPLE,), draws=0, families=("huber",))
    for neighbour in finding.false_neighbours:
        witness = neighbour["witness"]
        again = replay(witness, files=(EXAMPLE,))
        assert again.claim == neighbour["id"]
        assert (again.metric, again.bound) == (witness["metric"], witness["bound"])


def test_a_witness_from_a_file_needs_that_file(verdicts):
    with pytest.raises(ValueError, match="no claim is called wrong/constant; if it came from a file of yours, name that file"):
        replay(verdicts["constant"].witness)


def test_no_neighbour_is_taken_for_another(wrong):
    catalog = Catalog((EXAMPLE,))
    assert find(catalog, "mine/half-step#false-2").id == "mine/half-step#false-2"
    with pytest.raises(ValueError, match="no claim is called mine/half-step#false-9"):
        find(catalog, "mine/half-step#false-9")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"claim": "__import__('os').system('true')"}, "no claim is called __import__"),
        ({"claim": ["wrong/constant"]}, "the field claim of a witness is a str"),
        ({"family": "os.system"}, "no family is called os.system"),
        ({"arguments": {"steps; import os": 1}}, "the family of this witness cannot be made: huber has no argument"),
        ({"arguments": {"steps": "64"}}, "the family of this witness cannot be made"),
        ({"arguments": [1]}, "the field arguments of a witness is a dict"),
        ({"oracle": {"name": "Popen", "args": "true"}}, "no oracle is called Popen"),
        ({"oracle": {"name": "GaussianNoise", "command": 1}}, "the oracle of this witness cannot be made"),
        ({"instance": 10**6}, "the witness is instance 1000000, but huber made only"),
        ({"instance": -1}, "the field instance of a witness"),
        ({"k": 10**6}, "has k=1000000 in a run of N=100"),
        ({"N": 7}, "is not run for N=7 steps any more"),
        ({"replica": 99}, "is not run at .* replica 99"),
        ({"seed": 1.5}, "the field seed of a witness is a int"),
        ({"B": True}, "the field B of a witness is a int, but here it is True"),
        ({"seed": 2**70}, "the field seed of a witness"),
    ],
    ids=str,
)
def test_a_hostile_witness_is_refused_in_a_sentence(wrong, verdicts, change, sentence):
    with pytest.raises(ValueError, match=sentence):
        replay({**verdicts["constant"].witness, **change}, files=(wrong,))


@pytest.mark.parametrize("field", ["claim", "family", "k", "instance", "seed"])
def test_a_missing_field_is_named(verdicts, field):
    witness = {name: v for name, v in verdicts["constant"].witness.items() if name != field}
    with pytest.raises(ValueError, match=f"a witness needs {field}, but this has only "):
        replay(witness)


@pytest.mark.parametrize(("metric", "bound", "ratio"), [(3.0, 2.0, 1.5), (1.0, 0.0, np.inf), (np.inf, 1.0, np.inf)])
def test_the_ratio_is_a_number_wherever_it_can_be(metric, bound, ratio):
    assert Replay("c", 1, 1, metric, bound).ratio == ratio


@pytest.mark.parametrize("family", load().families.values(), ids=lambda f: f.id)
def test_every_family_makes_the_instances_of_a_witness_again(family):
    first = family.make(seed=3)
    again = family.make(first.origin["arguments"], B=first.origin["B"], seed=first.origin["seed"])
    assert replace(first, x0=again.x0).x0.shape == first.x0.shape
    for name, v in vars(first).items():
        if isinstance(v, np.ndarray):
            np.testing.assert_array_equal(getattr(again, name), v)
