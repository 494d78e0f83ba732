"""Nine methods on a net for digits of 4 x 4 points: one number of each is tuned, by the same protocol, and then judged on fresh seeds."""

from functools import partial

from optlab.experiment import Experiment
from optlab.methods.adaptive.adam import Adam
from optlab.methods.first_order.gradient_descent import GradientDescent
from optlab.methods.polyak.dec_sps import DecSPSFromBelow
from optlab.methods.polyak.psps import AdamPSPS
from optlab.methods.polyak.sps_max import SPSMax
from optlab.methods.second_order.oasis import FixedStepOASIS
from optlab.methods.second_order.psgd import PSGD
from optlab.methods.stochastic.smb import SMB
from optlab.methods.variance_reduction.ai_sarah import AISARAH
from optlab.network_metrics import training_loss
from optlab.noise import Minibatch
from optlab.problems.neural.pooled_digits import pooled_digits
from optlab.sweep import Sweep, fresh_name

BATCH, PASSES, SAMPLES = 40, 20, 200
BUDGET = PASSES * SAMPLES
# A product with a Hessian takes the time of two gradients, and AI-SARAH's two derivatives that of six here: they are sold below cost.
PRICES = {"component_hvp": 2.0, "component_grad_along": 2.0}
METHODS = {
    "SGD": GradientDescent(step_size=0.1),
    "Adam": Adam(),
    "SMB": SMB(step_size=0.1),
    "OASIS": FixedStepOASIS(step_size=0.1, floor=0.01),
    "PSGD": PSGD(step_size=0.1, scale=1.0),
    "AI-SARAH": AISARAH(),
    "SPS": SPSMax(),
    "DecSPS": DecSPSFromBelow(cap=1.0),
    "AdamPSPS": AdamPSPS(),
}
# Five values a factor of about 3 apart. No best one stands at an end.
GRID = {
    "SGD.step_size": (0.06, 0.2, 0.6, 2.0, 6.0),
    "Adam.step_size": (0.002, 0.006, 0.02, 0.06, 0.2),
    "SMB.step_size": (0.06, 0.2, 0.6, 2.0, 6.0),
    "OASIS.step_size": (0.002, 0.006, 0.02, 0.06, 0.2),
    "PSGD.step_size": (0.06, 0.2, 0.6, 2.0, 6.0),
    "AI-SARAH.gamma": (0.01, 0.03, 0.1, 0.3, 0.9),
    "SPS.share": (0.3, 1.0, 3.0, 10.0, 30.0),
    "DecSPS.cap": (0.2, 0.6, 2.0, 6.0, 20.0),
    "AdamPSPS.share": (0.3, 1.0, 3.0, 10.0, 30.0),
}
PLAN = Sweep(
    methods=METHODS,
    problem=partial(pooled_digits, samples=SAMPLES),
    grid=GRID,
    metric=training_loss,
    oracle=Minibatch(size=BATCH),
    budget=BUDGET,
    prices=PRICES,
    seeds=17,
    tuning_seeds=17,
)
# The values with the lowest median on the seeds of tuning.
TUNED = {
    "SGD": 0.6, "Adam": 0.06, "SMB": 0.6, "OASIS": 0.02, "PSGD": 0.6, "AI-SARAH": 0.03, "SPS": 3.0, "DecSPS": 2.0, "AdamPSPS": 3.0,
}  # fmt: skip
POINTS = {label: {v: p for p in PLAN.points if p.label == label for v in p.setting.values()} for label in METHODS}
STEPS = BUDGET // BATCH

experiment = Experiment(
    id="tuned-on-digits",
    runs={str(point): PLAN.run_of(point, STEPS, fresh=False) for point in PLAN.points}
    | {fresh_name(POINTS[label][v]): PLAN.run_of(POINTS[label][v], STEPS, fresh=True) for label, v in TUNED.items()},
)
