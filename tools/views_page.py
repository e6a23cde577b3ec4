"""Writes the tables of docs/views.md from the program: ``python tools/views_page.py``."""

from pathlib import Path

from qc_desk.services.views import VIEWS

TARGET = Path(__file__).parent.parent / "docs" / "views.md"
MARK = "<!-- What follows is written by tools/views_page.py. -->\n"


def page() -> str:
    """Return the page as it has to be: what stands above the mark stays as it is."""
    begun, _mark, _tables = TARGET.read_text(encoding="utf-8").partition(MARK)
    parts = [begun + MARK]
    for view in VIEWS:
        parts.append(f"## `{view.name}`\n\n{view.about}\n")
        lines = [f"| `{each.name}` | {each.kind} | {each.about} |" for each in view.columns]
        parts.append("\n".join(["| column | holds | what it is |", "|---|---|---|", *lines, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
