"""Letters and 8D reports: what stands on them, and what they refuse to say."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.disciplines import DisciplinePlace
from qc_desk.domain.eight_d_papers import EightDPaper
from qc_desk.domain.letter_papers import (
    ComplaintAnswerPaper,
    FixedLetterPaper,
    WeeklyLetterPaper,
)
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    Discipline,
    DisciplinePart,
    PromiseSide,
    PromiseStanding,
)
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.problems import Problem
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    NotAllowed,
    NotAnsweredYet,
    NotFound,
    NotProven,
    QcError,
)
from qc_desk.domain.report_words import MomentKind
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services import corrective_actions, issued_reports, problems, promises
from qc_desk.services.acts import acting
from qc_desk.services.fixed_letters import customers_to_tell
from qc_desk.services.issued_reports import IssuedReport, Reissue
from qc_desk.services.letters import first_recipient, letter, recipients
from qc_desk.services.new_reports import issue_report
from qc_desk.services.promises import PromiseEntry
from qc_desk.services.report_entries import ReportEntry
from qc_desk.services.report_lists import report_row
from qc_desk.services.report_subjects import find_customer
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop
from tests.integration.services.press import Press
from tests.integration.services.seen import (
    DAY,
    bad,
    days,
    fixed,
    good,
    moment,
    promise_fix,
    prove,
    work_out,
)
from tests.promised import Promised, talked_about

if TYPE_CHECKING:
    from datetime import datetime


def issue(
    shop: Shop, press: Press, kind: ReportKind, subject_id: int, at: "datetime", **given: object
) -> IssuedReport:
    who = str(given.pop("who", "marko"))
    entry = ReportEntry(kind=kind, subject_id=subject_id, **given)  # type: ignore[arg-type]
    with shop.database.writing() as session:
        return issue_report(session, entry, shop.ids[who], at, press)


def again(shop: Shop, first: IssuedReport, press: Press, at: "datetime") -> IssuedReport:
    wanted = Reissue(report_id=first.id, language="sr", reason="in Serbian")
    with shop.database.writing() as session:
        return issued_reports.reissue(session, wanted, shop.ids["marko"], at, press)


def row_about(shop: Shop, issued: IssuedReport) -> str:
    with shop.database.reading() as session:
        return report_row(session, issued.id).about


# The answer to a complaint


def answered(shop: Shop) -> Promised:
    talked = talked_about(shop)
    talked.make()
    kept = talked.make(text="Call on Monday")
    with shop.database.writing() as session:
        promises.keep(session, kept, "called", shop.ids["ana"], AT + timedelta(hours=1))
    at = AT + timedelta(hours=2)
    with shop.database.writing() as session:
        by = acting(session, "test.answered", shop.ids["mira"], at)
        complaint = session.get_one(Complaint, talked.complaint_id)
        for step in (
            partial(complaint.receive),
            partial(complaint.acknowledge, "Heard."),
            partial(complaint.restate, "The mugs crack", ("Petar", at)),
            partial(complaint.investigate, "Looking."),
            partial(complaint.answer, "They do.", ComplaintOutcome.JUSTIFIED),
        ):
            step(by=by, at=at)
            session.flush()
    return talked


def test_that_an_answer_says_their_words_ours_and_what_is_promised(shop: Shop) -> None:
    talked, press = answered(shop), Press()
    at = AT + timedelta(days=1)
    issued = issue(shop, press, ReportKind.COMPLAINT_ANSWER, talked.complaint_id, at)
    paper = press.last(ComplaintAnswerPaper)
    assert (issued.number, row_about(shop, issued)) == ("CA-NS-00001", "C-1")
    assert (paper.to, paper.their_words) == ("Кафић Мост", "Шоље су напукле")
    assert (paper.restated, paper.agreed_by) == ("The mugs crack", "Petar")
    assert (paper.found, paper.answer) == ("Looking.", "They do.")
    assert paper.outcome is ComplaintOutcome.JUSTIFIED
    assert [(p.text, p.standing) for p in paper.promises] == [
        ("Send 20 new mugs", PromiseStanding.MADE),
        ("Call on Monday", PromiseStanding.KEPT),
    ]
    assert again(shop, issued, press, at).number == "CA-NS-00002"
    assert press.last(ComplaintAnswerPaper).language == "sr"
    assert verify_record(shop.database).findings == ()


def test_that_a_complaint_without_answer_is_not_answered_by_letter(shop: Shop) -> None:
    talked = talked_about(shop)
    with pytest.raises(NotAnsweredYet, match="C-1"):
        issue(shop, Press(), ReportKind.COMPLAINT_ANSWER, talked.complaint_id, AT)


# "It is fixed"


def proven(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(2))
    good(shop, "L-3", days(3))
    prove(shop, days(4))


def test_that_what_is_proven_is_told_with_its_proof(shop: Shop) -> None:
    proven(shop)
    press = Press()
    issued = issue(shop, press, ReportKind.FIXED_LETTER, 1, moment(days(5)))
    paper = press.last(FixedLetterPaper)
    assert (issued.number, row_about(shop, issued)) == ("FX-NS-00001", "PR-1")
    assert (paper.countermeasure, paper.fixed_from, paper.proven_on) == (
        "New kiln",
        days(1),
        days(4),
    )
    assert [(s.site, s.clean) for s in paper.proof] == [("Novi Sad (NS)", 2)]
    assert (paper.to, paper.language, paper.recurrences) == ("", "en", 0)
    assert again(shop, issued, press, moment(days(6))).number == "FX-NS-00002"
    assert verify_record(shop.database).findings == ()


def test_that_a_customer_can_be_told_by_a_site(shop: Shop) -> None:
    proven(shop)
    talked = talked_about_proven(shop)
    press = Press()
    issue(
        shop,
        press,
        ReportKind.FIXED_LETTER,
        1,
        moment(days(5)),
        customer_id=talked,
        site_id=1,
        language="sr",
    )
    paper = press.last(FixedLetterPaper)
    assert (paper.to, paper.language) == ("Кафић Мост", "sr")


def complained(shop: Shop) -> None:
    """Let a customer complain of the problem."""
    with shop.database.writing() as session:
        by = acting(session, "test.complained", shop.ids["mira"], AT)
        site = session.get_one(Site, 1)
        complaint = Complaint(
            number=1, site=site, customer=Customer(name="Кафић Мост", created_at=AT),
            channel=Channel.PHONE, heard_at=AT, heard_by=by, words="Напукло",
            entered_by=by, entered_at=AT, changed_at=AT,
        )  # fmt: skip
        session.add(complaint)
        session.flush()
        seen = Sighting(site=site, complaint_id=complaint.id, made_on=DAY, by=by, at=AT)
        problem = session.get_one(Problem, 1)
        problem.sightings.append(seen)


def test_that_those_who_complained_are_to_be_told(shop: Shop) -> None:
    bad(shop, "L-1")
    complained(shop)
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(2))
    good(shop, "L-3", days(3))
    prove(shop, days(4))
    with shop.database.reading() as session:
        (told,) = customers_to_tell(session, 1)
        assert find_customer(session, " кафић мост ") == told.id
        with pytest.raises(NotFound):
            find_customer(session, "Nobody")
    assert (told.name, told.complaints, told.letters) == ("Кафић Мост", ("C-1",), ())
    issue(shop, Press(), ReportKind.FIXED_LETTER, 1, moment(days(5)), customer_id=told.id)
    with shop.database.reading() as session:
        assert customers_to_tell(session, 1)[0].letters == ("FX-NS-00001",)


def talked_about_proven(shop: Shop) -> int:
    """Enter a customer; returns its id."""
    from tests.integration.services.seen import write  # noqa: PLC0415

    write(shop, lambda session, _by: session.add(Customer(name="Кафић Мост", created_at=AT)))
    with shop.database.reading() as session:
        return session.query(Customer).one().id


def test_that_what_is_not_proven_is_refused_with_what_is_missing(shop: Shop) -> None:
    bad(shop, "L-1")
    with pytest.raises(NotProven):
        issue(shop, Press(), ReportKind.FIXED_LETTER, 1, moment(days(1)))
    fixed(shop, days(1), "New kiln")
    with pytest.raises(NotProven, match="Novi Sad"):
        issue(shop, Press(), ReportKind.FIXED_LETTER, 1, moment(days(2)))
    with pytest.raises(NotAllowed):
        prove_and_ask(shop)


def prove_and_ask(shop: Shop) -> None:
    good(shop, "L-2", days(2))
    good(shop, "L-3", days(3))
    prove(shop, days(4))
    issue(shop, Press(), ReportKind.FIXED_LETTER, 1, moment(days(5)), who="ana")


# The 8D report


def test_that_an_8d_report_tells_every_discipline_and_what_is_missing(shop: Shop) -> None:
    bad(shop, "L-1")
    action = work_out(shop, days(1))
    with shop.database.writing() as session:
        place = DisciplinePlace(Discipline.D4, DisciplinePart.MACHINE)
        corrective_actions.write(
            session, action, place, "the burner", shop.ids["mira"], moment(days(2))
        )
        corrective_actions.add_member(
            session, action, shop.ids["ana"], "kiln", shop.ids["mira"], moment(days(2))
        )
        entry = corrective_actions.PlanEntry(
            discipline=Discipline.D3, what="Sort", owner_id=shop.ids["ana"], due_on=days(3)
        )
        corrective_actions.plan(session, action, entry, shop.ids["mira"], moment(days(2)))
    press = Press()
    issued = issue(shop, press, ReportKind.EIGHT_D, action, moment(days(5)))
    paper = press.last(EightDPaper)
    assert (issued.number, row_about(shop, issued)) == ("8D-NS-00001", "CA-1")
    assert [each.name for each in paper.team] == ["Ana Kovač"]
    assert (paper.whys_occurred, paper.whys_escaped) == (("because",), ("because",))
    causes = {each.branch: each.causes for each in paper.branches}
    assert causes[DisciplinePart.MACHINE] == ("the burner",)
    told = {each.discipline: each for each in paper.disciplines}
    (done,) = told[Discipline.D5].actions
    assert (done.evidence, done.verified_by, done.verified_on) == (
        "photo",
        "Marko Jurić",
        days(1),
    )
    (open_,) = told[Discipline.D3].actions
    assert (open_.evidence, open_.verified_by, open_.verified_on) == ("", "", None)
    assert told[Discipline.D2].missing == "the problem in one's own words"
    assert paper.thread.moments[0].where == "L-1"
    assert again(shop, issued, press, moment(days(6))).number == "8D-NS-00002"


def test_that_an_8d_report_of_a_site_names_complaints_without_a_batch(shop: Shop) -> None:
    talked = talked_about(shop)
    with shop.database.writing() as session:
        seen = problems.SeenProblem(problem_id=talked.problem_id, version=1)
        action = corrective_actions.open_(
            session, seen, "Cracks", shop.ids["mira"], shop.ids["mira"], AT
        )
    for given in ({}, {"site_id": 1, "language": "sr"}):
        issued = issue(shop, Press(), ReportKind.EIGHT_D, action, AT, **given)
        assert issued.number.startswith("8D-NS-")


def test_that_the_thread_tells_complaints_and_how_promises_ended(shop: Shop) -> None:
    bad(shop, "L-1")
    complained(shop)
    action = work_out(shop, days(1))
    fix = promise_fix(shop, days(1))
    other = PromiseEntry(
        side=PromiseSide.OURS, text="Sort it", site_id=1, due_on=days(40), problem_id=1
    )
    with shop.database.writing() as session:
        promises.make(session, other, shop.ids["mira"], moment(days(20)))
    shop.at = moment(days(33))
    with shop.database.writing() as session:
        promises.finish_late(session, fix, "new kiln", shop.ids["mira"], shop.at)
    press = Press()
    issue(shop, press, ReportKind.EIGHT_D, action, moment(days(34)))
    told = [
        (each.kind, each.where or each.words, each.on)
        for each in press.last(EightDPaper).thread.moments
    ]
    assert (MomentKind.SEEN, "C-1", DAY) in told
    assert told[-3:] == [
        (MomentKind.PROMISED, "It is fixed.", days(1)),
        (MomentKind.BROKEN, "It is fixed.", days(31)),
        (MomentKind.LATE, "It is fixed.", days(33)),
    ]
    assert "Sort it" not in [words for _kind, words, _on in told]  # it promises no end


# What goes with a report


def test_that_the_letter_names_what_is_attached_and_whom_it_concerns(shop: Shop) -> None:
    proven(shop)
    customer = talked_about_proven(shop)
    at = moment(days(5))
    nobody = issue(shop, Press(), ReportKind.FIXED_LETTER, 1, at)
    told = issue(shop, Press(), ReportKind.FIXED_LETTER, 1, at, customer_id=customer)
    with shop.database.reading() as session:
        assert recipients(session, nobody.id) == []
        with pytest.raises(FieldNeeded, match="recipient"):
            first_recipient(session, nobody.id)
        to = first_recipient(session, told.id)
        written = letter(session, told.id, to, shop.ids["marko"])
    assert (to.name, to.contact) == ("Кафић Мост", "")
    kind = ReportKind.FIXED_LETTER.label
    assert written.subject == f"{kind[0].upper()}{kind[1:]} FX-NS-00002: PR-1"
    assert written.text.startswith(
        f"Good day,\n\nattached is our {kind} FX-NS-00002 (PR-1).\n\nPlease confirm"
    )


# The weekly letter


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
