"""Which two of 16 experts make the targets, by three gates: binary codes, the largest logits, and those under Gaussian noise.

The step size of each gate is the best of 1, 2, 4, 8 and 16, over L, for the number of mixtures it solves in 300 steps; the noise and the
entropy are the best of three. Beside them, one weight of a gate against the number that decides on it.
"""

from functools import partial
from typing import Any

import numpy as np

from optlab.arrays import Array, space
from optlab.claims.derived_dselect_k import wrong_experts
from optlab.experiment import Experiment, Run
from optlab.gates import smooth_step
from optlab.method import Method
from optlab.methods.smoothing.dselect_k import DSelectK
from optlab.methods.smoothing.top_k_gate import TopKGate
from optlab.metrics import gap, units
from optlab.problem import Problem
from optlab.problems.expert_mixture import expert_mixture
from optlab.symbols import L

GATES = {
    "DSelect-k": DSelectK(gate_step=2 / L),
    "top-k": TopKGate(gate_step=1 / L),
    "noisy top-k": TopKGate(gate_step=2 / L, gate_noise=0.3),
}
# Codes and logits that decide, with 0 among them.
PLACES = np.linspace(-1, 1, 401)


@units(0, 1)
def decider(exact: Any, s: Any) -> Array:
    """The code or the logit t."""
    return s.x[..., 0]


@units(0, 0)
def code_weight(exact: Any, s: Any) -> Array:
    """What one of two selectors of equal weight gives to an expert whose code is t in one bit and settled in the others."""
    return smooth_step(decider(exact, s))[0] / 2


@units(0, 0)
def top_weight(exact: Any, s: Any) -> Array:
    """The top-2 gate's weight of an expert with the logit t, beside one of 0 and one of 1/2."""
    t = decider(exact, s)
    return TopKGate().weights(space(t).stack([t, 0 * t, 0 * t + 0.5], axis=-1))[..., 0]


def line() -> Problem:
    """Two experts, t for the first weight of each replica."""
    problem = expert_mixture(1, 2, 1, B=1)
    return problem.start(np.stack([PLACES, 1 - PLACES], axis=-1)[None])


experiment = Experiment(
    id="expert-selection",
    runs={
        label: Run(method=gate, problem=partial(expert_mixture, B=128), steps=300, record=(gap, wrong_experts))
        for label, gate in GATES.items()
    }
    | {"gates": Run(method=Method(), problem=partial(line), steps=0, replicas=len(PLACES), record=(decider, code_weight, top_weight))},
)
