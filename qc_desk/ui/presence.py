"""Who is at the workstation now."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class SignedIn:
    """The person at the workstation, the site they work at and what they may do there."""

    person_id: int
    name: str
    site_id: int
    site: str
    zone: str = "UTC"
    language: str = "en"
    roles: frozenset[str] = field(default_factory=frozenset)


class Presence(QObject):
    """The person at the workstation, or nobody while it is locked."""

    changed = Signal()

    def __init__(self, person: SignedIn | None = None) -> None:
        """Begin with a person or with nobody."""
        super().__init__()
        self._person = person

    @property
    def person(self) -> SignedIn | None:
        """The person signed in, or None."""
        return self._person

    def sign_in(self, person: SignedIn) -> None:
        """Let another person work here from now on."""
        self._person = person
        self.changed.emit()

    def sign_out(self) -> None:
        """Leave the workstation to nobody."""
        self._person = None
        self.changed.emit()


def initials(name: str) -> str:
    """Return up to two letters that stand for a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "".join(letters).upper() or "?"
