"""A complaint taken down, and its page opened."""

from qc_desk.domain.loop_words import (
    Channel,
)
from qc_desk.services import complaints
from qc_desk.services.customers import customer_rows
from qc_desk.ui.complaints import ComplaintsPage
from qc_desk.ui.main_window import MainWindow
from tests.checked_shop import AT, Shop
from tests.ui.complaints.conftest import Opened

WORDS = "Тањири су опет окрњени по ободу."


def take_down(shop: Shop, words: str = WORDS, batch_id: int | None = None) -> int:
    with shop.database.writing() as session:
        customer_id = customer_rows(session)[0].id
        entry = complaints.ComplaintEntry(
            customer_id=customer_id,
            words=words,
            channel=Channel.PHONE,
            batch_id=batch_id,
            told_by="Г. Марковић",
        )
        return complaints.receive(session, entry, shop.ids["ana"], AT)


def at(opened: Opened, who: str, complaint_id: int) -> tuple[MainWindow, ComplaintsPage]:
    window, page = opened(who)
    window.go_to("complaints", complaint_id)
    return window, page
