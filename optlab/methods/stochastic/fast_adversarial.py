"""Training against an adversary, Goodfellow, Shlens and Szegedy 2015."""

from dataclasses import dataclass

from optlab.method import Iterate, Method, Scalar


@dataclass(frozen=True)
class FastAdversarial(Method):
    """x+ = x - step_size grad_x phi(x, y) with the adversary's answer y to x, on one sample."""

    step_size: Scalar

    def step(self, s, oracle):
        token = oracle.sample()
        return Iterate(s.x - self.step_size * oracle.grad_under(s.x, oracle.attack(s.x, token), token))
