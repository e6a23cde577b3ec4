"""The loop in the real window: from a customer's words to goods that prove the problem solved.

Run by test_loop.py as a program of its own: ``python -m tests.e2e.loop_job DATA_FOLDER``. Mira and
Marko work in the window by clicks and keys. The goods between are checked by Ana and Jelena, as at
another workstation; how that looks in a window is told by main_job. The days are the story's own.
"""

import sys
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from qc_desk import app
from qc_desk.domain.loop_words import Channel, Discipline, DisciplinePart, ProblemStatus
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.services import problems
from qc_desk.services.acts import acting
from qc_desk.storage.database import open_database
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.lock_screen import LockScreen
from qc_desk.ui.main_window import MainWindow
from tests.checked_shop import AT, PASSWORDS, Shop, found
from tests.e2e.hand import Hand, Story, button, click, press, write
from tests.integration.services.seen import Goods, check, moment
from tests.shop_window import said

NAMES = {"mira": "Mira Ilić", "marko": "Marko Jurić"}
RINGS, LIPS = "Cardboard rings between the mugs", "Rubber lips on the pusher"
KEY = Qt.Key


class Clock:
    """The story's own day, and the shop that goods are checked in."""

    today = 1
    shop: Shop

    def day(self, ahead: int = 0) -> date:
        return AT.date() + timedelta(days=self.today + ahead)

    def now(self) -> datetime:
        return moment(self.day())


CLOCK = Clock()


def window() -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))


def page() -> Any:
    return window().page


def asked() -> Any:
    """Return the question that is open, or None."""
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, QDialog) else None


def locked() -> Any:
    return next((w for w in window().findChildren(LockScreen) if w.isVisible()), None)


def status() -> ProblemStatus:
    found_: ProblemStatus = page().detail.detail.status
    return found_


# Small steps


