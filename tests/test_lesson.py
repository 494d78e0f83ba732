"""Lessons: every one runs, asks two questions that answer back, and has an exercise that the lab judges."""

import json
import re
from dataclasses import replace
from html import unescape
from importlib import import_module

import pytest

from optlab.claim import Claim
from optlab.claims.drori_teboulle_2014 import theorem_3_1
from optlab.cli import main
from optlab.lesson import Question, judge_bound, judge_confidence, judge_method, lessons
from optlab.methods.polyak.polyak import Polyak
from optlab.metrics import sqdist
from optlab.settings import CONVEX, EVERYWHERE, MINIMIZER
from optlab.symbols import prev

marimo = pytest.importorskip("marimo", reason="lessons need marimo; pip install 'optlab[lessons]'")
NAMES = [about.name for about in lessons()]
NEARER = Claim(id="lesson/nearer", setting=CONVEX & EVERYWHERE & MINIMIZER, method=Polyak(), metric=sqdist, bound=prev)
METHOD = """
from dataclasses import dataclass
from optlab.arrays import quotient, sqnorm
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import f_star

@dataclass(frozen=True)
class Mine(Method):
    f_star: Scalar = f_star

    def step(self, s, oracle):
        f, g = oracle.value_and_grad(s.x)
        return Iterate(s.x - FACTOR * quotient(f - self.f_star, sqnorm(g)) * g)
"""


@pytest.fixture(scope="module")
def ran():
    """Each lesson, executed once: what its cells show and define."""
    kept = {}

    def run(name):
        if name not in kept:
            kept[name] = import_module(f"optlab.experiments.lessons.{name}").app.run()
        return kept[name]

    return run


def _of(defined, kind):
    return [v for v in defined.values() if isinstance(v, kind)]


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_and_shows_a_picture_with_its_goal(ran, name):
    shown, _ = ran(name)
    text = " ".join(v.text for v in shown if hasattr(v, "text"))
    assert "After this lesson you" in text
    assert "<svg" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_sliders_two_questions_and_an_exercise(ran, name):
    _, defined = ran(name)
    assert _of(defined, marimo.ui.slider) or _of(defined, marimo.ui.dropdown)
    assert len(_of(defined, marimo.ui.radio)) >= 2
    assert len(_of(defined, marimo.ui.form)) >= 1


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_says_right_once_and_gives_a_reason_every_time(ran, name):
    _, defined = ran(name)
    for field, radio in [(f, v) for f, v in defined.items() if isinstance(v, marimo.ui.radio)]:
        replies = [defined[f"{field}_reply"](answer).text for answer in radio.options]
        assert sum("Right." in reply for reply in replies) == 1
        assert sum("Not quite." in reply for reply in replies) == len(replies) - 1 >= 1
        reasons = [re.search(r"(?:Right|Not quite)\.(.*?)(?:<|$)", unescape(unescape(reply)))[1] for reply in replies]
        assert min(map(len, reasons)) > 30, reasons


def test_lessons_are_in_the_order_of_the_course(capsys):
    assert main(["lesson", "--json"]) == 0
    assert [row["lesson"] for row in json.loads(capsys.readouterr().out)] == NAMES


def test_an_unknown_lesson_is_answered_with_the_nearest(capsys):
    assert main(["lesson", "polyk"]) == 2
    assert "the nearest is polyak" in capsys.readouterr().err


def test_without_marimo_the_sentence_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["lesson", "polyak"]) == 2
    assert "optlab[lessons]" in capsys.readouterr().err


