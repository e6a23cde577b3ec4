"""Whether a folder is a safe place for a database file: on this computer, and left alone."""

import os
import subprocess
import sys
from pathlib import Path

from qc_desk.storage.refusals import InSynchronisedFolder, OnNetworkDrive

NETWORK_KINDS = frozenset(
    {
        "9p",
        "acfs",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncp",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "prl_fs",
        "pvfs2",
        "smb",
        "smb3",
        "smbfs",
        "vboxsf",
        "vmhgfs",
        "webdav",
    }
)
NETWORK_FUSES = (
    "sshfs",
    "rclone",
    "s3fs",
    "gcsfuse",
    "goofys",
    "gvfsd-fuse",
    "davfs",
    "glusterfs",
    "ceph",
    "juicefs",
    "google-drive-ocamlfuse",
    "onedriver",
    "curlftpfs",
    "smbnetfs",
    "vmhgfs-fuse",
    "kio-fuse",
)
MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".seafile-data": "Seafile",
}
MARKER_PATTERNS = {".sync_*.db": "Nextcloud", "._sync_*.db": "Nextcloud"}
NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "iCloud",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
    "yandex.disk": "Yandex Disk",
}
WITH_MORE = ("dropbox (", "onedrive - ", "google drive (")  # "OneDrive - Our Company"


def must_be_safe(folder: Path) -> None:
    """Refuse network drives (OnNetworkDrive) and synchronised folders (InSynchronisedFolder)."""
    real = folder.resolve()
    kind = network_kind(real)
    if kind:
        raise OnNetworkDrive(location=folder, kind=kind)
    program = synchronised_by(real)
    if program:
        raise InSynchronisedFolder(location=folder, program=program)


def network_kind(folder: Path, mounts: str | None = None) -> str:
    """Return the kind of network file system that the folder is on; empty for this computer's own.

    ``mounts`` is the content of ``/proc/self/mounts``; by default that of this computer.
    """
    if sys.platform == "win32":
        return _windows_kind(folder)
    found = ""
    longest = -1
    for mounted, kind in _mounts(mounts):
        inside = folder == mounted or mounted in folder.parents
        if inside and len(mounted.parts) >= longest:
            found, longest = kind, len(mounted.parts)
    fuse = found.removeprefix("fuse.")
    return found if found in NETWORK_KINDS or fuse in NETWORK_FUSES else ""


def synchronised_by(folder: Path) -> str:
    """Return the name of the program that synchronises the folder; empty when none does."""
    for each in (folder, *folder.parents):
        name = each.name.casefold()
        if name in NAMES:
            return NAMES[name]
        if name.startswith(WITH_MORE):
            return name.split(" (")[0].split(" -")[0].title().replace("Onedrive", "OneDrive")
        marked = _marked(each)
        if marked:
            return marked
    told = os.environ.get("OneDrive", "")  # noqa: SIM112 (Windows spells it so)
    return "OneDrive" if told and folder.is_relative_to(told) else ""


def _marked(folder: Path) -> str:
    """Look for the hidden files that synchronisation programs leave in what they copy."""
    for marker, program in MARKERS.items():
        if os.path.lexists(folder / marker) and not _is_home(folder, marker):
            return program
    try:
        for pattern, program in MARKER_PATTERNS.items():
            if next(folder.glob(pattern), None) is not None:
                return program
    except OSError:
        return ""
    return ""


def _is_home(folder: Path, marker: str) -> bool:
    """``~/.dropbox`` holds Dropbox's settings and does not mean that the home is synchronised."""
    return marker == ".dropbox" and folder == Path.home()


def _mounts(written: str | None) -> list[tuple[Path, str]]:
    """Return mount points and the kind of each."""
    if written is None:
        if sys.platform == "darwin":
            return _macos_mounts()
        table = Path("/proc/self/mounts")
        written = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    rows = (line.split(" ") for line in written.splitlines())
    return [(Path(_plain(row[1])), row[2]) for row in rows if len(row) > 2]


def _plain(mounted: str) -> str:
    """Undo the octal escapes of a mount table."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        mounted = mounted.replace(code, sign)
    return mounted


def _macos_mounts() -> list[tuple[Path, str]]:
    """Lines of mount(8): ``//ana@nas/qc on /Volumes/qc (smbfs, nodev)``."""
    table = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
    found = []
    for line in table.splitlines():
        mounted, _bracket, facts = line.partition(" on ")[2].rpartition(" (")
        found.append((Path(mounted), facts.partition(",")[0].rstrip(")")))
    return found


def _windows_kind(folder: Path) -> str:
    """A path beginning with two backslashes, or a drive letter that stands for one."""
    if str(folder).startswith("\\\\"):
        return "UNC"
    import ctypes  # noqa: PLC0415 (Windows only)

    remote = 4  # DRIVE_REMOTE
    windll = getattr(ctypes, "windll")  # noqa: B009 (unknown to type checkers elsewhere)
    return "SMB" if windll.kernel32.GetDriveTypeW(folder.anchor) == remote else ""
