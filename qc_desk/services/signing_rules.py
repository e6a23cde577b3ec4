"""How the organisation signs its reports: as they are issued or not, once or for each sign-off."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain.organisation_signatures import SigningRule
from qc_desk.domain.people import MAY_OWN
from qc_desk.services.acts import acting
from qc_desk.services.certificates import locked_certificate


@dataclass(frozen=True, kw_only=True, slots=True)
class SigningChoice:
    """How the organisation signs; without a choice only what is sent and asked for."""

    at_issue: bool = False
    each_sign_off: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SigningRuleRow:
    """How the organisation signs now, and since when it signs as it issues."""

    choice: SigningChoice
    at_issue_since: datetime | None
    by: str


def signing_rule(session: Session) -> SigningRuleRow:
    """Return how the organisation signs now."""
    rules = list(
        session.scalars(
            select(SigningRule).order_by(SigningRule.id.desc()).options(joinedload(SigningRule.by))
        )
    )
    if not rules:
        return SigningRuleRow(choice=SigningChoice(), at_issue_since=None, by="")
    since = None
    for rule in rules:  # the newest first
        if not rule.at_issue:
            break
        since = rule.at
    now = rules[0]
    chosen = SigningChoice(at_issue=now.at_issue, each_sign_off=now.each_sign_off)
    return SigningRuleRow(choice=chosen, at_issue_since=since, by=now.by.name)


def choose_signing(
    session: Session, choice: SigningChoice, by: int, at: datetime
) -> SigningRuleRow:
    """Say how the organisation signs from now on; only an owner may.

    Raises NotAllowed; NoCertificate or CertificateNotValidNow where there is nothing to sign with.
    """
    person = acting(session, "signing.choose", by, at)
    person.must_hold_somewhere(MAY_OWN)
    if choice.at_issue:
        locked_certificate(session, at)
    if choice != signing_rule(session).choice:
        session.add(
            SigningRule(
                at_issue=choice.at_issue, each_sign_off=choice.each_sign_off, by=person, at=at
            )
        )
        session.flush()
    return signing_rule(session)
