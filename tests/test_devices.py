"""Runs on a GPU: what a graph must be given anew at each step, tried on a stand-in for one; the argument that moves a run; what is refused.

The stand-in repeats the operations of a recorded step on the same memory, with the numbers of the host that it was recorded with. On the
device "meta", which holds no numbers, a tensor of the host among those of the device is an error, as on a GPU.
"""

import json
from functools import partial

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from optlab import Run, execute, gpu_graph, run
from optlab.arrays import to_numpy
from optlab.cli import main
from optlab.devices import usable
from optlab.experiment import identity
from optlab.method import Method
from optlab.methods.adaptive.adafactor import Adafactor
from optlab.methods.adaptive.adam import Adam
from optlab.methods.adaptive.barzilai_borwein import BarzilaiBorwein
from optlab.methods.adaptive.rmsprop import RMSprop
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.momentum.heavy_ball import HeavyBall
from optlab.methods.momentum.nesterov import Nesterov
from optlab.methods.momentum.ogm import OGM
from optlab.methods.second_order.newton import Newton
from optlab.metrics import gap, judges_a_step, sqdist
from optlab.network_metrics import training_loss
from optlab.noise import GaussianNoise, Minibatch, RareJump, StudentNoise
from optlab.oracle import Exact, Oracle
from optlab.problems.half_space import half_space
from optlab.problems.least_squares import least_squares
from optlab.problems.log_cosh import log_cosh
from optlab.problems.neural.mlp import moons_mlp
from optlab.problems.quadratic import quadratic
from optlab.rng import Rng
from optlab.survey import load
from optlab.symbols import L, N, k

STEPS = 30
needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA GPU, and torch sees none here")


class Tape:
    """A graph without a GPU."""

    def __init__(self):
        self.operations, self.replays = [], 0

    def rehearse(self, step):
        step()

    def capture(self, step):
        with _Recorder(self.operations):
            return step()

    def replay(self):
        self.replays += 1
        for function, args, named, out in self.operations:
            if function._schema.is_mutable:
                function(*args, **named)
                continue
            given = {v.untyped_storage().data_ptr() for v in tree_leaves((args, named)) if isinstance(v, torch.Tensor)}
            made = [(i, v) for i, v in enumerate(tree_leaves(out)) if isinstance(v, torch.Tensor)]
            # A view of what was given shows the new numbers already.
            if any(v.untyped_storage().data_ptr() not in given for _, v in made):
                new = tree_leaves(function(*args, **named))
                for i, v in made:
                    v.copy_(new[i])


class _Recorder(TorchDispatchMode):
    def __init__(self, operations):
        super().__init__()
        self.operations = operations

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        out = function(*args, **(kwargs or {}))
        self.operations.append((function, args, kwargs or {}, out))
        return out


@pytest.fixture
def taped(monkeypatch):
    """The stand-in's steps, one object for each run."""
    steps, made = gpu_graph.CapturedSteps, []

    def remembered(*arguments):
        made.append(steps(*arguments))
        return made[-1]

    monkeypatch.setattr(gpu_graph, "graph_for", lambda problem, steps: Tape())
    monkeypatch.setattr(gpu_graph, "CapturedSteps", remembered)
    return made


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def same(here, there, tolerance=1e-10):
    for name, column in here.columns.items():
        a, b = to_numpy(column), to_numpy(there[name])
        np.testing.assert_allclose(b, a, rtol=tolerance, atol=tolerance * np.nanmax(np.abs(np.where(np.isfinite(a), a, 0.0))))
    assert set(here.calls) == set(there.calls)
    for kind, calls in here.calls.items():
        np.testing.assert_array_equal(calls, there.calls[kind])


def square(B=4):
    return quadratic(6, 30.0, B=B).to(torch.float64)


def sums():
    return least_squares(B=4).to(torch.float64)


