"""Refusals about files that people name: tables, photos, reports."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class FileNotReadable(QcError):
    """A file that was named cannot be read."""

    sentence = N_("“{file}” cannot be read: {why}. Check the name and who may read it.")


class NotADemo(QcError):
    """The demo was asked for in a folder that holds a real record."""

    sentence = N_(
        "{place} holds the record of {organisation}, which is not the sample shop. Nothing was "
        "changed; "
        "give the demo a folder of its own with --data."
    )


class NotAPhoto(QcError):
    """A file is not a photo, or only half of one."""

    sentence = N_(
        "“{name}” cannot be read as a photo (JPEG, PNG, WebP, TIFF, BMP or GIF). It was not "
        "added; take it again or choose another."
    )


class NotALogo(QcError):
    """A file cannot be the logo."""

    sentence = N_("“{name}” cannot be the logo: {why}")


class PhotoTooLarge(QcError):
    """A photo is larger than the record takes."""

    sentence = N_(
        "“{name}” is larger than {limit}. It was not added; make it smaller or take it at a "
        "lower resolution."
    )


class FileRefused(QcError):
    """A file that cannot be read as what it should be."""

    sentence = N_("“{file}” cannot be read: {why} Nothing was changed.")


class FileNotWritten(QcError):
    """A file could not be written completely."""

    sentence = N_(
        "“{file}” could not be written ({why}). Nothing half written is left; choose another "
        "folder or make room, then try again."
    )


class FileProblems(QcError):
    """A file has mistakes; all of them are listed together, each with its place."""

    sentence = N_(
        "“{file}” has mistakes ({count}). Nothing was changed; correct them and try again:"
    )

    def __init__(self, *, file: str, problems: tuple[str, ...]) -> None:
        """Keep the file's name and the sentences, one for each mistake."""
        super().__init__(file=file, count=len(problems))
        self.problems = problems


class RestoreNotConfirmed(QcError):
    """Nobody was there to be asked."""

    sentence = N_(
        "What is said above would be lost, and nobody is there to be asked. Nothing was changed."
        " Add --yes to restore the backup."
    )
