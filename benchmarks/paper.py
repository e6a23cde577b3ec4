"""How fast a report is printed, beside the same content drawn directly on a reportlab canvas.

The canvas gets every position ready-made from our own layout and only draws, so the ratio is what
layout costs on top of drawing. fpdf2 and WeasyPrint print a whole report with the same facts,
signatures, photos and rows, but plainly: no badges, no attached data, no digest as a code, no
footer. Each runs in processes of its own; where they are missing, uv puts them into a folder that
lives as long as the run (``--no-peers`` leaves them out). Run it alone: ``python
benchmarks/paper.py``. Beside each ratio stands what performance.md wants of it.
"""

import argparse
import gc
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.paper_content import long_paper, short_paper
from benchmarks.paper_peers import (
    canvas_peer,
    fpdf_cells_peer,
    fpdf_table_peer,
    weasyprint_peer,
)
from qc_desk.domain.papers import InspectionPaper
from qc_desk.reports import print_paper

SIZES = (2, 200, 400, 800)
PEERS = {
    "fpdf2 cells": ("fpdf", fpdf_cells_peer),
    "fpdf2 table": ("fpdf", fpdf_table_peer),
    "WeasyPrint": ("weasyprint", weasyprint_peer),
}
_PACKAGES = {"fpdf": "fpdf2", "weasyprint": "weasyprint"}


def prepared(name: str, paper: InspectionPaper) -> Callable[[], bytes]:
    """Return what is measured: one call makes one PDF."""
    if name == "ours":
        return lambda: print_paper(paper)
    if name == "canvas":
        return canvas_peer(paper)
    return PEERS[name][1](paper)


def measured(name: str, pages: int) -> dict[str, float]:
    """Measure one contestant in this process: first call, median of the next ones, memory."""
    with tempfile.TemporaryDirectory() as folder:
        paper = short_paper(Path(folder)) if pages == 2 else long_paper(pages)
        make = prepared(name, paper)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = []
        for _ in range(_calls(name, pages)):
            gc.collect()
            begin = time.perf_counter()
            pdf = make()
            times.append(time.perf_counter() - begin)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "first": times[0], "median": statistics.median(times[1:] or times), "fastest": min(times),
        "before": before, "memory": memory, "size": len(pdf) / 1024, "pages": page_count(pdf),
    }  # fmt: skip


def _middle(runs: list[dict[str, float]]) -> float:
    """Return the median of medians."""
    return statistics.median(run["median"] for run in runs)


def _calls(name: str, pages: int) -> int:
    """Return how often one process prints: slow peers only once."""
    if pages == 2:
        return 31
    return 1 if name in PEERS else 4


def page_count(pdf: bytes) -> int:
    """Return how many pages were made."""
    untyped: Any = pypdfium2
    return len(untyped.PdfDocument(io.BytesIO(pdf)))


def with_peers(folder: Path) -> list[str]:
    """Put the peers that are missing into a folder; return those that can be measured."""
    missing = [package for module, package in _PACKAGES.items() if not find_spec(module)]
    if missing:
        command = ["uv", "pip", "install", "--quiet", "--target", str(folder), *missing]
        done = subprocess.run(command, check=False)
        if done.returncode:
            print("Not measured, because they could not be installed:", *missing)
    there = {module for module in _PACKAGES if find_spec(module) or (folder / module).is_dir()}
    return [name for name, (module, _) in PEERS.items() if module in there]


def in_own_process(name: str, pages: int, folder: Path | None = None) -> dict[str, float]:
    """Measure one contestant in a process of its own; peers find their folder."""
    command = [sys.executable, __file__, "--one", name, "--pages", str(pages)]
    environment = dict(os.environ)
    if folder is not None and name in PEERS:
        environment["PYTHONPATH"] = str(folder)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _against(pages: int, times: dict[str, float]) -> None:
    """Print how ours stands to each other one, and what is wanted of that."""
    for name, least in (("fpdf2 table", 10), ("WeasyPrint", 30)):
        if name in times:
            said = f", wanted at 200 pages: at least {least}" if pages == SIZES[1] else ""
            print(f"  {name} takes {times[name] / times['ours']:.1f} x our time{said}")
    print(f"  ours takes {times['ours'] / times['canvas']:.2f} x the canvas, wanted: at most 1.3")


def table(rounds: int, folder: Path, others: list[str]) -> None:
    """Measure everybody in turn and print the table."""
    heads = ("first ms", 10), ("median ms", 11), ("ratio", 7), ("MB", 7), ("+MB", 6), ("kB", 8)
    print(f"{'':12}{'pages':>6}" + "".join(f"{head:>{width}}" for head, width in heads))
    for pages in SIZES:
        names = ["canvas", "ours", *(others if pages <= 200 else [])]
        runs = {name: [] for name in names}  # type: dict[str, list[dict[str, float]]]
        for _ in range(rounds):
            for name in names:
                if not (name in PEERS and runs[name]):
                    runs[name].append(in_own_process(name, pages, folder))
        base = _middle(runs["canvas"])
        for name in names:
            best = sorted(runs[name], key=lambda run: run["median"])[len(runs[name]) // 2]
            print(
                f"{name:12}{best['pages']:6.0f}{best['first'] * 1e3:10.0f}"
                f"{best['median'] * 1e3:11.1f}"
                f"{best['median'] / base:7.2f}{best['memory']:7.0f}"
                f"{best['memory'] - best['before']:6.0f}{best['size']:8.0f}"
            )
        _against(pages, {name: _middle(runs[name]) for name in names})
    growth(rounds)


def growth(rounds: int) -> None:
    """Print how time grows with pages: sizes in turn in one process, processor time, medians."""
    papers = {pages: long_paper(pages) for pages in SIZES[1:]}
    times: dict[int, list[float]] = {pages: [] for pages in papers}
    for _ in range(rounds + 2):
        for pages, paper in papers.items():
            gc.collect()
            begin = time.process_time()
            print_paper(paper)
            times[pages].append(time.process_time() - begin)
    middle = {pages: statistics.median(taken) for pages, taken in times.items()}
    for pages in SIZES[2:]:
        ratio = middle[pages] / middle[SIZES[1]]
        print(f"{pages} pages against {SIZES[1]}: {ratio:.2f} x (processor time, same process)")


def main() -> None:
    """Run one contestant, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true", help="only how time grows with pages")
    parser.add_argument("--no-peers", action="store_true", help="ours and the canvas alone")
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one, chosen.pages)))
    elif chosen.growth:
        growth(chosen.rounds)
    else:
        with tempfile.TemporaryDirectory() as folder:
            others = [] if chosen.no_peers else with_peers(Path(folder))
            table(chosen.rounds, Path(folder), others)


if __name__ == "__main__":
    main()
