"""One language is spoken by the window; papers may speak another, each in its own thread."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from qc_desk.bundle import bundled
from qc_desk.i18n import LANGUAGES, _, language, speak, speaking
from qc_desk.i18n.languages import SPOKEN, known_languages

LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "hr": "abcčćdđefghijklmnoprsštuvzž",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "es": "abcdefghijklmnñopqrstuvwxyzáéíóúü¿¡",
}


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    """Leave the language as it was found."""
    before = language().code
    yield
    speak(before)


def test_that_the_window_speaks_what_it_was_told() -> None:
    speak("sr")
    assert (language().code, _("Batches")) == ("sr", "Серије")
    speak("en")
    assert (language().code, _("Batches")) == ("en", "Batches")


@pytest.mark.parametrize("code", ["", "de", "SR", "sr-Latn", "../sr"])
def test_that_an_unknown_language_is_english(code: str) -> None:
    speak("sr")
    with speaking(code) as spoken:
        assert spoken.code == language().code == "en"
    speak(code)
    assert language().code == "en"


def test_that_a_paper_speaks_its_language_and_the_window_its_own_afterwards() -> None:
    with speaking("sr"):
        assert _("Batches") == "Серије"
        with speaking("en"):
            assert _("Batches") == "Batches"
        assert _("Batches") == "Серије"
    assert _("Batches") == "Batches"


def test_that_the_language_comes_back_when_a_paper_fails() -> None:
    with pytest.raises(KeyError), speaking("sr"):
        raise KeyError
    assert language().code == "en"


def test_that_papers_in_two_threads_do_not_disturb_each_other() -> None:
    together = Barrier(3, timeout=10)

    def paper(code: str) -> list[str]:
        with speaking(code):
            together.wait()
            said = [_("Batches") for _each in range(200)]
            together.wait()
            return said

    with ThreadPoolExecutor(2) as threads:
        serbian, english = threads.submit(paper, "sr"), threads.submit(paper, "en")
        together.wait()
        assert language().code == "en"
        together.wait()
    assert set(serbian.result()) == {"Серије"}
    assert set(english.result()) == {"Batches"}


def test_that_every_thread_hears_the_language_of_the_window() -> None:
    speak("sr")
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(_, "Batches").result() == "Серије"


def test_that_a_paper_in_another_language_does_not_follow_work_into_a_thread() -> None:
    with speaking("sr"), ThreadPoolExecutor(1) as threads:
        assert threads.submit(_, "Batches").result() == "Batches"


def test_that_the_script_of_serbian_is_never_left_to_chance() -> None:
    assert LANGUAGES["sr"].locale == "sr_Cyrl"
    assert [each.name for each in LANGUAGES.values()][:2] == ["English", "Српски"]


@pytest.mark.parametrize("code", [each.code for each in SPOKEN])
def test_that_the_program_brings_every_letter_of_a_language(code: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 (not needed by other tests)

    for name in ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold"):
        file = str(bundled("resources") / "fonts" / f"{name}.ttf")
        font = TTFont(name, file)  # type: ignore[no-untyped-call]  # ReportLab has no types
        missing = set(LETTERS[code] + LETTERS[code].upper() + "„“”«»–…·→\u202f")
        assert {each for each in missing if ord(each) not in font.face.charToGlyph} == set()


def test_that_the_pseudo_language_is_spoken_only_where_it_is_asked_for(tmp_path: Path) -> None:
    asked = {"QC_DESK_PSEUDO": "1"}
    assert "xx" not in known_languages(asked, tmp_path)
    (tmp_path / "xx.po").write_text("", encoding="utf-8")
    assert known_languages(asked, tmp_path)["xx"].locale == "en_GB"
    for environment in ({}, {"QC_DESK_PSEUDO": ""}, {"QC_DESK_PSEUDO": "0"}):
        assert list(known_languages(environment, tmp_path)) == [each.code for each in SPOKEN]


@pytest.mark.parametrize(
    "work",
    [
        "import qc_desk.i18n",
        "from qc_desk.i18n import ngettext, speak; speak('sr'); ngettext('piece', 'pieces', 5)",
        "from qc_desk.i18n import parse_decimal; parse_decimal('1,5')",
    ],
)
def test_that_babel_is_not_loaded_before_it_is_needed(work: str) -> None:
    asked = f"{work}; import sys; print('babel' in sys.modules, 'zoneinfo' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.split() == ["False", "False"]
