"""Every Method as a torch.optim.Optimizer.

optimizer = TorchOptimizer(net.parameters(), Nesterov(step_size=0.1))
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

import torch

from optlab.flat_parameters import FlatParameters
from optlab.method import Method
from optlab.training import Training

CARRIED = "method_state"


class TorchOptimizer(torch.optim.Optimizer):
    """A method of the catalog on the parameters of a net, as one point (1, 1, d) for each group.

    A hyper-parameter that is a number is an entry of the group under its own name, and `step_size` also under "lr", so that schedulers set
    it. The parameters of a group become views of one tensor, in the group's order; those that are frozen stay out, and one that has no
    gradient counts as one whose gradient is 0. Where a method asks for f, or for gradients elsewhere than at the parameters, `step`
    needs a closure that clears the gradients, computes the loss, calls backward and returns it.

    Args:
        params: parameters, or dictionaries with "params" and hyper-parameters of the group, as for any torch optimizer.
        method: its hyper-parameters are numbers, or SymPy expressions in k, in `constants`, and in N if `steps` is given.
        constants: numbers for the letters of the method, such as {"L": 10.0}.
        steps: N.
        seed: of the method's own random numbers.

    Raises:
        LookupError: a hyper-parameter needs a constant that is not given.
        ValueError: a group has no parameter to train, or parameters of several kinds or devices.
    """

    def __init__(
        self,
        params: Iterable[Any],
        method: Method,
        *,
        constants: dict[str, float] | None = None,
        steps: int | None = None,
        seed: int = 0,
    ):
        self.method, self.constants, self.steps, self.seed = method, dict(constants or {}), steps, seed
        self._flat: list[FlatParameters] = []
        self._bindings: dict[int, tuple[Any, Callable[[int], Method]]] = {}
        self._carried: list[Any] = []
        self._names = [f.name for f in fields(method)]
        numbers = {f.name: getattr(method, f.name) for f in fields(method) if _is_number(getattr(method, f.name))}
        if "step_size" in numbers:
            numbers["lr"] = numbers["step_size"]
        super().__init__(params, {**numbers, "k": 0})

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """A group of its own, with its own state. Raises as the constructor does."""
        given = dict(param_group)
        if "step_size" in given and "lr" not in given:
            given["lr"] = given["step_size"]
        super().add_param_group(given)
        group = self.param_groups[-1]
        try:
            bound = self._bound(group)(0)
            flat = FlatParameters([p for p in group["params"] if p.requires_grad])
        except (LookupError, ValueError):
            self.param_groups.pop()
            raise
        self._flat.append(flat)
        self._carried.append(bound.init(flat.x.clone()))

    def _bound(self, group: dict[str, Any]) -> Callable[[int], Method]:
        own = {name: group[name] for name in self._names if name in group}
        if "lr" in group and "step_size" in own:
            own["step_size"] = float(group["lr"])
        kept = self._bindings.get(id(group))
        if kept is None or kept[0] != own:
            kept = own, self.method._with(own).bind(self.constants, self.steps)
            self._bindings[id(group)] = kept
        return kept[1]

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Clear the gradients; those of parameters that train stay allocated, as parts of one tensor."""
        for group, flat in zip(self.param_groups, self._flat, strict=True):
            flat.clear_gradients()
            for p in group["params"]:
                if not p.requires_grad:
                    p.grad = None

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """One step of every group; the loss, if there is a closure.

        Raises:
            RuntimeError: the method asks for something that only a closure can tell.
        """
        loss = None
        for i, (group, flat) in enumerate(zip(self.param_groups, self._flat, strict=True)):
            flat.attach()
            asked = Training(flat, closure, self.zero_grad, (self.seed, i), group["k"])
            bound = self._bound(group)(group["k"])
            self._carried[i] = flat.moved(self._carried[i], bound, asked)
            group["k"] += 1
            loss = asked.loss if loss is None else loss
        return loss

    def state_dict(self) -> dict[str, Any]:
        """As of any torch optimizer, with the state of the method for each group under "state"."""
        packed = super().state_dict()
        packed["state"] = {i: {CARRIED: _packed(s)} for i, s in enumerate(self._carried)}
        return packed

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from `state_dict`; the parameters are those of the net, which has its own.

        Raises:
            ValueError: the state is of other groups, or of another method.
        """
        saved = {int(i): v[CARRIED] for i, v in state_dict["state"].items()}
        if set(saved) != set(range(len(self._carried))):
            raise ValueError(f"the state has {len(saved)} groups, but this optimizer has {len(self._carried)}; build it as before")
        renewed = [_unpacked(saved[i], s, flat.x) for i, (s, flat) in enumerate(zip(self._carried, self._flat, strict=True))]
        super().load_state_dict({**state_dict, "state": {}})
        self._carried = renewed

    def __repr__(self) -> str:
        return f"TorchOptimizer({self.method}, {len(self._flat)} groups, {sum(f.x.numel() for f in self._flat)} parameters)"


def _is_number(v: Any) -> bool:
    return isinstance(v, int | float) and not isinstance(v, bool)


def _packed(s: Any) -> dict[str, Any]:
    return {name: v for name, v in zip(type(s)._fields, s, strict=True) if name != "x"}


def _unpacked(saved: dict[str, Any], s: Any, x: torch.Tensor) -> Any:
    if set(saved) != set(_packed(s)):
        had, here = ", ".join(sorted(saved)) or "nothing", ", ".join(sorted(_packed(s))) or "nothing"
        raise ValueError(f"the state holds {had}, but the method keeps {here}; load what was saved with the same method")
    return s._replace(**{name: v.to(x, copy=True) if isinstance(v, torch.Tensor) else v for name, v in saved.items()})
