"""Where the files are that travel with the program: wheel, editable install or checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """Return the folder or file of that name among the files that travel with the program."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name
