"""Names stand in the order of the alphabet of the language spoken now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.i18n import alphabetical, speaking
from qc_desk.i18n.languages import SPOKEN

CODES = [each.code for each in SPOKEN]
RIGHTLY = {
    "en": ["Abel", "Ångström", "Bar 9", "Bar 10", "Čaj", "Cz", "Đ", "Dž", "E", "Zed", "Ада"],
    "hr": ["Bar 9", "Bar 10", "Cuker", "Čaj", "Ćuk", "Dunja", "Džep", "Đurđa", "Eva", "Lovro",
           "Luka", "Ljubav", "Mato", "Nuić", "Njiva", "Oto", "Sunce", "Šuma", "Zub", "Žaba"],
    "sr": ["Bar 9", "Bar 10", "Далија", "Ђердап", "Еко", "Јелен", "Канта", "Луг", "Љиљан",
           "Мост", "Нит", "Њива", "Тас", "Ћуп", "Утва", "Чаша", "Џеп", "Шоља"],
    "uk": ["Гнат", "Ґудзь", "Дар", "Ель", "Євген", "Жук", "Зуб", "Ир", "Іван", "Їжак", "Йосип",
           "Кат", "Юрій", "Ява"],
    "kk": ["Аян", "Әлия", "Гүл", "Ғани", "Дана", "Кен", "Қанат", "Нұр", "Ңя", "Оя", "Өя", "Уя",
           "Ұя", "Үя", "Хан", "Һан", "Ыя", "Ія", "Эя"],
    "es": ["Abad", "Álvarez", "Azul", "Caña", "Capa", "Chile", "Nuria", "Ñandú", "Oca"],
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_that_names_are_in_the_order_of_their_alphabet(code: str) -> None:
    rightly = RIGHTLY[code]
    if code == "sr":  # names in its own letters come first
        rightly = [*rightly[2:], *rightly[:2]]
    mixed = [name for first in range(4) for name in rightly[first::4]]
    assert mixed != rightly
    with speaking(code):
        assert sorted(mixed, key=alphabetical) == rightly


@pytest.mark.parametrize("code", CODES)
def test_that_capitals_and_the_form_of_unicode_make_no_difference(code: str) -> None:
    with speaking(code):
        assert alphabetical("ŠUMA Ñ Й") == alphabetical("s\u030cuma n\u0303 и\u0306")


@given(st.text(), st.text(), st.sampled_from(CODES))
def test_that_any_two_names_have_an_order(one: str, other: str, code: str) -> None:
    with speaking(code):
        assert (alphabetical(one) < alphabetical(other)) != (
            alphabetical(one) >= alphabetical(other)
        )
