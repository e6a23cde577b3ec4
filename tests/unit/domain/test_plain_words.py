"""The writing helper: what it marks and what it leaves alone, rule by rule in six languages."""

import pytest

from qc_desk.domain.plain_words import LONGEST, WRITTEN_IN, Concern, checks_in, marks

LONG, TWO, PASSIVE = Concern.LONG, Concern.TWO_ACTIONS, Concern.PASSIVE
FUTURE, VAGUE, NONE = Concern.FUTURE, Concern.VAGUE, Concern.NO_AMOUNT

MARKED = [
    ("en", TWO, "Wipe the rim and place the mug on the tray."),
    ("en", TWO, "Weigh 2 kg of powder. Pour it into the water."),
    ("en", TWO, "Close the lid, then lock it."),
    ("en", TWO, "Rinse the bowl and dry it with a cloth."),
    ("en", PASSIVE, "The lid is closed by hand."),
    ("en", PASSIVE, "Screws must be carefully tightened to 5 Nm."),
    ("en", PASSIVE, "The cover is put on the box."),
    ("en", FUTURE, "The lamp will turn green."),
    ("en", FUTURE, "You'll see a line."),
    ("en", VAGUE, "Put some grease on the thread."),
    ("en", VAGUE, "Tighten by about 5 mm."),
    ("en", VAGUE, "Clean as needed."),
    ("en", NONE, "Add the glaze powder."),
    ("en", NONE, "Wait."),
    ("sr", TWO, "Obrišite ivicu i stavite šolju na poslužavnik."),
    ("sr", TWO, "Обришите ивицу и ставите шољу на послужавник."),
    ("sr", TWO, "Izmeriti visinu i zapisati je."),
    ("sr", PASSIVE, "Visina se meri na dva mesta."),
    ("sr", PASSIVE, "Поклопац је затворен руком."),
    ("sr", FUTURE, "Lampica će svetleti zeleno."),
    ("sr", FUTURE, "Sačekaćete 5 minuta."),
    ("sr", VAGUE, "Dodajte malo vode."),
    ("sr", VAGUE, "Сачекајте око 5 минута."),
    ("sr", VAGUE, "Očistite po potrebi."),
    ("sr", NONE, "Додајте глазуру."),
    ("hr", TWO, "Izmjerite visinu pa zapišite broj."),
    ("hr", PASSIVE, "Posuda se koristi svaki dan."),
    ("hr", FUTURE, "Svjetlo će se upaliti."),
    ("hr", VAGUE, "Ulijte dovoljno vode."),
    ("hr", NONE, "Zagrijte peć."),
    ("uk", TWO, "Протріть край і поставте чашку на піднос."),
    ("uk", TWO, "Зважити порошок та записати вагу."),
    ("uk", PASSIVE, "Висота вимірюється у двох місцях."),
    ("uk", PASSIVE, "Кришку закрито вручну."),
    ("uk", PASSIVE, "Кришка була закрита вручну."),
    ("uk", FUTURE, "Лампа буде горіти зеленим."),
    ("uk", FUTURE, "Лампа горітиме зеленим."),
    ("uk", VAGUE, "Додайте трохи води."),
    ("uk", VAGUE, "Зачекайте близько 5 хвилин."),
    ("uk", NONE, "Налийте воду."),
    ("uk", TWO, "Закрийте кришку й переконайтеся, що вона клацнула."),
    ("uk", PASSIVE, "Вода додається повільно."),
    ("uk", PASSIVE, "Чашка ставиться на піднос."),
    ("uk", VAGUE, "Злегка нагрійте край до 40 °C."),
    ("kk", TWO, "Шетін сүртіңіз, кесені науаға қойыңыз."),
    ("kk", PASSIVE, "Қақпақ қолмен жабылады."),
    ("kk", PASSIVE, "Биіктігі екі жерде өлшенеді."),
    ("kk", VAGUE, "Аздап су қосыңыз."),
    ("kk", VAGUE, "Шамамен 5 минут күтіңіз."),
    ("kk", NONE, "Су қосыңыз."),
    ("kk", TWO, "Шетін сүртіп, кесені науаға қойыңыз."),
    ("kk", TWO, "Ұнтақты өлшеп, салмағын жазыңыз."),
    ("kk", PASSIVE, "Шеті шүберекпен тазаланады."),
    ("kk", NONE, "Бұранданы бұраңыз."),
    ("es", TWO, "Limpie el borde y coloque la taza en la bandeja."),
    ("es", TWO, "Pesar 2 kg de polvo y anotar el peso."),
    ("es", PASSIVE, "La tapa es cerrada a mano."),
    ("es", PASSIVE, "La altura se mide en dos lugares."),
    ("es", FUTURE, "La lámpara se encenderá."),
    ("es", FUTURE, "La luz va a cambiar."),
    ("es", VAGUE, "Ponga un poco de grasa en la rosca."),
    ("es", VAGUE, "Espere aproximadamente 5 minutos."),
    ("es", NONE, "Añada el polvo."),
]
LEFT_ALONE = [
    ("en", TWO, "Wipe the rim with a clean and dry cloth."),
    ("en", TWO, "Check nuts and bolts."),
    ("en", TWO, "If the lamp is red, stop the kiln."),
    ("en", TWO, "Stir until the powder and the water form a paste."),
    ("en", TWO, "Press the button to start and stop the belt."),
    ("en", PASSIVE, "The lamp is red."),
    ("en", PASSIVE, "The surface is smooth."),
    ("en", FUTURE, "Turn the willow basket."),
    ("en", VAGUE, "Take the handsome box."),
    ("en", VAGUE, "Wipe around the rim."),
    ("en", NONE, "Add 2 kg of powder."),
    ("en", NONE, "Wait until the lamp is green."),
    ("en", NONE, "Close the heat shield."),
    ("sr", TWO, "Ako vidite pukotinu, prijavite je."),
    ("sr", TWO, "Stavite šolju i tanjir na sto."),
    ("sr", TWO, "Ставите шољу и тањир на сто."),
    ("sr", PASSIVE, "Poklopac je crven."),
    ("sr", PASSIVE, "Lonac je od gvožđa."),
    ("sr", FUTURE, "Sipajte 2 l u piće."),
    ("sr", VAGUE, "Uzmite manju četku."),
    ("sr", NONE, "Sačekajte dok lampica ne zasvetli."),
    ("hr", TWO, "Kada vidite crtu, zaustavite stroj."),
    ("hr", PASSIVE, "Površina je glatka."),
    ("hr", FUTURE, "Operite voće."),
    ("hr", VAGUE, "Ulijte 2 l vode."),
    ("hr", NONE, "Zagrijte peć na 200 °C."),
    ("uk", TWO, "Якщо бачите тріщину, повідомте майстра."),
    ("uk", TWO, "Поставте чашку та блюдце на стіл."),
    ("uk", PASSIVE, "Візьміть чисте сито."),
    ("uk", PASSIVE, "Лампа горить зеленим."),
    ("uk", FUTURE, "Поставте будильник на 5 хвилин."),
    ("uk", VAGUE, "Налийте 2 л води."),
    ("uk", NONE, "Зачекайте, доки лампа згасне."),
    ("uk", NONE, "Налийте усю воду."),
    ("uk", TWO, "Листи й плити покладіть на стіл."),
    ("uk", PASSIVE, "Край буде зелений."),
    ("uk", PASSIVE, "Диск обертається вліво."),
    ("kk", TWO, "Кесені науаға қойыңыз."),
    ("kk", PASSIVE, "Шам жасыл болып көрінеді."),
    ("kk", VAGUE, "2 кг ұнтақ қосыңыз."),
    ("kk", NONE, "2 литр су құйыңыз."),
    ("kk", NONE, "Қалған суды түгел құйыңыз."),
    ("kk", TWO, "Есеп, кітап, қалып пен құралды үстелге қойыңыз."),
    ("kk", TWO, "Қақпақты жабыңыз, шам сөнгенше ашпаңыз."),
    ("kk", PASSIVE, "Тексеруші сызғышты қолданады."),
    ("es", TWO, "Coloque la taza y el plato en la mesa."),
    ("es", TWO, "Si ve una grieta, avise al encargado."),
    ("es", PASSIVE, "El producto es líquido."),
    ("es", PASSIVE, "La taza es demasiado grande."),
    ("es", FUTURE, "Mire detrás de la placa."),
    ("es", VAGUE, "Añada 2 kg de polvo."),
    ("es", NONE, "Espere hasta que la luz sea verde."),
]


