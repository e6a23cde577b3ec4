"""The settings of a workstation: defaults, file, environment, and what mistakes say."""

from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from qc_desk.settings import Settings, SettingsError, load, save


def test_that_without_a_file_there_are_settings(tmp_path: Path) -> None:
    found = load(tmp_path / "none.toml", {})
    assert found.data.name == "qc-desk"
    assert replace(found, data=tmp_path) == Settings(tmp_path, "", "en", "auto", 5)


def test_that_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('data = "/somewhere"\ndatabase = "sqlite:///a"\ntheme = "dark"\n')
    given = {"QC_DESK_DATA": str(tmp_path), "QC_DESK_DATABASE": "postgresql://desk/qc"}
    found = load(file, given)
    assert (found.data, found.database, found.theme) == (tmp_path, "postgresql://desk/qc", "dark")


@pytest.mark.parametrize(
    "folder", ["plain", 'quo"te', "back\\slash", "Радња", "tab\there", "line\nbreak", "bell\x07"]
)
def test_that_what_is_saved_is_what_is_loaded(tmp_path: Path, folder: str) -> None:
    file = tmp_path / "deep" / "settings.toml"
    kept = Settings(Path("/data") / folder, "postgresql://desk/qc", "sr", "dark", 12)
    save(kept, file)
    assert load(file, {}) == kept


def test_that_a_failed_save_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    kept = Settings(tmp_path)
    save(kept, file)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(replace(kept, theme="dark"), file)
    assert load(file, {}) == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = dark", ("line 1", "not valid TOML")),
        ('\ntheme = "pink"', ("line 2", "“theme” must be one of auto, light, dark")),
        ('# x\n\nlanguage = "xx"', ("line 3", "“language” must be one of en, ")),
        ("idle_minutes = 0", ("line 1", "“idle_minutes” must be a whole number of minutes")),
        ("idle_minutes = true", ("line 1", "“idle_minutes” must be a whole number of minutes")),
        ('data = ""', ("line 1", "“data” must be a folder in quotes")),
        ("database = 5", ("line 1", "“database” must be a text in quotes")),
        ('colour = "red"', ("line 1", "“colour” is not a setting; the settings are data, ")),
    ],
)
def test_that_a_mistake_is_said_with_file_and_line(
    tmp_path: Path, text: str, said: tuple[str, str]
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as refused:
        load(file, {})
    assert str(file) in str(refused.value)
    for part in said:
        assert part in str(refused.value)


def test_that_a_file_of_another_encoding_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'data = "\xff\xfe"')
    with pytest.raises(SettingsError, match="not valid TOML"):
        load(file, {})


def test_that_a_folder_in_place_of_the_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path, {})


def test_that_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        Settings(tmp_path).theme = "dark"  # type: ignore[misc]
