"""Where a run is computed: on the CPU, or by torch on a CUDA GPU."""

import re

from optlab.method import Method
from optlab.problem import Problem


def usable(device: str) -> str:
    """`device` itself: "cpu", "cuda", or one of several GPUs, "cuda:1".

    Raises:
        ValueError: there is no such device here.
    """
    if device == "cpu":
        return device
    if not re.fullmatch(r"cuda(:\d+)?", device):
        raise ValueError(f"no device is called {device}; there are cpu, cuda, and cuda:1 where there are several GPUs")
    import torch

    many = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if many <= int(device.partition(":")[2] or 0):
        has = "none" if not many else f"only {many}"
        raise ValueError(
            f"the device {device} needs a CUDA GPU, but torch {torch.__version__} sees {has} here; leave it out to use the CPU"
        )
    return device


def moved(method: Method, problem: Problem, device: str) -> tuple[Method, Problem]:
    """Both at the device, as torch tensors; on the CPU those of NumPy stay what they are. Raises as `usable`."""
    if usable(device) == "cpu" and not hasattr(problem.x0, "is_cuda"):
        return method, problem
    return method.to(device), problem.to(device)
