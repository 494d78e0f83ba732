"""Derived here. Gates of binary codes through a smooth step, DSelect-k: what they choose, and that they never jump.

Related: Hazimeh, Zhao, Chowdhery, Sathiamoorthy, Chen, Mazumder, Hong and Chi 2021, of which only the abstract was read; the gate is
recalled. A selector's weights are the law of independent bits, so they sum to 1, and a bit is open where its code lies strictly within half
the gate's width. Laws of independent bits differ by at most twice the sum of the differences of their probabilities in l1, the smooth step
has slopes up to 3/2, and softmax moves in l1 by at most the largest move of a logit. That the true experts are found is a phenomenon.
"""

from typing import Any

from sympy import And, Eq

from optlab.arrays import Array, space, where
from optlab.claim import Claim, On, false
from optlab.methods.smoothing.dselect_k import DSelectK
from optlab.methods.smoothing.top_k_gate import TopKGate
from optlab.metrics import units
from optlab.smooth_surrogate_settings import EXPERTS, inputs, selected
from optlab.symbols import letter

codes_open = letter("codes_open")
gate_moved = letter("gate_moved", nonnegative=True)
GATE = DSelectK()
# A weight below this is none.
LEAST = 1e-6


@units(0, 0)
def weight_sum(exact: Any, s: Any) -> Array:
    """The sum of the experts' weights."""
    return space(s.x).sum(s.x, axis=-1)


@units(0, 0)
def largest_weight(exact: Any, s: Any) -> Array:
    """Of an expert."""
    return space(s.x).max(s.x, axis=-1)


@units(0, 0)
def nonzeros(exact: Any, s: Any) -> Array:
    """How many experts have a weight."""
    return _count(s.x != 0, s.x)


@units(0, 0)
def reachable_codes(exact: Any, s: Any, before: Any) -> Array:
    """The sum over selectors of 2^m, m the number of their open bits."""
    xp = space(s.x)
    open_bits = _count(xp.abs(s.codes) < GATE.gate_width / 2, s.codes)
    return xp.sum(2.0**open_bits, axis=-1)


@units(0, 0)
def weight_move(exact: Any, s: Any, before: Any) -> Array:
    """The l1 distance between the weights before and after a step."""
    return space(s.x).sum(space(s.x).abs(s.x - before.x), axis=-1)


@units(0, 0)
def gate_move(exact: Any, s: Any, before: Any) -> Array:
    """max_i |a_i - a_i'| and, where there are codes, 3 / gate_width times the largest l1 move of a selector's code."""
    xp = space(s.x)
    moved = xp.max(xp.abs(s.logits - before.logits), axis=-1)
    if hasattr(s, "codes"):
        moved = moved + 3 / GATE.gate_width * xp.max(xp.sum(xp.abs(s.codes - before.codes), axis=-1), axis=-1)
    return moved


@units(0, 0)
def wrong_experts(exact: Any, s: Any) -> Array:
    """How many experts have a weight and should not, or should and have none."""
    return _count((s.x > LEAST) != (exact.problem.x_star > 0), s.x)


def _count(truths: Array, x: Array) -> Array:
    return space(x).sum(where(truths, 1.0 + 0 * x, 0.0), axis=-1)


sum_to_one = Claim(
    id="derived-dselect-k/sum-to-one",
    setting=EXPERTS,
    method=GATE,
    metric=weight_sum,
    bound=1,
    kind="identity",
    start=0,
    steps=60,
    false_neighbours=(false(metric=largest_weight),),
    provenance="derived",
    paper=194,
)

chosen = Claim(
    id="derived-dselect-k/chosen",
    setting=EXPERTS,
    method=GATE,
    metric=nonzeros,
    bound=codes_open,
    given={codes_open: reachable_codes},
    steps=60,
    false_neighbours=(false(bound=selected, on=On("expert_mixture")), false(bound=codes_open / 2, on=On("expert_mixture"))),
    tight_on=On("expert_mixture"),
    provenance="derived",
    paper=194,
)

no_jumps = Claim(
    id="derived-dselect-k/no-jumps",
    setting=EXPERTS,
    method=GATE,
    metric=weight_move,
    bound=gate_moved,
    given={gate_moved: gate_move},
    steps=60,
    false_neighbours=(
        false(method=TopKGate(), on=On("expert_mixture")),
        false(bound=gate_moved / 2, on=On("expert_mixture")),
    ),
    provenance="derived",
    paper=194,
)

found = Claim(
    id="derived-dselect-k/found",
    setting=EXPERTS,
    method=GATE,
    metric=wrong_experts,
    bound=1 / 2,
    where=And(inputs >= 20, Eq(selected, 2)),
    kind="phenomenon",
    steps=150,
    false_neighbours=(
        false(method=TopKGate(), on=On("expert_mixture")),
        false(method=DSelectK(start=0.0), on=On("expert_mixture")),
    ),
    provenance="derived",
    paper=194,
)
