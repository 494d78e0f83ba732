"""A violation counts only when ball arithmetic sees it too.

The float64 inputs of the instance are taken as exact numbers and the run is repeated with the same method, problem and metric files on
arrays of balls, the precision doubled until metric / bound lies on one side of 1 + 1e-9 at every k in question.
"""

from typing import Literal

import numpy as np

from optlab.ball import Overlap, precision
from optlab.claim import Claim
from optlab.compare import Comparison, compare
from optlab.judge import TOLERANCE
from optlab.oracle import Oracle
from optlab.problem import Problem
from optlab.runner import Trace, run

BITS = (128, 512, 2048)


def confirmed(
    claim: Claim,
    problem: Problem,
    steps: list[int],
    at: list[list[int]],
    rows: np.ndarray,
    bits: tuple[int, ...] = BITS,
    seed: int = 0,
) -> Literal["refuted", "holds", "undecided"]:
    """What balls say of one instance with one start.

    Args:
        problem: one instance, one replica (B = S = 1).
        steps: lengths of the runs, and `at` the iterations that each records.
        rows: which of the recorded points, in order, are to be decided.
        bits: precisions that are tried.
        seed: of the method's own randomness.
    """
    exactly = problem.balls()
    said = []
    for N, recorded, mine in _runs(claim, steps, at, rows):
        said.append(_decided(claim, exactly, N, recorded, mine, bits, seed))
        if said[-1] == "refuted":
            return "refuted"
    return "holds" if all(v == "holds" for v in said) else "undecided"


def _runs(claim: Claim, steps: list[int], at: list[list[int]], rows: np.ndarray):
    """Runs with rows to decide, (N, at, rows): one for each length, or where N does not matter, to the first and to the last of them.

    Balls overlap sooner or later where a method compares, so that a long run may not tell what a short one does.
    """
    begin = 0
    for N, recorded in zip(steps, at, strict=True):
        mine = [int(i) - begin for i in rows if begin <= i < begin + len(recorded)]
        begin += len(recorded)
        if mine and claim.speaks_of_N:
            yield N, recorded, mine
        elif mine:
            for last in sorted({mine[0], mine[-1]}):
                yield recorded[last], recorded[: last + 1], [i for i in mine if i <= last]


def _decided(claim, exactly, N, recorded, rows, bits, seed) -> Literal["refuted", "holds", "undecided"]:
    differences: list[float] = []
    for b in bits:
        with precision(b):
            try:
                seen, other = in_balls(claim, exactly, [N], [recorded], seed)
                if claim.kind == "identity":
                    least, most = _difference(seen, other, rows)
                    differences.append(most)
                    # Wide balls of a long run may shrink by far and still leave the difference open.
                    if len(differences) > 1 and most < max(1e-30, min(differences[0] * 1e-3, TOLERANCE)):
                        return "holds"
                    if least > TOLERANCE or (len(differences) > 1 and least > 0):
                        return "refuted"
                    continue
                return "refuted" if any(_violated(claim, seen, i) for i in rows) else "holds"
            except Overlap:
                continue
    return "undecided"


def in_balls(claim: Claim, exactly: Problem, steps: list[int], at: list[list[int]], seed: int = 0) -> tuple[Comparison, Comparison | None]:
    """The comparison, and that of `against`, in the precision now set."""

    def seen(method):
        return compare(claim, exactly.constants, [_trace(claim, method, exactly, N, a, seed) for N, a in zip(steps, at, strict=True)])

    return seen(claim.method), seen(claim.against) if claim.against else None


def _trace(claim: Claim, method, exactly: Problem, N: int, at: list[int], seed: int) -> Trace:
    return run(method, exactly, N, record=(claim.metric, *claim.given.values()), at=at, seed=seed, oracle=claim.oracle or Oracle())


def _violated(claim: Claim, seen: Comparison, i: int) -> bool:
    if not seen.compared[i, 0, 0]:
        return False
    metric, bound = seen.metric[i, 0, 0], seen.bound[i, 0, 0]
    over, under = (bound, metric) if claim.kind == "lower-bound" else (metric, bound)
    # A value that is exactly infinite, as outside a domain, is known; an unbounded ball is not.
    if not all(v.isfinite() or (v.arb.is_exact() and not v.isnan()) for v in (over, under)):
        raise Overlap("a ball is not finite")
    return over > under * (1 + TOLERANCE) if under > 0 else over > under


def _difference(seen: Comparison, other: Comparison | None, rows: np.ndarray) -> tuple[float, float]:
    """The largest |left - right| that is sure, and that is possible, relative to the larger side, or to 1e-30 of the largest of the run."""
    least, most, floor = 0.0, 0.0, 1e-30 * max((abs(float(v)) for v in seen.metric.flat if v.isfinite()), default=0.0)
    for i in rows:
        left, right = seen.metric[i, 0, 0], (other.metric if other else seen.bound)[i, 0, 0]
        if not (left.isfinite() and right.isfinite()):
            raise Overlap("a side of the identity is not finite")
        scale = max(abs(float(left)), abs(float(right)), floor, 1e-300)
        apart = abs(left - right)
        least, most = max(least, apart.lower() / scale), max(most, apart.upper() / scale)
    return least, most
