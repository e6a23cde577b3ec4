"""Papers of every kind, filled by their own types: each text says which fact it stands for."""

import dataclasses
import hashlib
import itertools
import types
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from qc_desk.domain.eight_d_papers import PaperDiscipline
from qc_desk.domain.loop_words import Discipline
from qc_desk.domain.paper import Paper, PaperHead
from qc_desk.domain.papers import PaperPhoto
from qc_desk.domain.vocabulary import Verdict

P = TypeVar("P", bound=Paper)
Words = Callable[[str], str]
AT = datetime(2026, 5, 4, 12, 5, tzinfo=UTC)
DATA = b'{"sign_offs":[]}'


@dataclasses.dataclass
class Filler:
    """Fills papers: with words for a fact's name, so many of each, and a picture for photos."""

    photo: Path
    words: Words = str
    many: int = 2
    language: str = "en"
    head: PaperHead = dataclasses.field(default_factory=PaperHead)
    said: list[str] = dataclasses.field(default_factory=list)
    _cycles: dict[type[Enum], Iterator[Enum]] = dataclasses.field(default_factory=dict)
    _count: "itertools.count[int]" = dataclasses.field(default_factory=itertools.count)

    def paper(self, kind: type[P]) -> P:
        """Return a whole paper."""
        frame = {
            "report_number": "XX-NS-00007",
            "replaces": "",
            "language": self.language,
            "issued_at": AT,
            "time_zone": "Europe/Belgrade",
            "organisation": "Keramika d.o.o.",
            "organisation_address": "Ulica 1",
            "site": "Novi Sad",
            "audit_seq": 7,
            "audit_head": "ab" * 32,
            "signed_data": DATA,
            "data_digest": hashlib.sha256(DATA).hexdigest(),
            "letterhead": self.head,
        }
        return typing.cast("P", self._filled(kind, frame))

    def _filled(self, kind: type[Any], given: dict[str, Any]) -> Any:
        hints = typing.get_type_hints(kind)
        facts = {
            each.name: given[each.name]
            if each.name in given
            else self._value(hints[each.name], each.name)
            for each in dataclasses.fields(kind)
        }
        return kind(**facts)

    def _value(self, hint: Any, name: str) -> Any:
        if hint is str:
            self.said.append(self.words(f"{name}{next(self._count)}"))
            return self.said[-1]
        if hint is PaperPhoto:
            told = self.words(f"caption{next(self._count)}")
            self.said.append(told)
            return PaperPhoto(
                path=self.photo, sha256=f"{next(self._count):064}", caption=told,
                width=40, height=30,
            )  # fmt: skip
        origin = typing.get_origin(hint)
        if origin is tuple:
            part = typing.get_args(hint)[0]
            many = len(Discipline) if part is PaperDiscipline else self.many
            return tuple(self._value(part, name) for _ in range(many))
        if origin in (types.UnionType, typing.Union):
            return self._value(typing.get_args(hint)[0], name)
        return self._plain(hint)

    def _words_of_the_trade(self, kind: type[Enum]) -> Iterator[Enum]:
        """Return one word after the other; a verdict is the one with most to say."""
        if kind is Verdict:
            return iter([Verdict.CONCESSION])
        return self._cycles.setdefault(kind, itertools.cycle(kind))

    def _plain(self, hint: Any) -> Any:
        if dataclasses.is_dataclass(hint):
            return self._filled(typing.cast("type[Any]", hint), {})
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(self._words_of_the_trade(hint))
        plain = {
            int: 3,
            bool: True,
            date: date(2026, 5, 4 + next(self._count) % 20),
            datetime: AT,
            float: 2.5,
            Decimal: Decimal("2.50"),
        }
        return plain[hint]
