"""What has changed since a report was issued: its data held against the record as it is now."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from qc_desk.domain.canonical import canonical
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import QcError
from qc_desk.domain.report_fields import field_name
from qc_desk.domain.reports import Report
from qc_desk.i18n import _
from qc_desk.services.issuing import frame_of_prints
from qc_desk.services.report_kinds import matter_of

_MARK = re.compile("\u00a0\\[[a-z]{2}\\]$")  # as ShopTexts sets it
_FRAME = frozenset({"format", "database", "report", "audit", "entry", "sign_offs", "version"})
_SINCE = ("times", "days", "moments", "standing")  # what only the clock has changed is told too
_NAMES = ("number", "numbers", "name", "code", "text", "action", "discipline", "item", "sha256",
          "slot", "on", "id")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is not as the report says: where, what it said, what holds now."""

    where: tuple[str, ...]
    before: str
    now: str

    @property
    def sentence(self) -> str:
        """The change in words, in the language spoken now."""
        where = " › ".join(field_name(each) for each in self.where)
        if not self.before:
            return _("{where}: new: {now}").format(where=where, now=self.now)
        if not self.now:
            return _("{where}: no longer: {before}").format(where=where, before=self.before)
        told = _("{where}: it says “{before}”, now it is “{now}”")
        return told.format(where=where, before=self.before, now=self.now)


def changed_since(session: Session, report_id: int, at: datetime) -> list[Change]:
    """Return what the record says otherwise now; one line where it no longer says so at all."""
    report = session.get_one(Report, report_id)
    site = session.get_one(Site, report.site_id)
    matter = matter_of(session, report)
    frame = frame_of_prints(session, site, report.language, at)
    try:
        with tempfile.TemporaryDirectory(prefix="qc-desk-") as folder:
            paper = matter.paper(frame, Path(folder))
        now = json.loads(canonical(matter.facts(paper)))
    except QcError as refusal:
        return [Change(where=("report",), before=report.number, now=str(refusal))]
    return compared(json.loads(report.payload), now)


def changed_from_replaced(session: Session, report_id: int) -> list[Change]:
    """Return what a report says otherwise than the one that it replaces."""
    report = session.get_one(Report, report_id)
    if report.replaces_id is None:
        return []
    before = session.get_one(Report, report.replaces_id)
    return compared(json.loads(before.payload), json.loads(report.payload))


def compared(before: dict[str, Any], now: dict[str, Any]) -> list[Change]:
    """Return how the facts of a report differ, apart from its number and the audit head."""
    return list(_of_facts((), _facts(before), _facts(now)))


def _unmarked(fact: Any) -> Any:
    """Return a fact without the marks of other languages: the same text, whoever reads it."""
    if isinstance(fact, str):
        return _MARK.sub("", fact)
    if isinstance(fact, list):
        return [_unmarked(each) for each in fact]
    if isinstance(fact, dict):
        return {name: _unmarked(each) for name, each in fact.items()}
    return fact


def _facts(payload: dict[str, Any]) -> dict[str, Any]:
    facts = {name: _unmarked(fact) for name, fact in payload.items() if name not in _FRAME}
    content = facts.pop("content", {})
    return {**facts, **content}


def _of_facts(where: tuple[str, ...], before: Any, now: Any) -> Iterator[Change]:
    """Go down into facts that differ, to the words that do."""
    if before == now:
        return
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*before, *now)):
            yield from _of_facts((*where, name), before.get(name), now.get(name))
    elif isinstance(before, list) and isinstance(now, list):
        yield from _of_lists(where, before, now)
    else:
        yield Change(where=where, before=_told(before), now=_told(now))


def _of_lists(where: tuple[str, ...], before: list[Any], now: list[Any]) -> Iterator[Change]:
    """Hold the parts of two lists against each other by their names."""
    old, new = _named(before), _named(now)
    for name in dict.fromkeys((*old, *new)):
        yield from _of_facts((*where, name), old.get(name), new.get(name))


def _named(parts: list[Any]) -> dict[str, Any]:
    """Return the parts of a list by what tells them apart; others by their place."""
    named: dict[str, Any] = {}
    for place, part in enumerate(parts, 1):
        name = _name(part) or str(place)
        while name in named:
            name += "′"
        named[name] = part
    return named


def _name(part: Any) -> str:
    if not isinstance(part, Mapping):
        return ""
    found = [str(part[key]) for key in _NAMES if isinstance(part.get(key), (str, int))]
    lists = [str(part[key][0]) for key in _NAMES if isinstance(part.get(key), list) and part[key]]
    return (found or lists or [""])[0]


def _told(fact: Any) -> str:
    """Return a fact in words: lists and rows by what they hold."""
    if fact is None or fact in ("", [], {}):
        return ""
    if isinstance(fact, Mapping):
        return ", ".join(filter(None, map(_told, fact.values())))
    if isinstance(fact, list):
        return ", ".join(filter(None, map(_told, fact)))
    if isinstance(fact, bool):
        return _("yes") if fact else _("no")
    return str(fact)
