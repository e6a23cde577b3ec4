"""The settings of a workstation: one TOML file, two environment variables."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from qc_desk.i18n import LANGUAGES, _

THEMES = ("auto", "light", "dark")
MAIL_SECURITY = ("starttls", "tls")
_LONGEST_IDLE = 60
_HIGHEST_PORT = 65_535


class SettingsError(Exception):
    """The settings file cannot be used; the text says where and what was expected."""


@dataclass(frozen=True)
class Settings:
    """What a workstation is set to; ``database`` is empty for the SQLite file in ``data``."""

    data: Path
    database: str = ""
    language: str = "en"
    theme: str = "auto"
    idle_minutes: int = 5
    second_place: str = ""  # the folder outside for receipts and copies of backups; empty: none
    outbox: str = ""  # the folder for outgoing reports; empty: none
    mail_host: str = ""  # empty: e-mail is left to the mail program
    mail_port: int = 587
    mail_security: str = "starttls"
    mail_login: str = ""
    mail_from: str = ""

    @property
    def outside(self) -> Path | None:
        """The second place, where there is one."""
        return Path(self.second_place).expanduser() if self.second_place else None


def settings_file() -> Path:
    """Return where the settings of this workstation are kept."""
    return user_config_path("qc-desk", appauthor=False) / "settings.toml"


def load(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; QC_DESK_DATA and QC_DESK_DATABASE come before the file.

    Raises SettingsError when the file is there and cannot be understood.
    """
    given = os.environ if environment is None else environment
    settings = _read(file or settings_file(), Settings(user_data_path("qc-desk", appauthor=False)))
    if folder := given.get("QC_DESK_DATA"):
        settings = replace(settings, data=Path(folder))
    if database := given.get("QC_DESK_DATABASE"):
        settings = replace(settings, database=database)
    return settings


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings, whole or not at all."""
    target = file or settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name.name} = {_toml(getattr(settings, name.name))}" for name in fields(settings)]
    fresh = target.with_name(target.name + ".new")
    with fresh.open("w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(target)


def _toml(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, int):
        return str(value)
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    text = "".join(signs.get(sign, sign) for sign in str(value))
    return '"' + "".join(s if s >= " " and s != "\x7f" else f"\\u{ord(s):04x}" for s in text) + '"'


def _read(file: Path, settings: Settings) -> Settings:
    """Put what the file says over the settings that hold without it."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return settings
    except OSError as error:
        raise SettingsError(
            _("The settings file {file} cannot be read: {problem}. Check who may read it.").format(
                file=file, problem=error.strerror
            )
        ) from error
    import tomllib  # noqa: PLC0415 (most workstations have no such file, and start without it)

    try:
        found = tomllib.loads(text.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            _(
                "The settings file {file} is not valid TOML: {problem}. "
                "Mend it, or delete it to begin anew."
            ).format(file=file, problem=error)
        ) from error
    return _checked(file, found, settings)


def _checked(file: Path, found: Mapping[str, object], settings: Settings) -> Settings:
    """Check every setting of a file and put them over those that hold without it."""
    values: dict[str, object] = {}
    for name, value in found.items():
        rule = _RULES.get(name)
        problem = (
            _("is not a setting; the settings are {names}").format(names=", ".join(_RULES))
            if rule is None
            else rule(value)
        )
        if problem:
            raise SettingsError(
                _("{file}, line {line}: “{name}” {problem}.").format(
                    file=file, line=_line(file, name), name=name, problem=problem
                )
            )
        values[name] = Path(str(value)).expanduser() if name == "data" else value
    return replace(settings, **values)  # type: ignore[arg-type]  # each was checked by its rule


def _line(file: Path, name: str) -> int:
    """Return the line of a file that begins with a name; 1 when there is none."""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    begins = (n for n, line in enumerate(lines, start=1) if line.lstrip(" \"'[").startswith(name))
    return next(begins, 1)


def _text(value: object) -> str:
    """Return what is wrong with a text; empty when nothing is."""
    return "" if isinstance(value, str) else _("must be a text in quotes")


def _folder(value: object) -> str:
    """Return what is wrong with a folder; empty when nothing is."""
    return "" if isinstance(value, str) and value else _("must be a folder in quotes")


def _one_of(*words: str) -> Callable[[object], str]:
    """Return a rule that takes only these words."""

    def rule(value: object) -> str:
        return "" if value in words else _("must be one of {words}").format(words=", ".join(words))

    return rule


def _minutes(value: object) -> str:
    """Return what is wrong with a number of minutes; empty when nothing is."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and 1 <= value <= _LONGEST_IDLE:  # type: ignore[operator]  # it is a whole number
        return ""
    return _("must be a whole number of minutes from 1 to {most}").format(most=_LONGEST_IDLE)


def _port(value: object) -> str:
    """Return what is wrong with the number of a port; empty when nothing is."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and 1 <= value <= _HIGHEST_PORT:  # type: ignore[operator]  # it is a whole number
        return ""
    return _("must be a whole number from 1 to {most}").format(most=_HIGHEST_PORT)


_RULES: dict[str, Callable[[object], str]] = {
    "data": _folder,
    "database": _text,
    "language": _one_of(*LANGUAGES),
    "theme": _one_of(*THEMES),
    "idle_minutes": _minutes,
    "second_place": _text,
    "outbox": _text,
    "mail_host": _text,
    "mail_port": _port,
    "mail_security": _one_of(*MAIL_SECURITY),
    "mail_login": _text,
    "mail_from": _text,
}
