"""Which folders are safe for a database file."""

import os
from pathlib import Path

import pytest

from qc_desk.storage import refusals
from qc_desk.storage.place import must_be_safe, network_kind, synchronised_by

MOUNTS = """\
/dev/vda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
nas:/qc /mnt/nas nfs4 rw 0 0
//nas/qc /mnt/our\\040share cifs rw 0 0
ana@host: /home/ana/remote fuse.sshfs rw 0 0
drive: /home/ana/drive fuse.rclone rw 0 0
C:\\134 /mnt/c 9p rw 0 0
/dev/sdb1 /mnt/nas/local ext4 rw 0 0
/dev/sdc1 /media/usb fuseblk rw 0 0
tmpfs /tmp tmpfs rw 0 0
short
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ana/qc", ""),
        ("/", ""),
        ("/mnt/nas", "nfs4"),
        ("/mnt/nas/qc/data", "nfs4"),
        ("/mnt/nas/local/qc", ""),
        ("/mnt/nasty", ""),
        ("/mnt/our share/qc", "cifs"),
        ("/home/ana/remote/qc", "fuse.sshfs"),
        ("/home/ana/drive", "fuse.rclone"),
        ("/mnt/c/Users/ana", "9p"),
        ("/media/usb/qc", ""),
        ("/tmp/qc", ""),  # noqa: S108 (a line of the table above)
    ],
)
def test_that_network_drives_are_known_by_the_table_of_mounts(folder: str, kind: str) -> None:
    assert network_kind(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox/qc", "Dropbox"),
        ("Dropbox (Our Company)/qc", "Dropbox"),
        ("OneDrive - Our Company/qc", "OneDrive"),
        ("onedrive", "OneDrive"),
        ("Google Drive/My Drive/qc", "Google Drive"),
        ("Nextcloud/qc", "Nextcloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs/qc", "iCloud"),
        ("Library/CloudStorage/qc", "iCloud"),
        ("qc", ""),
        ("my dropbox notes/qc", ""),
        ("Documents/QC Desk", ""),
    ],
)
def test_that_synchronised_folders_are_known_by_their_names(
    tmp_path: Path, folder: str, program: str
) -> None:
    assert synchronised_by(tmp_path / folder) == program


@pytest.mark.parametrize(
    ("marker", "program"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".sync_1a2b3c.db", "Nextcloud"),
        ("._sync_1a2b3c.db", "Nextcloud"),
        (".tmp.driveupload", "Google Drive"),
        (".owncloudsync.log", "ownCloud"),
    ],
)
def test_that_synchronised_folders_are_known_by_what_lies_in_them(
    tmp_path: Path, marker: str, program: str
) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / marker).touch()
    assert synchronised_by(tmp_path / "shared" / "deep" / "qc") == program
    assert synchronised_by(tmp_path / "other") == ""


def test_that_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "qc").mkdir(parents=True)
    link = tmp_path / "harmless"
    link.symlink_to(tmp_path / "Dropbox" / "qc")
    with pytest.raises(refusals.InSynchronisedFolder) as refused:
        must_be_safe(link)
    assert "Dropbox" in str(refused.value)


def test_that_the_settings_of_dropbox_in_the_home_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / ".dropbox").mkdir()
    assert synchronised_by(tmp_path / "qc") == ""


def test_that_the_folder_windows_names_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "OneDrive", str(tmp_path / "mine"))
    assert synchronised_by(tmp_path / "mine" / "qc") == "OneDrive"
    assert synchronised_by(tmp_path / "yours") == ""
