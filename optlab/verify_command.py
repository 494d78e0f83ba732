"""`optlab verify`: verdicts of the claims that were named, from the store where nothing has changed, and the table of them."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from optlab import listing, verdict_store
from optlab.store import home, writable
from optlab.survey import load, share_of_budget, survey
from optlab.terminal import REFUTED, many, print_json, print_table, progress


def verify_named(args: argparse.Namespace, files: tuple[str, ...], patterns: Sequence[str]) -> int:
    """Verify, print, and return the exit code.

    Raises:
        ValueError: a pattern matches nothing, or nothing is left to verify.
        StoreError: the store cannot be written; the verdicts are printed all the same.
    """
    filters = {"families": args.family, "papers": args.paper, "settings": args.setting, "kinds": args.kind}
    ids, families = listing.selected(files, patterns, **filters)
    verdicts = writable(home(args.store) / "verdicts" / "new.json").parent
    full: list[OSError] = []

    def remember(finding: Any) -> None:
        # A disk that fills up must not lose the verdicts: they are printed all the same.
        try:
            verdict_store.remember(finding, args.store)
        except OSError as error:
            full.append(error)

    with progress("verifying") as tick:
        catalog = load(files)
        claims = [catalog.claims[name] for name in ids]
        how = {"seed": args.seed, "draws": args.draws, "alpha": share_of_budget(catalog, claims)}
        stored = [] if args.again or families else [verdict_store.kept(c, catalog, args.store, **how) for c in claims]
        known = {f.claim: f for f in stored if f is not None}
        waiting = [name for name in ids if name not in known]
        new = survey(waiting, files=files, processes=args.processes, families=families, progress=tick, report=remember, **how)
    found = known | {f.claim: f for f in new}
    findings = [found[name] for name in ids]
    if args.json:
        print_json([f.json() for f in findings])
    else:
        print_table(many(len(findings), "claim"), listing.VERDICTS, map(listing.verdict_row, findings))
        for sentence in listing.sentences(findings, args.store, files, args.durations):
            print(sentence)
    if full:
        raise full[0]
    if known:
        kept = f"{many(len(known), 'verdict')} from the store: same sources, versions and seed; --again makes all anew"
        print(kept, file=sys.stderr if args.json else sys.stdout)
    print(f"Verdicts are in {verdicts}", file=sys.stderr if args.json else sys.stdout)
    return REFUTED if any(f.verdict.outcome == "refuted" for f in findings) else 0
