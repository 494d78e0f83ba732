"""A picture is the same bytes on every run, rests on its runs and sources, and comes with its data."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from matplotlib import colors
from matplotlib.figure import Figure as Page
from matplotlib.style import context
from PIL import Image

from optlab.claims import drori_teboulle_2014, hazan_kakade_2019
from optlab.experiment import Experiment, Run
from optlab.experiment import bound as bound_of
from optlab.figure import (
    STYLE,
    STYLES,
    Figure,
    bound,
    compose,
    curve,
    fingerprint,
    guide,
    legend,
    paint,
    reach,
    render,
    render_all,
    results,
    sweep,
)
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gap, sqdist
from optlab.problems.quadratic import quadratic
from optlab.store import read_table
from optlab.symbols import L, R, first

problem = partial(quadratic, dim=3, kappa=10.0, B=5)
descent = Run(method=GradientDescent(), problem=problem, steps=6, claim=drori_teboulle_2014.theorem_3_1)
polyak = Run(method=hazan_kakade_2019.convex_smooth.method, problem=problem, steps=6, claim=hazan_kakade_2019.convex_smooth)
experiment = Experiment(id="small", runs={"descent": descent, "Polyak": polyak})


def draw(ax, shown):
    for result in shown.values():
        line = curve(ax, result, "gap", unit=L * R**2)
        bound(ax, result, unit=L * R**2, like=line)
    ax.set(xscale="log", yscale="log", xlabel="iteration $k$", ylabel=r"$(f(x_k) - f^{*}) / (L R^2)$")
    legend(ax, "lower left", extra={"its bound": "--"})


def draw_otherwise(ax, shown):
    curve(ax, shown["descent"], "gap")


figure = Figure(id="small", experiment=experiment, draw=draw)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    return results(experiment, store=tmp_path_factory.mktemp("store"))


@pytest.fixture
def ax():
    return Page().subplots()


def test_the_same_picture_is_the_same_bytes(shown):
    assert paint(figure, shown) == paint(figure, shown)


def test_another_process_writes_the_same_bytes_and_needs_no_pyplot(tmp_path):
    script = (
        "import sys\n"
        "from optlab.figure import render\n"
        "from optlab.paper_figures.frank_wolfe import figure\n"
        "render(figure, sys.argv[1], store=sys.argv[2])\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    for out, seed in (("a", "1"), ("b", "2")):
        arguments = [sys.executable, "-c", script, str(tmp_path / out), str(tmp_path / f"store-{out}")]
        subprocess.run(arguments, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=tmp_path)
    written = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert written == ["frank-wolfe.parquet", "frank-wolfe.pdf", "frank-wolfe.png", "frank-wolfe.svg"]
    for name in written:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_picture_has_no_date_and_whole_fonts(shown):
    pdf = paint(figure, shown)["pdf"]
    assert b"CreationDate" not in pdf
    assert b"/Type3" not in pdf


@pytest.mark.parametrize(("width", "inches"), [("column", 3.5), ("text", 7.0)])
def test_a_page_is_as_wide_as_it_is_printed(shown, width, inches):
    painted = paint(replace(figure, width=width), shown)
    assert f"/MediaBox [ 0 0 {72 * inches:g} ".encode() in painted["pdf"]
    assert int.from_bytes(painted["png"][16:20], "big") == 300 * inches


def test_a_style_of_the_user_changes_nothing(shown):
    before = paint(figure, shown)
    with context({"font.size": 20, "lines.linewidth": 5}):
        assert paint(figure, shown) == before


@pytest.mark.parametrize("name", STYLES)
def test_curves_differ_in_marker_and_the_first_three_in_lightness(name):
    with context(STYLES[name], after_reset=True):
        import matplotlib

        cycle = list(matplotlib.rcParams["axes.prop_cycle"])
    assert len({style["marker"] for style in cycle}) == len(cycle)
    light = sorted(np.dot(np.square(colors.to_rgb(style["color"])), (0.21, 0.72, 0.07)) ** 0.5 for style in cycle[:3])
    assert np.diff(light).min() > 0.2


def test_what_has_not_changed_is_not_drawn_again(tmp_path):
    said = render(figure, tmp_path, store=tmp_path)
    before = {p.name: p.stat().st_mtime_ns for p in tmp_path.glob("small.*")}
    again = render(figure, tmp_path, store=tmp_path)
    assert (said["drawn"], again["drawn"]) == (True, False)
    assert said["files"] == again["files"] == [str(tmp_path / f"small.{kind}") for kind in ("pdf", "png", "svg", "parquet")]
    assert {p.name: p.stat().st_mtime_ns for p in tmp_path.glob("small.*")} == before


@pytest.mark.parametrize(
    "change",
    [
        {"draw": draw_otherwise}, {"ratio": 1.0}, {"width": "text"},
        {"experiment": Experiment(id="small", runs={"descent": replace(descent, seed=1), "Polyak": polyak})},
        {"experiment": Experiment(id="small", runs={"descent": replace(descent, claim=drori_teboulle_2014.long_step), "Polyak": polyak})},
        {"experiment": Experiment(id="small", runs={"Polyak": polyak, "descent": descent})},
    ],
    ids=["draw", "ratio", "width", "seed", "claim", "order"],
)  # fmt: skip
def test_whatever_a_picture_shows_is_what_it_rests_on(change):
    assert fingerprint(replace(figure, **change)) != fingerprint(figure)


def test_a_picture_rests_on_the_style(tmp_path, monkeypatch):
    before = fingerprint(figure)
    other = tmp_path / "other.mplstyle"
    other.write_text(STYLE.read_text().replace("font.size: 8.5", "font.size: 9"))
    monkeypatch.setitem(STYLES, "paper", [other])
    assert fingerprint(figure) != before


def test_every_style_is_another_picture_of_the_same_data(tmp_path):
    said = [render(figure, tmp_path, store=tmp_path, style=name) for name in STYLES]
    assert [v["drawn"] for v in said] == [True] * len(STYLES)
    assert not render(figure, tmp_path, store=tmp_path, style=list(STYLES)[-1])["drawn"]
    assert render(figure, tmp_path, store=tmp_path)["drawn"]


def test_type_on_a_slide_is_larger_beside_its_page(shown):
    sizes = {}
    for name in ("paper", "slides"):
        page = compose(figure, shown, name)
        sizes[name] = page.axes[0].xaxis.label.get_size() / page.get_figwidth()
    assert sizes["slides"] > 1.2 * sizes["paper"]


def test_a_dark_page_is_dark_and_its_curves_are_light(shown):
    page = compose(figure, shown, "dark")
    lightness = [np.dot(colors.to_rgb(c), (0.21, 0.72, 0.07)) for c in (page.get_facecolor(), *(v.get_color() for v in page.axes[0].lines))]
    assert lightness[0] < 0.15
    assert min(lightness[1:]) > 0.35


@pytest.mark.parametrize("kind", ["pdf", "png", "svg", "parquet"])
def test_a_missing_file_is_made_again(tmp_path, kind):
    render(figure, tmp_path, store=tmp_path)
    (tmp_path / f"small.{kind}").unlink()
    assert render(figure, tmp_path, store=tmp_path)["drawn"]
    assert (tmp_path / f"small.{kind}").exists()


def test_a_damaged_table_is_made_again(tmp_path):
    render(figure, tmp_path, store=tmp_path)
    table = tmp_path / "small.parquet"
    table.write_bytes(table.read_bytes()[:-20])
    assert render(figure, tmp_path, store=tmp_path)["drawn"]
    assert read_table(table)[1]["figure"] == "small"


def test_a_drawing_that_fails_leaves_no_table_that_vouches_for_it(tmp_path, monkeypatch):
    render(figure, tmp_path, store=tmp_path)

    def full(path, data):
        raise OSError("the disk is full")

    monkeypatch.setattr("optlab.figure.write_bytes", full)
    with pytest.raises(OSError, match="full"):
        render(replace(figure, ratio=1.0), tmp_path, store=tmp_path)
    assert not (tmp_path / "small.parquet").exists()


def test_the_table_has_values_bounds_and_the_constants_of_the_units(tmp_path, shown):
    render(figure, tmp_path, store=tmp_path)
    t, _ = read_table(tmp_path / "small.parquet")
    rows = t["run"] == "descent"
    unit = t["constant_L"][rows] * t["constant_R"][rows] ** 2
    for name, v in (("value", shown["descent"].values("gap", L * R**2)), ("bound", shown["descent"].bound(L * R**2))):
        np.testing.assert_array_equal((t[name][rows] / unit).reshape(v.shape), v)


def test_all_figures_are_drawn_over_processes(tmp_path):
    both, seen = [figure, replace(figure, id="other", draw=draw_otherwise)], []
    said = render_all(both, tmp_path, store=tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert [(s["id"], s["drawn"]) for s in said] == [("small", True), ("other", True)]
    assert seen == [(1, 2), (2, 2)]


def test_a_curve_is_a_quantile_over_instances(ax, shown):
    line = curve(ax, shown["descent"], "gap", level=0.5, band=None)
    np.testing.assert_array_equal(line.get_ydata(), np.median(shown["descent"].trace["gap"][:, :, 0], axis=1))


def test_one_infinite_run_spoils_no_quantile(ax, shown):
    trace = shown["descent"].trace
    v = trace["gap"].copy()
    v[:, -1] = np.inf
    spoiled = replace(shown["descent"], trace=replace(trace, columns={"gap": v}))
    line = curve(ax, spoiled, "gap", band=None)
    np.testing.assert_array_equal(line.get_ydata(), np.sort(v[:, :, 0])[:, 2])


def test_a_claim_about_the_best_value_is_drawn_as_the_best_value(shown):
    v = shown["Polyak"].values("gap")
    np.testing.assert_array_equal(v, np.minimum.accumulate(shown["Polyak"].trace["gap"]))


def test_a_unit_may_be_the_start(shown):
    assert (shown["descent"].values("gap", first)[0] == 1).all()


def test_a_bound_is_the_largest_over_the_instances_where_the_claim_speaks(ax, shown):
    line = bound(ax, shown["descent"], like=curve(ax, shown["descent"], "gap"))
    np.testing.assert_array_equal(line.get_xdata(), np.arange(1, 7))
    np.testing.assert_array_equal(line.get_ydata(), bound_of(descent, shown["descent"].trace)[1:, :, 0].max(1))


def test_a_bound_that_is_attained_is_a_seam_in_its_curve(ax, shown):
    limits = bound_of(descent, shown["descent"].trace)[1:, :, 0].max(1)
    k = np.arange(1, 7)
    (apart,) = ax.plot(k, 0.9 * limits)
    bound(ax, shown["descent"], like=apart)
    assert len(ax.lines) == 2
    (touching,) = ax.plot(k, np.where(k < 4, 0.9, 1.0) * limits)
    bound(ax, shown["descent"], like=touching)
    seam = ax.lines[-1]
    assert len(ax.lines) == 5
    assert seam.get_color() == ax.get_facecolor()
    np.testing.assert_array_equal(seam.get_xdata()[np.isfinite(seam.get_ydata())], [4, 5, 6])
    np.testing.assert_array_equal(seam.get_ydata()[-3:], limits[3:])


def test_a_sweep_is_one_instance_after_the_last_step(ax, shown):
    line = sweep(ax, {3.0: shown["descent"], 5.0: shown["Polyak"]}, "gap", instance=1, band=None)
    np.testing.assert_array_equal(line.get_xdata(), [3.0, 5.0])
    assert line.get_ydata()[0] == shown["descent"].trace["gap"][-1, 1, 0]


def test_reach_is_the_first_recorded_iteration_at_the_target(ax, shown):
    line = reach(ax, {3.0: shown["descent"], 5.0: shown["Polyak"]}, "gap", 0.2, unit=first, band=None)
    share = shown["descent"].trace["gap"][:, :, 0] / shown["descent"].trace["gap"][:1, :, 0]
    there = np.where((share <= 0.2).any(0), (share <= 0.2).argmax(0), np.inf)
    assert line.get_ydata()[0] == np.sort(there)[2]
    never = reach(ax, {3.0: shown["descent"]}, "gap", 0.0, band=None)
    assert np.isinf(never.get_ydata()).all()


def test_a_curve_may_run_over_what_the_calls_have_cost(ax, shown):
    line = curve(ax, shown["descent"], "gap", cost={"grad": 1 / L}, band=None)
    np.testing.assert_array_equal(line.get_xdata(), np.arange(7))
    np.testing.assert_array_equal(line.get_ydata(), np.median(shown["descent"].trace["gap"][:, :, 0], axis=1))
    with pytest.raises(LookupError, match="descent called grad, but not lmo"):
        curve(ax, shown["descent"], "gap", cost={"lmo": 1})


def test_a_point_that_spends_faster_is_shown_where_its_budget_ends(ax, shown):
    result = shown["descent"]
    spent = np.arange(7)[:, None, None] * np.array([1, 1, 1, 2, 2])[:, None]
    line = curve(ax, replace(result, trace=replace(result.trace, calls={"grad": spent})), "gap", cost={"grad": 1}, level=0.0, band=None)
    v = result.trace["gap"][:, :, 0]
    np.testing.assert_array_equal(line.get_xdata(), np.arange(7))
    np.testing.assert_array_equal(line.get_ydata(), [min(v[k, :3].min(), v[k // 2, 3:].min()) for k in range(7)])


def test_a_guide_has_its_slope(ax):
    line = guide(ax, -3, start=(2.0, 0.5), end=20.0, text="$k^{-3}$")
    assert np.isclose(line.get_ydata()[1], 0.5e-3)


def test_a_metric_that_was_not_recorded_is_named(shown):
    with pytest.raises(LookupError, match="descent recorded gap, but not sqdist"):
        shown["descent"].values("sqdist")


def test_a_run_without_a_claim_has_no_bound(tmp_path):
    alone = results(Experiment(id="alone", runs={"alone": replace(descent, claim=None, record=(gap, sqdist))}), store=tmp_path)
    with pytest.raises(ValueError, match="alone has no bound"):
        alone["alone"].bound()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"width": "page"}, "column, text"), ({"ratio": 0.0}, "positive ratio"), ({"panels": (0, 1)}, "at least one panel")],
)
def test_a_figure_that_could_not_be_drawn_is_refused(change, complaint):
    with pytest.raises(ValueError, match=complaint):
        replace(figure, **change)


def test_a_draw_that_has_no_name_is_refused():
    with pytest.raises(ValueError, match="module-level function"):
        fingerprint(replace(figure, draw=lambda ax, shown: None))


def draw_a_part(ax, shown, share):
    for result in shown.values():
        many = 1 + round(share * 6)
        ax.plot(result.trace.k[:many], result.values("gap")[:many, 0, 0])


def test_an_animation_has_its_frames_and_rests_on_its_last(shown):
    moving = replace(figure, draw=draw_a_part, frames=4)
    painted = paint(moving, shown)
    with Image.open(io.BytesIO(painted["gif"])) as gif:
        assert gif.n_frames == 4
        durations = []
        for i in range(4):
            gif.seek(i)
            durations.append(gif.info["duration"])
    assert durations[-1] > 5 * durations[0]
    assert painted == paint(moving, shown)
    lengths = [len(compose(moving, shown, share=share).axes[0].lines[0].get_xdata()) for share in (0.25, 0.5, 1.0)]
    assert lengths == [3, 4, 7]


def test_panels_come_as_an_array(shown):
    def two(axes, shown):
        assert axes.shape == (2,)

    assert len(compose(replace(figure, draw=two, panels=(2, 1)), shown).axes) == 2