def concerns(text: str, language: str, *, has_amount: bool = False) -> set[Concern]:
    return {each.concern for each in marks(text, language, has_amount=has_amount)}


@pytest.mark.parametrize(("language", "concern", "text"), MARKED)
def test_that_it_is_marked(language: str, concern: Concern, text: str) -> None:
    assert concern in concerns(text, language)


@pytest.mark.parametrize(("language", "concern", "text"), LEFT_ALONE)
def test_that_it_is_left_alone(language: str, concern: Concern, text: str) -> None:
    assert concern not in concerns(text, language)


@pytest.mark.parametrize("language", WRITTEN_IN)
def test_that_there_is_an_example_each_way_for_every_rule_that_is_told(language: str) -> None:
    told = {*checks_in(language)} - {LONG}
    assert {c for each, c, _text in MARKED if each == language} == told
    assert {c for each, c, _text in LEFT_ALONE if each == language} == told


@pytest.mark.parametrize("language", [*WRITTEN_IN, "de"])
def test_that_a_long_sentence_is_marked_in_every_language(language: str) -> None:
    longest = " ".join(["ruka"] * LONGEST)
    assert LONG in checks_in(language)
    assert marks(f"{longest}. {longest}.", language) == []
    (mark,) = marks(f"{longest} ruka.", language)
    assert (mark.concern, mark.words) == (LONG, "ruka ruka ruka ruka…")


def test_that_numbers_count_as_one_word_and_do_not_end_a_sentence() -> None:
    text = "Set " + "2.50 " * 19 + "mm."
    assert LONG in concerns(text, "en")
    assert LONG not in concerns("Set " + "2.50 " * 18 + "mm.", "en")


def test_that_kazakh_is_not_said_to_be_checked_for_the_future() -> None:
    assert FUTURE not in checks_in("kk")
    assert checks_in("de") == (LONG,)


def test_that_an_amount_beside_the_step_is_enough() -> None:
    assert NONE in concerns("Add the powder.", "en")
    assert NONE not in concerns("Add the powder.", "en", has_amount=True)


def test_that_a_mark_names_the_words_once() -> None:
    found = marks("Put some grease on some screws.", "en")
    assert [(each.concern, each.words) for each in found] == [(VAGUE, "some")]


def test_that_a_good_step_has_no_mark() -> None:
    assert marks("Stir for 10 minutes.", "en") == []
    assert marks("Мешајте 10 минута.", "sr") == []
    assert marks("", "en") == []


def test_that_it_is_quick_on_what_nobody_writes() -> None:
    marks("a " * 20_000, "en")
    marks("и" * 20_000, "sr")
    marks("і" * 2_000 + " ", "uk")
