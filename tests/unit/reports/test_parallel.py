"""Papers printed by processes: the same bytes, little to load, and an end in every case."""

import multiprocessing
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from qc_desk.reports import print_paper
from qc_desk.reports.parallel import Presses
from tests.unit.reports.papers import paper


def test_that_one_begin_serves_many_portions() -> None:
    papers = [replace(paper(), report_number=f"IR-NS-{number:05}") for number in range(5)]
    alone = [print_paper(each) for each in papers]
    with Presses(len(papers), workers=2) as presses:
        assert list(presses.print_all(papers[:3])) == alone[:3]
        assert list(presses.print_all(papers[3:])) == alone[3:]
    assert list(Presses(1).print_all(papers[:1])) == alone[:1]


def test_that_processes_end_when_the_work_is_stopped() -> None:
    before = set(multiprocessing.active_children())

    def begin_and_stop() -> None:
        with Presses(9, workers=2) as presses:
            next(presses.print_all([paper()] * 9))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin_and_stop()
    until = time.monotonic() + 10
    while set(multiprocessing.active_children()) - before and time.monotonic() < until:
        time.sleep(0.05)
    assert set(multiprocessing.active_children()) <= before


def test_that_what_prints_does_not_load_the_record() -> None:
    """It takes half a second in every process, and no paper needs it."""
    code = "import sys, qc_desk.reports.renderers as r; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
