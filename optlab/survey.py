"""Verify many claims at once: every family that serves them, shared runs, worker processes, one budget of false alarms."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from optlab.catalog import Catalog, Pair
from optlab.claim import Claim, On
from optlab.content import key
from optlab.network_settings import NET
from optlab.oracle import Oracle
from optlab.problem import Family, Problem
from optlab.statistics import share
from optlab.verdict import Verdict
from optlab.verify import SAMPLED, Sample, admit, measure, samples, settle, speaks, worst
from optlab.workers import over

# Probability that a whole survey of true claims refutes one of them by chance.
BUDGET = 1e-3
TIGHT = 0.999
# Nets that are trained for one verdict.
NETS = 32


@dataclass
class Finding:
    """What a survey found about one claim.

    Attributes:
        verdict: the one that decides, over all families.
        pairs: every verdict, by family.
        false_neighbours: outcome and, where refuted, the witness of each.
        tight: ratio reached on `tight_on`, and whether 0.999 times the bound was refuted there; empty without `tight_on`.
        instances: how many were run.
        seconds: of this claim's own runs and judgements.
        rests_on: content hash of the claim, of every family and oracle that it meets, and of the verifier; empty where not all were asked.
        asked: seed, draws and, where chance is judged, the level of one pair.
    """

    claim: str
    verdict: Verdict
    pairs: list[Verdict]
    false_neighbours: list[dict[str, Any]]
    tight: dict[str, Any]
    instances: int
    seconds: float
    rests_on: str = ""
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def coverage(self) -> float:
        """Share of the recorded points that could be compared, over all families."""
        return float(np.mean([v.coverage for v in self.pairs])) if self.pairs else 0.0

    @property
    def families(self) -> list[str]:
        """Families on which something was compared."""
        return sorted({v.witness["family"] for v in self.pairs if v.coverage > 0 and "family" in v.witness})

    @property
    def sound(self) -> bool:
        """Whether every false neighbour fell, and a bound called tight is."""
        return all(n["outcome"] == "refuted" for n in self.false_neighbours) and self.tight.get("attained", True)

    def json(self) -> dict[str, Any]:
        """The names that scripts rely on."""
        return {
            "id": self.claim,
            "outcome": self.verdict.outcome,
            "tightness": self.verdict.tightness,
            "coverage": self.coverage,
            "families": self.families,
            "instances": self.instances,
            "seconds": round(self.seconds, 4),
            "witness": dict(self.verdict.witness),
            "false_neighbours": self.false_neighbours,
            "tight": self.tight,
            "evidence": self.verdict.evidence,
            "note": self.verdict.note,
            "sample": dict(self.verdict.sample),
            "pairs": [asdict(v) for v in self.pairs],
            "rests_on": self.rests_on,
            "asked": self.asked,
        }

    @classmethod
    def from_json(cls, v: Mapping[str, Any]) -> "Finding":
        """A finding as `json` gave it.

        Raises:
            LookupError, TypeError, ValueError: something is missing, or is no number.
        """

        def verdict(u: Mapping[str, Any], claim: str) -> Verdict:
            sample = {name: float(x) for name, x in u["sample"].items()}
            return Verdict(claim, u["outcome"], float(u["tightness"]), float(u["coverage"]), u["evidence"], u["witness"], u["note"], sample)

        name, tight = v["id"], dict(v["tight"])
        if tight:
            tight["ratio"] = float(tight["ratio"])
        fallen = [{**n, "tightness": float(n["tightness"])} for n in v["false_neighbours"]]
        return cls(
            name, verdict(v, name), [verdict(u, name) for u in v["pairs"]], fallen, tight, v["instances"], v["seconds"],
            v["rests_on"], v["asked"],
        )  # fmt: skip


@dataclass
class _Ledger:
    """A claim's books while a survey runs."""

    pairs: list[Verdict] = field(default_factory=list)
    fallen: dict[str, dict[str, Any]] = field(default_factory=dict)
    instances: int = 0
    seconds: float = 0.0


