"""A sweep is fair: one budget, tuning on some seeds and the report on others, nothing run twice, nothing hidden."""

import pickle
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest

from optlab.experiment import engine, identity
from optlab.method import Iterate, Method
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.nesterov import Nesterov
from optlab.methods.momentum.ogm import OGM
from optlab.methods.polyak.polyak import Polyak
from optlab.methods.variance_reduction.svrg import SVRG
from optlab.metrics import gap, sqmove
from optlab.network_metrics import accuracy, training_loss
from optlab.noise import GaussianNoise, Minibatch
from optlab.problems.double_well import double_well
from optlab.problems.least_squares import least_squares
from optlab.problems.neural.mlp import moons_mlp
from optlab.problems.quadratic import quadratic
from optlab.runner import run
from optlab.store import read_table
from optlab.sweep import Sweep, sweep

small = Sweep(
    methods={"descent": GradientDescent(), "Nesterov": Nesterov(), "Polyak": Polyak()},
    problem=partial(quadratic, dim=5, kappa=30.0),
    grid={"step_size": (0.03, 0.3, 3.0)},
    oracle=GaussianNoise(0.01),
    budget=25,
    seeds=6,
)


@dataclass(frozen=True)
class Lottery(Method):
    """Ends where chance wills; the hyper-parameter draws another ticket, and none is better than another."""

    ticket: int = 0

    def step(self, s, oracle):
        oracle.grad(s.x)
        return Iterate(oracle.normal(s.x, s.x.shape[-1:], sample=self.ticket))


def stamps(folder):
    return {p.name: p.stat().st_mtime_ns for p in folder.glob("traces/*")}


def test_every_method_has_spent_the_same(tmp_path):
    sampled = Sweep(
        methods={"descent": GradientDescent(), "SVRG": SVRG()}, problem=partial(least_squares), oracle=Minibatch(), budget=200, seeds=3,
        grid={"step_size": (1e-3, 1e-2)},
    )  # fmt: skip
    found = sweep(sampled, store=tmp_path)
    n = int(least_squares(B=1).n)
    for one in (*found.tuning, *found.fresh.values()):
        assert (one.spent <= 200).all()
        assert (one.spent > 200 - n - 2).all()
    calls = found.fresh["SVRG"].calls
    np.testing.assert_array_equal(found.fresh["SVRG"].spent, calls["component_grad"] + n * calls["full_grad"])
    assert found.json()["prices"] == {"component_grad": 1, "full_grad": n}


def test_the_best_point_is_that_of_the_lowest_median_on_the_seeds_of_tuning(tmp_path):
    found = sweep(small, store=tmp_path)
    for label in ("descent", "Nesterov"):
        medians = {}
        for step in (0.03, 0.3, 3.0):
            method = replace(small.methods[label], step_size=step)
            trace = run(method, small.sample(6, fresh=False)(), 25, seed=0, oracle=small.oracle)
            final = trace["gap"][-1, :, 0]
            medians[step] = np.median(np.where(np.isfinite(final), final, np.inf))
        assert found.tuned[label].point.setting == {"step_size": min(medians, key=medians.get)}
        assert found.tuned[label].median == min(medians.values())
    assert found.best == min(found.tuned, key=lambda label: found.tuned[label].median)


def test_the_report_is_on_seeds_that_had_no_part_in_the_choice(tmp_path):
    found = sweep(small, store=tmp_path)
    tuning, fresh = small.sample(6, fresh=False)(), small.sample(6, fresh=True)()
    assert not set(tuning.x0[..., 0].ravel()) & set(fresh.x0[..., 0].ravel())
    won = found.fresh["descent"]
    trace = run(won.point.method, fresh, 25, seed=1, oracle=small.oracle)
    np.testing.assert_array_equal(won.final, trace["gap"][-1, :, 0])
    assert won.meta["seed"] != found.tuned["descent"].meta["seed"]
    # Another --seed is another sweep altogether.
    seeds = [s for seed in (0, 1) for f in (False, True) for s in [replace(small, seed=seed).sample(1, fresh=f).keywords["seed"]]]
    assert len(set(seeds)) == 4


