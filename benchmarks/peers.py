"""The same iterations by other means, each the best way we know to write it: the rivals of `optlab.run`.

Every function takes A (B, d, d), x_star and x0 (B, d), the number of steps T and the recorded iterations, runs gradient descent (or
Nesterov's method where `accelerated`) with step size 1, and returns the gaps (len(at), B).
"""

from functools import partial

import numpy as np


def one_at_a_time(A, x_star, x0, T, at, accelerated=False):
    """A NumPy loop over instances."""
    gaps = np.empty((len(at), len(A)))
    for b in range(len(A)):
        gaps[:, b : b + 1] = chunked(A[b : b + 1], x_star[b : b + 1], x0[b : b + 1], T, at, accelerated, chunk=1)
    return gaps


def chunked(A, x_star, x0, T, at, accelerated=False, *, chunk):
    """Batched NumPy, `chunk` instances through all iterations before the next."""
    rows = {int(k): i for i, k in enumerate(at)}
    gaps = np.empty((len(at), len(A)))
    for b in range(0, len(A), chunk):
        Ab, center = A[b : b + chunk], x_star[b : b + chunk, None]
        x = y = x0[b : b + chunk, None]
        t = 1.0
        for k in range(T + 1):
            if k in rows:
                e = x - center
                gaps[rows[k], b : b + chunk] = 0.5 * np.vecdot(e @ Ab, e)[:, 0]
            if accelerated:
                new, t_new = y - (y - center) @ Ab, (1 + (1 + 4 * t * t) ** 0.5) / 2
                y, x, t = new + (t - 1) / t_new * (new - x), new, t_new
            else:
                x = x - (x - center) @ Ab
    return gaps


def torch_autograd(A, x_star, x0, T, at, accelerated=False):
    """torch.optim.SGD with autograd, one instance at a time."""
    import torch

    torch.set_num_threads(1)
    rows = {int(k): i for i, k in enumerate(at)}
    gaps = np.empty((len(at), len(A)))
    for b in range(len(A)):
        matrix, center = torch.from_numpy(A[b]), torch.from_numpy(x_star[b])
        x = torch.nn.Parameter(torch.from_numpy(x0[b].copy()))
        optimizer = torch.optim.SGD([x], lr=1.0)
        for k in range(T + 1):
            optimizer.zero_grad()
            e = x - center
            loss = 0.5 * e @ (matrix @ e)
            if k in rows:
                gaps[rows[k], b] = loss.item()
            loss.backward()
            optimizer.step()
    return gaps


def optax_scan(A, x_star, x0, T, at, accelerated=False, *, chunk=None):
    """optax under jit(vmap(scan)) with the gradient in closed form; compiled before the clock starts. Returns a thunk."""
    import jax
    import jax.numpy as jnp
    import optax

    jax.config.update("jax_enable_x64", True)

    def one(matrix, center, start):
        optimizer = optax.sgd(1.0)

        def step(carry, _):
            x, y, t, state = carry
            e = x - center
            gap = 0.5 * e @ (matrix @ e)
            updates, state = optimizer.update(matrix @ (y - center), state)
            new = optax.apply_updates(y, updates)
            if accelerated:
                t_new = (1 + jnp.sqrt(1 + 4 * t * t)) / 2
                return (new, new + (t - 1) / t_new * (new - x), t_new, state), gap
            return (new, new, t, state), gap

        _, gaps = jax.lax.scan(step, (start, start, 1.0, optimizer.init(start)), None, length=T + 1)
        return gaps

    compiled = jax.jit(jax.vmap(one))
    size = chunk or len(A)
    compiled(A[:size], x_star[:size], x0[:size]).block_until_ready()

    def thunk():
        parts = [np.asarray(compiled(A[b : b + size], x_star[b : b + size], x0[b : b + size])) for b in range(0, len(A), size)]
        return np.concatenate(parts).T[at]

    return thunk


best_chunked = {chunk: partial(chunked, chunk=chunk) for chunk in (1, 2, 16, 50, 100, 256, 1024)}
