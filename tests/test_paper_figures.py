"""Every figure shows a fact, read here from the data it saves; nothing in a picture lies on its legend."""

from functools import cache

import numpy as np
import pytest

from optlab.certificate import largest_radius
from optlab.experiments import certified_radius, damped_newton, polyak_momentum
from optlab.figure import compose, render, render_all, results
from optlab.listing import figures
from optlab.statistics import binomial_tail
from optlab.store import read_table

FIGURES = ("certified-radius", "clipped-adagrad", "damped-newton", "first-order-quadratics", "frank-wolfe", "polyak-momentum")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return tmp_path_factory.mktemp("figures")


@pytest.fixture(scope="module")
def table(out):
    @cache
    def saved(name):
        render(figures()[name], out, store=out)
        return read_table(out / f"{name}.parquet")[0]

    return saved


def column(table, run, metric="gap", what="value"):
    """(T, B, S) of one run and metric, and its k (T,)."""
    rows = (table["run"] == run) & (table["metric"] == metric)
    at = [np.unique(table[name][rows], return_inverse=True) for name in ("k", "instance", "replica")]
    v = np.full([len(values) for values, _ in at], np.nan)
    v[tuple(where for _, where in at)] = table[what][rows]
    return at[0][0], v


def median(table, run, metric="gap"):
    k, v = column(table, run, metric)
    return k, np.quantile(v.reshape(len(k), -1), 0.5, axis=1, method="inverted_cdf")


def visible(ax, line):
    """Points of a line within its axes, closer than a pixel, (P, 2)."""
    low, high = ax.bbox.min, ax.bbox.max
    points = line.get_transform().transform(line.get_xydata())
    points = points[(points[:, 0] >= low[0] - 1) & (points[:, 0] <= high[0] + 1)]
    points[:, 1] = np.clip(points[:, 1], low[1] - 1, high[1] + 1)
    at = np.arange(len(points))
    fine = np.linspace(0, len(points) - 1, 500 * len(points))
    return np.stack([np.interp(fine, at, points[:, i]) for i in (0, 1)], axis=1)


def test_there_are_six_figures():
    assert tuple(sorted(figures())) == FIGURES


@pytest.mark.parametrize("name", FIGURES)
def test_no_curve_and_no_text_lies_on_the_legend(name, out):
    page = compose(figures()[name], results(figures()[name].experiment, store=out))
    page.draw_without_rendering()
    for ax in page.axes:
        named = ax.get_legend()
        boxes = [t.get_window_extent() for t in (*ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label) if t.get_text()]
        boxes += [named.get_window_extent()] if named else []
        assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)]
        for line in ax.lines:
            points = visible(ax, line)
            assert len(points) > 1
            for box in boxes:
                assert not (((points > box.min) & (points < box.max)).all(axis=1)).any(), (line.get_label(), box)


@pytest.mark.parametrize("run", ["gradient descent", "Polyak step", "Nesterov", "Nesterov, constant momentum"])
def test_every_first_order_method_lies_under_its_bound(table, run):
    t = table("first-order-quadratics")
    _, v = column(t, run)
    _, limit = column(t, run, what="bound")
    seen = np.minimum.accumulate(v) if run == "Polyak step" else v
    spoken = ~np.isnan(limit)
    assert spoken[1:].mean() > 0.9
    assert (seen[spoken] <= limit[spoken]).all()


def test_acceleration_wins_a_thousandfold_on_ill_conditioned_quadratics(table):
    t = table("first-order-quadratics")
    end = {run: median(t, run)[1][-1] for run in ("gradient descent", "Nesterov", "Nesterov, constant momentum")}
    assert end["Nesterov"] < end["gradient descent"] / 1000
    assert end["Nesterov, constant momentum"] < end["Nesterov"] / 1000


def test_momentum_helps_polyak_on_quadratics_and_not_on_log_sum_exp(table):
    t = table("polyak-momentum")
    end = {run: median(t, run)[1][-1] for run in polyak_momentum.experiment.runs}
    assert end["ALR-HB on quadratics"] < end["Polyak on quadratics"] / 1e4
    k, plain = median(t, "Polyak on log-sum-exp")
    middle = (k >= 2) & (k <= 30)
    for name in ("ALR-MAG", "ALR-HB"):
        assert (plain[middle] < median(t, f"{name} on log-sum-exp")[1][middle]).all()


@pytest.mark.parametrize("where", ["quadratics", "log-sum-exp"])
def test_alr_mag_never_moves_away_and_alr_hb_does(table, where):
    t = table("polyak-momentum")
    start = column(t, f"ALR-MAG on {where}", "sqdist")[1][0]
    away = {name: (np.diff(column(t, f"{name} on {where}", "sqdist")[1], axis=0) / start).max() for name in ("ALR-MAG", "ALR-HB")}
    assert away["ALR-MAG"] <= 1e-14
    assert away["ALR-HB"] > 1e-3


