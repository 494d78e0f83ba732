"""ELLE, Abad Rocamora, Liu, Chrysos, Olmos and Cevher 2024."""

from dataclasses import dataclass

from optlab.method import Iterate, Method, Scalar


@dataclass(frozen=True)
class ELLE(Method):
    """x+ = x - step_size (grad_x phi(x, y) + weight grad bend(x)) with the adversary's answer y to x, on one sample.

    bend is the mean squared error of the linear interpolation of a loss between two random points of the adversary's box.
    """

    step_size: Scalar
    weight: Scalar

    def step(self, s, oracle):
        token = oracle.sample()
        g = oracle.grad_under(s.x, oracle.attack(s.x, token), token) + self.weight * oracle.bend_grad(s.x, token)
        return Iterate(s.x - self.step_size * g)
