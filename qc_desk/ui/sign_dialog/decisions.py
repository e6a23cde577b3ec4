"""The signatures that decide about a batch: each opens the dialog for exactly what is shown."""

from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import Meaning, Result
from qc_desk.services import sign_offs
from qc_desk.services.batches import SeenBatch
from qc_desk.services.issued_reports import IssuedReport
from qc_desk.services.second_checks import SideBySide
from qc_desk.ui.pages import Page
from qc_desk.ui.sign_dialog.dialog import SignDialog
from qc_desk.ui.sign_dialog.signing import Given, sign

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


def approve(page: Page, seen: SeenBatch) -> SignDialog | None:
    """Release the batch with the second inspector's password; the report is issued."""

    def act(session: "Session", given: Given) -> IssuedReport:
        from qc_desk.reports import print_paper  # noqa: PLC0415 (heavy, needed here only)

        return sign_offs.approve(session, seen, given.key, given.at, print_paper)

    return sign(page, seen, Meaning.APPROVED, act)


def reject(page: Page, seen: SeenBatch) -> SignDialog | None:
    """Hold the batch with the second inspector's reason and password; the report is issued."""

    def act(session: "Session", given: Given) -> IssuedReport:
        from qc_desk.reports import print_paper  # noqa: PLC0415 (heavy, needed here only)

        return sign_offs.reject(session, seen, given.reason, given.key, given.at, print_paper)

    return sign(page, seen, Meaning.REJECTED, act)


def concede(page: Page, seen: SeenBatch) -> SignDialog | None:
    """Release a held batch under concession with a lead's or owner's reason and password."""

    def act(session: "Session", given: Given) -> IssuedReport:
        from qc_desk.reports import print_paper  # noqa: PLC0415 (heavy, needed here only)

        return sign_offs.concede(session, seen, given.reason, given.key, given.at, print_paper)

    return sign(page, seen, Meaning.CONCESSION, act)


def release_alone(page: Page, seen: SeenBatch) -> SignDialog | None:
    """Release without second check with the owner's reason and password."""

    def act(session: "Session", given: Given) -> IssuedReport:
        from qc_desk.reports import print_paper  # noqa: PLC0415 (heavy, needed here only)

        return sign_offs.release_alone(
            session, seen, given.reason, given.key, given.at, print_paper
        )

    return sign(page, seen, Meaning.RELEASED_ALONE, act)


def reconcile(page: Page, shown: SideBySide, *, together: bool) -> SignDialog | None:
    """Decide the differences: both inspectors with two passwords, or a third person alone."""

    def act(session: "Session", given: Given) -> None:
        outcome = given.outcome or Result.NOT_APPLICABLE  # which the service refuses
        sign_offs.reconcile(session, shown.seen, outcome, given.reason, given.keys, given.at)

    both = (shown.first_inspector_id, shown.second_inspector_id)
    return sign(page, shown.seen, Meaning.RECONCILED, act, signers=both if together else ())
