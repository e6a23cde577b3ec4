"""A procedure comes in force on the word of a second person, or with a reason that stays."""

import pytest

from qc_desk.domain.procedures import Procedure, ProcedureVersion
from qc_desk.domain.refusals import SameAuthor
from qc_desk.domain.vocabulary import VersionStatus
from tests.unit.domain.bare_shop import AT, BareShop


def test_that_an_author_alone_approves_only_with_a_reason() -> None:
    author = BareShop().lena
    author.id = 1
    glaze = Procedure(code="GLAZE", title="Mix the glaze", created_at=AT)
    draft = ProcedureVersion(number=1, drafted_by_id=author.id, drafted_at=AT)
    glaze.versions.append(draft)
    with pytest.raises(SameAuthor, match="Lena wrote version 1 of “Mix the glaze”"):
        draft.make_effective(author, AT)
    assert draft.status is VersionStatus.DRAFT
    draft.make_effective(author, AT, "There is no second lead yet.")
    assert (draft.status, draft.alone_reason) == (
        VersionStatus.EFFECTIVE,
        "There is no second lead yet.",
    )
