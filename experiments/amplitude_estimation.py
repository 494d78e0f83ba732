"""Votes of a random function of eight bits, each flipped at random: errors of amplitude estimation and of as many samples, exactly."""

from functools import partial

from optlab.amplitude_metrics import (
    median_error,
    median_error_of_samples,
    root_mean_square_error,
    root_mean_square_error_of_samples,
)
from optlab.experiment import Experiment, Run
from optlab.method import Method
from optlab.problems.amplitude_estimation import amplitude_estimation

CALLS = tuple(2**i for i in range(3, 12))
INPUTS = 32

experiment = Experiment(
    id="amplitude-estimation",
    runs={
        f"{calls}": Run(
            method=Method(),
            problem=partial(amplitude_estimation, calls=calls, bits=8, inputs=INPUTS, B=1),
            steps=0,
            replicas=INPUTS,
            record=(median_error, root_mean_square_error, median_error_of_samples, root_mean_square_error_of_samples),
        )
        for calls in CALLS
    },
)
