"""Verdict: what was seen when a claim met a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["holds", "refuted", "undecided"]


@dataclass(frozen=True)
class Verdict:
    """Truthy iff the claim holds.

    Attributes:
        claim: id of the claim.
        outcome: holds, refuted or undecided.
        tightness: largest metric / bound (bound / metric for a lower bound; of means for an expectation; share of failed runs over
            delta for a high probability; lost pairs per pair won for a phenomenon; the relative difference for an identity).
        coverage: share of the recorded points that could be compared.
        evidence: how it was seen, the rung of the ladder first.
        witness: family, maker arguments, seed, instance, replica, k, N, metric, bound of the worst point; data only.
        note: one sentence where the outcome needs one.
        sample: of a sampled claim: n, log_e or count and threshold, and the smallest effect that this sample could have shown.
    """

    claim: str
    outcome: Outcome
    tightness: float
    coverage: float
    evidence: str
    witness: Mapping[str, Any]
    note: str = ""
    sample: Mapping[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.outcome == "holds"

    def __str__(self) -> str:
        w = self.witness
        where = f" on {w['family']}" if w.get("family") else ""
        text = f"{self.claim} {'is ' if self.outcome != 'holds' else ''}{self.outcome}{where}: metric/bound reaches {self.tightness:.4g}"
        if "k" in w:
            text += f" at k={w['k']}, instance {w['instance']} ({w['metric']:.4g} against {w['bound']:.4g})"
        if self.sample:
            text += "; " + ", ".join(f"{name} {v:.4g}" for name, v in self.sample.items())
        return text + (f". {self.note}" if self.note else "")
