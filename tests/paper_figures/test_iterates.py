"""The animation of iterates shows what its caption says."""

import numpy as np


def test_gradient_descent_zigzags_across_the_valley(saved):
    _, y = saved("iterates").column("gradient descent", "second_coordinate")
    assert (np.diff(np.sign(y[:12, 0, 0])) != 0).all()


def test_polyaks_step_is_where_the_linearization_would_be_least(saved):
    t = saved("iterates")
    (_, u), (_, v) = (t.column("Polyak step", f"{which}_coordinate") for which in ("first", "second"))
    x, y = u[:2, 0, 0], v[:2, 0, 0]
    g = np.array([x[0] / 30, y[0]])
    f = (x[0] ** 2 / 30 + y[0] ** 2) / 2
    np.testing.assert_allclose([x[1], y[1]], [x[0] - f / (g @ g) * g[0], y[0] - f / (g @ g) * g[1]], rtol=1e-12)
