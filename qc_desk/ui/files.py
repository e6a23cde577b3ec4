"""Choosing files: the one place where the window asks the system for a name."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from qc_desk.i18n import _

_PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.gif"


def choose_files(parent: QWidget | None, title: str, kinds: str) -> list[Path]:
    """Ask for files to read; none when it was left."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(Path.home()), kinds)
    return [Path(name) for name in names]


def choose_file(parent: QWidget | None, title: str, kinds: str) -> Path | None:
    """Ask for one file to read; None when it was left."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds)
    return Path(name) if name else None


def choose_target(
    parent: QWidget | None, title: str, suggested: Path | str, kinds: str
) -> Path | None:
    """Ask where to write a file; None when it was left.

    A suggested name alone is looked for at home. A name typed without an ending gets the
    suggested one.
    """
    proposed = Path.home() / suggested
    name, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not name:
        return None
    chosen = Path(name)
    return chosen if chosen.suffix else chosen.with_suffix(proposed.suffix)


def choose_folder(parent: QWidget | None, title: str, begin: Path | None = None) -> Path | None:
    """Ask for a folder, beginning at one or at home; None when it was left."""
    name = QFileDialog.getExistingDirectory(parent, title, str(begin or Path.home()))
    return Path(name) if name else None


def tables_to_read() -> str:
    """Return which files hold tables."""
    return _("Tables (*.xlsx *.csv *.tsv *.txt);;All files (*)")


def tables_to_write() -> str:
    """Return as which files tables are written."""
    return _("Excel workbook (*.xlsx);;Comma separated (*.csv);;Tab separated (*.tsv)")


def photos_to_read() -> str:
    """Return which files hold photos."""
    photos = _("Photos")
    return f"{photos} ({_PICTURES})"


def reports_to_write() -> str:
    """Return as which files reports and print-outs are written."""
    return _("PDF files (*.pdf)")