def survey(
    ids: Iterable[str],
    *,
    files: Sequence[str] = (),
    seed: int = 0,
    processes: int = 1,
    draws: int = 1,
    families: Sequence[str] = (),
    alpha: float | None = None,
    progress: Callable[[int, int], None] | None = None,
    report: Callable[[Finding], None] | None = None,
) -> list[Finding]:
    """Verify the claims `ids` on every family that serves them, with their false neighbours.

    Args:
        files: catalog files beside the registered ones.
        draws: sets of arguments per family beside the maker's own, drawn from its ranges.
        families: only these, if any are named.
        alpha: the level of one sampled pair; by default these claims share the budget.
        progress: called with (groups of claims done, groups in all).
        report: called with every finding as it is reached.

    Raises:
        LookupError: an id is unknown.
        ValueError: no family serves a claim.
    """
    catalog = load(tuple(files))
    claims = [catalog.claims[i] for i in ids]
    alpha = share_of_budget(catalog, claims) if alpha is None else alpha
    groups: dict[str, list[str]] = {}
    for claim in claims:
        groups.setdefault(_signature(claim), []).append(claim.id)
    jobs = [(tuple(g), tuple(files), seed, draws, alpha, tuple(families)) for g in groups.values()]
    found: dict[str, Finding] = {}
    for done, findings in enumerate(_mapped(jobs, processes), 1):
        found |= {f.claim: f for f in findings}
        if report:
            for f in findings:
                report(f)
        if progress:
            progress(done, len(jobs))
    return [found[c.id] for c in claims]


def share_of_budget(catalog: Catalog, claims: Iterable[Claim]) -> float:
    """The level of one sampled pair, so that all of them together keep to the budget."""
    return share(BUDGET, max(1, sum(len(catalog.pairs(c)) for c in claims if c.kind in SAMPLED)))


@lru_cache(4)
def load(files: tuple[str, ...] = ()) -> Catalog:
    """The catalog of this process, made once."""
    return Catalog(files)


def _mapped(jobs: list[tuple], processes: int) -> Iterable[list[Finding]]:
    if processes <= 1 or len(jobs) <= 1:
        return (_group(*job) for job in jobs)
    return over(_group, jobs, processes, ordered=False)


def _signature(claim: Claim) -> str:
    """Claims with one signature can share their runs."""
    lengths = claim.horizons if claim.speaks_of_N else claim.steps
    kind = claim.kind if claim.kind in (*SAMPLED, "lower-bound") else ""
    return f"{claim.method}|{claim.against}|{claim.oracle}|{lengths}|{kind}|{claim.replicas}"


def _group(ids: tuple[str, ...], files: tuple[str, ...], seed: int, draws: int, alpha: float, families: tuple[str, ...]) -> list[Finding]:
    catalog = load(files)
    claims = [catalog.claims[i] for i in ids]
    books = {c.id: _Ledger() for c in claims}
    places: dict[tuple[str, str], tuple[Pair, list[Claim]]] = {}
    for claim in claims:
        pairs = [p for p in catalog.pairs(claim) if not families or p.family.id in families]
        if not pairs:
            raise ValueError(f"no family serves {claim.id}, which assumes {claim.setting}; write one, or check the setting's atoms")
        for pair in pairs:
            places.setdefault((pair.family.id, repr(pair.oracle)), (pair, []))[1].append(claim)
    for pair, here in places.values():
        # A sampled claim costs hundreds of runs an instance: it takes the maker's own arguments only.
        for arguments in argument_sets(pair, 0 if here[0].kind in SAMPLED else draws, seed):
            problem = _made(pair.family, tuple(arguments.items()), seed)
            _visit(here, problem, pair.oracle, books, seed, alpha)
    findings = []
    for claim in claims:
        began = time.perf_counter()
        book = books[claim.id]
        fallen = [book.fallen.get(n.id) or _hunt(catalog, n, on, seed, alpha, draws) for n, on in claim.neighbours()]
        tight = _tight(catalog, claim, seed, alpha)
        book.seconds += time.perf_counter() - began
        basis = "" if families else rests_on(claim, catalog)
        how = asked(claim, seed, draws, alpha)
        findings.append(Finding(claim.id, worst_of(book.pairs), book.pairs, fallen, tight, book.instances, book.seconds, basis, how))
    return findings


