"""What theorems assume of scores, smoothed classifiers, mixtures, episodes, amplitude estimation, triggers and noise."""

from optlab.setting import assumption
from optlab.symbols import letter

base_lipschitz = letter("base_lipschitz", (1, -1))
score_range = letter("score_range", (1, 0))
robust_weight = letter("robust_weight")
attack_budget = letter("attack_budget", (0, 1))
amplitude_calls = letter("amplitude_calls")
noise_dim = letter("noise_dim")
spread = letter("spread", (0, 1))

LIPSCHITZ_SCORE = assumption(
    "Lipschitz score under noise",
    "a map into an interval of length score_range, |f(x) - f(y)| <= base_lipschitz ||x - y||, seen under Gaussian noise of standard"
    " deviation noise_std",
    "base_lipschitz", "score_range", "noise_std",
)  # fmt: skip
TWO_HALVES = assumption(
    "two halves",
    "x has two parts, each with a classifier that sees it under Gaussian noise of standard deviation noise_std; the answer is the class"
    " that has the largest sum of both probabilities",
    "noise_std",
)  # fmt: skip
MIXTURE = assumption(
    "mixture of classifiers",
    "probabilities robust_weight h + (1 - robust_weight) g, with h those of a classifier under Gaussian noise of standard deviation"
    " noise_std, and g any",
    "robust_weight", "noise_std",
)  # fmt: skip
EPISODE = assumption(
    "episode under attack",
    "a policy sees observations under fresh Gaussian noise of standard deviation noise_std; an adversary who knows the past, the noise"
    " included, adds d_t to them, with sum_t ||d_t||^2 <= attack_budget^2",
    "noise_std", "attack_budget",
)  # fmt: skip
AMPLITUDE = assumption(
    "amplitude estimation", "x is a probability, seen through phase estimation with amplitude_calls calls", "amplitude_calls"
)
TRIGGER = assumption(
    "trigger",
    "f(x) = 1 where <trigger, x> > offset for a unit vector, 0 elsewhere, seen under Gaussian noise of standard deviation noise_std",
    "noise_std",
)  # fmt: skip
TWO_GAUSSIANS = assumption(
    "two Gaussians",
    "a point of class y = 1 or -1 is y mean + e with e Gaussian, seen under further Gaussian noise of standard deviation noise_std",
    "noise_std",
)  # fmt: skip
DENOISED = assumption("denoised classifier", "the classifier is f(D(x)), with a denoiser D and a classifier f of what it returns")
NOISE_LENGTH = assumption(
    "length of Gaussian noise", "u ~ N(0, I) has noise_dim coordinates, and x is the order of a moment of ||u||", "noise_dim", scale="x"
)
