"""Run the method of a claim on a problem and answer holds, refuted or undecided."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from optlab.arrays import to_numpy
from optlab.claim import Claim
from optlab.compare import Comparison, compare
from optlab.expr import evaluate
from optlab.judge import Opinion, judge
from optlab.method import Iterate
from optlab.metrics import Metric
from optlab.oracle import Exact, Oracle
from optlab.problem import Problem
from optlab.rng import Paths, Rng
from optlab.runner import Trace, checkpoints, run
from optlab.verdict import Verdict

SAMPLED = ("expectation", "high-probability", "phenomenon")
REPLICAS = {"expectation": 400, "high-probability": 1000, "phenomenon": 1}
# Instances of a sampled claim; a deterministic one takes all that the problem has.
INSTANCES = 2
MOST_PATHS = 4096
# Numbers that one iteration of all paths of an instance may touch; and an instance so large that a sampled claim takes one alone.
MOST_WORK = 1 << 22
LARGE = 1 << 12
# Instances with a violation that are repeated in balls before the verdict.
MOST_CONFIRMED = 64


class Sample(NamedTuple):
    """How a claim is run: lengths, recorded iterations of each, replicas; `paths` where all outcomes are walked through."""

    steps: list[int]
    at: list[list[int]]
    replicas: int
    paths: int = 0


def verify(
    claim: Claim, problem: Problem, *, oracle: Oracle | None = None, replicas: int | None = None, seed: int = 0, alpha: float = 1e-6
) -> Verdict:
    """Hold the claim's metric against its bound on every instance of `problem`.

    Args:
        oracle: what the method asks; the claim's own, or exact, unless given.
        replicas: runs per instance of a sampled claim.
        alpha: probability of refuting a true claim, where chance plays a part.

    Raises:
        ValueError: problem and oracle lack an assumption of the claim, or every start is a minimizer.
        LookupError: a constant is missing.
    """
    oracle = claim.oracle or oracle or Oracle()
    admit(claim, problem, oracle)
    verdicts = [
        settle(claim, problem, oracle, sample, measure([claim], problem, oracle, sample, seed), seed, alpha)
        for sample in samples(claim, problem, oracle, replicas)
    ]
    return worst(verdicts)


def admit(claim: Claim, problem: Problem, oracle: Oracle) -> None:
    """Refuse a pair that the claim says nothing about.

    Raises:
        ValueError: an assumption is missing, every start is a minimizer already, or a start or a constant is not a number.
    """
    problem.sound()
    have = (problem.settings & oracle.settings).closure()
    lacking = claim.setting - have
    if lacking.atoms:
        name = problem.origin.get("family", type(problem).__name__)
        raise ValueError(f"{claim.id} assumes {claim.setting}; {name} under {type(oracle).__name__} lacks {lacking}; choose another family")
    if claim.method is not None and "R" in problem.constants and not bool(np.any(np.asarray(problem.constants["R"]) > 0)):
        raise ValueError(f"{claim.id} has nothing to show on {problem.origin.get('family', 'this problem')}: every start is a minimizer")


def speaks(claim: Claim, problem: Problem, oracle: Oracle) -> bool:
    """Whether `where` leaves anything to compare, as far as the constants alone can tell."""
    known = {**problem.constants, **oracle.constants(problem)}
    if not {s.name for s in claim.where.free_symbols} <= set(known):
        return True
    return bool(np.any(np.asarray(evaluate(claim.where, {name: to_numpy(v) for name, v in known.items()}))))


def samples(claim: Claim, problem: Problem, oracle: Oracle, replicas: int | None = None) -> list[Sample]:
    """The runs that the claim asks for: one sample of all instances, and for an expectation every path where they can be walked."""
    lengths = list(claim.horizons) if claim.speaks_of_N else [claim.steps]
    replicas = replicas or claim.replicas or REPLICAS.get(claim.kind, problem.x0.shape[1])
    found = [Sample(lengths, [_at(claim, N) for N in lengths], replicas)]
    # Random numbers of a method's own multiply the paths that the oracle alone would make.
    m = 0 if claim.method is not None and claim.method.random else oracle.outcomes(problem)
    if claim.kind in ("expectation", "lower-bound") and m > 1:
        most = min(MOST_PATHS, max(m, MOST_WORK // _size(problem)))
        longest = int(np.log(most) / np.log(m) + 1e-9)
        short = [N for N in lengths if longest >= N] if claim.speaks_of_N else [longest]
        short = [N for N in short if claim.start <= N]
        if short:
            # One sample per length: the number of paths depends on it.
            found += [Sample([N], [_at(claim, N)], m**N, m) for N in short]
    return found if claim.kind != "lower-bound" or not claim.setting.noise.atoms else found[1:]


def _at(claim: Claim, N: int) -> list[int]:
    if claim.method is None:
        return [0]
    if claim.stepwise:
        return list(range(N + 1))
    if claim.over == "end":
        return sorted({0, N})
    if claim.kind == "rate":
        return [0, *(2**i for i in range(int(np.log2(N)) + 1))]
    if claim.kind in SAMPLED:
        return checkpoints(N, 16).tolist()
    return checkpoints(N).tolist()


def narrowed(claim: Claim, problem: Problem, sample: Sample) -> Problem:
    """The instances that this sample uses, replicated."""
    # Runs that nothing tells apart are one observation: without replicas, the sample is the instances.
    few = sample.replicas > 1 and (claim.kind in SAMPLED or sample.paths or claim.replicas)
    many = 1 if _size(problem) > LARGE else INSTANCES
    problem = problem[:many] if few and len(problem.x0) > many else problem
    if claim.kind == "lower-bound" and "f_star_low" in problem.constants:
        # Of a proved enclosure, a bound from below gets the end that favours it; f_star is the one for bounds from above.
        problem = problem._with(constants={**problem.constants, "f_star": problem.constants["f_star_low"]})
    return problem.replicate(sample.replicas)


def _size(problem: Problem) -> int:
    """Numbers that describe one instance."""
    return max(1, problem.nbytes // (8 * len(problem.x0) * problem.x0.shape[1]))


def measure(claims: Iterable[Claim], problem: Problem, oracle: Oracle, sample: Sample, seed: int = 0) -> dict[str, list[Trace]]:
    """Traces of claims that share their run: "method", and "against" where they have one."""
    claims = list(claims)
    claim = claims[0]
    problem = narrowed(claim, problem, sample)
    record = tuple(dict.fromkeys(m for c in claims for m in (c.metric, *c.given.values())))
    if claim.method is None:
        return {"method": [_points(problem, record, seed)]}
    rng = Paths(sample.paths, sample.steps[0], problem.ids) if sample.paths else None
    methods = {"method": claim.method, **({"against": claim.against} if claim.against else {})}
    return {
        name: [
            run(method, problem, N, record=record, at=at, seed=seed, oracle=oracle, rng=rng)
            for N, at in zip(sample.steps, sample.at, strict=True)
        ]
        for name, method in methods.items()
    }


def _points(problem: Problem, record: tuple[Metric, ...], seed: int) -> Trace:
    exact, s = Exact(problem), Iterate(problem.points(Rng(seed, problem.ids)))
    with np.errstate(all="ignore"):
        columns = {m.__name__: np.asarray(m(exact, s))[None] for m in record}
    return Trace(np.zeros(1, int), columns, {}, s, 0, np.asarray(problem.ids))


def settle(
    claim: Claim, problem: Problem, oracle: Oracle, sample: Sample, traces: dict[str, list[Trace]], seed: int, alpha: float
) -> Verdict:
    """The verdict on traces that `measure` took."""
    problem = narrowed(claim, problem, sample)
    constants = {**problem.constants, **oracle.constants(problem)}
    seen = compare(claim, constants, traces["method"])
    other = compare(claim, constants, traces["against"]) if "against" in traces else None
    opinion = judge(claim, seen, alpha, other=other, enumerated=bool(sample.paths))
    outcome, note = opinion.outcome, opinion.note
    evidence = _evidence(claim, sample)
    if outcome == "refuted" and sample.paths == 0 and claim.method is not None:
        outcome, note = _again(claim, problem, oracle, sample, seen, opinion, seed, alpha)
    return Verdict(
        claim.id, outcome, float(opinion.ratio.max()), seen.coverage, evidence,
        _witness(claim, problem, oracle, sample, seen, opinion.ratio, seed), note, opinion.sample,
    )  # fmt: skip


def _evidence(claim: Claim, sample: Sample) -> str:
    if sample.paths:
        return "sampled: every path enumerated"
    how = {"expectation": "betting", "high-probability": "exact binomial", "rate": "window of slopes", "phenomenon": "sign test"}
    return f"sampled: {how[claim.kind]}" if claim.kind in how else "sampled"


def _again(claim, problem, oracle, sample, seen: Comparison, opinion: Opinion, seed: int, alpha: float):
    """A refutation is looked at twice: in balls where nothing is random, with fresh seeds where something is."""
    if claim.kind in ("expectation", "high-probability"):
        fresh = measure([claim], problem, oracle, sample, seed + 1)
        constants = {**problem.constants, **oracle.constants(problem)}
        if judge(claim, compare(claim, constants, fresh["method"]), alpha).outcome == "refuted":
            return "refuted", "Seen on two seeds"
        return "undecided", "The refutation did not repeat on a fresh seed"
    if claim.kind not in ("deterministic", "identity", "lower-bound") or type(oracle) is not Oracle:
        return "refuted", opinion.note
    from optlab.confirm import confirmed

    bad = opinion.ratio > 1 + 1e-9 if claim.kind != "identity" else opinion.ratio > 1e-9
    order = np.argsort(-np.where(np.isnan(opinion.ratio), np.inf, opinion.ratio).max(0), axis=None)
    replicas = opinion.ratio.shape[2]
    guilty = [(int(i) // replicas, int(i) % replicas) for i in order if bad[:, int(i) // replicas, int(i) % replicas].any()]
    said = []
    for b, s in guilty[:MOST_CONFIRMED]:
        one = problem[b : b + 1]
        one = one.start(one.x0[:, s : s + 1]) if problem.x0.shape[1] > 1 else one
        rows = np.flatnonzero(bad[:, b, s])
        said.append(confirmed(claim, one, sample.steps, sample.at, rows, seed=seed))
        if said[-1] == "refuted":
            return "refuted", "Confirmed in ball arithmetic"
    if all(v == "holds" for v in said) and len(said) == len(guilty):
        return "holds", f"{len(said)} violation{'s' if len(said) > 1 else ''} in floats vanished in ball arithmetic"
    return "undecided", "Floats see a violation that ball arithmetic could not decide"


def _witness(claim: Claim, problem: Problem, oracle: Oracle, sample: Sample, seen: Comparison, ratio: np.ndarray, seed: int) -> dict:
    """The worst point, as plain data."""
    worst_first = np.where(np.isnan(ratio), np.inf, ratio)
    at, b, s = np.unravel_index(worst_first.argmax(), ratio.shape)
    entry: dict[str, Any] = {
        "claim": claim.id, **problem.origin, "oracle": {"name": type(oracle).__name__, **_plain(oracle)},
        "noise_seed": seed, "replicas": sample.replicas, "paths": sample.paths,
    }  # fmt: skip
    if claim.kind in SAMPLED:
        entry["at"] = [list(map(int, a)) for a in sample.at]
    if ratio.size <= 1:
        return entry
    mean = ratio.shape[2] < seen.metric.shape[2]
    metric = np.mean(seen.metric[at, b]) if mean else seen.metric[at, b, s]
    bound = np.mean(seen.bound[at, b]) if mean else seen.bound[at, b, s]
    place = {"instance": int(problem.ids[b]), "replica": int(s), "k": int(seen.k[at]), "N": int(seen.N[at])}
    return {**entry, **place, "metric": float(metric), "bound": float(bound)}


def _plain(oracle: Oracle) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(oracle)


def worst(verdicts: list[Verdict]) -> Verdict:
    """The verdict that decides: a refutation, then something undecided, then the tightest that holds."""
    rank = {"refuted": 2, "undecided": 1, "holds": 0}
    refuted = [v for v in verdicts if v.outcome == "refuted"]
    # Where one sample holds and another lacks power, the first has shown what there is to show.
    pool = refuted or [v for v in verdicts if v.outcome == "holds"] or verdicts
    return max(pool, key=lambda v: (rank[v.outcome], v.tightness))
