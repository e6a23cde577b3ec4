"""What is said when the record cannot be used: what happened, what was kept, what to do."""

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import N_

# Where the record is


class UnknownDatabase(QcError):
    """The location is neither a folder nor a PostgreSQL address."""

    sentence = N_(
        "“{location}” is neither a data folder nor a postgresql:// address. Nothing was opened."
        " Give a folder on this computer, or postgresql://user@server/database."
    )


class NotAFolder(QcError):
    """The location is a file."""

    sentence = N_(
        "“{location}” is a file, not a data folder. Nothing was opened. Give the folder that"
        " qc_desk.db is in."
    )


class NoRecordHere(QcError):
    """There is no record at this location."""

    sentence = N_(
        "There is no record in “{location}”. Nothing was created. Check the location, or start QC"
        " Desk there once."
    )


class OnNetworkDrive(QcError):
    """The folder is on a network file system, where two programs can damage one file."""

    sentence = N_(
        "“{location}” is on a network drive ({kind}), where a database file can be damaged."
        " Nothing was opened."
        " Choose a folder on this computer; to work from several computers use a PostgreSQL"
        " server."
    )


class InSynchronisedFolder(QcError):
    """The folder is copied back and forth by a synchronisation program."""

    sentence = N_(
        "“{location}” is synchronised by {program}, which can tear a database file apart. Nothing"
        " was opened."
        " Choose a folder that is not synchronised; to work from several computers use a"
        " PostgreSQL server."
    )


class AlreadyOpen(QcError):
    """Another program writes to this record."""

    sentence = N_(
        "The record in “{location}” is already open: {holder}. Nothing was changed."
        " Use the window that is open, or close it first. Reports, exports and verify work"
        " meanwhile."
    )


# What is wrong with it


class ForeignFile(QcError):
    """The file is not a record of this program."""

    sentence = N_(
        "“{location}” does not hold a record of QC Desk. It was left untouched. Check the"
        " location."
    )


class NewerRecord(QcError):
    """The record was written by a newer program."""

    sentence = N_(
        "The record in “{location}” was written by a newer QC Desk (form {found}; this program"
        " knows {known})."
        " It was left untouched. Install the newer program on this computer."
    )


class OlderRecord(QcError):
    """The record must be brought up to date before it can be read."""

    sentence = N_(
        "The record in “{location}” comes from an older QC Desk. It was left untouched."
        " Open it once in the window, which makes a backup and brings it up to date."
    )


class MigrationFailed(QcError):
    """The record could not be brought up to date."""

    sentence = N_(
        "The record in “{location}” could not be brought up to date ({reason}). Everything is as"
        " it was before."
        " Go on with the older program, and send this message to whoever looks after QC Desk."
    )


class DamagedRecord(QcError):
    """The file is damaged."""

    sentence = N_(
        "The record in “{location}” is damaged ({reason}). It was left as it is."
        " Do not work on: keep a copy of the folder, and go back to the last backup."
    )


class EmptyFile(QcError):
    """The file has no content; a copy went wrong or a disk was full."""

    sentence = N_(
        "“{location}” is empty: a copy or a disk went wrong. It was left as it is."
        " Put the last backup in its place; to begin a new record, move the empty file away."
    )


class GuardsMissing(QcError):
    """Rules that the database itself keeps are missing or were altered."""

    sentence = N_(
        "Rules that protect the record in “{location}” are missing or were altered: {names}."
        " Nothing was opened."
        " Somebody changed the database with another tool. Go back to the last backup, and ask"
        " who did it."
    )


class SettingsNotInForce(QcError):
    """The database does not keep its promises on this computer."""

    sentence = N_(
        "The database cannot work safely here: {setting} is {found} instead of {wanted}. Nothing"
        " was opened."
        " Install QC Desk again, or choose another data folder."
    )


# What the computer did


class NoPermission(QcError):
    """The operating system does not allow it."""

    sentence = N_(
        "This account may not use “{location}”. Nothing was changed."
        " Ask whoever looks after this computer for the right to read and write there."
    )


class ReadOnlyRecord(QcError):
    """The record can be read but not written."""

    sentence = N_(
        "The record in “{location}” can be read but not written: the file or the disk is"
        " write-protected."
        " Nothing was changed. Take the protection away, or copy the folder to another disk."
    )


class DiskFull(QcError):
    """There is no room left."""

    sentence = N_(
        "The disk of “{location}” is full. The last change was not kept; everything before it is"
        " safe."
        " Make room on the disk, then do it again."
    )


