"""Instances of a family as the seeds of a comparison: each has its own start, noise and, where the family draws them, data."""

from collections.abc import Callable
from typing import Any

from optlab.problem import Problem

# Some families give their first two instances starts of a theorem's choice, such as the eigenvector that one step solves.
CHOSEN = 2


def instances(maker: Callable[..., Problem], many: int, *positional: Any, seed: int = 0, **arguments: Any) -> Problem:
    """`many` instances of `maker(*positional, **arguments)` with that seed, but none whose start is not drawn.

    Raises:
        ValueError: the family has not so many.
    """
    problem = maker(*positional, **arguments, B=many + CHOSEN, seed=seed)
    there = problem.x0.shape[0] - CHOSEN
    if there < many:
        raise ValueError(f"{many} seeds need as many instances of {maker.__name__}, but it has only {max(there, 0)}; take fewer")
    return problem[CHOSEN : CHOSEN + many]
