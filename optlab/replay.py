"""Replay a witness: run exactly that instance again. A witness is data; reading one executes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from optlab.catalog import Catalog
from optlab.claim import Claim
from optlab.compare import compare
from optlab.oracle import Oracle
from optlab.problem import Problem
from optlab.verdict import Verdict
from optlab.verify import SAMPLED, Sample, measure, narrowed, samples, settle

COUNTS = ("B", "seed", "instance", "replica", "k", "N", "replicas")
# Kinds that speak of a mean over replicas.
MEANS = ("expectation", "rate")


@dataclass(frozen=True)
class Replay:
    """metric and bound at the witness's k, again; for a sampled claim the whole sample's verdict, with its e-value or count."""

    claim: str
    k: int
    N: int
    metric: float
    bound: float
    verdict: Verdict | None = None

    @property
    def ratio(self) -> float:
        """metric / bound."""
        with np.errstate(all="ignore"):
            return float(np.divide(self.metric, self.bound))

    def __str__(self) -> str:
        text = (
            f"{self.claim}: at k={self.k} of N={self.N} the metric is {self.metric:.17g}, the bound {self.bound:.17g}, "
            f"their ratio {self.ratio:.6g}"
        )
        return f"{text}\nThe whole sample again: {self.verdict}" if self.verdict is not None else text


def replay(witness: Mapping[str, Any], *, files: Sequence[str] = ()) -> Replay:
    """Run the instance of a witness.

    Args:
        files: the catalog files from which its claim or family came.

    Raises:
        ValueError: the witness lacks a field, or its claim, family, oracle or run is not in the catalog.
    """
    w = _checked(witness)
    catalog = Catalog(tuple(files))
    claim = find(catalog, w["claim"])
    problem = problem_of(catalog, w)
    oracle = claim.oracle or oracle_of(catalog, w["oracle"])
    sampled = claim.kind in SAMPLED or claim.kind == "rate" or w["paths"] > 0
    sample, alone = _sample(claim, problem, oracle, w), problem
    if not sampled:
        alone = problem[w["instance"] : w["instance"] + 1]
    traces = measure([claim], alone, oracle, sample, w["noise_seed"])
    few = narrowed(claim, alone, sample)
    seen = compare(claim, {**few.constants, **oracle.constants(few)}, traces["method"])
    at = np.flatnonzero((w["k"] == seen.k) & (w["N"] == seen.N))
    b = np.flatnonzero(np.asarray(few.ids) == w["instance"])
    mean = claim.kind in MEANS or w["paths"] > 0
    if not len(at) or not len(b) or not (mean or w["replica"] < seen.metric.shape[2]):
        raise ValueError(f"{claim.id} is not run at k={w['k']}, N={w['N']}, instance {w['instance']}, replica {w['replica']}; verify again")
    metric = seen.metric[at[0], b[0]].mean() if mean else seen.metric[at[0], b[0], w["replica"]]
    limit = seen.bound[at[0], b[0]].mean() if mean else seen.bound[at[0], b[0], w["replica"]]
    verdict = settle(claim, problem, oracle, sample, traces, w["noise_seed"], 1e-3) if sampled else None
    return Replay(claim.id, w["k"], w["N"], float(metric), float(limit), verdict)


def _checked(witness: Mapping[str, Any]) -> dict[str, Any]:
    """The witness with its optional fields, every field of the right type."""
    w = {"oracle": {"name": "Oracle"}, "paths": 0, "noise_seed": 0, "replicas": 1, "arguments": {}, "at": [], **witness}
    missing = [name for name in ("claim", "family", *COUNTS) if name not in w]
    if missing:
        held = ", ".join(sorted(map(str, witness))) or "nothing"
        raise ValueError(f"a witness needs {', '.join(missing)}, but this has only {held}; name a file that verify wrote")
    types = {"claim": str, "family": str, "oracle": dict, "arguments": dict, "at": list} | dict.fromkeys(
        (*COUNTS, "paths", "noise_seed"), int
    )
    for name, kind in types.items():
        if not isinstance(w[name], kind) or isinstance(w[name], bool) or (kind is int and not 0 <= w[name] < 2**64):
            held = repr(w[name])[:60]
            raise ValueError(f"the field {name} of a witness is a {kind.__name__}, but here it is {held}; name a file that verify wrote")
    return w


def problem_of(catalog: Catalog, w: Mapping[str, Any]) -> Problem:
    """The problem on which a witness was found. Raises ValueError where the catalog cannot make it."""
    try:
        family = catalog.family(w["family"])
    except LookupError as error:
        raise ValueError(f"no family is called {w['family']}; if it came from a file of yours, name that file, too") from error
    try:
        problem = family.make(w["arguments"], B=w["B"], seed=w["seed"])
    except TypeError as error:
        raise ValueError(f"the family of this witness cannot be made: {error}; verify again") from error
    if w["instance"] >= len(problem.x0):
        raise ValueError(f"the witness is instance {w['instance']}, but {w['family']} made only {len(problem.x0)}; verify again")
    return problem


def _sample(claim: Claim, problem: Problem, oracle: Oracle, w: Mapping[str, Any]) -> Sample:
    """The sample of the witness, its k recorded; only the run of its length where no statistics need the others."""
    for sample in samples(claim, problem, oracle, w["replicas"] if w["paths"] == 0 else None):
        if sample.paths == w["paths"] and w["N"] in sample.steps:
            break
    else:
        raise ValueError(f"{claim.id} is not run for N={w['N']} steps any more; verify again")
    i = sample.steps.index(w["N"])
    if not 0 <= w["k"] <= w["N"]:
        raise ValueError(f"the witness has k={w['k']} in a run of N={w['N']} steps; verify again")
    recorded = w["at"] or sample.at
    if len(recorded) != len(sample.steps) or not all(
        isinstance(k, int) and 0 <= k <= N for a, N in zip(recorded, sample.steps, strict=True) for k in a
    ):
        raise ValueError(f"the field at of the witness does not fit {claim.id}, whose runs have {sample.steps} steps; verify again")
    at = [sorted({*a, w["k"]}) if j == i else a for j, a in enumerate(recorded)]
    if claim.kind in SAMPLED or claim.kind == "rate":
        return sample._replace(at=at)
    return sample._replace(steps=[w["N"]], at=[at[i]])


def find(catalog: Catalog, name: str) -> Claim:
    """The claim, or the false neighbour "<claim>#false-2", of that name.

    Raises:
        ValueError: there is none.
    """
    root = catalog.claims.get(name.split("#")[0])
    for claim in (root, *(n for n, _ in root.neighbours())) if root else ():
        if claim.id == name:
            return claim
    raise ValueError(f"no claim is called {name}; if it came from a file of yours, name that file, too")


def oracle_of(catalog: Catalog, about: Mapping[str, Any]) -> Oracle:
    """The oracle that a witness names, with its fields. Raises ValueError where the catalog cannot make it."""
    kinds = {kind.__name__: kind for o in (Oracle(), *catalog.oracles.values()) for kind in (type(o), *type(o).__subclasses__())}
    name = about.get("name", "Oracle")
    if name not in kinds:
        raise ValueError(f"no oracle is called {name}; if it came from a file of yours, name that file, too")
    try:
        return kinds[name](**{field: v for field, v in about.items() if field != "name"})
    except TypeError as error:
        raise ValueError(f"the oracle of this witness cannot be made: {error}; verify again") from error
