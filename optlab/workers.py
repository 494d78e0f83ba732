"""Worker processes. They outlive the call that made them, so that each job says where it is to be done."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from optlab.store import VARIABLE


def over(function: Callable[..., Any], jobs: Iterable[tuple], processes: int, *, ordered: bool = True) -> Iterable[Any]:
    """function(*job) for every job, in the caller's folder and with its store, by so many processes; in the jobs' order, or as they end."""
    from joblib import Parallel, delayed

    place = os.getcwd(), os.environ.get(VARIABLE)
    way = "generator" if ordered else "generator_unordered"
    return Parallel(n_jobs=processes, return_as=way, inner_max_num_threads=1)(delayed(_there)(*place, function, job) for job in jobs)


def _there(folder: str, store: str | None, function: Callable[..., Any], job: tuple) -> Any:
    os.chdir(folder)
    if store is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = store
    return function(*job)
