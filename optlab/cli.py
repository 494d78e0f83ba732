"""The command line: each verb is a thin call of one public function, imported when the verb runs."""

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from optlab.terminal import BAD_USE, INTERRUPTED, REFUTED, many, print_json, print_table, progress, said

KINDS = ("claims", "methods", "problems", "oracles", "experiments", "figures", "papers")


def _list(args: argparse.Namespace) -> int:
    """what the catalog holds: claims, methods, problems, oracles, experiments, figures, papers"""
    from optlab import listing

    what = listing.named(args.what, KINDS, "list")
    rows = listing.rows(what, tuple(args.files), args.store, args.patterns)
    if args.json:
        return print_json(rows)
    return print_table(many(len(rows), what.removesuffix("s")), listing.COLUMNS[what], map(listing.brief, rows))


def _show(args: argparse.Namespace) -> int:
    """a theorem as a person would read it"""
    from optlab.listing import last_verdict, named
    from optlab.survey import load
    from optlab.theorem import describe

    catalog = load(tuple(args.files))
    claim = catalog.claims[named(args.claim, catalog.claims, "claim")]
    families = sorted({p.family.id for p in catalog.pairs(claim)})
    text = describe(claim, families, last_verdict(claim.id, args.store), latex=args.latex)
    if args.json:
        return print_json({"id": claim.id, "text": text})
    print(text)
    return 0


def _cite(args: argparse.Namespace) -> int:
    """BibTeX of the papers behind claims; of all of them where none is named"""
    from optlab.listing import chosen
    from optlab.survey import load
    from optlab.theorem import bibtex

    catalog = load(tuple(args.files))
    claims = [catalog.claims[name] for name in chosen(args.claims, catalog.claims, "claim")]
    credited = [c for c in claims if c.provenance != "derived"]
    # Whoever asks for derived claims alone is told that there is nothing to cite.
    entries = list(dict.fromkeys(bibtex(c) for c in credited or claims[:1]))
    if args.json:
        return print_json(entries)
    print("\n".join(entries))
    return 0


def _verify(args: argparse.Namespace) -> int:
    """hold claims against every family that satisfies their setting"""
    from optlab.verify_command import verify_named

    files, patterns = _files_and_patterns(args.claims)
    return verify_named(args, files, patterns)