CAPTURED = {
    "a constant step": (GradientDescent(), square, Oracle()),
    "a decreasing step": (GradientDescent(step_size=1 / (L * (k + 1))), square, Oracle()),
    "a step for each instance": (GradientDescent(step_size=np.array([[0.1], [0.2], [0.5], [1.0]])), square, Oracle()),
    "a number in the state": (Nesterov(), square, Oracle()),
    "a number in the state that counts": (Adam(step_size=0.1), square, Oracle()),
    "the old point in the state": (HeavyBall(), square, Oracle()),
    "a schedule asked ahead": (OGM(), square, Oracle()),
    "noise": (GradientDescent(step_size=1 / (10 * L + N + k)), square, GaussianNoise()),
    "minibatches": (GradientDescent(step_size=0.01 / L), sums, Minibatch(3)),
    "a net": (RMSprop(step_size=0.01), lambda: moons_mlp(4, 20, B=3), Minibatch(5)),
}


@pytest.mark.parametrize(("method", "make", "oracle"), CAPTURED.values(), ids=CAPTURED)
def test_a_run_by_replays_is_the_run_step_by_step(method, make, oracle, taped, monkeypatch):
    problem = make()
    method = method.to(torch.float64)
    metrics = (training_loss,) if make is CAPTURED["a net"][1] else (gap, sqdist)
    there = run(method, problem, STEPS, record=metrics, oracle=oracle, at=(0, 7, 8, 21), chunk=4)
    assert taped[0].why == ""
    assert taped[0].graph.replays == STEPS - 1
    monkeypatch.undo()
    here = run(method, problem, STEPS, record=metrics, oracle=oracle, at=(0, 7, 8, 21), chunk=4)
    same(here, there)
    for a, b in zip(here.final, there.final, strict=True):
        assert type(a) is type(b)
        np.testing.assert_allclose(to_numpy(b) if hasattr(b, "ndim") else b, to_numpy(a) if hasattr(a, "ndim") else a, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("case", ["a decreasing step", "noise", "minibatches", "a schedule asked ahead"])
def test_what_is_not_written_anew_before_a_replay_would_be_seen(case, taped, monkeypatch):
    method, make, oracle = CAPTURED[case]
    monkeypatch.setattr(gpu_graph._Inputs, "refresh", lambda self, k: None)
    frozen = run(method, make(), STEPS, oracle=oracle, chunk=4)
    monkeypatch.undo()
    alive = run(method, make(), STEPS, oracle=oracle, chunk=4)
    assert float((frozen["gap"] - alive["gap"]).abs()[-1].max() / alive["gap"][-1].max()) > 1e-2


@pytest.mark.parametrize("method", [Nesterov(), Adam(step_size=0.1)])
def test_a_number_of_the_state_that_stayed_on_the_host_would_be_refused(method, taped, monkeypatch):
    monkeypatch.setattr(gpu_graph, "_varies", lambda v: isinstance(v, torch.Tensor))
    run(method, square(), STEPS)
    assert "of the state changes from" in taped[0].why


REFUSED = [
    (Adafactor(), square, Oracle(), "tells the host what is on the device"),
    (BarzilaiBorwein(), square, Oracle(), "tells the host what is on the device"),
    (Newton(), lambda: log_cosh(B=4).to(torch.float64), Oracle(), "_linalg_check_errors tells the host"),
    (GradientDescent(step_size=0.1), square, RareJump(), "asks the random numbers for their k"),
]


@pytest.mark.parametrize(("method", "make", "oracle", "why"), REFUSED, ids=lambda v: type(v).__name__)
def test_a_step_that_looks_at_numbers_is_taken_as_ever(method, make, oracle, why, taped, monkeypatch):
    there = run(method, make(), STEPS, oracle=oracle, chunk=4)
    assert why in taped[0].why
    assert taped[0].graph.replays == 0
    monkeypatch.undo()
    same(run(method, make(), STEPS, oracle=oracle, chunk=4), there, 0.0)


def as_tensors(problem):
    """The problem in torch; None if it has its probabilities from SciPy or its samples from NumPy, and refuses."""
    try:
        return problem.to(torch.float64)
    except ValueError as error:
        if "on the CPU only; run it without a device" not in str(error):
            raise
        return None


def catalog_runs():
    """One claim for each method, with its oracle and a problem of its first family."""
    catalog, seen, refused = load(), set(), set()
    for claim in catalog.claims.values():
        kind = type(claim.method)
        if claim.method is not None and kind not in seen:
            pair = catalog.pairs(claim)[0]
            problem = as_tensors(pair.family.make(seed=1)[:2])
            if problem is None:
                refused.add(kind)
            else:
                seen.add(kind)
                yield claim, claim.oracle or pair.oracle, problem
    assert len(refused - seen) < 0.2 * len(seen)


def test_every_method_of_the_catalog_is_the_same_by_replays(taped, monkeypatch):
    ways, captured = {"replays": gpu_graph.graph_for, "steps": lambda problem, steps: None}, 0
    for claim, oracle, problem in catalog_runs():
        traces = []
        for graph_for in ways.values():
            monkeypatch.setattr(gpu_graph, "graph_for", graph_for)
            record = (claim.metric, *claim.given.values())
            traces.append(run(claim.method, problem, 12, record=record, oracle=oracle, chunk=2))
        same(traces[1], traces[0], 1e-9)
        captured += taped[-1].graph.replays == 11
    # The others search a line, solve a system, or count epochs.
    assert captured > 0.6 * len(taped)


def on_meta(method):
    moved = {}
    for name, v in method.__dict__.items():
        if isinstance(v, Method):
            moved[name] = on_meta(v)
        elif callable(v):
            moved[name] = lambda ahead, v=v: _on_meta(v(ahead))
        else:
            moved[name] = _on_meta(v)
    return method._with(moved)


def _on_meta(v):
    if isinstance(v, tuple):
        return type(v)(*map(_on_meta, v))
    return v.to("meta") if isinstance(v, torch.Tensor) else v


def test_no_step_and_no_metric_makes_a_tensor_of_the_host_on_a_device():
    asked_the_device = 0
    for claim, oracle, problem in catalog_runs():
        now = claim.method.bind({**problem.constants, **oracle.constants(problem)}, STEPS)
        s = run(claim.method, problem, 2, record=(), oracle=oracle, at=(2,)).final
        far = problem.to("meta")
        live, exact = oracle.over(Exact(far), Rng(0, far.ids, like=far.x0)), Exact(far)
        live.begin(2)
        before = _on_meta(s)
        try:
            with torch.no_grad():
                after = on_meta(now(2)).step(before, live)
                claim.metric(exact, after, before) if judges_a_step(claim.metric) else claim.metric(exact, after)
        except RuntimeError as error:
            if "cannot be called on meta tensors" not in str(error) and "out of meta tensor" not in str(error):
                raise AssertionError(f"{type(claim.method).__name__} on {type(problem).__name__}: {error}") from error
            asked_the_device += 1
    assert asked_the_device < 30


def test_the_device_without_numbers_sees_a_tensor_of_the_host():
    with pytest.raises(RuntimeError, match="Tensor on device cpu is not on the expected device meta"):
        torch.zeros(2, device="meta") + torch.zeros(2)


def test_small_problems_and_many_steps_get_a_graph_on_a_gpu_only():
    assert gpu_graph.graph_for(square(), 1000) is None
    far = type("Far", (), {"x0": type("X", (), {"device": torch.device("cuda")})(), "nbytes": 1000})()
    assert isinstance(gpu_graph.graph_for(far, 1000), gpu_graph.CudaGraph)
    assert gpu_graph.graph_for(far, gpu_graph.LEAST_STEPS - 1) is None
    far.nbytes = gpu_graph.MOST_BYTES + 1
    assert gpu_graph.graph_for(far, 1000) is None


def test_on_the_cpu_the_device_changes_nothing():
    problem = quadratic(6, 30.0, B=4)
    one, two = (run(Nesterov(), problem, 10, device=device) for device in (None, "cpu"))
    assert isinstance(two["gap"], np.ndarray)
    np.testing.assert_array_equal(one["gap"], two["gap"])
    assert isinstance(run(Nesterov(), square(), 2, device="cpu")["gap"], torch.Tensor)


def test_arrays_of_a_method_and_of_its_parts_move_along():
    moved = GradientDescent(step_size=np.full((4, 1), 0.1)).to(torch.float64)
    assert isinstance(moved.step_size, torch.Tensor)
    assert GradientDescent(step_size=np.full(9, 0.1)).to(torch.float64).step_size.shape == (9,)


def test_draws_are_the_same_bits_wherever_they_are_used():
    here, there = (Rng(3, [1, 2], 2, like=like) for like in (None, torch.zeros(1, dtype=torch.float64)))
    np.testing.assert_array_equal(there.normal(5).numpy(), here.normal(5))
    np.testing.assert_array_equal(there.uniform(5, stream=1).numpy(), here.uniform(5, stream=1))


def test_an_experiment_remembers_its_device_and_other_results_stay_valid():
    spec = Run(method=Nesterov(), problem=partial(quadratic, dim=4, B=2), steps=3)
    assert identity(spec) == identity(Run(method=Nesterov(), problem=partial(quadratic, dim=4, B=2), steps=3, device="cpu"))
    assert identity(spec) != identity(Run(method=Nesterov(), problem=partial(quadratic, dim=4, B=2), steps=3, device="cuda"))


@pytest.fixture
def no_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("cuda", "the device cuda needs a CUDA GPU, but torch .* sees none here; leave it out to use the CPU"),
        ("gpu", "no device is called gpu; there are cpu, cuda, and cuda:1"),
        ("cuda:x", "no device is called cuda:x"),
    ],
)
def test_a_device_that_is_not_there_is_refused_with_a_sentence(device, words, no_gpu):
    with pytest.raises(ValueError, match=words):
        usable(device)
    with pytest.raises(ValueError, match=words):
        run(Nesterov(), quadratic(4, B=2), 3, device=device)


