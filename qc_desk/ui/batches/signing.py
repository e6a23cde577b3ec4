"""Signatures that a batch's detail asks for: a concession, and a release without second check."""

from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import Meaning
from qc_desk.services import sign_offs
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.issued_reports import IssuedReport
from qc_desk.ui.pages import Page
from qc_desk.ui.sign_dialog import Given, sign

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


def concede(page: Page, detail: BatchDetail) -> None:
    """Release a held batch under concession with the signer's password; the report is issued."""

    def act(session: "Session", given: Given) -> IssuedReport:
        from qc_desk.reports import render_inspection  # noqa: PLC0415 (heavy, needed here only)

        return sign_offs.concede(
            session, detail.seen, given.reason, given.key, given.at, render_inspection
        )

    sign(page, detail.seen, Meaning.CONCESSION, act)


def release_alone(page: Page, detail: BatchDetail) -> None:
    """Release without second check with the owner's reason and password; the report says so."""

    def act(session: "Session", given: Given) -> IssuedReport:
        from qc_desk.reports import render_inspection  # noqa: PLC0415 (heavy, needed here only)

        return sign_offs.release_alone(
            session, detail.seen, given.reason, given.key, given.at, render_inspection
        )

    sign(page, detail.seen, Meaning.RELEASED_ALONE, act)
