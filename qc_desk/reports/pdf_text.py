"""Text as PDF operators, in fonts of which only the letters that are used go into the file."""

from typing import Any

_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def text_runs(font: Any, size: float, words: str, document: Any) -> str:
    """Return the operators that show a line of text, a run for each part of its font."""
    runs = []
    for subset, codes in font.splitString(words, document):
        name = font.getSubsetInternalName(subset, document)
        runs.append(f"{name} {size} Tf {_string(codes)} Tj")
    return " ".join(runs)


def _string(codes: bytes) -> str:
    """Return a PDF string: readable when it can be, else in hexadecimal."""
    text = codes.decode("latin-1")
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPED)})"
    return f"<{codes.hex()}>"
