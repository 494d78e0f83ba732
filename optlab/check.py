"""Judge a catalog as its own tests judge it: constants, units, false neighbours, the same numbers on torch.

Every function returns complaints, sentences that say what is wrong; an empty list is praise.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import sympy

from optlab import symbols
from optlab.arrays import to_numpy
from optlab.claim import Claim
from optlab.expr import evaluate
from optlab.oracle import Oracle
from optlab.problem import Family, Problem
from optlab.rng import Rng
from optlab.settings import Setting
from optlab.symbols import UNITS, units

# Rounding of a sum of a few hundred terms, relative to the largest of them.
ROUNDING = 1e-12


def check(files: Sequence[str] = (), *, seed: int = 0, processes: int = 1, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """Complaints about everything that `files` add to the catalog; about the whole catalog if no file is named.

    Raises:
        ValueError: a file cannot be read.
    """
    from optlab.catalog import Catalog
    from optlab.survey import survey

    whole, known = Catalog(tuple(files)), Catalog()
    new = {name: c for name, c in whole.claims.items() if not files or name not in known.claims}
    families = {name: f for name, f in whole.families.items() if not files or name not in known.families}
    found = [complaint for family in families.values() for complaint in check_family(family, seed=seed)]
    for claim in new.values():
        found += check_claim(claim)
        if not whole.pairs(claim):
            found.append(f"{claim.id}: no family satisfies its setting ({claim.setting}); add one, or check the atoms")
    served = [name for name, claim in new.items() if whole.pairs(claim)]
    for finding in survey(served, files=files, seed=seed, processes=processes, progress=progress):
        if finding.verdict.outcome != "holds":
            found.append(str(finding.verdict))
        found += [f"{n['id']} is false but {n['outcome']}: {n['statement']}" for n in finding.false_neighbours if n["outcome"] != "refuted"]
        if not finding.tight.get("attained", True):
            tight = finding.tight
            found.append(f"{finding.claim}: said to be tight on {tight['on']}, but only {tight['ratio']:.4g} of it is reached there")
    return found


def check_claim(claim: Claim) -> list[str]:
    """Complaints about a claim as it is written: units, neighbours, provenance, reference."""
    found = []
    if not claim.false_neighbours:
        found.append(f"{claim.id}: it has no false neighbours; add a statement close to it that fails")
    if claim.kind != "rate":
        found += [f"{c.id}: {sentence}" for c in (claim, *(n for n, _ in claim.neighbours())) for sentence in homogeneous(c)]
    found += [f"{claim.id}: {sentence}" for sentence in _method_units(claim)]
    return found


def homogeneous(claim: Claim) -> list[str]:
    """Complaints where the bound is not multiplied by the metric's units when f and x are rescaled."""
    known = {"prev": claim.metric.units, "first": claim.metric.units, **{s.name: m.units for s, m in claim.given.items()}}
    names = sorted({s.name for s in claim.bound.free_symbols})
    unknown = [name for name in names if name not in known and name not in UNITS]
    if unknown:
        return [f"nobody knows the units of {', '.join(unknown)}; declare them with optlab.symbols.letter"]
    scales = {name: known.get(name) or UNITS[name] for name in names}
    at = {name: 0.3 + 0.37 * i for i, name in enumerate(names)}
    at |= {name: 5.0 + i for i, name in enumerate(names) if name in ("k", "N")} | {"delta": claim.delta}
    complaints = []
    for letter, s, t in (("f", 3.0, 1.0), ("x", 1.0, 1.7)):
        if letter in claim.setting.scale:
            continue
        of_f, of_x = claim.metric.units
        scaled = {name: at[name] * s ** scales[name][0] * t ** scales[name][1] for name in names}
        before, after = complex(evaluate(claim.bound, at)), complex(evaluate(claim.bound, scaled))
        if not abs(after - before * s**of_f * t**of_x) <= 1e-9 * abs(after):
            name = claim.metric.__name__
            complaints.append(f"the bound {claim.bound} does not scale like {name} when {letter} is rescaled; check its constants")
    return complaints


