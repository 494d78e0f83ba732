"""Randomness that depends on (seed, instance, replica, k, stream) and on nothing else."""

import subprocess
import sys
import tracemalloc
from statistics import NormalDist

import array_api_strict
import numpy as np
import pytest
import torch
from scipy.special import ndtri
from scipy.stats import kstest

from optlab.rng import Paths, Rng

ASKED_ELSEWHERE = """
import sys
from optlab.rng import Rng
rng = Rng(11, [2, 9], 3)
for rng.k in (0, 1, 700):
    sys.stdout.write(rng.normal(6, stream=4).tobytes().hex() + rng.uniform((2, 3), stream=5).tobytes().hex())
"""


LITERAL = ["0x1.edf1c806b624dp-1", "0x1.f765af987f259p-1", "0x1.dcbe2ca35b7f5p-1", "0x1.fbdd0a51fc115p-1", "0x1.2d58562e31c0fp-1"]
LITERAL_NORMAL = [-0.7025231317050334, 0.8666017940418694]


def draws(seed, ids, replicas=1, *, size=6, steps=range(3), stream=0, kind="normal", **options):
    """(T, B, S, size)."""
    rng, rows = Rng(seed, ids, replicas, **options), []
    for rng.k in steps:
        rows.append(getattr(rng, kind)(size, stream=stream))
    return np.stack(rows)


def largest_correlation(x):
    """Of any two columns of x (n, m), in standard deviations of independent ones, and what one run in a million would exceed."""
    n, m = x.shape
    pairs = m * (m - 1) // 2
    rho = np.corrcoef(x.T)[np.triu_indices(m, 1)]
    return np.abs(rho).max() * n**0.5, -ndtri(1e-6 / (2 * pairs))


def test_numpy_philox_is_the_published_philox():
    words = np.random.Philox(counter=2**256 - 1, key=0).random_raw(4)
    assert [f"{w:016x}" for w in words.tolist()] == ["16554d9eca36314c", "db20fe9d672d0fdc", "d7e772cee186176b", "7e68b68aec7ba23b"]


