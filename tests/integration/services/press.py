"""A printer that keeps the papers it was given."""

from typing import TypeVar

from qc_desk.domain.defect_papers import DefectPaper
from qc_desk.domain.paper import Paper

P = TypeVar("P", bound=Paper)


class Press:
    """Prints papers as their facts, and keeps them."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []

    def __call__(self, paper: Paper) -> bytes:
        self.papers.append(paper)
        return repr(paper).encode()

    def last(self, kind: type[P]) -> P:
        """Return the paper that was printed last."""
        paper = self.papers[-1]
        assert isinstance(paper, kind)
        return paper

    @property
    def defect(self) -> DefectPaper:
        return self.last(DefectPaper)
