"""Digits whose classifiers were prepared in ways that noise makes interesting: denoised, trained on few labels, or with a backdoor."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from optlab.arrays import Array
from optlab.certificate_denoising import denoised, mean_of_examples
from optlab.digit_nets import TARGET, backdoored, from_few_labels, trigger
from optlab.digits import held_out, one_thread, split, trained
from optlab.problem import Problem
from optlab.problems.digits_classifier import DigitsClassifier

Preparation = Literal["clean", "under noise", "consistent", "denoised"]


def few_label_digits(sigma: float = 0.5, preparation: Preparation = "under noise", *, B: int = 200, seed: int = 0) -> Problem:
    """The first B held-out digits under noise sigma; the classifier was trained on all images, but on the labels of 100 only.

    Args:
        preparation: trained without noise, under noise, under noise after its representation was made consistent along noise levels, or
            without noise and asked about the mean of all images given the noisy one.

    Raises:
        ValueError: there is no such preparation.
    """
    if preparation not in get_args(Preparation):
        raise ValueError(f"digits are prepared as {', '.join(get_args(Preparation))}, but preparation is {preparation!r}; name one of them")
    level = 0.0 if preparation in ("clean", "denoised") else sigma
    net = from_few_labels(level, consistent=preparation == "consistent", seed=seed)
    model = denoised(mean_of_examples(split()[0], sigma), _on_numpy(net)) if preparation == "denoised" else net
    X, y = held_out()
    return DigitsClassifier(net=model, labels=y[:B, None], x0=X[:B, None].astype(float), constants={"noise_std": np.full((B, 1), sigma)})


def _on_numpy(net):
    def scores(x):
        import torch

        with torch.no_grad(), one_thread():
            return net(torch.from_numpy(np.asarray(x, np.float32))).numpy()

    return scores


@dataclass(frozen=True, kw_only=True)
class BackdooredDigits(Problem):
    """f(x) = -log P(TARGET | x) of a net with a backdoor, on images in [0, 1]^64. On NumPy only.

    Attributes:
        net: points (n, 64) to scores (n, 10), a torch module.
        trigger: (1, 1, 64), of length 1.
    """

    net: Any
    trigger: Array

    def value_and_grad(self, x):
        import torch

        z = torch.from_numpy(x.reshape(-1, x.shape[-1]).astype(np.float32)).requires_grad_()
        with torch.enable_grad(), one_thread():
            f = -torch.log_softmax(self.net(z), dim=-1)[:, TARGET]
            (g,) = torch.autograd.grad(f.sum(), z)
        return f.detach().numpy().astype(float).reshape(x.shape[:-1]), g.numpy().astype(float).reshape(x.shape)

    def project(self, x: Array) -> Array:
        """The nearest image."""
        return np.clip(x, 0.0, 1.0)


def backdoored_digits(*, B: int = 40, seed: int = 0) -> Problem:
    """The first B held-out digits of other classes than the one behind the backdoor."""
    X, y = held_out()
    return BackdooredDigits(net=backdoored(seed=seed), trigger=trigger()[None, None], x0=X[y != TARGET][:B, None].astype(float))


@dataclass(frozen=True, kw_only=True)
class MixedDigits(DigitsClassifier):
    """Digits with a second classifier beside the one whose votes are counted.

    Attributes:
        other: points (n, 64) to scores (n, 10), a torch module, the more accurate one.
    """

    other: Any

    def other_probabilities(self, x: Array) -> Array:
        """Of the second classifier, (B, S, 10)."""
        scores = _on_numpy(self.other)(x.reshape(-1, x.shape[-1])).astype(float)
        e = np.exp(scores - scores.max(-1, keepdims=True))
        return (e / e.sum(-1, keepdims=True)).reshape(*x.shape[:-1], -1)


def mixed_digits(sigma: float = 0.5, many: int = 120, *, seed: int = 0) -> Problem:
    """The first held-out digits, starts x0 (1, many, 64) of one instance, and two nets, trained under noise sigma and without."""
    X, y = held_out()
    nets = {name: trained(level, width=64, epochs=30, seed=seed) for name, level in (("net", sigma), ("other", 0.0))}
    return MixedDigits(**nets, labels=y[None, :many], x0=X[None, :many].astype(float), constants={"noise_std": np.full((1, 1), sigma)})