def _method_units(claim: Claim) -> list[str]:
    """A hyper-parameter named by a letter of optlab.symbols has the letter's units, or those that its method gives it in `units`."""
    complaints = []
    for f in fields(claim.method) if claim.method else ():
        v = getattr(claim.method, f.name)
        shared = isinstance(getattr(symbols, f.name, None), sympy.Symbol)
        if not shared or not isinstance(v, sympy.Basic) or not v.free_symbols:
            continue
        names = {s.name for s in v.free_symbols}
        if not names <= set(UNITS):
            continue
        at = {name: 0.7 for name in names} | {name: 4.0 for name in names & {"k", "N"}}
        scaled = {name: u * 3.0 ** units(name)[0] * 1.7 ** units(name)[1] for name, u in at.items()}
        of_f, of_x = getattr(claim.method, "units", UNITS).get(f.name, UNITS[f.name])
        if claim.setting.scale:
            continue
        if not np.isclose(evaluate(v, scaled), evaluate(v, at) * 3.0**of_f * 1.7**of_x, rtol=1e-9):
            complaints.append(f"the hyper-parameter {f.name} = {v} does not have the units of {f.name}; check its constants")
    return complaints


def check_family(family: Family, arguments: dict[str, Any] | None = None, *, seed: int = 0) -> list[str]:
    """Complaints about the constants that the family declares, on one set of arguments."""
    problem = family.make(arguments, seed=seed)
    name = f"{family.id}({', '.join(f'{a}={v}' for a, v in (arguments or {}).items())})"
    found = []
    lacking = (family.settings - problem.settings.closure()).atoms
    if lacking:
        found.append(f"declares {Setting(lacking)}, but a problem it made does not")
    for atom in problem.settings.closure().atoms:
        missing = [c for c in atom.constants if c not in problem.constants]
        if missing:
            found.append(f"is {atom.name}, which needs {', '.join(missing)}; add them to its constants")
    if not found:
        found += _at_the_minimizer(problem) + _inequalities(problem, seed)
    return [f"{name}: {sentence}" for sentence in found]


def _at_the_minimizer(problem: Problem) -> list[str]:
    found: list[str] = []
    c = {k: to_numpy(v) for k, v in problem.constants.items()}
    x_star = getattr(problem, "x_star", None)
    with np.errstate(all="ignore"):
        start = to_numpy(problem.value(problem.x0)) if _has_value(problem) else None
    if start is None:
        return found
    if "f_star" in c:
        high, low = c["f_star"], c.get("f_star_low", c["f_star"])
        scale = np.maximum(np.abs(start - high), 1e-300)
        if (high - low > 1e-13 * scale).any():
            width = float(((high - low) / scale).max())
            found.append(f"the enclosure of f_star is {width:.2g} of the start's gap wide; narrow it below 1e-13")
        if (start < low - ROUNDING * scale).any():
            found.append("f(x0) lies below f_star")
        if x_star is not None:
            at = to_numpy(problem.value(x_star))
            off = np.maximum(np.maximum(at - high, low - at), 0.0)
            if not (off <= ROUNDING * np.maximum(scale, np.abs(at))).all():
                found.append(f"f(x_star) is off f_star by {float(np.nanmax(off)):.3g}")
    if "R" in c and x_star is not None:
        e = to_numpy(problem.x0 - x_star)
        if not np.allclose(np.sqrt((e * e).sum(-1)), c["R"], rtol=1e-12):
            found.append("R is not ||x0 - x_star||")
    return found


def _has_value(problem: Problem) -> bool:
    return type(problem).value is not Problem.value or type(problem).value_and_grad is not Problem.value_and_grad


