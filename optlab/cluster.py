"""dask.distributed as an engine: runs go to workers on other machines, and their traces come back here.

The workers need optlab, with the same sources; each process does one run at a time, so start one for each core. What a worker held when it
died is run again on another.
"""

import asyncio
import logging
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from optlab.experiment import unpacked

# Seconds that a scheduler, and its first worker, may take to answer.
PATIENCE = 10
_ALONE = Lock()


@contextmanager
def cluster(address: str, files: tuple[str, ...] = (), *, patience: float | None = None) -> Iterator[Callable[..., Iterable[Any]]]:
    """An unordered map over the workers of the scheduler at `address`, while the context lasts.

    Args:
        files: catalog files that the work may come from; workers read them at the same path.
        patience: seconds; PATIENCE unless given.

    Raises:
        ValueError: dask.distributed is not installed, or the address cannot be used.
        ConnectionError: nobody answers there, there are no workers, the scheduler is lost, or a run kills one worker after another.
    """
    try:
        from distributed import Client, Security
    except ImportError as error:
        raise ValueError("a cluster needs dask.distributed, which is not installed; run: pip install 'optlab[cluster]'") from error
    patience = PATIENCE if patience is None else patience
    # What goes wrong is said once, by us.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    silence = f"no scheduler of dask.distributed answers at {address}; start one, or mend the address"
    try:
        # A client that fails as it is made leaves threads behind that complain; a plain connection does not.
        asyncio.run(_answers(address, patience, Security().get_connection_args("client")))
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ConnectionError(silence) from error
    try:
        _await_worker(client, address, patience)
        yield lambda function, items: _over(client, address, files, function, items)
    finally:
        client.close(timeout=patience)


async def _answers(address: str, patience: float, arguments: dict[str, Any]) -> None:
    from distributed.core import rpc

    async with rpc(address, timeout=patience, connection_args=arguments) as scheduler:
        await scheduler.identity()


def _await_worker(client: Any, address: str, patience: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        raise ConnectionError(f"the scheduler at {address} has no workers; start one with: dask worker {address}") from error


def _over(client: Any, address: str, files: tuple[str, ...], function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    from distributed import as_completed
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    jobs = [client.submit(_alone, files, pickle.dumps((function, item)), pure=False) for item in items]
    try:
        for job in as_completed(jobs, loop=client.loop):
            yield job.result()
            job.release()
    except ModuleNotFoundError as error:
        raise ConnectionError(f"the workers at {address} lack {error.name}; install there what is installed here") from error
    except KilledWorker as error:
        raise ConnectionError(f"a run killed worker after worker at {address}, perhaps for memory; take fewer seeds") from error
    except FutureCancelledError as error:
        raise ConnectionError(f"the scheduler at {address} was lost; what was finished is kept, so start it and run again") from error
    finally:
        client.cancel(jobs)


def _alone(files: tuple[str, ...], job: bytes) -> Any:
    """The work, on a worker. A run sets the threads of linear algebra for its whole process, so there is one at a time in each."""
    with _ALONE:
        return unpacked(files, job)
