"""The fast Johnson-Lindenstrauss transform: its rotation, its projection, and the card's numbers."""

import numpy as np
import pytest
from scipy.linalg import hadamard as sylvester

from optlab.fast_jl import embedding_variance, hadamard, mixed_spikiness, signs, sparse_projection
from optlab.jl_metrics import exact_variance_unmixed, sqdistortion, worst_pair
from optlab.method import Iterate
from optlab.methods.smoothing.fast_jl import FastJL, SparseProjection
from optlab.methods.smoothing.fast_jl_cloud import FastJLCloud
from optlab.oracle import Exact
from optlab.problem import Problem
from optlab.problems.unit_vectors import short_unit_vectors, unit_vectors
from optlab.rng import Rng
from optlab.runner import run


@pytest.mark.parametrize("d", [1, 2, 8, 64])
def test_the_rotation_is_sylvesters(d):
    x = Rng(0, np.arange(3)).normal((2, d))
    np.testing.assert_allclose(hadamard(x), x @ sylvester(d) / d**0.5, rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(hadamard(hadamard(x)), x, rtol=1e-13, atol=1e-13)


def test_a_number_of_coordinates_that_is_no_power_of_two_is_a_sentence():
    with pytest.raises(ValueError, match="there are 6; append zeros"):
        hadamard(np.ones((1, 1, 6)))


def test_the_projection_is_that_of_its_matrix():
    rng = Rng(1, np.zeros(1, int))
    y, u, v = rng.normal(8), rng.uniform((5, 8), stream=2), rng.normal((5, 8), stream=4)
    P = np.where(u < 0.3, v, 0.0)[0, 0] / (0.3 * 5) ** 0.5
    np.testing.assert_allclose(sparse_projection(y, u, v, 0.3)[0, 0], P @ y[0, 0], rtol=1e-12)


def test_signs_are_fair():
    assert abs(float(signs(Rng(2, np.arange(4)).uniform(4000)).mean())) < 0.04


def test_the_cards_numbers():
    assert embedding_variance(mixed_spikiness(1, 256), 64, 0.05) == pytest.approx(0.0347, abs=5e-5)
    assert embedding_variance(1, 64, 0.05) == pytest.approx(0.922, abs=5e-4)


@pytest.mark.parametrize(("method", "said"), [(FastJL, mixed_spikiness), (SparseProjection, lambda spikiness, d: spikiness)])
def test_sampled_variances_of_a_spike_are_those_of_the_formula(method, said):
    problem = unit_vectors(8, B=2)[:1].replicate(1500)
    seen = run(method(rows=16, share=0.25), problem, 1, record=(sqdistortion,), at=(1,), seed=3)["sqdistortion"].mean()
    assert seen == pytest.approx(embedding_variance(said(1, 256), 16, 0.25), rel=0.15)


def test_the_variance_over_all_masks_is_that_of_sampled_ones():
    problem = short_unit_vectors(3, B=8)
    exact = exact_variance_unmixed(Exact(problem), Iterate(problem.x0))
    # Of 4 rows and a quarter of their entries, as the metric has it.
    sampled = run(SparseProjection(rows=4, share=0.25), problem.replicate(6000), 1, record=(sqdistortion,), at=(1,))
    np.testing.assert_allclose(sampled["sqdistortion"][0].mean(-1), exact[:, 0], rtol=0.25)


def test_a_cloud_is_projected_by_one_matrix():
    points = np.arange(12.0).reshape(1, 1, 12)
    final = run(FastJLCloud(rows=3, share=0.5), Problem(x0=points, blocks=((3, 4),)), 1, record=(worst_pair,), at=(1,)).final
    a, b, c = final.image[0, 0]
    # The three points lie on a line, in equal distances.
    np.testing.assert_allclose(a + c, 2 * b, rtol=1e-12, atol=1e-12)
