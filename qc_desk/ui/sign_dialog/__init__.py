"""Signing: a person sees what they answer for, says why, and types their password.

    from qc_desk.ui.sign_dialog import sign

    sign(
        self,                # the page: it gives the kit and the window
        seen,                # SeenBatch: exactly what the page shows
        Meaning.INSPECTED,   # decides the sentence, the button, and whether a reason is asked
        lambda session, given: sign_offs.sign_first(session, seen, given.key, given.at),
        self._after_signing, # gets the service's answer, after the commit and the reload
    )

The act runs off the window's thread, in one transaction, with the keys just unlocked. ``given``
holds ``key`` (or ``keys``, in the order of ``signers``, when two people sign together),
``reason``, ``outcome`` (for a reconciliation) and ``at``. The keys are let go when the act ends.
A wrong password is said inside the dialog and nothing typed is lost; so is every other refusal,
except that somebody else changed the batch: then the page is read again and the message bar says
so. When the act returns an IssuedReport, the window says its number and offers to open it.
"""

from qc_desk.ui.sign_dialog.dialog import SignDialog
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.sign_dialog.signing import Given, sign

__all__ = ["Given", "PasswordField", "SignDialog", "sign"]
