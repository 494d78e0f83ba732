"""What lessons are made of: live pictures, questions that answer back, and exercises that the lab judges. marimo shows them."""

import ast
import inspect
import io
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import sympy

import optlab.experiments
from optlab.changed import number
from optlab.check import homogeneous
from optlab.claim import Claim
from optlab.experiment import Run, measure
from optlab.method import Method
from optlab.oracle import Oracle
from optlab.survey import argument_sets, load, place
from optlab.verdict import Verdict
from optlab.verify import speaks, verify

FOLDER = Path(next(iter(optlab.experiments.__path__))) / "lessons"
# Families of the join that an exercise is tried on, beside the one that attains the bound.
FAMILIES = 12
# A bound that no instance comes nearer to than this is called weak.
WEAK = 0.5


class About(NamedTuple):
    """A lesson in the list."""

    name: str
    title: str
    minutes: str
    goal: str
    path: Path


def lessons() -> list[About]:
    """Every lesson, by its place in the course: the first line of a file's docstring is "Title. Place in the course, minutes."."""
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem != "__init__":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            doc = ast.get_docstring(tree) or ""
            title, about = doc.split("\n")[0].rstrip(".").rsplit(". ", 1)
            at, minutes = about.split(", ")
            found.append((int(at.removeprefix("Lesson ")), About(path.stem, title, minutes, _goal(tree), path)))
    return [about for _, about in sorted(found)]


def _goal(tree: ast.Module) -> str:
    """What `intro(title, goal)` says that a student will be able to do."""
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "intro")
    return next((ast.literal_eval(call.args[1]) for call in calls), "")


def picture(draw: Callable[[Any, Mapping[str, Any]], None], runs: Mapping[str, Run], *, ratio: float = 0.62) -> str:
    """What `draw(ax, shown)` makes of the runs, measured here and now, as an `svg` element.

    `draw` is as in `optlab.figure.Figure`, with its words `curve`, `bound`, `legend`.
    """
    from matplotlib.figure import Figure as Page
    from matplotlib.style import context

    from optlab.figure import STYLE, Result

    shown = {label: Result(label, run, measure(run)) for label, run in runs.items()}
    with context(STYLE, after_reset=True), np.errstate(all="ignore"):
        page = Page(figsize=(5.2, 5.2 * ratio))
        draw(page.subplots(), shown)
        buffer = io.StringIO()
        page.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]


def live(runs: Mapping[str, Run], metric: str, *, unit: Any = 1, ylabel: str, ylim: tuple[float, float], place: Any = "lower left") -> str:
    """The usual picture of a lesson: the metric of every run on logarithmic axes, with the bound of its claim dashed, as `svg`."""
    from optlab.figure import bound, curve, legend

    def draw(ax: Any, shown: Mapping[str, Any]) -> None:
        for result in shown.values():
            line = curve(ax, result, metric, unit=unit, band=(0.1, 0.9))
            if result.run.claim is not None:
                bound(ax, result, unit=unit, like=line)
        ax.set(xscale="log", yscale="log", xlim=(1, None), ylim=ylim, xlabel="iteration $k$", ylabel=ylabel)
        legend(ax, place, extra={"its bound": "--"} if any(r.run.claim for r in shown.values()) else None)

    return picture(draw, runs)


@dataclass(frozen=True)
class Question:
    """A question with one right answer, and what to say to each.

    Attributes:
        right: the right answer, with why.
        wrong: each wrong answer, with what is wrong about it.
    """

    text: str
    right: tuple[str, str]
    wrong: Mapping[str, str]

    @property
    def choices(self) -> list[str]:
        """All answers; alphabetical, so that the right one has no place of its own."""
        return sorted([self.right[0], *self.wrong])

    def check(self, answer: str | None) -> tuple[bool | None, str]:
        """Whether the answer is right (None before there is one), and the reply.

        Raises:
            ValueError: it is not among the choices.
        """
        if answer is None:
            return None, "Choose an answer."
        if answer == self.right[0]:
            return True, f"Right. {self.right[1]}"
        if answer not in self.wrong:
            raise ValueError(f"the question has the answers {', '.join(self.choices)}, but this is {answer!r}; choose one")
        return False, f"Not quite. {self.wrong[answer]}"


class Judgement(NamedTuple):
    """What the lab says of a student's work: True, False, or None where it cannot be judged."""

    good: bool | None
    said: str


def tried(claim: Claim, *, families: int = FAMILIES, seed: int = 0) -> Iterator[Verdict]:
    """The claim's verdicts where it is attained, and on so many families of its join, each with its own arguments and one set drawn."""
    catalog = load()
    if claim.tight_on is not None:
        problem, oracle = place(catalog, claim.tight_on, seed), claim.oracle or claim.tight_on.oracle or Oracle()
        if speaks(claim, problem, oracle):
            yield verify(claim, problem, oracle=oracle, seed=seed)
    # Families on which some theorem is tight come first: there a wrong bound has nowhere to hide.
    pairs = sorted(catalog.pairs(claim), key=lambda pair: not pair.family.worst_case)
    for pair in pairs[:families]:
        for arguments in argument_sets(pair, 1, seed):
            problem = pair.family.make(arguments, seed=seed)
            if speaks(claim, problem, pair.oracle):
                yield verify(claim, problem, oracle=pair.oracle, seed=seed)


