"""How much sooner many reports are printed by two processes than by one.

``python benchmarks/paper_parallel.py -n 500 --cores 2``; run it alone. Of several rounds the best
of each is kept. Wanted are 1.7 times on two free cores. Where others work on the cores, time on
the clock says little: so beside it stand what two processes that only count reach at the same
moment, the processor time of each phase, and the ratio that these allow on free cores (Amdahl's
law). The one process has loaded what it prints with before; the several have not.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.paper_content import short_paper
from qc_desk.domain.paper import Paper
from qc_desk.reports import print_paper
from qc_desk.reports.parallel import print_all

ROOT = Path(__file__).resolve().parents[1]
WANTED = 1.7
_COUNTED = 8_000_000
_LOADING = (
    "import time; from qc_desk.reports.parallel import _load; _load(); print(time.process_time())"
)


def papers(count: int, folder: Path) -> list[Paper]:
    """Return so many reports of two pages with four photos, each of its own."""
    first = short_paper(folder)
    return [replace(first, report_number=f"IR-NS-{number:05}") for number in range(1, count + 1)]


def count(many: int) -> int:
    """Count, and nothing else."""
    total = 0
    for number in range(many):
        total += number & 7
    return total


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long something takes on the clock, and this process's own time for it."""
    wall, own = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - own


def ceiling(cores: int) -> float:
    """Return how many times one process so many reach now that share nothing and only count."""
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(count, [1] * cores))
        one, _own = timed(lambda: count(_COUNTED))
        several, _own = timed(lambda: list(pool.map(count, [_COUNTED] * cores)))
    return cores * one / several


def loading() -> float:
    """Return the processor time in which a process loads what prints, with its interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADING], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return float(done.stdout)


def measured(wanted: list[Paper], cores: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Print all with one process and with several, and compare the bytes."""
    alone: list[bytes] = []
    together: list[bytes] = []
    one = timed(
        lambda: alone.extend(hashlib.sha256(print_paper(each)).digest() for each in wanted)
    )
    several = timed(
        lambda: together.extend(hashlib.sha256(pdf).digest() for pdf in print_all(wanted, cores))
    )
    assert alone == together
    return one, several


def main() -> None:
    """Print the times with one and with several processes, and what they allow."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("-n", type=int, default=500, help="how many reports")
    options.add_argument("--cores", type=int, default=2)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        wanted = papers(given.n, Path(folder))
        print_paper(wanted[0])  # fonts are read once, before anything is measured
        for number in range(1, given.rounds + 1):
            one, several = measured(wanted, given.cores)
            rounds.append((one, several))
            now = ceiling(given.cores)
            print(
                f"round {number}: one process {one[0]:.2f} s, {given.cores} processes "
                f"{several[0]:.2f} s, ratio {one[0] / several[0]:.2f} (counting alone: {now:.2f})"
            )
    one_wall, several_wall = (min(pair[each][0] for pair in rounds) for each in (0, 1))
    printing, serial = (min(pair[each][1] for pair in rounds) for each in (0, 1))
    load = min(loading() for _round in range(given.rounds))
    # the fork server loads once, then all cores print, and the parent hands papers over
    free = load + (printing + serial) / given.cores
    print(f"best: {one_wall:.2f} s and {several_wall:.2f} s, ratio {one_wall / several_wall:.2f}")
    print(
        f"processor time: printing {printing:.2f} s, loading {load:.2f} s, "
        f"handing over {serial:.2f} s ({serial / printing:.1%})"
    )
    print(f"allowed on {given.cores} free cores: {printing / free:.2f} (wanted: {WANTED})")


if __name__ == "__main__":
    main()
