"""The layer changes the localisation of input x gradient; integrated gradients at the last layer do not, the plain gradient does."""

import numpy as np


def changes(saved, run, metric):
    return saved("attribution-layers").column(run, metric)[1][-1]


def test_the_layer_changes_more_than_integrated_gradients_on_nearly_every_grid(saved):
    with_layer = changes(saved, "input x gradient last", "change_with_layer")
    with_method = changes(saved, "integrated gradients last", "change_with_method")
    assert (with_layer > with_method).mean() > 0.98
    assert with_layer.mean() > 0.2 > 0.01 > with_method.max()


def test_the_plain_gradient_changes_it_nearly_as_much_as_the_layer(saved):
    with_layer = changes(saved, "input x gradient last", "change_with_layer").mean()
    assert with_layer / 2 < changes(saved, "gradient last", "change_with_method").mean() < with_layer


def test_every_net_points_better_at_its_last_layer_than_at_the_picture(saved):
    at = {layer: changes(saved, f"input x gradient {layer}", "mean_localised")[:, 0] for layer in ("input", "last")}
    assert (at["last"] > at["input"] + 0.05).all()


def test_recorded_change_is_that_of_the_recorded_localisations(saved):
    at = {layer: changes(saved, f"input x gradient {layer}", "localised") for layer in ("input", "last")}
    np.testing.assert_allclose(changes(saved, "input x gradient last", "change_with_layer"), abs(at["last"] - at["input"]), atol=1e-5)
