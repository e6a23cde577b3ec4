"""Refusals about people, their passwords and their keys."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class WrongPassword(QcError):
    """The password is not right."""

    sentence = N_(
        "The password of {person} is not right. Nothing was signed. Check the keyboard layout "
        "and try again."
    )


class WaitBeforeRetry(QcError):
    """Too many wrong passwords."""

    sentence = N_("Too many wrong passwords for {person}. Try again in {seconds} s.")


class PasswordTooShort(QcError):
    """The password is too short."""

    sentence = N_(
        "The password has {length} characters; it needs at least {limit}. Four or five words "
        "are easy to remember."
    )


class PasswordTooCommon(QcError):
    """The password is one of those that are tried first."""

    sentence = N_(
        "This password is easy to guess. Four or five words that do not belong together are "
        "better."
    )


class NoKey(QcError):
    """The person has no key to sign with."""

    sentence = N_(
        "{person} has no signing key yet. An owner can set a password in Settings, under People."
    )


class NoRoleAnywhere(QcError):
    """The person may do nothing at any site."""

    sentence = N_(
        "{person} has no role at any site, so there is nothing to do here. An owner can give a "
        "role in Settings, under People."
    )


class LastOwner(QcError):
    """The last owner would be gone."""

    sentence = N_("{person} is the last owner. Make another person owner first.")


class TwoOwnersNeeded(QcError):
    """A key was about to be replaced by one owner alone."""

    sentence = N_(
        "Replacing a signing key needs a second owner. Ask {names} to confirm with their own "
        "password."
    )
