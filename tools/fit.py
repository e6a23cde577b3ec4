"""Which words of a page that is shown have less room than they need."""

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def clipped(shown: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    found = []
    for part in shown.findChildren(QWidget):
        if isinstance(part, QAbstractButton | QLabel) and part.isVisible() and part.text():
            words = part.text().replace("\n", " ")
            if _is_clipped(part):
                found.append(f"{type(part).__name__} “{words[:70]}”")
    return found


def _is_clipped(part: "QAbstractButton | QLabel") -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        return part.heightForWidth(part.width()) > part.height() + 1
    if isinstance(part, QLabel) and not part.pixmap().isNull():
        return False
    needed = part.sizeHint()
    return needed.width() > part.width() + 1 or needed.height() > part.height() + 1
