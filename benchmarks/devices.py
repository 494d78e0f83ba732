"""A run on the CPU against the same run on a CUDA GPU, over the number of instances B and the dimension d, in one process.

    make bench

prints the tables of benchmarks/README.md, with the devices named. A number is instance-iterations per second, the best of several
repetitions; without a GPU the columns of the CPU stand alone, and the output says so.
"""

import argparse
import os
import platform
import sys
import time
from typing import Any

import numpy as np
import torch

import optlab
from optlab.methods.momentum.nesterov import Nesterov
from optlab.network_metrics import training_loss
from optlab.problem import Problem
from optlab.problems.neural.mlp import digits_mlp
from optlab.problems.quadratic import quadratic

QUADRATICS = [(B, d) for d in (10, 100, 1000) for B in (1, 64, 4096) if B * d * d <= 1 << 28]
NETS = [(B, width) for width in (16, 256) for B in (1, 32)]
STEPS = 100


def rate(problem: Problem, device: str, **recorded: Any) -> float:
    """Instance-iterations per second."""
    here, method = problem.to(device), Nesterov(step_size=0.01) if "record" in recorded else Nesterov()
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        optlab.run(method, here, STEPS, at=(0, STEPS), threads=os.cpu_count(), **recorded)
        if device != "cpu":
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - began)
    return len(problem.x0) * STEPS / best


def agree(problem: Problem, device: str) -> None:
    """Stop if the two do not find the same."""
    ours, theirs = (optlab.run(Nesterov(), problem.to(place), STEPS, at=(0, STEPS))["gap"] for place in ("cpu", device))
    assert np.allclose(ours.numpy(force=True), theirs.numpy(force=True), rtol=1e-6, atol=1e-12), f"{device} runs another method"


def table(title: str, rows: dict[str, dict[str, float]], devices: list[str]) -> str:
    """Markdown; the last column is the ratio of the last device to the first."""
    ratio = ["ratio"] if len(devices) > 1 else []
    lines = ["| " + " | ".join([title, *devices, *ratio]) + " |", "|---" * (1 + len(devices) + len(ratio)) + "|"]
    for name, row in rows.items():
        last = [f"**{row[devices[-1]] / row[devices[0]]:.2f}**"] if ratio else []
        lines.append("| " + " | ".join([name, *(f"{row[place]:.2g}" for place in devices), *last]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    devices = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    gpu = torch.cuda.get_device_name() if len(devices) > 1 else f"none: torch {torch.__version__} sees no GPU here"
    print(f"CPU: {platform.machine()}, {os.cpu_count()} cores. GPU: {gpu}.\n")
    rows: dict[str, dict[str, float]] = {}
    for B, d in QUADRATICS:
        problem = quadratic(d, 100.0, True, B=B)
        print(f"measuring quadratics, B={B}, d={d}", file=sys.stderr)
        agree(problem, devices[-1])
        rows[f"B={B}, d={d}"] = {place: rate(problem, place) for place in devices}
    print(table("Nesterov on dense quadratics", rows, devices), end="\n\n")
    rows = {}
    for B, width in NETS:
        problem = digits_mlp(width, 2, 500, B=B)
        print(f"measuring nets, B={B}, width={width}", file=sys.stderr)
        rows[f"B={B}, width={width}"] = {place: rate(problem, place, record=(training_loss,)) for place in devices}
    print(table("Nesterov on nets for 500 digits", rows, devices))


if __name__ == "__main__":
    main()