def test_uniform_is_the_documented_word():
    seed, instance, replica, k, stream, size = 2**64 - 1, 3, 1, 1229, 3, 5
    rng = Rng(seed, [7, instance], 2)
    rng.k = k
    block, row = divmod(k, 4096 // size)
    assert (block, row * size % 4) == (1, 2)
    counter, key = np.array([0, block, 2 * stream + 1, replica], np.uint64), np.array([seed, instance], np.uint64)
    raw = np.random.Philox(counter=counter, key=key).random_raw(4096)
    expected = [((int(w) >> 12) + 0.5) * 2.0**-52 for w in raw[row * size : (row + 1) * size]]
    assert rng.uniform(size, stream=stream)[1, replica].tolist() == expected


def test_bits_are_those_of_every_earlier_version():
    rng = Rng(2**64 - 1, [7, 3], 2)
    rng.k = 1229
    assert [u.hex() for u in rng.uniform(5, stream=3)[1, 1].tolist()] == LITERAL
    assert rng.normal(2, stream=3)[1, 1].tolist() == pytest.approx(LITERAL_NORMAL, rel=1e-14)


def test_normal_is_the_inverse_distribution_function_of_its_own_word():
    z = Rng(5, [4]).normal(40)[0, 0]
    raw = np.random.Philox(counter=0, key=[5, 4]).random_raw(40)
    expected = [NormalDist().inv_cdf(((int(w) >> 12) + 0.5) * 2.0**-52) for w in raw]
    assert z.tolist() == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("kind", ["normal", "uniform"])
def test_split_along_instances_changes_no_bit(kind):
    ids = np.array([5, 0, 2**63, 17, 3], np.uint64)
    whole = draws(1, ids, 2, kind=kind)
    for part in ([0], [1, 2], [4, 3]):
        assert np.array_equal(draws(1, ids[part], 2, kind=kind), whole[:, part])


def test_batch_too_large_to_read_far_ahead_draws_the_same_bits():
    steps = range(200)
    alone = draws(1, [3], size=20, steps=steps)
    assert np.array_equal(draws(1, np.arange(40), 100, size=20, steps=steps)[:, 3:4, :1], alone)


def test_more_replicas_keep_the_first():
    assert np.array_equal(draws(1, [4, 5], 7)[:, :, :3], draws(1, [4, 5], 3))


@pytest.mark.parametrize("until", [1, 2, 900, 10**6])
def test_until_changes_no_bit(until):
    steps = range(900)
    assert np.array_equal(draws(1, [4, 5], steps=steps, until=until), draws(1, [4, 5], steps=steps))


@pytest.mark.parametrize("size", [1, 3, 4, 20, 4095, 5000])
def test_order_of_asking_changes_no_bit(size):
    many = 2 * max(1, 4096 // size) + 3
    asked = [(k, stream) for k in range(many) for stream in (0, 1, 6)]
    orders = (asked, asked[::-1], [asked[i] for i in np.random.default_rng(0).permutation(len(asked))[:600]])
    seen = {}
    for order in orders:
        rng = Rng(8, [1, 2])
        for rng.k, stream in order:
            u = rng.uniform(size, stream=stream)
            assert np.array_equal(seen.setdefault((rng.k, stream), u), u)


def test_normals_asked_between_leave_uniforms_alone():
    rng, alone = Rng(3, [1]), draws(3, [1], kind="uniform", steps=range(50))
    for rng.k in range(50):
        rng.normal(6)
        assert np.array_equal(rng.uniform(6), alone[rng.k])


def test_another_process_draws_the_same_bits():
    out = subprocess.run([sys.executable, "-c", ASKED_ELSEWHERE], capture_output=True, text=True, check=True).stdout
    rng, here = Rng(11, [2, 9], 3), ""
    for rng.k in (0, 1, 700):
        here += rng.normal(6, stream=4).tobytes().hex() + rng.uniform((2, 3), stream=5).tobytes().hex()
    assert out == here


def test_more_axes_are_the_same_draw_in_another_shape():
    rng = Rng(2, [0, 1], 3)
    assert np.array_equal(rng.normal((2, 5)), rng.normal(10).reshape(2, 3, 2, 5))


def test_uniforms_are_uniform():
    assert kstest(draws(21, np.arange(10), 10, size=20, steps=range(100), kind="uniform").ravel(), "uniform").pvalue > 1e-6


def test_normals_are_normal():
    assert kstest(draws(21, np.arange(10), 10, size=20, steps=range(100)).ravel(), "norm").pvalue > 1e-6


@pytest.mark.parametrize(("bits", "expected"), [(0, 2.0**-53), (2**64 - 1, 1 - 2.0**-53)])
def test_extreme_words_stay_inside_the_interval(monkeypatch, bits, expected):
    rng = Rng(0, [0])
    monkeypatch.setattr(rng, "_words", lambda lane, many, k, count: np.full((count, 1, 1, many), bits, np.uint64))
    u = rng.uniform(1)[0, 0, 0]
    assert u == expected
    assert np.isfinite(rng.normal(1)).all()
    assert all(0 <= np.floor(u * n) < n for n in range(1, 2000))


@pytest.mark.parametrize("like", [np.float16(0), np.float32(0), torch.zeros(1), torch.zeros(1, dtype=torch.bfloat16)], ids=repr)
@pytest.mark.parametrize("bits", [0, 2**64 - 1])
def test_narrow_dtypes_keep_the_interval_open(monkeypatch, like, bits):
    rng = Rng(0, [0], like=like)
    monkeypatch.setattr(rng, "_words", lambda lane, many, k, count: np.full((count, 1, 1, many), bits, np.uint64))
    assert 0 < float(rng.uniform(1)[0, 0, 0]) < 1


def test_lanes_replicas_and_instances_do_not_correlate():
    x = draws(31, [0, 1, 2, 2**32], 4, size=4, steps=range(2000))
    found, limit = largest_correlation(x.reshape(2000, -1))
    assert found < limit


def test_steps_do_not_correlate():
    x = draws(32, np.arange(50), 40, size=1, steps=range(64))
    found, limit = largest_correlation(x.reshape(64, -1).T)
    assert found < limit


@pytest.mark.parametrize("kind", ["normal", "uniform"])
def test_streams_do_not_correlate(kind):
    x = np.stack([draws(33, np.arange(20), 5, size=20, stream=s, kind=kind).ravel() for s in (*range(20), 2**32, 2**63 - 1)], -1)
    found, limit = largest_correlation(x)
    assert found < limit


def test_seeds_do_not_correlate():
    x = np.stack([draws(s, np.arange(20), 5, size=20).ravel() for s in (*range(20), 2**32, 2**64 - 1)], -1)
    found, limit = largest_correlation(x)
    assert found < limit


def test_normal_and_uniform_of_one_stream_do_not_correlate():
    both = [draws(34, np.arange(20), 5, size=20, kind=kind).ravel() for kind in ("normal", "uniform")]
    found, limit = largest_correlation(np.stack(both, -1))
    assert found < limit


def test_correlation_check_sees_a_repeated_column():
    x = np.random.default_rng(0).standard_normal((6000, 20))
    x[:, 7] += 0.2 * x[:, 3]
    found, limit = largest_correlation(x)
    assert found > limit


@pytest.mark.parametrize("kind", ["normal", "uniform"])
def test_torch_draws_the_same_bits(kind):
    rng = Rng(3, [1, 2], 2, like=torch.zeros(1, dtype=torch.float64))
    for rng.k in range(5):
        x = getattr(rng, kind)((2, 3))
        assert isinstance(x, torch.Tensor)
        assert np.array_equal(x.numpy(), draws(3, [1, 2], 2, size=(2, 3), kind=kind, steps=[rng.k])[0])


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_torch_dtype_and_device_are_honoured(dtype):
    x = Rng(3, [1, 2], like=torch.zeros(1, dtype=dtype, device="meta")).normal(4)
    assert (x.dtype, x.device.type, tuple(x.shape)) == (dtype, "meta", (2, 1, 4))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_cuda_draws_the_same_bits():
    x = Rng(3, [1, 2], like=torch.zeros(1, dtype=torch.float64, device="cuda")).normal(4)
    assert x.device.type == "cuda"
    assert np.array_equal(x.cpu().numpy(), Rng(3, [1, 2]).normal(4))


def test_narrow_draws_are_the_rounded_wide_ones():
    x = Rng(3, [1, 2], like=np.zeros(1, np.float32)).normal(4)
    assert x.dtype == np.float32
    assert np.array_equal(x, Rng(3, [1, 2]).normal(4).astype(np.float32))


def test_other_array_namespaces_are_honoured():
    x = Rng(3, [1, 2], like=array_api_strict.zeros(1, dtype=array_api_strict.float32)).normal((2, 2))
    assert x.__array_namespace__() is array_api_strict
    assert (x.dtype, x.shape) == (array_api_strict.float32, (2, 1, 2, 2))


def test_ball_arrays_get_exact_numbers():
    x = Rng(3, [1, 2], like=np.zeros(1, object)).normal(4)
    assert x.dtype == object
    assert x.tolist() == Rng(3, [1, 2]).normal(4).tolist()


def test_held_draws_cannot_be_overwritten():
    u = Rng(3, [1]).uniform(4)
    with pytest.raises(ValueError, match="read-only"):
        u *= 2


def test_memory_held_is_bounded():
    rng = Rng(0, np.arange(30), 20)
    tracemalloc.start()
    for rng.k in range(4):
        for stream in range(40):
            rng.uniform(50, stream=stream)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 34 * 2**20


def test_paths_walk_every_path_once():
    paths, digits = Paths(3, 4, [0, 5]), []
    for paths.k in range(4):
        digits.append(np.floor(paths.uniform(1, stream=2) * 3)[..., 0])
    walked = np.stack(digits, -1)
    assert (paths.replicas, walked.shape) == (81, (2, 81, 4))
    assert np.array_equal(walked[0], walked[1])
    assert len({tuple(path) for path in walked[0].tolist()}) == 81
    assert set(np.unique(walked)) == {0, 1, 2}


def test_paths_put_the_lowest_digit_first():
    paths = Paths(2, 2, [0])
    assert paths.uniform(1)[0, :, 0].tolist() == [0.25, 0.75, 0.25, 0.75]
    paths.k = 1
    assert paths.uniform(1)[0, :, 0].tolist() == [0.25, 0.25, 0.75, 0.75]


def test_paths_give_the_exact_mean_of_a_two_point_walk():
    paths, steps = Paths(2, 8, [0]), 8
    x = np.ones((1, paths.replicas, 1))
    for paths.k in range(steps):
        x = x / 2 + np.sign(paths.uniform(1) - 0.5)
    mean, second = 1.0, 1.0
    for _ in range(steps):
        mean, second = mean / 2, second / 4 + 1
    assert (x.mean(), (x**2).mean()) == (mean, second)


@pytest.mark.parametrize("outcomes", [1, 2, 3, 7, 49, 1000, 10**6])
def test_paths_give_back_each_outcome(outcomes):
    assert np.array_equal(np.floor(Paths(outcomes, 1, [0]).uniform(1)[0, :, 0] * outcomes), np.arange(outcomes))


def test_paths_answer_the_same_token_twice():
    paths = Paths(2, 3, [0])
    assert np.array_equal(paths.uniform(1, stream=2), paths.uniform((1,), stream=2))


def test_paths_come_as_torch():
    u = Paths(2, 3, [0, 1], like=torch.zeros(1, dtype=torch.float32)).uniform(1)
    assert (u.dtype, tuple(u.shape)) == (torch.float32, (2, 8, 1))


def second_stream(paths):
    paths.uniform(1, stream=0)
    paths.uniform(1, stream=1)


@pytest.mark.parametrize("ask", [lambda p: p.normal(1), lambda p: p.uniform(2), lambda p: p.uniform((1, 1)), second_stream])
def test_paths_enumerate_one_finite_draw_an_iteration(ask):
    with pytest.raises(ValueError, match="only one finite draw an iteration"):
        ask(Paths(2, 3, [0]))


def test_paths_end_after_their_steps():
    paths = Paths(2, 3, [0])
    paths.k = 3
    with pytest.raises(ValueError, match="k = 3"):
        paths.uniform(1)


@pytest.mark.parametrize(("outcomes", "steps"), [(2, 25), (10**6, 2), (0, 3), (2, 0), (10**7, 10**7)])
def test_too_many_or_no_paths_are_refused(outcomes, steps):
    with pytest.raises(ValueError, match=r"2\^24|at least 1"):
        Paths(outcomes, steps, [0])


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_seed_out_of_range_is_refused(seed):
    with pytest.raises(ValueError, match="seed must be at least 0"):
        Rng(seed, [0])


@pytest.mark.parametrize("seed", [1.0, "1", None, np.float64(2)])
def test_seed_that_is_no_integer_is_refused(seed):
    with pytest.raises(TypeError, match="seed must be an integer"):
        Rng(seed, [0])


def test_numpy_integers_are_integers():
    assert np.array_equal(Rng(np.int64(4), np.arange(2), np.int32(2)).normal(np.int64(3)), Rng(4, [0, 1], 2).normal(3))


@pytest.mark.parametrize("size", [0, -1, (3, 0)])
def test_size_out_of_range_is_refused(size):
    with pytest.raises(ValueError, match="size"):
        Rng(0, [0]).normal(size)


@pytest.mark.parametrize("size", [2.0, "3", (2, 1.5), None])
def test_size_that_is_no_integer_is_refused(size):
    with pytest.raises(TypeError, match="size must be an integer"):
        Rng(0, [0]).uniform(size)


@pytest.mark.parametrize(("ids", "error"), [([0.5], TypeError), ([[0]], TypeError), (3, TypeError), ([-1], ValueError)])
def test_bad_instance_numbers_are_refused(ids, error):
    with pytest.raises(error, match="ids must"):
        Rng(0, ids)


@pytest.mark.parametrize("options", [{"replicas": 0}, {"until": 0}])
def test_bad_counts_are_refused(options):
    with pytest.raises(ValueError, match="must be at least 1"):
        Rng(0, [0], **options)


def test_negative_iteration_and_stream_are_refused():
    rng = Rng(0, [0])
    with pytest.raises(ValueError, match="stream"):
        rng.normal(1, stream=-1)
    rng.k = -1
    with pytest.raises(ValueError, match="k must"):
        rng.normal(1)


@pytest.mark.parametrize("like", [np.zeros(1, np.int64), torch.zeros(1, dtype=torch.int32)], ids=repr)
def test_integer_like_is_refused(like):
    with pytest.raises(TypeError, match="floating-point"):
        Rng(0, [0], like=like)
