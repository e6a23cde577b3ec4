"""The weekly letter to a manufacturer."""

from datetime import date, timedelta

import pytest

from qc_desk.domain.letter_papers import (
    WeeklyLetterPaper,
)
from qc_desk.domain.loop_words import (
    PromiseSide,
    PromiseStanding,
)
from qc_desk.domain.refusals import (
    FieldInvalid,
    QcError,
)
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services import promises
from qc_desk.services.issued_reports import IssuedReport
from qc_desk.services.promises import PromiseEntry
from qc_desk.services.verify import verify_record
from tests.checked_shop import Shop
from tests.integration.services.press import Press
from tests.integration.services.seen import (
    DAY,
    bad,
    days,
    good,
    moment,
)
from tests.integration.services.test_letters_of_reports import again, issue, row_about


def weekly(shop: Shop, press: Press, begins: date, ends: date, **given: object) -> IssuedReport:
    return issue(
        shop,
        press,
        ReportKind.WEEKLY_LETTER,
        shop.manufacturer_id,
        moment(days(25)),
        begins_on=begins,
        ends_on=ends,
        **given,
    )


def test_that_a_week_tells_batches_defects_promises_and_problems(shop: Shop) -> None:
    entry = PromiseEntry(
        side=PromiseSide.THEIRS,
        text="No more cracks",
        site_id=1,
        due_on=days(18),
        manufacturer_id=shop.manufacturer_id,
    )
    with shop.database.writing() as session:
        promises.make(session, entry, shop.ids["ana"], moment(days(15)))
    bad(shop, "L-1")
    good(shop, "L-2", days(2))
    press = Press()
    issued = weekly(shop, press, days(14), days(20))
    paper = press.last(WeeklyLetterPaper)
    assert issued.number == "WL-NS-00001"
    assert row_about(shop, issued) == "15 Nov 2026 – 21 Nov 2026"
    assert [(b.number, b.verdict.value, b.defects) for b in paper.batches] == [
        ("L-1", "rejected", 1),
        ("L-2", "released", 0),
    ]
    assert [(d.code, d.pieces, d.batches) for d in paper.defects] == [("CRACK", 3, 1)]
    assert [p.standing for p in paper.promises] == [PromiseStanding.BROKEN]
    assert [thread.name for thread in paper.threads] == ["PR-1"]
    assert [(kind.name, kind.code, kind.pieces) for kind in paper.kinds] == [
        ("Crack\u00a0[en]", "CRACK", 3)
    ]
    assert paper.other_languages == ("en",)
    assert paper.steps[-1].first <= days(20) < paper.steps[-1].first + timedelta(days=7)
    assert len(paper.steps) == 14
    again(shop, issued, press, moment(days(26)))
    assert press.last(WeeklyLetterPaper).kinds == paper.kinds
    assert press.last(WeeklyLetterPaper).begins_on == days(14)
    assert verify_record(shop.database).findings == ()


def test_that_other_weeks_tell_nothing_of_it(shop: Shop) -> None:
    with shop.database.writing() as session:
        entry = PromiseEntry(
            side=PromiseSide.THEIRS,
            text="No more cracks",
            site_id=1,
            due_on=days(3),
            manufacturer_id=shop.manufacturer_id,
        )
        promises.make(session, entry, shop.ids["ana"], moment(DAY))
    bad(shop, "L-1")
    press = Press()
    weekly(shop, press, days(5), days(8), site_id=1)
    paper = press.last(WeeklyLetterPaper)
    assert (paper.batches, paper.defects, paper.promises, paper.threads) == ((), (), (), ())


def test_that_days_of_a_week_must_be_days_that_were(shop: Shop) -> None:
    def refused(begins: date | None, ends: date | None) -> str:
        with pytest.raises(QcError) as why:
            weekly(shop, Press(), begins, ends)  # type: ignore[arg-type]
        assert type(why.value) is FieldInvalid
        return str(why.value)

    assert "before the first" in refused(days(2), days(1))
    assert "before the first" in refused(None, days(1))
    assert "three months" in refused(days(-100), days(1))
    assert "still to come" in refused(days(9), days(26))
