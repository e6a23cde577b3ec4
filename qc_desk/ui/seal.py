"""The organisation's certificate while it lies open at this workstation, and what it signs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.jobs import Job, Jobs
from qc_desk.ui.presence import Presence
from qc_desk.ui.records import Records

if TYPE_CHECKING:
    from qc_desk.services.certificates import OpenCertificate

Signed = list[str]


class Seal(QObject):
    """Signs what is issued here once the certificate is open; it is shut with the program."""

    def __init__(self, records: Records, jobs: Jobs, presence: Presence) -> None:
        """Begin shut."""
        super().__init__()
        self._records, self._jobs, self._presence = records, jobs, presence
        self._certificate: OpenCertificate | None = None
        self._running = self._again = False
        records.changed.connect(self.catch_up)

    @property
    def is_open(self) -> bool:
        """Whether what is issued here is signed without asking."""
        return self._certificate is not None

    def shut(self) -> None:
        """Let the certificate go."""
        self._certificate = None

    def sign(self, password: str, then: Callable[[Signed], None], *, stays: bool) -> None:
        """Open the certificate and sign all that waits, with progress and cancel.

        It stays open if that is wanted; a wrong password is told in the message bar.
        """
        desk, by, at = self._records.desk, self._by, self._records.now()

        def work(job: Job) -> "tuple[OpenCertificate, Signed]":
            from qc_desk.services import certificates  # noqa: PLC0415 (on use)

            with desk.reading() as session:
                locked = certificates.locked_certificate(session, at)
                opened = certificates.open_certificate(locked, password)
            return opened, self._sign(opened, by, job)

        def done(made: "tuple[OpenCertificate, Signed]") -> None:
            if stays:
                self._certificate = made[0]
            self._records.changed.emit()
            then(made[1])

        self._jobs.start(_("Signing reports"), work, done)

    def catch_up(self) -> None:
        """Sign what waits by now, beside the window, if the certificate is open."""
        certificate = self._certificate
        if certificate is None or self._presence.person is None:
            return
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        by = self._by
        self._jobs.start(
            _("Signing reports"),
            lambda job: self._sign(certificate, by, job),
            self._caught_up,
            refused=self._refuse,
            quiet=True,
        )

    def _sign(self, certificate: "OpenCertificate", by: int, job: Job) -> Signed:
        """Sign all that waits; in a thread."""
        from qc_desk.services.organisation_signatures import (  # noqa: PLC0415 (on use)
            sign_reports,
            waiting_reports,
        )

        desk = self._records.desk
        with desk.reading() as session:
            waiting = waiting_reports(session, by)
        return sign_reports(desk, waiting, certificate, by, self._records.now(), job.step)

    def _caught_up(self, signed: Signed) -> None:
        """Let the pages see it; look again if something was changed meanwhile."""
        self._running = False
        if signed:
            self._records.changed.emit()
        elif self._again:
            self.catch_up()

    def _refuse(self, refusal: QcError) -> None:
        """Say why it cannot sign, once: the certificate is let go, and what waits stays."""
        self._running = False
        self.shut()
        self._records.refused.emit(refusal)

    @property
    def _by(self) -> int:
        person = self._presence.person
        return person.person_id if person is not None else 0