def _files_and_patterns(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Catalog files and the rest."""
    return tuple(w for w in words if w.endswith(".py")), [w for w in words if not w.endswith(".py")]


def _replay(args: argparse.Namespace) -> int:
    """run the instance of a witness again"""
    from optlab.replay import replay
    from optlab.store import read_json

    with progress("replaying"):
        again = replay(read_json(args.witness), files=args.files)
    if args.json:
        sample = {"outcome": again.verdict.outcome, "sample": dict(again.verdict.sample)} if again.verdict is not None else {}
        numbers = {"k": again.k, "N": again.N, "metric": again.metric, "bound": again.bound, "ratio": again.ratio}
        return print_json({"claim": again.claim, **numbers, **sample})
    print(again)
    return 0


def _run(args: argparse.Namespace) -> int:
    """run an experiment, or a method on a problem, and write the results as one tidy Parquet table"""
    from optlab.run_command import run_named

    return run_named(args)


def _sweep(args: argparse.Namespace) -> int:
    """compare methods on one problem: one budget of oracle calls, each tuned over a grid, reported on fresh seeds"""
    from optlab.sweep_command import run_sweep

    return run_sweep(args)


def _figure(args: argparse.Namespace) -> int:
    """draw figures into a folder, PDF, PNG and SVG, with the data beside them"""
    from dataclasses import replace
    from pathlib import Path

    from optlab.changed import assignments, changed
    from optlab.contact_sheet import contact_sheet
    from optlab.figure import render_all
    from optlab.listing import chosen, figures
    from optlab.store import writable, write_bytes

    known = figures(tuple(args.files))
    if not args.all and not args.figures:
        raise ValueError(f"name a figure, or say --all; there are {', '.join(sorted(known)) or 'none'}")
    names = sorted(known) if args.all else chosen(args.figures, known, "figure")
    values, sheet = assignments(args.set), writable(Path(args.sheet)) if args.sheet else None
    pictures = [replace(known[n], experiment=changed(known[n].experiment, values).reseeded(args.seed)) for n in names]
    with progress("drawing") as tick:
        drawn = render_all(pictures, Path(args.out), store=args.store, style=args.style, processes=args.processes, progress=tick)
    if sheet:
        write_bytes(sheet, contact_sheet([f for d in sorted(drawn, key=lambda d: d["id"]) for f in d["files"] if f.endswith(".png")]))
    if args.json:
        return print_json(drawn)
    new = sum(d["drawn"] for d in drawn)
    same = len(drawn) - new
    print(
        f"{new} {'figure' if new == 1 else 'figures'} drawn into {args.out}/ (PDF, PNG, SVG and their data)"
        + (f"; {same} had not changed" if same else "")
        + (f"; all of them, small, in {sheet}" if sheet else "")
    )
    return 0


def _certify(args: argparse.Namespace) -> int:
    """on which balls about your points a classifier of yours keeps its answer, by randomized smoothing"""
    from optlab.certify_command import certify

    return certify(args)


def _report(args: argparse.Namespace) -> int:
    """a static site: every claim with its verdict and picture, every method, problem, paper and figure"""
    from optlab.listing import selected
    from optlab.report import report

    named, patterns = _files_and_patterns(args.claims)
    found = report(
        args.out,
        selected(named, patterns)[0] if named else patterns,
        store=args.store,
        files=(*args.files, *named),
        again=args.again,
        gallery=args.gallery,
        processes=args.processes,
        progress=progress,
    )
    if args.json:
        return print_json(found)
    print(f"{found['pages']} pages written to {args.out}/; open {args.out}/index.html")
    print(f"{many(found['holds'], 'claim', 'holds', 'hold')}, {found['refuted']} refuted, {found['undecided']} undecided.")
    return REFUTED if found["refuted"] else 0


def _lesson(args: argparse.Namespace) -> int:
    """open a lesson of the course; without a name, list them"""
    from optlab.lesson_command import lesson

    return lesson(args)


def _new(args: argparse.Namespace) -> int:
    """a file to start from: method HeavyStep, problem deep_valley, claim nesterov-1983, figure two-methods"""
    from optlab.new import new

    path, then = new(args.kind, args.name, args.out)
    if args.json:
        return print_json({"out": str(path), "then": then})
    print(f"{path} is complete: run it before you change it.\n    {then}")
    return 0


def _check(args: argparse.Namespace) -> int:
    """judge a catalog file as optlab judges its own"""
    from optlab.check import check

    with progress("checking") as tick:
        complaints = check(args.files, seed=args.seed, processes=args.processes, progress=tick)
    if args.json:
        print_json(complaints)
    else:
        print("\n".join(complaints) or "No complaints.")
    return 1 if complaints else 0


class _Parser(argparse.ArgumentParser):
    """An unknown verb is answered with the nearest known one."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            from difflib import get_close_matches

            near = get_close_matches(str(value), list(action.choices), n=1, cutoff=0.3)
            hint = f"the nearest is {near[0]}" if near else f"there are {', '.join(action.choices)}"
            raise argparse.ArgumentError(None, f"no {action.metavar or action.dest} is called {value}; {hint}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="optlab", description="A testbed in which a convergence theorem is something you can run.")
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    verbs = parser.add_subparsers(metavar="verb", dest="verb")

    def verb(do: Callable[[argparse.Namespace], int], *, files: bool = True) -> argparse.ArgumentParser:
        sub = verbs.add_parser(do.__name__[1:], help=do.__doc__, description=do.__doc__)
        sub.set_defaults(do=do)
        sub.add_argument("--json", action="store_true", help="print JSON")
        sub.add_argument("--store", metavar="DIR", help="where results are kept (OPTLAB_STORE, else .optlab)")
        sub.add_argument("--seed", type=_seed, default=0, help="seed of instances and noise (0)")
        sub.add_argument("--threads", type=_count, default=1, help="threads of linear algebra (1)")
        sub.add_argument("--processes", type=_count, default=1, help="worker processes (1)")
        if files:
            sub.add_argument("--file", dest="files", action="append", default=[], metavar="FILE.py", help="a catalog file of your own")
        return sub

    listing = verb(_list)
    listing.add_argument("what", nargs="?", default="claims", metavar="WHAT", help=", ".join(KINDS))
    listing.add_argument("patterns", nargs="*", metavar="PATTERN", help="only these ids or names, as shell patterns")
    show = verb(_show)
    show.add_argument("claim")
    show.add_argument("--latex", action="store_true", help="formulas in LaTeX")
    cite = verb(_cite)
    cite.add_argument("claims", nargs="*", metavar="CLAIM")
    verify = verb(_verify, files=False)
    verify.add_argument("claims", nargs="*", metavar="CLAIM|FILE.py", help="ids, shell patterns, or catalog files")
    for name, words in (("family", "problem family"), ("setting", "assumption"), ("kind", "kind of claim")):
        verify.add_argument(f"--{name}", action="append", default=[], metavar="PATTERN", help=f"only this {words}")
    verify.add_argument("--paper", action="append", default=[], metavar="ROW", help="only this row of the paper table")
    verify.add_argument("--draws", type=_count_or_none, default=1, help="argument sets per family beside its own (1)")
    verify.add_argument("--again", action="store_true", help="make all verdicts anew, those in the store too")
    verify.add_argument("--durations", type=_count_or_none, default=0, metavar="N", help="print the N slowest claims")
    replay = verb(_replay)
    replay.add_argument("witness", metavar="WITNESS.json")
    run = verb(_run)
    run.add_argument("experiment", metavar="EXPERIMENT|METHOD", help="of the catalog; a method needs a problem")
    run.add_argument("--problem", help="a problem family, of the catalog or of nets")
    run.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="an argument of the problem, or method.NAME=, oracle.NAME="
    )
    run.add_argument("--oracle", help="the noise, or minibatch (exact)")
    run.add_argument("--steps", type=_count_or_none, help="of the method (100)")
    run.add_argument("--metric", action="append", default=[], help="to record (gap, or training_loss where f_star is not known)")
    run.add_argument("--replicas", type=_count, help="runs from each start, under noise of their own (1)")
    run.add_argument("--device", default="cpu", help="cpu, or cuda (cpu)")
    run.add_argument("--out", metavar="FILE.parquet")
    sweep = verb(_sweep)
    sweep.add_argument("methods", nargs="+", metavar="METHOD", help="names of methods; see 'optlab list methods'")
    sweep.add_argument("--problem", required=True, help="a problem family, of the catalog or of nets")
    sweep.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="an argument of the problem, or oracle.NAME=VALUE")
    sweep.add_argument("--oracle", help="the noise, or minibatch (exact)")
    sweep.add_argument("--grid", action="append", default=[], metavar="[METHOD.]NAME=GRID", help="log:a:b:n, lin:a:b:n, or a comma list")
    sweep.add_argument("--budget", type=float, default=1000, help="oracle calls for each run (1000)")
    sweep.add_argument("--price", action="append", default=[], metavar="KIND=PRICE", help="of a kind of call: a number, or a constant (1)")
    sweep.add_argument("--metric", help="judged when the budget is spent (gap, or training_loss where f_star is not known)")
    sweep.add_argument("--higher", action="store_true", help="more of the metric is better")
    sweep.add_argument("--seeds", type=_count, default=10, help="fresh seeds for the report (10)")
    sweep.add_argument("--tuning-seeds", type=_count, help="seeds for the choice (as many)")
    sweep.add_argument("--scheduler", metavar="ADDRESS", help="of dask.distributed, whose workers do the work")
    sweep.add_argument("--out", default="figures", metavar="DIR", help="the folder of the picture (figures)")
    sweep.add_argument("--no-figure", action="store_true", help="draw nothing")
    figure = verb(_figure)
    figure.add_argument("figures", nargs="*", metavar="FIGURE")
    figure.add_argument("--all", action="store_true", help="every figure")
    figure.add_argument("--out", default="figures", metavar="DIR")
    figure.add_argument("--sheet", metavar="FILE.png", help="write a contact sheet of them, too")
    figure.add_argument(
        "--style", choices=("paper", "slides", "dark"), default="paper", help="for print (paper), a wall (slides) or a dark screen"
    )
    figure.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="another hyper-parameter, problem argument, or steps"
    )
    certify = verb(_certify, files=False)
    certify.add_argument(
        "model", metavar="MODEL", help="FILE.py:NAME (the file is run), weights in .pt, .pth or .npz (nothing is run), or digits"
    )
    certify.add_argument("data", metavar="DATA", help="points X and classes y in .npz, a .parquet table with classes in y, or digits")
    certify.add_argument("--sigma", type=float, default=0.25, help="standard deviation of the noise, in the units of the points (0.25)")
    certify.add_argument("--n", type=_count, default=100_000, help="noisy copies of each point for the probability (100000)")
    certify.add_argument("--n0", type=_count, default=100, help="noisy copies for the choice of the class (100)")
    certify.add_argument("--alpha", type=float, default=0.001, help="probability of a wrong certificate, for each point (0.001)")
    certify.add_argument("--classes", type=_count, help="how many, where the model answers classes and no scores")
    certify.add_argument("--limit", type=_count, metavar="N", help="only the first N points")
    certify.add_argument("--out", metavar="FILE.parquet", help="write one row for each point")
    report = verb(_report)
    report.add_argument("claims", nargs="*", metavar="CLAIM|FILE.py", help="only these: ids, shell patterns, or catalog files")
    report.add_argument("--out", default="site", metavar="DIR", help="the folder to write (site)")
    report.add_argument("--again", action="store_true", help="verify every claim anew")
    report.add_argument("--no-figures", dest="gallery", action="store_false", help="leave the gallery of figures out")
    lesson = verb(_lesson, files=False)
    lesson.add_argument("name", nargs="?", metavar="LESSON")
    how = lesson.add_mutually_exclusive_group()
    how.add_argument("--app", action="store_true", help="as a page of text, sliders and pictures (what happens without an option)")
    how.add_argument("--edit", action="store_true", help="as a notebook, with its code")
    how.add_argument("--html", metavar="FILE.html", help="write it as one page (marimo's scripts come from the network)")
    lesson.add_argument("--port", type=_count, help="of the local server")
    lesson.add_argument("--headless", action="store_true", help="open no browser; print the address")
    new = verb(_new, files=False)
    new.add_argument("kind", metavar="KIND", help="method, problem, claim or figure")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--out", default=".", metavar="DIR", help="the folder to write into (this one)")
    check = verb(_check, files=False)
    check.add_argument("files", nargs="*", metavar="FILE.py")
    return parser


