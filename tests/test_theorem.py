"""A theorem reads as a person would say it, and is cited as BibTeX."""

from dataclasses import replace
from pathlib import Path

import pytest
import sympy

from optlab.claim import false
from optlab.claims.drori_teboulle_2014 import theorem_3_1
from optlab.load_file import load_file
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.metrics import gradnorm, sqdist
from optlab.survey import load
from optlab.symbols import L, R, k
from optlab.theorem import bibtex, describe, home, reference, statement

CLAIMS = list(load().claims.values())


@pytest.fixture(scope="module")
def mine():
    return load_file(Path(__file__).with_name("example_plugin.py"))


def test_a_theorem_is_laid_out(mine):
    assert describe(mine.theorem, ["huber", "valley"], "holds, tightness 1") == (
        """\
mine/half-step
==============

Setting
  convex: f(y) >= f(x) + <g, y - x> for every subgradient g at x
  minimizer known: x_star minimizes f and R = ||x0 - x_star||
  smooth: ||grad f(x) - grad f(y)|| <= L ||x - y||

Method
  HalfStep(step_size=1/(2*L))
  x+ = x - grad f(x) / (2 L).

Claim
  f(x_k) - f_star  ≤

        2
     L⋅R
    ───────
    2⋅k + 2

  for every instance, for k ≥ 1.

Source
  Drori, Teboulle 2014. Performance of first-order methods for smooth convex minimization: a novel approach. Math. Program. 145.
  Known as: recalled.

False neighbours
  bound L*R**2/(2*k + 3)
  bound L*R**2/(k + 1)**2

Tight on  huber()
Families  huber, valley
Verdict   holds, tightness 1"""
    )


def test_formulas_come_in_latex(mine):
    assert statement(mine.theorem, latex=True) == r"\mathrm{gap}_k \le \frac{L R^{2}}{2 k + 2}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "lower-bound"}, "f(x_k) - f_star  ≥"),
        ({"kind": "expectation"}, "in expectation over the noise, for k ≥ 1."),
        ({"kind": "high-probability"}, "with probability at least 1 − δ"),
        ({"over": "end"}, "f(x_k) - f_star after the last of N steps  ≤"),
        ({"over": "best"}, "the least f(x_k) - f_star so far  ≤"),
        ({"where": (k > 3) & (L > 1)}, "where (L > 1) and (k > 3)."),
        ({"method": None}, "for every instance."),
        ({"given": {sympy.Symbol("g"): gradnorm}}, "g: ||grad f(x_k)|| (one step before)\n"),
        ({"given": {sympy.Symbol("g"): gradnorm}, "method": None}, "g: ||grad f(x_k)||\n"),
        ({"kind": "identity", "against": GradientDescent()}, "f(x_k) - f_star  =  the same for GradientDescent(step_size=1/L)"),
        ({"false_neighbours": (false(metric=sqdist),)}, "  metric sqdist\n"),
        ({"paper": 7}, "Paper 7 of the table"),
    ],
    ids=lambda v: next(iter(v)) if isinstance(v, dict) else None,
)
def test_every_part_of_a_claim_is_said(mine, change, words):
    assert words in describe(replace(mine.theorem, **change), [])


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_every_claim_of_the_catalog_can_be_shown(claim):
    text = describe(claim, [])
    assert text.startswith(claim.id)
    assert reference(claim) in text
    assert "<function" not in text
    assert " object at 0x" not in text
    assert statement(claim, latex=True)


def test_the_reference_is_the_first_paragraph_of_the_claims_own_module(mine):
    assert home(theorem_3_1).__name__ == "optlab.claims.drori_teboulle_2014"
    assert reference(theorem_3_1).startswith("Drori, Teboulle 2014. Performance of first-order methods")
    assert home(mine.theorem) is mine
    assert reference(replace(theorem_3_1, bound=R)) == ""


def test_bibtex_is_made_from_the_reference(mine):
    assert bibtex(mine.theorem) == (
        "@article{mine,\n  author = {Drori and Teboulle},\n  year = {2014},\n"
        "  title = {Performance of first-order methods for smooth convex minimization: a novel approach},\n"
        "  journal = {Math. Program. 145},\n}"
    )


@pytest.mark.parametrize("claim", [c for c in CLAIMS if c.provenance != "derived"], ids=str)
def test_every_claim_from_a_paper_can_be_cited(claim):
    entry = bibtex(claim)
    assert all(f"  {name} = {{" in entry for name in ("author", "year", "title", "journal"))


def test_a_claim_of_our_own_has_nothing_to_cite(mine):
    with pytest.raises(ValueError, match="mine/half-step has no paper to cite"):
        bibtex(replace(mine.theorem, provenance="derived"))