def _inequalities(problem: Problem, seed: int) -> list[str]:
    """Every atom's inequality on pairs of points."""
    if not _has_value(problem):
        return []
    x = problem.points(Rng(seed, problem.ids))
    y = np.roll(to_numpy(x), 1, axis=1)
    found = []
    with np.errstate(all="ignore"):
        fx, gx = map(to_numpy, problem.value_and_grad(x))
        fy, gy = map(to_numpy, problem.value_and_grad(y))
        at = Pairs(problem, to_numpy(x), y, fx, fy, gx, gy)
        for atom in sorted(problem.settings.closure().atoms, key=str):
            test = INEQUALITIES.get(atom.name)
            if test is None:
                continue
            excess = test(at)
            if not np.isfinite(excess).any():
                found.append(f"no pair of points could tell whether it is {atom.name}")
            elif np.nanmax(np.where(np.isfinite(excess), excess, -np.inf)) > 0:
                found.append(f"is not {atom.name}: {atom.statement} fails by {float(np.nanmax(excess)):.3g}")
    return found


class Pairs:
    """Two points of every instance's domain, (B, S, d) each, with values (B, S) and gradients there."""

    def __init__(self, problem: Problem, x: np.ndarray, y: np.ndarray, fx, fy, gx, gy):
        self.problem, self.x, self.y, self.fx, self.fy, self.gx, self.gy = problem, x, y, fx, fy, gx, gy
        self.step = y - x
        self.length = np.sqrt((self.step**2).sum(-1))
        self.turn = np.sqrt(((gx - gy) ** 2).sum(-1))
        self.along = (gx * self.step).sum(-1)
        # Sizes of the terms that are subtracted, for the rounding allowance; a step between far points has lost digits of theirs.
        steep = np.sqrt((gx**2).sum(-1)) + np.sqrt((gy**2).sum(-1))
        far = np.sqrt((x**2).sum(-1)) + np.sqrt((y**2).sum(-1))
        self.size = np.abs(fx) + np.abs(fy) + np.abs(self.along) + 1e-3 * steep * far

    def constant(self, name: str) -> np.ndarray:
        return to_numpy(self.problem.constants[name])

    @property
    def divergence(self) -> np.ndarray:
        """D_h(y, x) of the problem's reference function, (B, S)."""
        return np.maximum(to_numpy(self.problem.divergence(self.y, self.x)), 0.0)

    def gap(self, f: np.ndarray) -> np.ndarray:
        return f - self.constant("f_star")


def _convex(p: Pairs) -> np.ndarray:
    return p.fx + p.along - p.fy - ROUNDING * p.size


def _smooth(p: Pairs) -> np.ndarray:
    rounding = ROUNDING * np.sqrt((p.gx**2).sum(-1) + (p.gy**2).sum(-1))
    return p.turn - p.constant("L") * p.length * (1 + ROUNDING) - rounding


def _strongly_convex(p: Pairs) -> np.ndarray:
    return p.fx + p.along + 0.5 * p.constant("mu") * p.length**2 - p.fy - ROUNDING * p.size


def _weakly_convex(p: Pairs) -> np.ndarray:
    return p.fx + p.along - 0.5 * p.constant("weakness") * p.length**2 - p.fy - ROUNDING * p.size


def _lipschitz(p: Pairs) -> np.ndarray:
    return np.sqrt((p.gx**2).sum(-1)) - p.constant("G") * (1 + ROUNDING)


def _gradient_dominated(p: Pairs) -> np.ndarray:
    g = (p.gx**2).sum(-1)
    return 2 * p.constant("mu") * p.gap(p.fx) - g - ROUNDING * (g + np.abs(p.fx) * p.constant("mu"))


def _sharp(p: Pairs) -> np.ndarray:
    e = p.x - to_numpy(p.problem.x_star)
    return p.constant("sharp") * np.sqrt((e * e).sum(-1)) - p.gap(p.fx) - ROUNDING * np.abs(p.fx)


def _bounded_below(p: Pairs) -> np.ndarray:
    return to_numpy(p.problem.constants.get("f_star_low", p.constant("f_star"))) - p.fx - ROUNDING * np.abs(p.fx)


