"""Claims about nets meet nets and nothing else, and are judged on as many seeds as a sign test needs."""

import pytest

from optlab.claim import On
from optlab.network_settings import DIGITS, NET
from optlab.problem import Family
from optlab.survey import NETS, load, place, survey
from optlab.verify import verify

CLAIMS = """
from dataclasses import replace
from sympy import Integer
from optlab import Claim, Family, false
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.network_metrics import training_loss
from optlab.network_settings import DIGITS, NET
from optlab.problems.neural.mlp import small_digits_mlp
from optlab.setting import assumption
from optlab.settings import MEAN

MINE = assumption("my net", "a net of mine")
faster = Claim(
    id="mine/faster", setting=NET & DIGITS, method=GradientDescent(step_size=0.3), against=GradientDescent(step_size=0.03),
    metric=training_loss, bound=Integer(1), kind="phenomenon", steps=20,
    false_neighbours=(false(method=GradientDescent(step_size=0.01)), false(margin=100.0)),
)
mine = replace(faster, id="mine/own", setting=NET & MINE)
means = replace(faster, id="mine/means", setting=MEAN)


def my_net(samples: int = 20, *, B: int = 2, seed: int = 0):
    made = small_digits_mlp(16, samples, B=B, seed=seed)
    return made._with(settings=NET & MINE & MEAN)


family = Family(my_net, NET & MINE & MEAN)
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("nets") / "nets.py"
    path.write_text(CLAIMS)
    return str(path)


@pytest.fixture(scope="module")
def catalog(file):
    return load((file,))


def met(catalog, claim):
    return {p.family.id for p in catalog.pairs(catalog.claims[claim])}


def test_a_claim_about_nets_meets_those_that_declare_its_assumptions(catalog):
    assert met(catalog, "mine/faster") == {"small_digits_mlp"}


def test_a_net_of_a_file_is_a_net_and_no_family(catalog):
    assert met(catalog, "mine/own") == {"my_net"}
    assert "my_net" in catalog.nets
    assert "my_net" not in catalog.families


def test_a_claim_that_does_not_say_net_meets_none(catalog):
    assert met(catalog, "mine/means")
    assert not met(catalog, "mine/means") & set(catalog.nets)


def test_no_family_is_a_net_and_every_net_says_so(catalog):
    assert not [name for name, family in catalog.families.items() if NET <= family.settings]
    assert all(NET <= family.settings for family in catalog.nets.values())


def test_what_a_net_is_made_with_is_what_its_family_declares(catalog):
    for family in catalog.nets.values():
        assert isinstance(family, Family)
        assert family.make(B=2).settings == family.settings, family.id


def test_a_verdict_trains_as_many_nets_as_a_sign_test_needs(file):
    (finding,) = survey(["mine/own"], files=(file,))
    assert finding.verdict.outcome == "holds"
    assert finding.instances == NETS
    assert finding.verdict.sample["n"] == NETS
    assert [n["outcome"] for n in finding.false_neighbours] == ["refuted", "refuted"]


def test_a_place_can_be_a_net(catalog):
    problem = place(catalog, On("small_digits_mlp", {"width": 2}))
    assert len(problem.x0) == NETS
    assert DIGITS <= problem.settings


def test_few_nets_are_undecided_and_not_a_proof(catalog):
    few = catalog.nets["my_net"].make(B=4)
    assert verify(catalog.claims["mine/own"], few).outcome == "undecided"


def test_an_unknown_place_names_the_nets_too(catalog):
    with pytest.raises(LookupError, match="my_net"):
        catalog.family("my_nets")
