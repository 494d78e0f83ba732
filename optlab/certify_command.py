"""What `optlab certify` does: read, certify point by point, write and print."""

import argparse
import sys
from pathlib import Path

from optlab import certified
from optlab.certifier import SmoothedClassifier, gathered
from optlab.model_file import read_model
from optlab.points_file import read_points
from optlab.runner import versions
from optlab.store import writable
from optlab.terminal import INTERRUPTED, print_json, print_table, progress, said


def certify(args: argparse.Namespace) -> int:
    """Certify the points that `args` names, with its model; the exit code."""
    path = writable(Path(args.out)) if args.out else None
    points = read_points(args.data)
    X, y = points.X[: args.limit], points.y if points.y is None else points.y[: args.limit]
    net = SmoothedClassifier(read_model(args.model), args.sigma, classes=args.classes)
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(args.threads)
    each = net.certify_each(X, n0=args.n0, n=args.n, alpha=args.alpha, seed=args.seed)
    with progress("certifying") as tick:
        done, whole = certified.until_stopped(each, len(X), tick)
    if not done:
        raise KeyboardInterrupt
    about = {
        "model": args.model,
        "data": args.data,
        "sigma": args.sigma,
        "n0": args.n0,
        "n": args.n,
        "alpha": args.alpha,
        "seed": args.seed,
    }
    if path:
        certified.write(path, done, y, about | versions())
    found = gathered(done)
    rows = certified.accuracy(found, None if y is None else y[: len(done)], certified.radii(args.sigma, args.n, args.alpha))
    if args.json:
        print_json(about | {"points": len(done), "out": args.out, "rows": rows})
    else:
        print_table(f"{len(done)} points, sigma {args.sigma:g}", list(rows[0]), rows)
        print(found)
        print("It speaks of the classifier under noise, not of the model itself, and of each point by itself, not of all at once.")
        if path:
            print(f"One row for each point is in {path}")
    if not whole:
        return said(f"interrupted after {len(done)} of {len(X)} points; the table is of these", INTERRUPTED)
    return 0