def _l0l1(p: Pairs) -> np.ndarray:
    return _curved_more_than(p, p.constant("L0") + p.constant("L1") * np.sqrt((p.gx**2).sum(-1)))


def _alpha_symmetric(p: Pairs) -> np.ndarray:
    # For twice differentiable f the bound of the Hessian is the same statement.
    g = np.sqrt((p.gx**2).sum(-1))
    return _curved_more_than(p, p.constant("K0") + p.constant("K1") * (g / p.constant("unit_slope")) ** p.constant("alpha"))


def _curved_more_than(p: Pairs, allowed: np.ndarray) -> np.ndarray:
    """By how much the largest |eigenvalue| of the Hessian exceeds `allowed` (B, S); nothing is said without a Hessian."""
    if type(p.problem).__dict__.get("hess") is None:
        return np.full_like(p.fx, -1.0)
    top = np.linalg.eigvalsh(np.broadcast_to(to_numpy(p.problem.hess(p.x)), (*p.x.shape, p.x.shape[-1])))
    return np.abs(top).max(-1) - allowed * (1 + 1e-9)


def _lipschitz_hessian(p: Pairs) -> np.ndarray:
    shape = (*p.x.shape, p.x.shape[-1])
    H = np.broadcast_to(to_numpy(p.problem.hess(p.x)), shape) - np.broadcast_to(to_numpy(p.problem.hess(p.y)), shape)
    return np.linalg.norm(H, 2, axis=(-2, -1)) - p.constant("M") * p.length * (1 + 1e-9) - ROUNDING * np.abs(H).max((-2, -1))


def _lipschitz_in_a_norm(p: Pairs) -> np.ndarray:
    # D_h(y, x) is at least half the squared length of y - x in the norm whose dual bounds the subgradient.
    return np.abs(p.along) - p.constant("G_h") * np.sqrt(2 * p.divergence) * (1 + ROUNDING) - ROUNDING * p.size


def _relatively_smooth(p: Pairs) -> np.ndarray:
    return p.fy - p.fx - p.along - p.constant("L_h") * p.divergence * (1 + ROUNDING) - ROUNDING * p.size


INEQUALITIES: dict[str, Callable[[Pairs], np.ndarray]] = {
    "convex": _convex,
    "smooth": _smooth,
    "strongly convex": _strongly_convex,
    "weakly convex": _weakly_convex,
    "Lipschitz": _lipschitz,
    "gradient dominated": _gradient_dominated,
    "sharp": _sharp,
    "bounded below": _bounded_below,
    "(L0, L1)-smooth": _l0l1,
    "alpha-symmetric": _alpha_symmetric,
    "Lipschitz Hessian": _lipschitz_hessian,
    "composite, perhaps not convex": _smooth,
    "Lipschitz with mirror steps": _lipschitz_in_a_norm,
    "relatively smooth": _relatively_smooth,
}


def parity(claim: Claim, problem: Problem, steps: int = 20, *, oracle: Oracle | None = None) -> list[str]:
    """Whether the claim's method takes the same path on torch, to rounding; NumPy and torch sum in different orders.

    Args:
        oracle: what the method asks where the claim fixes none; exact unless given.
    """
    from optlab.runner import run

    if claim.method is None:
        return []
    import torch

    record, oracle = (claim.metric, *claim.given.values()), claim.oracle or oracle
    here = run(claim.method, problem, steps, record=record, oracle=oracle)
    there = run(claim.method, problem.to(torch.float64), steps, record=record, oracle=oracle)
    a, b = to_numpy(here[claim.metric.__name__]), to_numpy(there[claim.metric.__name__])
    scale = np.nanmax(np.abs(np.where(np.isfinite(a), a, 0.0)), axis=0)
    off = np.abs(a - b) / np.maximum(scale, 1e-300)
    worst = float(np.nanmax(np.where(np.isfinite(a), off, 0.0)))
    return [f"{claim.id}: torch and NumPy differ by {worst:.2g} of the metric's start after {steps} steps"] if not worst < 1e-6 else []
