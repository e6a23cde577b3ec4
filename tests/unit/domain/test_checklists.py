"""Checklist versions on bare entities: who puts them in force."""

import pytest

from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import SameAuthor
from qc_desk.domain.vocabulary import Role, VersionStatus
from tests.unit.domain.bare_shop import AT, person


def test_that_an_author_alone_needs_a_reason_and_a_second_person_none() -> None:
    site = Site(code="NS", name="Novi Sad", time_zone="UTC", created_at=AT)
    author, lead = person("Olga", site, Role.OWNER), person("Lena", site, Role.LEAD)
    author.id, lead.id = 1, 2
    checklist = Checklist(code="MUG", title="Mugs", created_at=AT)
    for number in (1, 2):
        version = ChecklistVersion(number=number, drafted_by_id=1, drafted_at=AT)
        checklist.versions.append(version)
    first, second = checklist.versions
    with pytest.raises(SameAuthor, match="Olga wrote version 1"):
        first.make_effective(author, AT)
    assert first.status is VersionStatus.DRAFT
    first.make_effective(author, AT, "nobody else leads here")
    assert first.alone_reason == "nobody else leads here"
    second.make_effective(lead, AT)
    assert (second.alone_reason, first.status) == ("", VersionStatus.SUPERSEDED)
