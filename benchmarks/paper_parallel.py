"""How much sooner many reports are printed by two processes than by one.

``python benchmarks/paper_parallel.py -n 500 --cores 2``; run it alone. It prints both times and
their ratio; 1.7 is wanted on two free cores.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.paper_content import short_paper
from qc_desk.domain.paper import Paper
from qc_desk.reports import print_paper
from qc_desk.reports.parallel import print_all


def papers(count: int, folder: Path) -> list[Paper]:
    """Return so many reports of two pages with four photos, each of its own."""
    first = short_paper(folder)
    return [replace(first, report_number=f"IR-NS-{number:05}") for number in range(1, count + 1)]


def main() -> None:
    """Print the times with one and with several processes, and compare the bytes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("-n", type=int, default=500, help="how many reports")
    options.add_argument("--cores", type=int, default=2)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wanted = papers(given.n, Path(folder))
        print_paper(wanted[0])  # fonts are read once, before anything is measured
        begin = time.perf_counter()
        alone = [hashlib.sha256(print_paper(each)).digest() for each in wanted]
        one = time.perf_counter() - begin
        begin = time.perf_counter()
        together = [hashlib.sha256(pdf).digest() for pdf in print_all(wanted, given.cores)]
        several = time.perf_counter() - begin
    assert alone == together
    print(f"{given.n} reports: one process {one:.2f} s, {given.cores} processes {several:.2f} s")
    print(f"ratio {one / several:.2f}")


if __name__ == "__main__":
    main()