class DiskFailed(QcError):
    """The disk did not do what it was asked to."""

    sentence = N_(
        "The disk of “{location}” reported an error. The last change may not have been kept;"
        " everything before it is"
        " safe. Look whether it is there before you repeat it, and have the disk checked."
    )


class RecordBusy(QcError):
    """Another program or a long report holds the record."""

    sentence = N_(
        "The record is busy with other work. The last change was not kept. Wait a moment, then do"
        " it again."
    )


# What the database said


class ChangedMeanwhile(QcError):
    """Somebody else changed the same thing between reading and writing."""

    sentence = N_(
        "Somebody else changed the same thing at the same moment. Your change was not kept."
        " Look at it again, then decide."
    )


class RefusedByDatabase(QcError):
    """A rule that the database itself keeps was about to be broken."""

    sentence = N_(
        "The database refused the change, because it breaks a rule of the record ({rule})."
        " Nothing of it was kept. Look at it again; if it should be allowed, report this message."
    )


class ConnectionLost(QcError):
    """The database server does not answer any more."""

    sentence = N_(
        "The connection to the database server was lost. The last change may not have been kept;"
        " everything before"
        " it is safe. Check the network; look whether the change is there before you repeat it."
    )


class CannotConnect(QcError):
    """The database server cannot be reached, or does not let this program in."""

    sentence = N_(
        "The database server could not be reached at “{location}” ({reason}). Nothing was opened."
        " Check the address, the network, the user and the password."
    )


class ServerUnfit(QcError):
    """The database server is too old or keeps text in another encoding."""

    sentence = N_(
        "The database server at “{location}” has {setting} {found}, but {wanted} is needed."
        " Nothing was opened."
        " Ask whoever looks after the server."
    )


class DriverMissing(QcError):
    """The part of the program that talks to PostgreSQL is not installed."""

    sentence = N_(
        "This installation cannot talk to PostgreSQL. Nothing was opened."
        " Install QC Desk with its “postgres” extra."
    )


# Backup


class BackupFailed(QcError):
    """The copy could not be made, or is not good."""

    sentence = N_(
        "The backup to “{target}” failed ({reason}). The record itself is untouched, and no half"
        " backup was left."
        " Put it right and make the backup again soon."
    )


class SecondPlaceLost(QcError):
    """The folder outside cannot be reached or written."""

    sentence = N_(
        "The second place “{folder}” cannot be used ({reason}). The record and its backups are"
        " whole, but nothing is kept outside of this computer now. Connect it again, or choose"
        " another folder in Settings, Backup."
    )


class SecondPlaceInside(QcError):
    """The folder chosen as the second place is a part of the record's own folder."""

    sentence = N_(
        "The second place was not changed: “{folder}” is where the record itself is. What happens"
        " to that folder would happen to the copies, too. Choose a folder on another disk, or on"
        " another computer."
    )


class BackupOnServer(QcError):
    """The record is on a server, which has its own backup."""

    sentence = N_(
        "This record is on a PostgreSQL server. No backup was made from here."
        " Back it up on the server: pg_dump --format=custom --file=qc_desk.dump {database}"
    )


# Restoring a backup


class BackupNotGood(QcError):
    """What should be restored is damaged, altered, or was copied while it was written to."""

    sentence = N_(
        "“{file}” is not a good backup ({reason}). Nothing was changed. Choose another backup;"
        " keep this one if somebody is to look into it."
    )


class NothingInBackup(QcError):
    """What should be restored is the record of nobody."""

    sentence = N_(
        "“{file}” holds a record in which nothing was entered yet. Nothing was changed. Choose"
        " another backup."
    )


class RecordIsItsBackup(QcError):
    """The record itself was named as its backup."""

    sentence = N_(
        "“{file}” is the record itself, not a backup of it. Nothing was changed. Choose a file"
        " from the folder of backups."
    )


class RestoreOnServer(QcError):
    """The record is on a server, which has its own way to restore."""

    sentence = N_(
        "This record is on a PostgreSQL server. Nothing was restored from here. Restore it on the"
        " server into a new, empty database ({command}), and open that one."
    )


class AnotherRecord(QcError):
    """What should be restored belongs to another shop."""

    sentence = N_(
        "“{file}” is a backup of another record: of {theirs}, while here is that of {ours}."
        " Nothing was changed. If that is what you want, say so: --of-another-record."
    )


class RecordsParted(QcError):
    """The backup and the record were once the same, and then went different ways."""

    sentence = N_(
        "“{file}” and the record are the same up to audit entry {common} and then differ: the"
        " backup comes from before another restoration, or somebody changed one of them. Nothing"
        " was changed. If you want it all the same, say so: --of-another-record."
    )