def asked(claim: Claim, seed: int, draws: int, alpha: float) -> dict[str, Any]:
    """What a finding depends on beside the sources."""
    chance = any(c.kind in SAMPLED for c in (claim, *(n for n, _ in claim.neighbours())))
    return {"seed": seed, "draws": draws, "alpha": alpha if chance else None}


def rests_on(claim: Claim, catalog: Catalog) -> str:
    """Content hash of a claim, of all families and oracles that it or a neighbour meets, and of the verifier.

    It is empty where something has no canonical text, such as a lambda, or where a family is named that is not there.
    """
    neighbours = claim.neighbours()
    named = [on.family for on in (claim.tight_on, *(on for _, on in neighbours)) if on is not None]
    try:
        pairs = [p for c in (claim, *(n for n, on in neighbours if on is None)) for p in catalog.pairs(c)]
        meets = {(_key(p.family), _key(p.oracle)) for p in pairs} | {(_key(catalog.family(name)), "") for name in named}
        return key([claim, _group, meets])
    except (LookupError, ValueError):
        return ""


@lru_cache(4096)
def _key(part: Family | Oracle) -> str:
    return key(part)


@lru_cache(256)
def _made(family: Family, arguments: tuple[tuple[str, Any], ...], seed: int) -> Problem:
    """The problem, made once for all claims: some solve for their minimizer."""
    return family.make(dict(arguments), B=_seeds(family), seed=seed)


def _seeds(family: Family) -> int | None:
    """How many instances to make: of nets as many as a sign test needs."""
    return NETS if NET <= family.settings else None


def argument_sets(pair: Pair, draws: int, seed: int) -> list[dict[str, Any]]:
    """The maker's own arguments, and `draws` sets from its ranges."""
    rng = np.random.Generator(np.random.Philox(key=[seed, sum(pair.family.id.encode())]))
    return [{}] + [pair.family.draw(rng.random(len(pair.family.ranges))) for _ in range(draws if pair.family.ranges else 0)]


def verdicts_on(problem: Problem, catalog: Catalog, claims: Iterable[Claim], *, seed: int = 0, alpha: float = 1e-6) -> Iterator[Verdict]:
    """The verdict of every claim on one problem of a family, under every oracle that serves it; claims that can share a run do."""
    family = problem.origin["family"]
    groups: dict[tuple[str, str], tuple[Oracle, list[Claim]]] = {}
    for claim in claims:
        for pair in catalog.pairs(claim):
            if pair.family.id == family:
                groups.setdefault((_signature(claim), repr(pair.oracle)), (pair.oracle, []))[1].append(claim)
    for oracle, here in groups.values():
        books = {c.id: _Ledger() for c in here}
        _visit(here, problem, oracle, books, seed, alpha, neighbours=False)
        yield from (v for book in books.values() for v in book.pairs)


def _visit(
    claims: list[Claim], problem: Problem, oracle: Oracle, books: dict[str, _Ledger], seed: int, alpha: float, neighbours: bool = True
) -> None:
    """One problem, all claims that share its runs, and those of their neighbours that differ only in what is compared."""
    began = time.perf_counter()
    oracle = claims[0].oracle or oracle
    claims = [c for c in claims if speaks(c, problem, oracle)]
    if not claims:
        return
    leader = claims[0]
    riders = [
        (c, n) for c in claims if neighbours for n, on in c.neighbours()
        if _same_run(c, n) and on is None and n.id not in books[c.id].fallen
    ]  # fmt: skip
    verdicts: dict[str, list[Verdict]] = {}
    for sample in _shared(claims, [n for _, n in riders], problem, oracle):
        traces = measure([leader, *claims, *(n for _, n in riders)], problem, oracle, sample, seed)
        for c in claims:
            admit(c, problem, oracle)
            verdicts.setdefault(c.id, []).append(settle(c, problem, oracle, sample, traces, seed, alpha))
        for c, n in riders:
            v = settle(n, problem, oracle, sample, traces, seed, alpha)
            if v.outcome == "refuted":
                books[c.id].fallen[n.id] = fallen(n, v)
    for c in claims:
        books[c.id].pairs.append(worst(verdicts[c.id]))
        books[c.id].instances += len(problem.x0)
        books[c.id].seconds += (time.perf_counter() - began) / len(claims)