def test_one_run_of_alr_hb_is_lost_on_log_sum_exp(table):
    _, v = column(table("polyak-momentum"), "ALR-HB on log-sum-exp")
    assert (v[-1] > v[0]).sum() == 1


@pytest.mark.parametrize("where", ["log-cosh", "tumours"])
def test_damped_newton_leads_and_root_newton_trails(table, where):
    t = table("damped-newton")
    damped, cubic, root = (median(t, f"{name} on {where}")[1] for name in damped_newton.METHODS)
    apart = root > 1e-12
    assert apart.sum() > 20
    assert (damped[apart] <= cubic[apart]).all()
    assert (cubic[apart] <= root[apart]).all()


@pytest.mark.parametrize("where", ["log-cosh", "tumours"])
@pytest.mark.parametrize(("name", "exponent"), [("AICN", 2), ("Root Newton", 3)])
def test_a_globally_damped_newton_method_ends_up_steeper_than_its_guide(table, where, name, exponent):
    k, v = median(table("damped-newton"), f"{name} on {where}")
    late = (v < 1e-2 * v[0]) & (v > 1e-12)
    assert late.sum() >= 3
    assert (np.diff(np.log(v[late])) < -exponent * np.diff(np.log(k[late]))).all()


def test_clipping_matters_little_in_the_median_and_decides_the_tail(table):
    t = table("clipped-adagrad")
    k, plain = column(t, "not clipped")
    _, clipped = column(t, "clipped")
    assert plain.shape[2] == 10_000
    at = {q: [np.quantile(v, q, axis=(1, 2)) for v in (plain, clipped)] for q in (0.5, 0.99, 0.999)}
    assert (at[0.5][0] < 5 * at[0.5][1]).all()
    assert at[0.999][0][-1] > 1e4 * at[0.999][1][-1]
    assert at[0.999][0][-1] > 10 * at[0.999][0][k == 1]
    assert at[0.999][1][-1] < at[0.999][1][k == 1] / 30


@pytest.mark.parametrize("run", ["open loop", "monotone"])
def test_frank_wolfe_lies_under_its_bound_and_is_faster_than_one_over_k(table, run):
    t = table("frank-wolfe")
    k, v = column(t, run)
    _, limit = column(t, run, what="bound")
    np.testing.assert_allclose(limit[1:, :, 0], 2 * column(t, run, what="constant_C_f")[1][1:, :, 0] / (k[1:, None] + 2), rtol=1e-12)
    assert (v[1:] <= limit[1:]).all()
    late = k >= 10
    assert np.polyfit(np.log(k[late]), np.log(median(t, run)[1][late]), 1)[0] < -1.1


def test_monotone_frank_wolfe_never_climbs_and_the_open_loop_does(table):
    t = table("frank-wolfe")
    assert (np.diff(column(t, "monotone")[1], axis=0) <= 0).all()
    assert (np.diff(column(t, "open loop")[1], axis=0) > 0).any()


def test_where_every_vote_agrees_certify_reaches_the_largest_radius(table):
    t = table("certified-radius")
    for n in certified_radius.SAMPLES:
        reached = column(t, f"{n} deep", "radius")[1].item()
        noise_std = column(t, f"{n} deep", "radius", "constant_noise_std")[1].item()
        assert reached == pytest.approx(largest_radius(n, certified_radius.ALPHA, noise_std), rel=1e-9)


def test_certify_overstates_no_more_often_than_it_says(table):
    t = table("certified-radius")
    for n in certified_radius.SAMPLES:
        truth = column(t, f"{n} near", "true_radius")[1]
        over = column(t, f"{n} near", "radius")[1] > truth
        for wrong in over[-1]:
            assert binomial_tail(wrong.sum(), wrong.size, certified_radius.ALPHA) > 1e-4


def test_certify_comes_close_to_the_truth_with_a_million_samples(table):
    t = table("certified-radius")
    share = [column(t, f"{n} near", "radius")[1] / column(t, f"{n} near", "true_radius")[1] for n in certified_radius.SAMPLES]
    halfway = np.median(np.concatenate(share), axis=2)
    assert (np.diff(halfway, axis=0) >= 0).all()
    assert (halfway[-1] > 0.95).all()
    assert (halfway <= 1).all()


def test_processes_change_no_byte(table, out, tmp_path):
    some = ("first-order-quadratics", "frank-wolfe")
    said = render_all([figures()[name] for name in some], tmp_path, store=tmp_path, processes=2)
    assert [(s["id"], s["drawn"]) for s in said] == [(name, True) for name in some]
    for name in some:
        table(name)
        for kind in ("pdf", "png", "parquet"):
            assert (tmp_path / f"{name}.{kind}").read_bytes() == (out / f"{name}.{kind}").read_bytes()