def test_a_lesson_is_written_as_html(tmp_path, capsys):
    out = tmp_path / "polyak.html"
    assert main(["lesson", "polyak", "--html", str(out)]) == 0
    assert "Polyak" in out.read_text(encoding="utf-8")
    assert main(["lesson", "polyak", "--html", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_a_question_replies_to_each_answer():
    question = Question("Which?", ("this", "Because."), {"that": "No, for a reason."})
    assert question.check(None) == (None, "Choose an answer.")
    assert question.check("this") == (True, "Right. Because.")
    assert question.check("that") == (False, "Not quite. No, for a reason.")
    with pytest.raises(ValueError, match="choose one"):
        question.check("neither")


AHEAD = """
from dataclasses import dataclass
from typing import NamedTuple
from optlab.arrays import Array
from optlab.method import Method, Scalar
from optlab.symbols import L

class State(NamedTuple):
    x: Array
    previous: Array
    age: int

@dataclass(frozen=True)
class Mine(Method):
    L: Scalar = L

    def init(self, x0):
        return State(x0, x0, 0)

    def step(self, s, oracle):
        ahead = s.x + max(s.age - 1, 0) / (s.age + 2) * (s.x - s.previous)
        return State(ahead - oracle.grad(ahead) / self.L, s.x, s.age + 1)
"""
STEP = """
from dataclasses import dataclass
from optlab.method import Iterate, Method, Scalar
from optlab.symbols import L

@dataclass(frozen=True)
class Mine(Method):
    step_size: Scalar = 1.5 / L

    def step(self, s, oracle):
        return Iterate(s.x - self.step_size * oracle.grad(s.x))
"""
HOEFFDING = """
from math import log, sqrt

def lower_limit(count, n, alpha):
    return count / n - sqrt(log(1 / alpha) / (2 * n))
"""
MENDED = """
from dataclasses import dataclass
from optlab.methods.momentum.nesterov_momentum import NesterovMomentum

@dataclass(frozen=True)
class Mine(NesterovMomentum):
    pass
"""
DAMPED = """
from optlab.methods.second_order.damped_newton import DampedNewton

class Mine(DampedNewton):
    pass
"""
# What each exercise is about, how it is judged, and an answer that is right; the text that it starts from is wrong.
SOLUTIONS = {
    "step_sizes": ("half_as_far_again", judge_method, STEP),
    "momentum": ("everywhere", judge_method, MENDED),
    "polyak": ("nearer", judge_method, METHOD.replace("FACTOR", "1")),
    "damped_newton": ("gain", judge_method, DAMPED),
    "acceleration": ("accelerated", judge_method, AHEAD),
    "certificates": ("in_a_hundred_runs", lambda judge, code: judge(code), HOEFFDING),
    "edge_of_stability": ("one_step", judge_bound, "r_before*(1 - step_size*kernel_before + step_size^2*r_before*(1 + r_before))"),
    "frank_wolfe": ("best_duality_gap", judge_bound, "27*C_f/(4*(k + 2))"),
    "noise": ("floor", judge_bound, "(1 - mu/(4*L_max))^k * R^2 + sigma_star^2/(2*mu*L_max)"),
    "refutation": ("length_of_gradient", judge_bound, "L*R/(k + 1)"),
    "heavy_tails": ("bias", judge_bound, "variance_of_clip/(2*clipped_at)"),
    "smoothing": ("true_gap", judge_bound, "2*L*R_unsmoothed^2/(k + 1)^2 + temperature*log(pieces)"),
}


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_begins_wrong_and_can_be_solved(ran, name):
    _, defined = ran(name)
    claim, judge, solution = SOLUTIONS[name]
    (form,) = _of(defined, marimo.ui.form)
    assert judge(defined[claim], form.element.value).good is not True
    assert judge(defined[claim], solution).good is True


@pytest.mark.parametrize(("factor", "good"), [("3", False), ("1.5", True), ("2.1", False)])
def test_the_lab_judges_a_students_method(factor, good):
    assert judge_method(NEARER, METHOD.replace("FACTOR", factor)).good is good


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x = 1", "inherits from Method"),
        ("x = 1\ny = 1 / 0", r"ZeroDivisionError \(line 2\)"),
        ("def f(:", "SyntaxError"),
        (METHOD.replace("FACTOR", "unknown"), "NameError"),
    ],
)
def test_code_that_cannot_be_judged_is_said_to_be_so(code, said):
    judgement = judge_method(NEARER, code)
    assert judgement.good is None
    assert re.search(said, judgement.said)


@pytest.mark.parametrize(
    ("text", "good"),
    [("L*R^2/(4*k+2)", True), ("L*R^2/(4*k+3)", False), ("L*R^2/(k+1)", True), ("L*R^2/k^2", False), ("L*Q", None), ("L*G", None)],
)
def test_the_lab_judges_a_students_bound(text, good):
    assert judge_bound(theorem_3_1, text).good is good


@pytest.mark.parametrize(
    ("limit", "good", "said"),
    [
        ("clopper_pearson(count, n, alpha)[0]", True, "in at most 0.05 of all cases"),
        ("clopper_pearson(count, n, 2 * alpha)[0]", False, "just below"),
        ("count / n - 0.1", False, "in 0."),
        ("2.0", False, "above 1"),
        ("1 / count", None, r"ZeroDivisionError \(line 3\)"),
        ("float('nan')", None, "not a number"),
    ],
)
def test_the_lab_judges_a_students_confidence_limit_by_every_count(limit, good, said):
    code = f"from optlab.statistics import clopper_pearson\ndef mine(count, n, alpha):\n    return {limit}"
    judgement = judge_confidence(50, 0.05, code)
    assert judgement.good is good
    assert re.search(said, judgement.said)
    assert judge_confidence(50, 0.05, "x = 1").good is None


def test_a_bound_that_is_true_and_weak_is_said_to_be_so():
    assert "true, and weak" not in judge_bound(theorem_3_1, "L*R^2/(4*k+2)").said
    assert "a bound 10 times smaller would do" in judge_bound(theorem_3_1, "10*L*R^2/(4*k+2)").said


def test_a_bound_with_the_wrong_units_is_said_to_have_them():
    assert "But its units are not those of gap" in judge_bound(theorem_3_1, "100 + L*R^2/(4*k + 2)").said
    assert "units" not in judge_bound(theorem_3_1, "L*R^2/(4*k + 2)").said


def test_a_bound_for_which_there_is_no_family_is_not_called_good():
    lonely = replace(theorem_3_1, where=theorem_3_1.bound < 0)
    assert judge_bound(lonely, "L*R^2").good is None
