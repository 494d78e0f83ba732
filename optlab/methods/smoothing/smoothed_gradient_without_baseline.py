"""SmoothedGradient that does not subtract the mean answer: as unbiased, and far noisier where most answers are 1; for a false neighbour."""

from dataclasses import dataclass

from optlab.methods.smoothing.smoothed_gradient import SmoothedGradient


@dataclass(frozen=True)
class SmoothedGradientWithoutBaseline(SmoothedGradient):
    """gradient = sum_i f(x + e_i) e_i / (n noise_std^2)."""

    def weights(self, xp, f):
        return f / self.n
