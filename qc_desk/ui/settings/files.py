"""Choosing files: the one place where Settings asks the system for a name."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from qc_desk.i18n import _


def choose_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Ask for files to read; none when it was left."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(Path.home()), kinds)
    return [Path(name) for name in names]


def choose_file(parent: QWidget | None, title: str, kinds: str) -> Path | None:
    """Ask for one file to read; None when it was left."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds)
    return Path(name) if name else None


def choose_target(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to write a file; None when it was left."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kinds)
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder; None when it was left."""
    name = QFileDialog.getExistingDirectory(parent, title, str(Path.home()))
    return Path(name) if name else None


def tables_to_read() -> str:
    """Return which files hold tables."""
    return _("Tables (*.xlsx *.csv *.tsv *.txt);;All files (*)")


def tables_to_write() -> str:
    """Return as which files tables are written."""
    return _("Excel workbook (*.xlsx);;Comma separated (*.csv);;Tab separated (*.tsv)")
