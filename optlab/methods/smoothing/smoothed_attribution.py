"""A map of attributions after a Gaussian, as Rao, Boehle and Schiele 2024 propose it (the abstract was read)."""

from dataclasses import dataclass, field

from optlab.arrays import joined, layers, space
from optlab.gaussian_blur import gaussian_matrix
from optlab.methods.smoothing.attribution import Attribution, GradientMap, InputTimesGradient


@dataclass(frozen=True)
class SmoothedAttribution(GradientMap):
    """map = G map' G with map' that of another method and G a Gaussian of standard deviation `pixels`, reflected at the walls.

    The last two axes of each block of x are the picture; others are channels.
    """

    unsmoothed: GradientMap = field(default_factory=InputTimesGradient)
    pixels: float = 0.5

    def step(self, s, oracle):
        m = self.unsmoothed.attribute(s.x, oracle)
        return Attribution(s.x, joined([self._smoothed(v) for v in layers(m, oracle.blocks)]), m, self.pixels)

    def _smoothed(self, m):
        high, wide = (self._matrix(m, side) for side in m.shape[-2:])
        return high @ m @ wide

    def _matrix(self, m, side):
        return space(m).asarray(gaussian_matrix(side, self.pixels), dtype=m.dtype, device=m.device)
