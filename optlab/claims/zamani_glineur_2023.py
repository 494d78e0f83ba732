"""Zamani, Glineur 2023. Exact convergence rate of the last iterate in subgradient methods. arXiv 2307.11134."""

from sympy import sqrt

from optlab.claim import Claim, On, false
from optlab.methods.first_order.subgradient import Subgradient
from optlab.metrics import gap
from optlab.settings import CONVEX, LIPSCHITZ, MINIMIZER
from optlab.symbols import G, N, R, k

linear_decay = Claim(
    id="zamani-glineur-2023/linear-decay",
    setting=CONVEX & LIPSCHITZ & MINIMIZER,
    method=Subgradient(step_size=R * (N - k) / (G * sqrt(N + 1) ** 3)),
    metric=gap,
    bound=G * R / sqrt(N + 1),
    over="end",
    false_neighbours=(
        false(bound=G * R / sqrt(N + 2), on=On("max_function")),
        false(method=Subgradient(step_size=R / (G * sqrt(N + 1))), on=On("last_iterate")),
    ),
    tight_on=On("max_function"),
)
