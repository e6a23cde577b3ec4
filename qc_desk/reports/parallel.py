"""Many papers at once: each is printed in a process of its own, as many as there are cores."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from qc_desk.domain.paper import Paper
from qc_desk.reports import print_paper

_FEW = 4  # fewer than this are printed sooner than a process begins


def print_all(papers: Sequence[Paper], workers: int = 0) -> Iterator[bytes]:
    """Give the PDF of each paper in their order; same papers, same bytes as one by one.

    Papers travel to the processes whole; their photos must stay on disk until all are printed.
    """
    count = min(workers or os.cpu_count() or 1, len(papers))
    if count < 2 or (not workers and len(papers) < _FEW):
        yield from map(print_paper, papers)
        return
    begun = multiprocessing.get_context("spawn")  # threads and windows survive no fork
    with ProcessPoolExecutor(count, mp_context=begun) as pool:
        try:
            yield from pool.map(print_paper, papers, chunksize=max(1, len(papers) // (8 * count)))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
