"""The lock against a second writing program."""

import os
from pathlib import Path

import pytest

from qc_desk.storage.lock import WriterLock
from qc_desk.storage.refusals import AlreadyOpen


def test_that_the_lock_can_be_taken_once(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    held = WriterLock.take(file)
    with pytest.raises(AlreadyOpen) as refused:
        WriterLock.take(file)
    assert str(os.getpid()) in str(refused.value)
    held.release()
    held.release()
    WriterLock.take(file).release()


def test_that_what_is_left_in_the_file_does_not_lock(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    file.write_text('{"pid": 1, "computer": "elsewhere"}')
    WriterLock.take(file).release()


def test_that_an_unreadable_holder_is_another_program(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    held = WriterLock.take(file)
    file.write_bytes(b"\xff")
    with pytest.raises(AlreadyOpen, match="another program"):
        WriterLock.take(file)
    held.release()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_that_a_child_does_not_keep_the_lock_of_its_parent(tmp_path: Path) -> None:
    held = WriterLock.take(tmp_path / "lock")
    read, write = os.pipe()
    begun, begin = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(write)
        os.write(begin, b"x")
        os.read(read, 1)  # outlives the parent's lock
        os._exit(0)
    os.read(begun, 1)
    held.release()
    WriterLock.take(tmp_path / "lock").release()
    for handle in (write, read, begun, begin):
        os.close(handle)
    os.waitpid(child, 0)
