"""Gradient descent and Nesterov's method on dense quadratics: `optlab.run` against its rivals, in the same run on one thread.

    make bench

prints the table of benchmarks/README.md. A number is instance-iterations per second, the best of several repetitions; ratios are what
counts, since the machine may be busy.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np
from peers import best_chunked, one_at_a_time, optax_scan, torch_autograd

import optlab
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.nesterov import Nesterov
from optlab.problems.quadratic import quadratic
from optlab.runner import checkpoints

SIZES = {10: (1024, 1000), 100: (1024, 300), 1000: (64, 100)}
# Rivals that take one instance at a time get so few of them.
FEW = {10: 8, 100: 8, 1000: 2}
CHUNKS = {10: (256, 1024), 100: (16, 50, 100), 1000: (1, 2)}


def rate(work: int, thunk: Callable[[], object], repetitions: int = 5) -> float:
    """Work per second, the best of several."""
    best = float("inf")
    for _ in range(repetitions):
        began = time.perf_counter()
        thunk()
        best = min(best, time.perf_counter() - began)
    return work / best


def measure(d: int, accelerated: bool) -> dict[str, float]:
    """Rates of everyone at dimension d, after checking that all find the same gaps."""
    B, T = SIZES[d]
    at, method = checkpoints(T), Nesterov() if accelerated else GradientDescent()
    dense, diagonal = quadratic(d, 100.0, True, B=B), quadratic(d, 100.0, B=B)
    A, x_star, x0 = dense.A, dense.x_star[:, 0], dense.x0[:, 0]
    ours = optlab.run(method, dense, T)["gap"][..., 0]
    scan = optax_scan(A, x_star, x0, T, at, accelerated)
    few = FEW[d]
    rivals = {"NumPy loop": one_at_a_time(A[:few], x_star[:few], x0[:few], T, at, accelerated), "optax": scan()[:, :few]}
    for name, gaps in rivals.items():
        assert np.allclose(gaps, ours[:, :few], rtol=1e-6, atol=1e-12), f"{name} runs another method"
    found = {
        "optlab, dense": rate(B * T, lambda: optlab.run(method, dense, T)),
        "optlab, diagonal": rate(B * T, lambda: optlab.run(method, diagonal, T)),
        "NumPy, best chunk": max(rate(B * T, lambda c=c: best_chunked[c](A, x_star, x0, T, at, accelerated)) for c in CHUNKS[d]),
        "NumPy loop": rate(few * T, lambda: one_at_a_time(A[:few], x_star[:few], x0[:few], T, at, accelerated)),
        "optax jit(vmap(scan))": rate(B * T, scan),
    }
    chunk = CHUNKS[d][0]
    found["optax, chunked by hand"] = rate(B * T, optax_scan(A, x_star, x0, T, at, accelerated, chunk=chunk))
    if not accelerated:
        found["torch.optim, autograd"] = rate(few * T, lambda: torch_autograd(A[:few], x_star[:few], x0[:few], T, at), 2)
    return found


def table(title: str, columns: dict[int, dict[str, float]]) -> str:
    """Markdown."""
    names = list(next(iter(columns.values())))
    lines = [f"| {title} | " + " | ".join(f"d={d}, B={SIZES[d][0]}" for d in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(f"{c[name]:.2g}" for c in columns.values()) + " |" for name in names]
    for rival, ours in (("optax jit(vmap(scan))", "dense"), ("NumPy, best chunk", "dense"), ("optax jit(vmap(scan))", "diagonal")):
        ratios = " | ".join(f"{c[f'optlab, {ours}'] / c[rival]:.2f}" for c in columns.values())
        lines.append(f"| **optlab, {ours} / {rival}** | {ratios} |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dims", type=int, nargs="*", default=list(SIZES), help="dimensions to measure")
    dims = parser.parse_args().dims
    for title, accelerated in (("gradient descent", False), ("Nesterov", True)):
        columns = {}
        for d in dims:
            print(f"measuring {title}, d={d}", file=sys.stderr)
            columns[d] = measure(d, accelerated)
        print(table(title, columns), end="\n\n")


if __name__ == "__main__":
    main()
