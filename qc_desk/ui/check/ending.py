"""The end of a check: the first inspector signs, the second submits and sees both checks."""

from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import Meaning
from qc_desk.i18n import _
from qc_desk.services import sign_offs
from qc_desk.services.batches import SeenBatch
from qc_desk.services.check_sheets import CheckSheet
from qc_desk.ui.sign_dialog import SignDialog, sign

if TYPE_CHECKING:
    from qc_desk.ui.check.page import CheckPage


def sign_first(page: "CheckPage", sheet: CheckSheet) -> SignDialog | None:
    """Open the sign dialog over exactly what the page shows."""
    seen = SeenBatch(batch_id=sheet.batch_id, version=sheet.batch_version)

    def signed(_answer: None) -> None:
        said = _("The first check of batch {batch} is signed.")
        page.kit.messages.succeed(
            said.format(batch=sheet.batch), _("It now waits for a second person.")
        )
        page.close_check()

    return sign(
        page,
        seen,
        Meaning.INSPECTED,
        lambda session, given: sign_offs.sign_first(session, seen, given.key, given.at),
        signed,
    )


def submit_second(page: "CheckPage", sheet: CheckSheet) -> None:
    """Submit the second check and show both side by side."""
    if page.recorder is not None and page.recorder.submit():
        page.close_check()
        page.kit.go_to("second_check", sheet.batch_id)
