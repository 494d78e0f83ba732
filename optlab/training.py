"""Training a net as an oracle: gradients at the parameters are there; elsewhere a closure computes them."""

from collections.abc import Callable
from typing import Any

import torch

from optlab.flat_parameters import FlatParameters


class Training:
    """What a method may ask while it trains. One minibatch is one sample: all of a step's gradients belong to it.

    Attributes:
        loss: what the closure returned at the parameters, or else where it was first called; None without a closure.
    """

    def __init__(self, flat: FlatParameters, closure: Callable[[], Any] | None, clear: Callable[[], None], seed: tuple[int, int], k: int):
        self.flat, self.closure, self.clear, self.seed, self.k = flat, closure, clear, seed, k
        self.loss: Any = None
        self._fresh, self._samples = closure is None, 0

    @property
    def blocks(self) -> tuple[tuple[int, ...], ...]:
        """Shapes of the parameters, in order."""
        return self.flat.shapes

    def sample(self) -> int:
        """A new token; it stands for the same minibatch as every other."""
        self._samples += 1
        return self._samples - 1

    def grad(self, x: torch.Tensor, sample: int | None = None) -> torch.Tensor:
        """The gradient of the loss, (1, 1, d).

        Raises:
            RuntimeError: x is not where the parameters are, and there is no closure.
        """
        return self.value_and_grad(x, sample, "gradients")[1]

    def value(self, x: torch.Tensor) -> torch.Tensor:
        """The loss, (1, 1, 1). Raises as `grad`; without a closure the loss is not known at all."""
        return self.value_and_grad(x, None, "values")[0]

    def value_and_grad(self, x: torch.Tensor, sample: int | None = None, what: str = "values") -> tuple[torch.Tensor, torch.Tensor]:
        """Both of them. Raises as `value`."""
        here = x.data_ptr() == self.flat.x.data_ptr()
        if self.closure is None:
            if not here or what == "values":
                where = "at the parameters" if here else "elsewhere than at the parameters"
                raise RuntimeError(f"this method asks for {what} {where}, which needs a closure; call step(closure)")
            return torch.zeros_like(x[..., :1]), self.flat.grad
        if here and self._fresh:
            return self._column(self.loss), self.flat.grad
        if here:
            self.loss, self._fresh = self._evaluated(self.closure), True
            return self._column(self.loss), self.flat.grad
        before, gradient = self.flat.x.clone(), self.flat.grad.clone()
        self.flat.x.copy_(x)
        try:
            loss, found = self._evaluated(self.closure), self.flat.grad.clone()
        finally:
            self.flat.x.copy_(before)
            self.flat.grad.copy_(gradient)
        self.loss = loss if self.loss is None else self.loss
        return self._column(loss), found

    def _evaluated(self, closure: Callable[[], Any]) -> Any:
        with torch.enable_grad():
            loss = closure()
        self.flat.attach()
        return loss

    def _column(self, loss: Any) -> torch.Tensor:
        return torch.as_tensor(loss, dtype=self.flat.x.dtype, device=self.flat.x.device).detach().reshape(1, 1, 1)

    def full_grad(self, x: torch.Tensor, where: Any = None) -> torch.Tensor:
        """The gradient on the whole data set is nobody's to compute here.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("this method asks for gradients of the whole data set, which a minibatch cannot give; choose another method")

    def normal(self, x: torch.Tensor, shape: tuple[int, ...], sample: int | None = None) -> torch.Tensor:
        """Standard Gaussian numbers of the method's own, (1, 1, *shape); seed, group and step decide them."""
        return self._draw(torch.randn, x, shape, self.sample() if sample is None else sample)

    def uniform(self, x: torch.Tensor, shape: tuple[int, ...], sample: int | None = None) -> torch.Tensor:
        """Uniform numbers of the method's own, as `normal`."""
        return self._draw(torch.rand, x, shape, self.sample() if sample is None else sample)

    def _draw(self, law: Callable[..., torch.Tensor], x: torch.Tensor, shape: tuple[int, ...], token: int) -> torch.Tensor:
        import numpy as np

        seed = int(np.random.SeedSequence([*self.seed, self.k, token]).generate_state(1, np.uint64)[0] >> 1)
        # On the CPU, so that every device sees the same numbers.
        return law((1, 1, *shape), generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(x)
