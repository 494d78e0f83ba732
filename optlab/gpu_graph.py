"""A step of a run as a CUDA graph: its kernels are launched together, where launching them one by one takes longer than they do."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from optlab.method import Method, moving
from optlab.oracle import Exact, Oracle
from optlab.problem import Problem

# Fewer steps do not pay for a capture, which takes about as long as three of them.
LEAST_STEPS = 20
# An estimate: a step that reads more than this takes longer than its launches, some dozens of 5 microseconds, at 2 to 3 TB/s.
MOST_BYTES = 256 << 20
# What tells the host a number that is on the device, or how many there are.
TOLD = {
    "_local_scalar_dense",
    "is_nonzero",
    "equal",
    "nonzero",
    "masked_select",
    "_unique2",
    "_linalg_check_errors",
    "_linalg_eigh",
    "_linalg_svd",
}
# Torch writes one number under a mask without counting what lies under it.
MASKED = {"index", "index_put", "index_put_"}
COPIES = {"_to_copy", "copy_"}


class NotCapturable(Exception):
    """A step does what a graph would not repeat; the sentence says what."""


class CudaGraph:
    """Kernels that are recorded once and launched together, on one device."""

    def __init__(self, device: torch.device):
        self.device = device

    def rehearse(self, step: Callable[[], Any]) -> None:
        """Run the step on a stream of its own, as libraries want it before their first capture."""
        with torch.cuda.device(self.device):
            here, aside = torch.cuda.current_stream(), torch.cuda.Stream()
            aside.wait_stream(here)
            with torch.cuda.stream(aside):
                step()
            here.wait_stream(aside)

    def capture(self, step: Callable[[], Any]) -> Any:
        """Record the step; what it returned, whose tensors every replay fills anew."""
        with torch.cuda.device(self.device):
            torch.cuda.synchronize()
            self.graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(self.graph):
                return step()

    def replay(self) -> None:
        """Launch the kernels once more, on the memory that they were recorded with."""
        self.graph.replay()


def graph_for(problem: Problem, steps: int) -> CudaGraph | None:
    """A graph for the steps of a run on this problem, where that pays."""
    pays = problem.x0.device.type == "cuda" and steps >= LEAST_STEPS and problem.nbytes <= MOST_BYTES
    return CudaGraph(problem.x0.device) if pays else None


class CapturedSteps:
    """Takes step k from a state, as `now(k).step(s, ask)` does; from the second on by replaying one graph, if the step can be captured.

    A graph repeats the same kernels on the same memory, and every number of the host that it was recorded with. So all that differs from
    step to step lies in tensors that are written before each replay: draws, hyper-parameters that depend on k, and the state, in which
    numbers become tensors, too. A step that looks at such a number to decide what to do, or asks the device for one, is not captured.

    Args:
        ask: the live oracle of the run, which begins each k; its calls are counted on.
        kept: whether someone keeps the state at k; the others are overwritten by the next step.

    Attributes:
        why: why steps are taken one by one, if they are.
    """

    def __init__(
        self,
        method: Method,
        now: Callable[[int], Method],
        oracle: Oracle,
        problem: Problem,
        ask: Oracle,
        graph: Any,
        kept: Callable[[int], bool],
    ):
        self.method, self.now, self.oracle, self.problem, self.ask, self.graph, self.kept = (
            method,
            _once(now),
            oracle,
            problem,
            ask,
            graph,
            kept,
        )
        self.why = ""
        self._inputs: _Inputs | None = None
        self._held: Any = None
        self._given: Any = None

    def __call__(self, k: int, s: Any) -> Any:
        # The first step may still change the shapes of a state.
        if k > 0 and self._inputs is None and not self.why:
            self._capture(k, s)
        if self._inputs is None:
            return self.now(k).step(s, self.ask)
        if s is not self._given:
            _write(self._held, s)
        self._inputs.refresh(k)
        self.graph.replay()
        for kind, times in self._charged.items():
            self.ask.count(kind, times)
        self._given = self._held if not self.kept(k + 1) else self._copy()
        return self._given

    def _capture(self, k: int, s: Any) -> None:
        inputs = _Inputs(self.problem.x0.device, k)
        held = type(s)(*(inputs.still(v) if _varies(v) else v for v in s))
        live = self.oracle.over(Exact(self.problem), _Draws(self.ask.rng, inputs))

        def step() -> dict[str, Any]:
            live.__dict__.update(calls={}, _samples=0)
            after = _lifted(self.method, self.now, inputs).step(held, live)
            if type(after) is not type(held):
                raise NotCapturable(f"the state turns from {type(held).__name__} into {type(after).__name__}")
            _write(held, after)
            return dict(live.calls)

        # Whatever goes wrong with tensors for numbers, the step itself will show whether it is wrong without them.
        try:
            self.graph.rehearse(step)
            inputs.sealed = True
            with _Watch():
                self.graph.rehearse(step)
            self._charged: Mapping[str, Any] = self.graph.capture(step)
        except Exception as error:
            self.why = f"{type(self.method).__name__} is taken step by step: {error}"
            return
        self._kinds = tuple(type(v) for v in s)
        self._inputs, self._held = inputs, held

    def _copy(self) -> Any:
        """The state of this moment, with numbers where there were numbers."""
        pairs = zip(self._kinds, self._held, strict=True)
        return type(self._held)(*(_restored(kind, v) for kind, v in pairs))


def _once(now: Callable[[int], Method]) -> Callable[[int], Method]:
    """`now`, which many tensors ask at the same k."""
    return lru_cache(maxsize=2)(now)


def _restored(kind: type, v: Any) -> Any:
    if not isinstance(v, torch.Tensor):
        return v
    if issubclass(kind, torch.Tensor):
        return v.clone()
    return round(v.item()) if issubclass(kind, int) else v.item()


def _varies(v: Any) -> bool:
    return isinstance(v, torch.Tensor | np.ndarray | np.number | int | float) and not isinstance(v, bool)


class _Inputs:
    """Tensors that keep their place, and how each is read anew at k."""

    def __init__(self, device: torch.device, k: int):
        self.device, self.k, self.sealed = device, k, False
        self.made: dict[Any, tuple[torch.Tensor, Callable[[int], Any]]] = {}

    def at(self, key: Any, read: Callable[[int], Any]) -> torch.Tensor:
        """The tensor of that key, which holds read(k) while step k is taken."""
        if key not in self.made:
            if self.sealed:
                raise NotCapturable("it asks for other numbers than it did a moment ago")
            self.made[key] = self.still(read(self.k)), read
        return self.made[key][0]

    def still(self, v: Any) -> torch.Tensor:
        """v as a tensor of its own; a number in double precision, which makes no tensor beside it wider."""
        if not _varies(v):
            raise NotCapturable(f"it depends on {v!r}, which is no number")
        if isinstance(v, torch.Tensor):
            return v.detach().clone()
        return torch.tensor(np.asarray(v, dtype=np.float64), device=self.device)

    def refresh(self, k: int) -> None:
        """Write what there is at k."""
        for kept, read in self.made.values():
            _set(kept, read(k))


def _set(kept: torch.Tensor, v: Any) -> None:
    if isinstance(v, np.ndarray) and v.ndim:
        v = torch.from_numpy(np.asarray(v, dtype=np.float64))
    if not isinstance(v, torch.Tensor):
        kept.fill_(float(v))
    elif v.shape == kept.shape:
        kept.copy_(v)
    else:
        raise NotCapturable(f"the shape of something changes from {tuple(kept.shape)} to {tuple(v.shape)}")


def _write(held: Any, after: Any) -> None:
    """A state over another, field by field."""
    places = {v.untyped_storage().data_ptr() for v in held if isinstance(v, torch.Tensor)}
    # The new `previous` is the old x, which the new x is about to be written over.
    safe = [v.clone() if isinstance(v, torch.Tensor) and v.untyped_storage().data_ptr() in places else v for v in after]
    for name, kept, v in zip(held._fields, held, safe, strict=True):
        if isinstance(kept, torch.Tensor):
            if not _varies(v):
                raise NotCapturable(f"{name} of the state turns from a number into {v!r}")
            _set(kept, v)
        elif v is not kept and v != kept:
            raise NotCapturable(f"{name} of the state changes from {kept!r} to {v!r}")


def _lifted(method: Method, now: Callable[[int], Method], inputs: _Inputs, path: tuple[str, ...] = ()) -> Method:
    """The bound method with tensors of `inputs` for what depends on k."""
    values: dict[str, Any] = {}
    for name in moving(method):
        values[name] = _lifted_field(getattr(method, name), _field(now, name), inputs, (*path, name))
    return now(inputs.k)._with(values)


def _field(now: Callable[[int], Method], name: str) -> Callable[[int], Any]:
    return lambda k: getattr(now(k), name)


def _lifted_field(declared: Any, at: Callable[[int], Any], inputs: _Inputs, path: tuple[str, ...]) -> Any:
    if isinstance(declared, Method):
        return _lifted(declared, at, inputs, path)
    if callable(at(inputs.k)):
        return lambda ahead: inputs.at((path, ahead), lambda k: at(k)(ahead))
    return inputs.at(path, at)


class _Draws:
    """Random numbers in tensors that keep their place."""

    def __init__(self, rng: Any, inputs: _Inputs):
        self._rng, self._inputs = rng, inputs

    def normal(self, size: int | tuple[int, ...], stream: int = 0) -> torch.Tensor:
        """(B, S, *size), as of `Rng`."""
        return self._inputs.at(("normal", size, stream), lambda k: self._rng.normal(size, stream))

    def uniform(self, size: int | tuple[int, ...], stream: int = 0) -> torch.Tensor:
        """(B, S, *size), as of `Rng`."""
        return self._inputs.at(("uniform", size, stream), lambda k: self._rng.uniform(size, stream))

    def __getattr__(self, name: str) -> Any:
        raise NotCapturable(f"it asks the random numbers for their {name}")


def _counts(source: torch.Tensor, indices: list[torch.Tensor | None], values: torch.Tensor | None = None, *more: Any) -> bool:
    masks = [i for i in indices if i is not None and i.dtype == torch.bool]
    return bool(masks) and (values is None or values.numel() > 1)


class _Watch(TorchDispatchMode):
    """Refuses what a graph cannot hold: numbers told to the host, and copies between it and the device."""

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = func.overloadpacket.__name__
        if name in TOLD or (name in MASKED and _counts(*args)):
            raise NotCapturable(f"{name} tells the host what is on the device")
        out = func(*args, **(kwargs or {}))
        if name in COPIES:
            away = {v.device.type for v in (*args, out) if isinstance(v, torch.Tensor)}
            if len(away) > 1:
                raise NotCapturable(f"something is copied between {' and '.join(sorted(away))}")
        return out