def judge_claim(claim: Claim, *, families: int = FAMILIES) -> Judgement:
    """Try to break a claim; the first refutation decides."""
    seen: list[Verdict] = []
    for verdict in tried(claim, families=families):
        if verdict.outcome == "refuted":
            w = verdict.witness
            where = f"on {w['family']}({', '.join(f'{name}={v}' for name, v in w['arguments'].items())})"
            at = (
                f", instance {w['instance']}, k = {w['k']}: the metric is {w['metric']:.4g}, your bound {w['bound']:.4g}"
                if "k" in w
                else ""
            )
            return Judgement(False, f"Refuted {where}{at}.")
        seen += [verdict] if verdict.outcome == "holds" else []
    if not seen:
        return Judgement(
            None, "Nothing could be compared: no family of the lab satisfies this setting, or the bound is not a number there."
        )
    best = max(seen, key=lambda v: v.tightness)
    names = {v.witness["family"] for v in seen}
    said = f"It holds on all {len(names)} families that were tried. " if len(names) > 1 else f"It holds on {names.pop()}. "
    if claim.kind == "identity":
        return Judgement(True, said + f"The two sides differ by at most {best.tightness:.1g} of themselves, which is rounding.")
    said += f"It is nearest to its bound on {best.witness['family']}: metric / bound reaches {best.tightness:.4g}."
    if claim.kind in ("deterministic", "certificate", "expectation") and 0 < best.tightness < WEAK:
        said += f" That is true, and weak: for all that was seen here, a bound {1 / best.tightness:.3g} times smaller would do."
    return Judgement(True, said)


def judge_bound(claim: Claim, text: str, *, families: int = FAMILIES) -> Judgement:
    """`judge_claim` with a bound that a student has typed, such as L*R^2/(4*k+2)."""
    try:
        bound = sympy.sympify(number(text))
    except ValueError as error:
        return Judgement(None, f"{error}.")
    typed = replace(claim, bound=bound, false_neighbours=())
    try:
        judgement = judge_claim(typed, families=families)
    except LookupError as error:
        return Judgement(None, f"{error}.")
    if judgement.good and any("does not scale" in complaint for complaint in homogeneous(typed)):
        other = f"But its units are not those of {claim.metric.__name__}: in other units it would say something else."
        return judgement._replace(said=f"{judgement.said} {other}")
    return judgement


def judge_method(claim: Claim, code: str, *, families: int = FAMILIES) -> Judgement:
    """`judge_claim` with the last method that a student's code defines.

    The code is run, on the student's own machine.
    """
    names: dict[str, Any] = {}
    try:
        exec(compile(code, "your code", "exec"), names)
        own = [v for v in names.values() if isinstance(v, type) and issubclass(v, Method) and v.__module__ == "builtins"]
        if not own:
            return Judgement(None, "There is no class here that inherits from Method; write one.")
        return judge_claim(replace(claim, method=own[-1](), false_neighbours=(), tight_on=None), families=families)
    except Exception as error:
        return _unjudged(error)


def judge_confidence(n: int, alpha: float, code: str) -> Judgement:
    """Whether the last function that a student's code defines, (count, n, alpha) to a number, is a lower confidence limit.

    After count successes in n runs it may lie above the probability of success with probability alpha at most, which is summed over all
    counts, at the probabilities where it is largest: just below each limit. The code is run, on the student's own machine.
    """
    names: dict[str, Any] = {}
    try:
        exec(compile(code, "your code", "exec"), names)
        own = [v for v in names.values() if inspect.isfunction(v) and v.__globals__ is names]
        if not own:
            return Judgement(None, "There is no function here; write one.")
        limits = np.array([float(own[-1](count, n, alpha)) for count in range(n + 1)])
    except Exception as error:
        return _unjudged(error)
    if not np.isfinite(limits).all():
        count = int(np.flatnonzero(~np.isfinite(limits))[0])
        return Judgement(None, f"After {count} successes in {n} runs the limit is {limits[count]}, which is not a number.")
    if limits.max() > 1:
        return Judgement(False, f"Refuted: after {limits.argmax()} successes in {n} runs the limit is {limits.max():.4g}, above 1.")
    worst, p = max(((_failure(limits, p), p) for p in np.unique(limits[limits > 0])), default=(0.0, 0.0))
    if worst > alpha * (1 + 1e-9):
        return Judgement(
            False, f"Refuted: where the probability of success is just below {p:.4g}, the limit lies above it in {worst:.3g} of all cases."
        )
    said = f"It holds: the limit lies above the truth in at most {worst:.3g} of all cases, whatever the truth is. "
    return Judgement(True, said + f"After {n - 1} successes in {n} runs it says {limits[-2]:.4g}, and {limits[-1]:.4g} if all succeed.")


def _failure(limits: np.ndarray, p: float) -> float:
    """How probable limits of at least p are, where successes have the probability p, from below."""
    from scipy.stats import binom

    return float(binom.pmf(np.flatnonzero(limits >= p), len(limits) - 1, p).sum())


def _unjudged(error: Exception) -> Judgement:
    line = next((f.lineno for f in reversed(traceback.extract_tb(error.__traceback__)) if f.filename == "your code"), None)
    at = f" (line {line})" if line else ""
    return Judgement(None, f"{type(error).__name__}{at}: {error}")
