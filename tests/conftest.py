"""One thread, and Hypothesis profiles: `default` in `make test`, `thorough` in `make thorough`."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import HealthCheck, settings

_COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None, "print_blob": True}
# The same examples on every run of CI: a failure there is a fact, not a draw.
settings.register_profile("default", max_examples=5, derandomize=True, **_COMMON)
settings.register_profile("thorough", max_examples=50, **_COMMON)
settings.load_profile("default")
