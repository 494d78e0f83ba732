"""Derived here: exact moments of the fast Johnson-Lindenstrauss transform, and how flat it makes a vector.

Related: Ailon and Chazelle 2009, who mix before they project, and Fandina, Hogsgaard and Larsen 2023, who prove how sparse the projection
may be; their threshold is not claimed. Of a unit vector y with fourth moment q4 = sum_i y_i^4, a row of P makes a square whose second
moment is 3 (1 + (1 / share - 1) q4) / k^2; over the signs the mixed vector has E q4 = (3 - 2 ||x||_4^4) / d. An entry of it is a
mean of signs with weights, so that Hoeffding's inequality bounds all d of them.
"""

from sympy import Integer, log, sqrt

from optlab.claim import Claim, On, false
from optlab.fast_jl import embedding_variance, mixed_spikiness
from optlab.jl_metrics import (
    ROWS,
    SHARE,
    embedded_sqlength,
    exact_variance,
    exact_variance_unmixed,
    mean_spikiness,
    peak,
    sqdistortion,
)
from optlab.jl_settings import SHORT_VECTOR, UNIT_VECTOR, rows, share, spikiness
from optlab.methods.smoothing.fast_jl import FastJL, SparseProjection, UnsignedFastJL
from optlab.symbols import delta, dim

SPIKES = On("unit_vectors", {"log_dim": 6})
MIXED = embedding_variance(mixed_spikiness(spikiness, dim), rows, share)
FLAT = sqrt(2 * log(2 * dim / delta) / dim)

flattening = Claim(
    id="derived-fast-jl/flattening",
    setting=UNIT_VECTOR & SHORT_VECTOR,
    method=None,
    metric=mean_spikiness,
    bound=mixed_spikiness(spikiness, dim),
    kind="identity",
    false_neighbours=(3 / dim, (3 - spikiness) / dim, spikiness),
    provenance="derived",
    paper=148,
)

variance_of_projection = Claim(
    id="derived-fast-jl/variance-of-projection",
    setting=UNIT_VECTOR & SHORT_VECTOR,
    method=None,
    metric=exact_variance_unmixed,
    bound=embedding_variance(spikiness, Integer(ROWS), SHARE),
    kind="identity",
    false_neighbours=(Integer(2) / ROWS, embedding_variance(2 * spikiness / 3, Integer(ROWS), SHARE)),
    provenance="derived",
    paper=148,
)

variance = Claim(
    id="derived-fast-jl/variance",
    setting=UNIT_VECTOR & SHORT_VECTOR,
    method=None,
    metric=exact_variance,
    bound=embedding_variance(mixed_spikiness(spikiness, dim), Integer(ROWS), SHARE),
    kind="identity",
    false_neighbours=(embedding_variance(spikiness, Integer(ROWS), SHARE), embedding_variance(1 / dim, Integer(ROWS), SHARE)),
    provenance="derived",
    paper=148,
)

sampled_length = Claim(
    id="derived-fast-jl/length-is-kept",
    setting=UNIT_VECTOR,
    method=FastJL(rows=16, share=0.25),
    metric=embedded_sqlength,
    bound=Integer(1),
    kind="expectation",
    steps=1,
    false_neighbours=(false(bound=Integer(1) / 2),),
    provenance="derived",
    paper=148,
)

sampled_variance = Claim(
    id="derived-fast-jl/variance-of-long-vectors",
    setting=UNIT_VECTOR,
    method=FastJL(rows=16, share=0.25),
    metric=sqdistortion,
    bound=MIXED,
    kind="expectation",
    steps=1,
    replicas=1200,
    false_neighbours=(
        false(bound=MIXED / 2),
        false(method=SparseProjection(rows=16, share=0.05), on=SPIKES),
        false(method=UnsignedFastJL(rows=16, share=0.05), on=On("hadamard_rows", {"log_dim": 6})),
    ),
    provenance="derived",
    paper=148,
)

peaks = Claim(
    id="derived-fast-jl/no-peak",
    setting=UNIT_VECTOR,
    method=FastJL(rows=1, share=0.5),
    metric=peak,
    bound=FLAT,
    kind="high-probability",
    steps=1,
    false_neighbours=(
        false(method=SparseProjection(rows=1, share=0.5), on=SPIKES),
        false(bound=FLAT / 2, on=On("hadamard_rows")),
    ),
    provenance="derived",
    paper=148,
)