def test_a_second_gpu_that_is_not_there_is_refused(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    assert usable("cuda:0") == "cuda:0"
    with pytest.raises(ValueError, match="cuda:1 needs a CUDA GPU, but torch .* sees only 1 here"):
        usable("cuda:1")


def test_a_problem_that_rests_on_scipy_says_so():
    with pytest.raises(ValueError, match="HalfSpace knows its probabilities from SciPy, which is on the CPU only; run it without a device"):
        half_space(B=2).to(torch.float64)


@pytest.mark.parametrize("words", [["first-order-quadratics"], ["Nesterov", "--problem", "quadratic"]], ids=["experiment", "method"])
def test_the_command_line_refuses_before_any_work(words, no_gpu, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["run", *words, "--device", "cuda"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("optlab: the device cuda needs a CUDA GPU")
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@needs_gpu
@pytest.mark.parametrize(("method", "make", "oracle"), CAPTURED.values(), ids=CAPTURED)
def test_on_the_gpu_a_run_is_that_of_the_cpu_and_captured(method, make, oracle, monkeypatch):
    made = []
    steps = gpu_graph.CapturedSteps
    monkeypatch.setattr(gpu_graph, "CapturedSteps", lambda *arguments: made.append(steps(*arguments)) or made[-1])
    metrics = (training_loss,) if make is CAPTURED["a net"][1] else (gap, sqdist)
    here = run(method.to(torch.float64), make(), STEPS, record=metrics, oracle=oracle)
    there = run(method, make(), STEPS, record=metrics, oracle=oracle, device="cuda")
    assert made[0].why == ""
    same(here, there, 1e-9)


@needs_gpu
@pytest.mark.parametrize("oracle", [StudentNoise(), RareJump(), GaussianNoise()])
def test_on_the_gpu_noise_is_that_of_the_cpu(oracle):
    here, there = (run(HeavyBall(), quadratic(6, 30.0, B=4), STEPS, oracle=oracle, device=device) for device in ("cpu", "cuda"))
    same(here, there, 1e-9)


@needs_gpu
def test_on_the_gpu_every_method_of_the_catalog_runs():
    for claim, pair in catalog_runs():
        problem, record = pair.family.make(seed=1)[:2], (claim.metric, *claim.given.values())
        oracle = claim.oracle or pair.oracle
        here, there = (run(claim.method, problem, 24, record=record, oracle=oracle, device=device) for device in ("cpu", "cuda"))
        same(here, there, 1e-6)


@needs_gpu
def test_on_the_gpu_an_experiment_is_kept_like_any_other(tmp_path):
    spec = Run(method=Nesterov(), problem=partial(quadratic, dim=4, B=2), steps=30, device="cuda")
    first, again = (execute(spec, store=tmp_path) for _ in range(2))
    np.testing.assert_array_equal(to_numpy(first["gap"]), again["gap"])


@needs_gpu
def test_on_the_gpu_the_command_line_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["run", "Nesterov", "--problem", "quadratic", "--steps", "30", "--device", "cuda", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] > 0
