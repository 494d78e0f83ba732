"""Runs that can be made to wait, to die, or to be interrupted."""

import os
import signal
import time
from dataclasses import dataclass
from functools import partial

from optlab import Experiment, Iterate, Method, Run
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.problems.quadratic import quadratic
from optlab.symbols import G


@dataclass(frozen=True)
class Sometimes(Method):
    def step(self, s, oracle):
        how = os.environ.get("OPTLAB_TEST_HOW")
        if how == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "interrupt":
            raise KeyboardInterrupt
        if how:
            open(how, "w").close()
            time.sleep(60)
        return Iterate(s.x - 0.1 * oracle.grad(s.x))


small = partial(quadratic, dim=2, B=2)
methods = {"first": GradientDescent(), "second": Sometimes(), "third": GradientDescent(step_size=0.1)}
experiment = Experiment(id="mine", runs={label: Run(method=m, problem=small, steps=3) for label, m in methods.items()})
lacking = Experiment(id="lacking", runs={"a": Run(method=GradientDescent(step_size=1 / G), problem=small, steps=3)})
