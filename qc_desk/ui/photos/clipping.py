"""Pictures from the clipboard and from files that are dropped."""

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage


def as_png(mime: QMimeData) -> bytes | None:
    """Return a copied picture as a file would hold it; None when there is none."""
    if not mime.hasImage():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(mime.imageData()).save(buffer, "PNG")  # type: ignore[call-overload]  # stubs want bytes
    return bytes(buffer.data().data())