def test_a_winner_by_luck_alone_is_found_out_on_fresh_seeds(tmp_path):
    lottery = Sweep(
        methods={"Lottery": Lottery()}, problem=partial(quadratic, dim=2), grid={"ticket": range(60)}, budget=3, seeds=400, tuning_seeds=8
    )
    found = sweep(lottery, store=tmp_path)
    population = lottery.sample(400, fresh=True)()
    everyone = np.median(np.concatenate([run(Lottery(ticket), population, 3, seed=1)["gap"][-1] for ticket in range(60, 65)]))
    assert found.tuned["Lottery"].median < 0.7 * everyone
    assert found.fresh["Lottery"].median == pytest.approx(everyone, rel=0.2)


def test_what_the_store_has_is_not_run_again(tmp_path):
    first = sweep(small, store=tmp_path)
    before = stamps(tmp_path)
    assert len(before) == 3 + 3 + 1 + 3
    seen = []
    again = sweep(small, store=tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert stamps(tmp_path) == before
    assert again.json() == first.json()
    assert seen[-1] == (10, 10)


def test_an_interrupted_sweep_goes_on_where_it_was(tmp_path):
    def stop(done, total):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(small, store=tmp_path, progress=stop)
    before = stamps(tmp_path)
    assert len(before) == 4
    found = sweep(small, store=tmp_path)
    assert before.items() <= stamps(tmp_path).items()
    assert found.json() == sweep(small, store=tmp_path / "other").json()


def test_processes_and_engines_that_answer_in_any_order_find_the_same_numbers(tmp_path):
    def backwards(function, items):
        return [function(item) for item in reversed(list(items))]

    here = sweep(small, store=tmp_path / "here").json()
    assert sweep(small, store=tmp_path / "pool", map=engine(2)).json() == here
    assert sweep(small, store=tmp_path / "afar", map=backwards, remote=True).json() == here
    assert len(stamps(tmp_path / "afar")) == 10


def test_numbers_of_other_sources_are_refused(tmp_path):
    def elsewhere(function, items):
        return [("another identity", function(item)[1]) for item in items]

    with pytest.raises(ValueError, match="other sources than this process"):
        sweep(small, store=tmp_path, map=elsewhere, remote=True)
    assert not stamps(tmp_path)


def test_a_schedule_in_n_knows_how_many_steps_are_paid_for(tmp_path):
    plan = Sweep(methods={"OGM": OGM()}, problem=partial(quadratic, dim=4), budget=17, prices={"grad": 2}, seeds=3)
    found = sweep(plan, store=tmp_path)
    direct = run(OGM(), plan.sample(3, fresh=True)(), 8, seed=1)
    np.testing.assert_array_equal(found.fresh["OGM"].final, direct["gap"][-1, :, 0])
    assert found.table()[0]["steps"] == 8


def test_grids_form_a_product_and_may_be_of_one_method(tmp_path):
    plan = replace(small, grid={"step_size": (0.1, 0.2), "Nesterov.step_size": (0.3,)})
    assert [str(p) for p in plan.points] == ["descent step_size=0.1", "descent step_size=0.2", "Nesterov step_size=0.3", "Polyak"]
    found = sweep(plan, store=tmp_path)
    assert {row["method"]: row["tried"] for row in found.table()} == {"descent": 2, "Nesterov": 1, "Polyak": 1}
    lottery = Sweep(methods={"Lottery": Lottery()}, problem=partial(quadratic, 3), grid={"ticket": (1.0, 2.0)})
    assert lottery.sample(4, fresh=False)().x0.shape == (4, 1, 3)
    assert [type(p.method.ticket) for p in lottery.points] == [int, int]


def test_divergence_is_counted_and_never_chosen(tmp_path):
    found = sweep(replace(small, grid={"step_size": (0.3, 3.0, 1e200)}, oracle=GaussianNoise(0.0)), store=tmp_path)
    lost = {one.point.setting["step_size"]: int(one.diverged.sum()) for one in found.tuning if one.point.label == "descent"}
    assert lost == {0.3: 0, 3.0: 6, 1e200: 6}
    assert found.tuned["descent"].point.setting == {"step_size": 0.3}
    assert found.sensitivity["descent"].at[2].median == np.inf
    notes = {row["method"]: row["note"] for row in found.table()}
    assert notes["descent"] == "step_size at the low end of its grid"
    assert notes["Polyak"] == "nothing to tune"
    hopeless = sweep(Sweep(methods={"descent": GradientDescent(step_size=1e200)}, problem=small.problem, budget=9, seeds=3), store=tmp_path)
    assert hopeless.table()[0]["diverged"] == 3
    assert "diverged at every point" in hopeless.table()[0]["note"]


def test_sensitivity_takes_the_other_hyper_parameters_at_their_best(tmp_path):
    plan = Sweep(
        methods={"Nesterov": Nesterov(), "Lottery": Lottery()}, problem=partial(quadratic, dim=3), budget=5, seeds=3,
        grid={"step_size": (0.1, 0.5), "ticket": (0, 1, 2)},
    )  # fmt: skip
    found = sweep(plan, store=tmp_path)
    assert found.sensitivity["Nesterov"].x == (0.1, 0.5)
    (best,) = found.sensitivity["Lottery"].at
    assert best is found.tuned["Lottery"]
    assert found.sensitivity_to("ticket")["Lottery"].x == (0, 1, 2)


def test_where_nothing_is_random_that_is_said(tmp_path):
    def said(problem):
        return " ".join(sweep(Sweep(methods={"descent": GradientDescent()}, problem=problem, budget=4, seeds=2), store=tmp_path).protocol)

    assert "the fresh ones repeat those of tuning" in said(partial(double_well))
    assert "repeat" not in said(partial(quadratic))


def test_a_net_is_judged_by_its_loss_and_more_accuracy_is_better(tmp_path):
    plan = Sweep(
        methods={"descent": GradientDescent()}, problem=partial(moons_mlp, width=4, samples=20), grid={"step_size": (1e-6, 0.5)}, budget=30,
        seeds=2,
    )  # fmt: skip
    found = sweep(plan, store=tmp_path)
    assert found.plan.metric is training_loss
    found = sweep(replace(plan, metric=accuracy, higher=None), store=tmp_path)
    assert found.tuned["descent"].point.setting == {"step_size": 0.5}
    assert found.tuned["descent"].median == max(one.median for one in found.tuning)


def test_the_table_in_the_store_holds_every_run_with_where_it_came_from(tmp_path):
    found = sweep(small, store=tmp_path)
    columns, about = read_table(found.write(tmp_path))
    assert len(columns["final"]) == 6 * 10
    row = (columns["phase"] == "fresh") & (columns["method"] == "descent")
    np.testing.assert_array_equal(columns["final"][row], found.fresh["descent"].final)
    np.testing.assert_array_equal(columns["calls_grad"], np.full(60, 25.0))
    assert set(columns["seed"]) == {0, 1}
    assert {"python", "numpy", "optlab", "platform"} <= set(about["versions"])
    assert about["protocol"] == found.protocol
    assert (about["best"], about["seed"]) == (found.best, 0)


def test_a_plan_is_a_value():
    plan = replace(small, metric=gap)
    assert pickle.loads(pickle.dumps(plan)).id == plan.id
    assert replace(plan, budget=26).id != plan.id
    point = plan.points[0]
    assert identity(plan.run_of(point, 25, fresh=True)) != identity(plan.run_of(point, 25, fresh=False))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"methods": {}}, "there is none"),
        ({"problem": partial(quadratic, B=3)}, "without B and seed"),
        ({"seeds": 0}, "seeds to be a whole number >= 1"),
        ({"budget": float("inf")}, "a budget is a finite number of calls"),
        ({"metric": sqmove}, "sqmove judges a step"),
        ({"grid": {"step_sze": (1,)}}, "the nearest is step_size"),
        ({"grid": {"Nestrov.step_size": (1,)}}, "the nearest is Nesterov"),
        ({"grid": {"step_size": ()}}, "a grid holds finite numbers"),
        ({"grid": {"step_size": (float("nan"),)}}, "a grid holds finite numbers"),
        ({"grid": {"step_size": (0.1, 0.1)}}, "a number twice"),
    ],
    ids=lambda v: next(iter(v)) if isinstance(v, dict) else "",
)
def test_a_plan_that_cannot_be_run_is_a_sentence(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(small, **change)
