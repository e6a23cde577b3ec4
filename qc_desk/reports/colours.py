"""The organisation's one colour on paper."""

_BLACK = "0.1 0.1 0.1"


def painted(accent: str) -> str:
    """Return a colour like "#1b5e7d" as a PDF operator wants it; black for none."""
    if not accent:
        return _BLACK
    parts = (int(accent[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:.3f}" for part in parts)