def sign_in(who: str) -> Story:
    """Sign in at the door, or in the place of whoever works there."""
    window().activateWindow()
    yield window().isActiveWindow
    if not locked():
        QTest.keyClick(window(), KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    yield lambda: locked() and [t for t in locked().tiles if t.isVisible()]
    lock = locked()
    click(next(tile for tile in lock.tiles if tile.text() == NAMES[who]))
    yield lock.password.hasFocus
    write(lock.password, PASSWORDS[who])
    QTest.keyClick(lock.password, KEY.Key_Return)
    yield lambda: not locked() and window().place == "today"


def ask(words: str) -> Story:
    """Press a button of the page, and wait for its question."""
    yield lambda: button(page(), words)
    press(page(), words)
    yield asked


def end() -> Story:
    """Press the verb of the question; it is done once the question is gone."""
    dialog = asked()
    yield dialog.deed.isEnabled
    click(dialog.deed)
    yield lambda: asked() is None


def answer(verb: str, /, **texts: str) -> Story:
    """Press a button, fill the fields of its question, and do it."""
    yield from ask(verb)
    dialog = asked()
    for name, text in texts.items():
        fields = dialog.form.fields if hasattr(dialog, "form") else {}
        fill(fields[name] if name in fields else getattr(dialog, name), text)
    yield from end()


def fill(field: Any, text: str) -> None:
    """Choose what begins with these words, or type in the place of what stands there."""
    if isinstance(field, ChoiceField):
        choose(field, text)
        return
    field.editor.setFocus()
    field.editor.selectAll()
    write(field.editor, text)


def choose(field: Any, text: str) -> None:
    place = field.box.findText(text, Qt.MatchFlag.MatchStartsWith)
    assert place >= 0, text
    field.box.setCurrentIndex(place)


def to_problem() -> Story:
    """Open the problem from the list of problems."""
    click(window().rail.buttons["problems"])
    yield lambda: window().place == "problems"
    if page().views.currentWidget() is page().action:
        press(page(), "Problem PR-1")
    elif page().views.currentWidget() is page().list:
        table = page().list.table
        yield lambda: table.model().rowCount() == 1
        table.selectRow(0)
        QTest.keyClick(table, KEY.Key_Return)
    yield lambda: page().views.currentWidget() is page().detail


def goods(number: str, *, good: bool) -> None:
    """Ana and Jelena check goods made today, elsewhere; the window hears of it."""
    CLOCK.today += 1
    shop = CLOCK.shop.moved(window().records.desk)
    batch_id = check(shop, Goods(number, CLOCK.day(), item=None, good=good))
    (shop.approve if good else shop.reject)(batch_id)
    window().records.changed.emit()


def told_as_fixed() -> bool:
    """Whether anybody may tell a customer that it is fixed."""
    from qc_desk.domain.refusals import NotProven  # noqa: PLC0415

    problem = page().detail.detail.seen.problem_id
    try:
        window().records.read(lambda s: problems.told_as_fixed(s, problem, CLOCK.now()))
    except NotProven:
        return False
    return True


# The story


def open_the_window() -> Story:
    yield lambda: any(isinstance(w, MainWindow) for w in QApplication.topLevelWidgets())
    yield locked
    window().records.now = CLOCK.now
    yield from sign_in("mira")


def hear_a_complaint() -> Story:
    """Mira takes it down while Dana speaks, and says it back."""
    click(window().rail.buttons["complaints"])
    yield lambda: window().place == "complaints"
    press(page(), "Take a complaint down")
    yield lambda: page().intake.form is not None and page().intake.form.isVisible()
    form = page().intake.form
    choose(form.customer, "Dana Caj")
    click(form.channel.chips[Channel.PHONE])
    write(form.words.editor, "The mugs crack when tea is poured in.")
    write(form.batch.editor, "M1/L-1")
    press(page(), "Take it down")
    yield from answer("Acknowledge…", words="We look for the batch today.")
    yield from answer("Say it back…", words="Mugs crack under tea", agreed_by="Dana")
    yield from answer("Begin to investigate…", words="Ana looks at what is left of L-1.")


def find_its_batch() -> Story:
    """The batch is confirmed, and the program says how it escaped."""
    yield from answer("Describe…", code="CRACK")
    yield from ask("Confirm…")
    write(asked().reason.editor, "Its stamp is on the mug.")
    yield from end()
    yield lambda: button(page(), "Propose a check item…")
    assert "not on the checklist" in said(page()).casefold(), said(page())
    yield from answer("Propose a check item…", name="Tea at 95 degrees")


def promise_an_end() -> Story:
    """Mira promises the customer, takes the problem on and claims a fix."""
    yield from ask("Promise…")
    write(asked().promised.editor, "New mugs are with you.")
    click(asked().days[2])
    yield from end()
    yield lambda: "New mugs are with you." in said(page())
    problem = next(b for b in page().findChildren(QPushButton) if "PR-1" in b.text())
    click(problem)
    yield lambda: window().place == "problems" and page().detail.detail is not None
    assert status() is ProblemStatus.WATCHING
    yield from ask("Promise…")
    write(asked().promised.editor, "It is fixed.")
    click(asked().is_fix)
    click(asked().days[0])
    yield asked().is_fix.isChecked
    yield from end()
    yield from own()
    yield from claim(RINGS)


def own() -> Story:
    """Mira takes it on: for the first time, or once more after it came back."""
    again = page().detail.detail.owner
    verb = "Take it on again…" if again else "Put somebody in charge…"
    yield from answer(verb, owner=NAMES["mira"], words="Sort the stock.")
    yield lambda: status() is ProblemStatus.OWNED


def claim(countermeasure: str) -> Story:
    day = f"{CLOCK.day(1):%d.%m.%Y}"
    yield from answer("Claim a fix…", countermeasure=countermeasure, fixed_from=day, batches="2")


def verify(words: str) -> Story:
    """Marko looks: he had no part in it."""
    yield lambda: status() is ProblemStatus.FIX_CLAIMED
    assert button(page(), "Verify the fix…") is None, "who claims a fix cannot verify it"
    yield from sign_in("marko")
    yield from to_problem()
    yield from answer("Verify the fix…", words=words)
    yield lambda: status() is ProblemStatus.PROVING


def come_back() -> Story:
    """The goods refute the promise and the claim; Mira says the same once more."""
    yield from verify("Rings on the line.")
    goods("L-2", good=False)
    yield lambda: status() is ProblemStatus.RECURRED
    assert page().detail.detail.recurrences == 1
    assert not told_as_fixed()
    yield from sign_in("mira")
    yield from to_problem()
    yield from own()
    yield from claim(RINGS)
    yield from verify("More rings on the line.")
    goods("L-3", good=False)
    yield lambda: status() is ProblemStatus.RECURRED
    assert page().detail.detail.recurrences == 2


def work_it_out() -> Story:
    """From the second recurrence the window asks for a corrective action with its causes."""
    yield from sign_in("mira")
    yield from to_problem()
    yield from own()
    assert button(page(), "Claim a fix…") is None
    yield from answer("Open a corrective action…", lead=NAMES["mira"])
    yield lambda: page().views.currentWidget() is page().action
    click(page().action.steps.steps[Discipline.D4])
    yield lambda: page().action.chosen is Discipline.D4
    chains = page().action.form.chains
    write(chains[DisciplinePart.WHY_OCCURRED].fields[0].editor, "The pusher hits the mugs")
    write(chains[DisciplinePart.WHY_ESCAPED].fields[0].editor, "Nobody pours tea")
    yield lambda: button(page(), "Save the causes") is not None
    press(page(), "Save the causes")
    yield lambda: page().action.steps.steps[Discipline.D4].lacks.text() == "Complete"
    click(page().action.steps.steps[Discipline.D5])
    yield lambda: page().action.chosen is Discipline.D5
    form = page().action.form
    write(form.what.editor, LIPS)
    choose(form.owner, "Ana")
    fill(form.due, f"{CLOCK.day(9):%d.%m.%Y}")
    press(page(), "Plan it")
    yield from answer("Done…", words="Picture 12")
    yield lambda: "Picture 12" in said(page())


def choose_something_else() -> Story:
    """The same countermeasure is refused; a different one is taken, and verified with D6."""
    yield from to_problem()
    yield from claim(RINGS.upper())
    yield lambda: "different" in said(window()).casefold()
    assert status() is ProblemStatus.OWNED
    yield from claim(LIPS)
    yield from sign_in("marko")
    yield from to_problem()
    press(page(), "Open CA-1")
    yield lambda: page().views.currentWidget() is page().action
    click(page().action.steps.steps[Discipline.D6])
    yield from answer("Verify…", words="Seen on every pusher.")
    yield lambda: page().action.steps.steps[Discipline.D6].lacks.text() == "Complete"
    yield from to_problem()
    yield from answer("Verify the fix…", words="Seen on every pusher.")


def prove() -> Story:
    """One clean batch is too little, two are enough; then it may be told."""
    goods("L-4", good=True)
    yield lambda: status() is ProblemStatus.PROVING
    assert button(page(), "Note as proven solved…") is None
    assert not told_as_fixed()
    goods("L-5", good=True)
    yield from answer("Note as proven solved…", words="L-4 and L-5 are clean.")
    yield lambda: status() is ProblemStatus.PROVEN
    assert told_as_fixed()


def close() -> Story:
    QApplication.primaryScreen().grabWindow(0).save(sys.argv[1] + ".png")
    window().close()
    yield lambda: True


def story() -> Story:
    for chapter in (
        open_the_window,
        hear_a_complaint,
        find_its_batch,
        promise_an_end,
        come_back,
        work_it_out,
        choose_something_else,
        prove,
        close,
    ):
        sys.stdout.write(f"{chapter.__name__}\n")
        sys.stdout.flush()
        yield from chapter()


def begin(data: str) -> None:
    """Found the shop with a customer and one batch that two people have passed."""
    with open_database(data, workstation="any") as database:
        shop = CLOCK.shop = found(database)
        with database.writing() as session:
            acting(session, "test.shop", shop.ids["mira"], AT)
            dana = Customer(name="Dana Caj d.o.o.", created_at=AT)
            session.add_all([dana, Order(number="PO-77", customer=dana, created_at=AT)])
        shop.approve(check(shop, Goods("L-1", CLOCK.day(), item=None, good=True)))
    CLOCK.today += 3


def main() -> int:
    """Run the program as ``qc-desk --data DIR`` does, with a hand at its window."""
    begin(sys.argv[1])
    application = QApplication(sys.argv[:1])
    assert QApplication.platformName() == "xcb", QApplication.platformName()
    hand = Hand(story())
    QTimer.singleShot(0, hand.begin)
    code = app.run(["--data", sys.argv[1]])
    application.processEvents()
    return code if hand.done or code else 4


if __name__ == "__main__":
    sys.exit(main())
