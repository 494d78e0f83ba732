"""What theorems assume of a run of stochastic gradient descent in expectation."""

from optlab.setting import assumption, implies

SUM_MOMENTS = assumption(
    "moments on a finite sum",
    "x holds E (1, e)(1, e)' for the errors e = x_k - x_star of SGD by one component at a time, drawn uniformly, on the mean f of n convex"
    " L_max-smooth quadratics f_i, where f is L-smooth and mu-strongly convex; sigma_star^2 is the mean of ||grad f_i(x_star)||^2, R the"
    " first ||e||, and the value is E f",
    "L_max", "L", "mu", "sigma_star", "R",
)  # fmt: skip
INTERPOLATION_MOMENTS = assumption(
    "moments under interpolation",
    "moments on a finite sum whose components share their minimizer, with mean of ||grad f_i||^2 <= growth ||grad f||^2",
    "growth",
)

implies(INTERPOLATION_MOMENTS, SUM_MOMENTS)
