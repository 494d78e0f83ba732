"""Accelerated and plain proximal gradient on least squares with the penalties SCAD and MCP, n = 100 and p = 300."""

from functools import partial
from typing import Any

from optlab.claims import derived_proximal_gradient, yang_asgharian_bhatnagar_2024
from optlab.experiment import Experiment, Run
from optlab.problems.folded_concave import mcp, scad

CLAIMS = {"accelerated": yang_asgharian_bhatnagar_2024.faster, "proximal gradient": derived_proximal_gradient.rate}
SHAPE: dict[str, Any] = {"dim": 300, "rows": 100, "penalty": 0.3, "B": 14}
PROBLEMS = {"SCAD": scad, "MCP": mcp}

experiment = Experiment(
    id="sparse-regression",
    runs={
        f"{method}, {penalty}": Run(method=claim.method, problem=partial(maker, **SHAPE), steps=600, record=(claim.metric,), claim=claim)
        for penalty, maker in PROBLEMS.items()
        for method, claim in CLAIMS.items()
    },
)
