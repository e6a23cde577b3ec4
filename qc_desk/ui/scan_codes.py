"""What a barcode scanner means by a key, whatever layout the workstation has.

A keyboard-wedge scanner presses the keys of a US keyboard. The numbers are those of the key's
place: Linux input codes, which in this block are the PC's scan code set 1; X11 and Wayland add 8.
"""

from PySide6.QtGui import QGuiApplication

_X_OFFSET = 8
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (55, "*", "*"),
)
_PLAIN = {first + n: sign for first, signs, _ in _ROWS for n, sign in enumerate(signs)}
_SHIFTED = {first + n: sign for first, _, signs in _ROWS for n, sign in enumerate(signs)}


def offset() -> int:
    """Return what the window system adds to the number of a key."""
    return _X_OFFSET if QGuiApplication.platformName() in {"xcb", "wayland"} else 0


def sign_of(code: int, *, shift: bool) -> str:
    """Return the sign that a US keyboard has at a place; empty when it has none."""
    return (_SHIFTED if shift else _PLAIN).get(code, "")