def _seed(text: str) -> int:
    if not text.isdigit() or int(text) >= 2**64:
        raise argparse.ArgumentTypeError(f"a seed is a whole number in 0..2^64-1, but this is {text}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number >= 1 is needed, but this is {text}")
    return int(text)


def _count_or_none(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"a whole number >= 0 is needed, but this is {text}")
    return int(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code is 1 iff something was refuted, 2 on bad use."""
    parser = _parser()
    args = parser.parse_args(argv)
    if args.version:
        from importlib.metadata import version

        print(f"optlab {version('optlab')}")
        return 0
    if args.verb is None:
        parser.print_help()
        return BAD_USE
    # joblib replaces workers that have grown large, and warns; a worker that was killed is an error of its own.
    warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given to the executor", category=UserWarning)
    try:
        if args.threads > 1:
            from optlab.runner import use_threads

            use_threads(args.threads)
        code = args.do(args)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return said("interrupted; what was finished is kept in the store, and a run goes on from there", INTERRUPTED)
    except BrokenPipeError:
        # The reader has gone; Python would complain once more while it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        return said("this needs more memory than there is; take fewer instances, replicas or processes", BAD_USE)
    except (ValueError, LookupError, OSError) as error:
        return said(str(error), BAD_USE)
    except RuntimeError as error:
        # joblib says a worker died with its own kinds of RuntimeError.
        if type(error).__module__.startswith("joblib"):
            return said("a worker process was killed, perhaps for memory; run again with --processes 1", BAD_USE)
        raise