def _shared(claims: list[Claim], riders: list[Claim], problem: Problem, oracle: Oracle) -> list[Sample]:
    """Samples that serve all: each records what any of them reads."""
    plans = [samples(c, problem, oracle) for c in (*claims, *riders)]
    merged = []
    for i, first in enumerate(plans[0]):
        asked = [plan[i].at for plan in plans if i < len(plan)]
        merged.append(first._replace(at=[sorted(set().union(*at)) for at in zip(*asked, strict=True)]))
    return merged


def _same_run(claim: Claim, neighbour: Claim) -> bool:
    return _signature(claim) == _signature(neighbour) and claim.kind == neighbour.kind and neighbour.setting == claim.setting


def fallen(neighbour: Claim, verdict: Verdict) -> dict[str, Any]:
    """A neighbour's fate as data."""
    return {
        "id": neighbour.id,
        "statement": _statement(neighbour),
        "outcome": verdict.outcome,
        "tightness": verdict.tightness,
        "witness": dict(verdict.witness),
    }


def _statement(claim: Claim) -> str:
    relation = {"lower-bound": ">=", "identity": "="}.get(claim.kind, "<=")
    what = claim.metric.__name__ if claim.over == "last" else f"{claim.over} {claim.metric.__name__}"
    but = f" but for a probability of {claim.delta:g}" if claim.kind == "high-probability" else ""
    return f"{claim.method or 'function'}: {what} {relation} {claim.bound}{but}"


def _hunt(catalog: Catalog, neighbour: Claim, on: On | None, seed: int, alpha: float, draws: int) -> dict[str, Any]:
    """The neighbour on the place named for it, or on family after family until one refutes it."""
    last: Verdict | None = None
    for problem, oracle in _places(catalog, neighbour, on, seed, draws):
        if not speaks(neighbour, problem, oracle):
            continue
        verdict = _alone(neighbour, problem, oracle, seed, alpha)
        if last is None or verdict.outcome == "refuted":
            last = verdict
        if verdict.outcome == "refuted":
            break
    if last is None:
        raise ValueError(f"no family serves {neighbour.id}; name one with false(..., on=On(family))")
    return fallen(neighbour, last)


def _places(catalog: Catalog, claim: Claim, on: On | None, seed: int, draws: int):
    if on is not None:
        yield place(catalog, on, seed), claim.oracle or on.oracle or Oracle()
        return
    for pair in catalog.pairs(claim):
        for arguments in argument_sets(pair, draws, seed):
            yield _made(pair.family, tuple(arguments.items()), seed), pair.oracle


def place(catalog: Catalog, on: On, seed: int = 0) -> Problem:
    """The problem that `on` names.

    Raises:
        LookupError: there is no such family.
    """
    family = catalog.family(on.family)
    return family.make(on.arguments, B=_seeds(family), seed=seed)


def _alone(claim: Claim, problem: Problem, oracle: Oracle, seed: int, alpha: float) -> Verdict:
    verdicts = []
    for sample in samples(claim, problem, oracle):
        traces = measure([claim], problem, oracle, sample, seed)
        verdicts.append(settle(claim, problem, oracle, sample, traces, seed, alpha))
    return worst(verdicts)


def _tight(catalog: Catalog, claim: Claim, seed: int, alpha: float) -> dict[str, Any]:
    if claim.tight_on is None:
        return {}
    factor = 1 / TIGHT if claim.kind == "lower-bound" else TIGHT
    closer = replace(claim, id=f"{claim.id}#closer", bound=factor * claim.bound)
    problem = place(catalog, claim.tight_on, seed)
    verdict = _alone(closer, problem, claim.oracle or claim.tight_on.oracle or Oracle(), seed, alpha)
    return {"on": str(claim.tight_on), "ratio": verdict.tightness * TIGHT, "attained": verdict.outcome == "refuted"}


def worst_of(verdicts: list[Verdict]) -> Verdict:
    """A refutation on any family decides; a claim holds if it holds wherever something could be compared."""
    if not verdicts:
        return Verdict("", "undecided", float("-inf"), 0.0, "sampled", {}, "Its `where` leaves nothing on any family")
    refuted = [v for v in verdicts if v.outcome == "refuted"]
    held = [v for v in verdicts if v.outcome == "holds"]
    return max(refuted or held or verdicts, key=lambda v: v.tightness)
