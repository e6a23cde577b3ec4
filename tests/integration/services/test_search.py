"""Everything is found from one field, nearly right is enough, and secrets stay secret."""

import pytest
from sqlalchemy import select, text

from qc_desk.domain.checklists import Checklist
from qc_desk.domain.found_words import FoundKind
from qc_desk.domain.parties import Customer
from qc_desk.domain.procedures import Procedure
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.refusals import NameTaken
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import Result, Seat
from qc_desk.domain.wordings import Wording, stored
from qc_desk.i18n import speaking
from qc_desk.services import defects, people, procedures
from qc_desk.services.acts import acting
from qc_desk.services.products import ProductEntry, change_product, product_rows
from qc_desk.services.search import Found, record_of, search
from qc_desk.services.search_hits import Superseded, hits
from qc_desk.storage import search_index, search_words
from qc_desk.storage.search_words import KIND
from tests.checked_shop import ALL_PASS, AT, Findings, Shop, seat_of
from tests.integration.services.complaining import complained_to, promise_to, receive
from tests.integration.services.seen import DAY, bad, the_problem, work_out
from tests.integration.services.tampering import opened_raw
from tests.measured_shop import add_gauge

SAID = {
    "en": "The handle came off when I poured tea.",
    "sr": "Дршка се одломила када сам сипао чај.",
    "hr": "Ručka šalice je pukla prilikom točenja čaja.",
    "kk": "Шай құйғанда тостағанның құлағы сынып қалды.",
    "uk": "Ручка відламалася, коли я наливав чай.",
    "es": "El asa se rompió cuando servía el té con limón.",
}


def found(shop: Shop, typed: str, each: int = 5) -> list[Found]:
    with shop.database.reading() as session:
        return search(session, typed, each)


def kinds(shop: Shop, typed: str) -> list[tuple[str, int]]:
    return [(row.kind.value, row.id) for row in found(shop, typed)]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "hanlde"),
        ("en", "POURDE"),
        ("sr", "drska"),
        ("sr", "drška odlomila"),
        ("sr", "Дршак"),
        ("sr", "odlmila"),
        ("hr", "rucka salice"),
        ("hr", "шалице"),
        ("hr", "sallice"),
        ("kk", "кулагы"),
        ("kk", "құлақы"),
        ("kk", "тостагнын"),
        ("uk", "відламалась"),
        ("uk", "вiдламлася"),
        ("uk", "vidlamalasja"),
        ("es", "rompio limon"),
        ("es", "romppió"),
    ],
)
def test_that_complaints_are_found_in_every_language_and_spelling(
    shop: Shop, language: str, typed: str
) -> None:
    ids = complained_to(shop)
    said = {code: receive(shop, ids, words=words) for code, words in SAID.items()}
    assert found(shop, typed)[0].kind is FoundKind.COMPLAINT
    assert found(shop, typed)[0].id == said[language]


@pytest.mark.parametrize(
    ("typed", "headline"),
    [
        ("Jelena Petrović", "Јелена Петровић"),
        ("petorvic", "Јелена Петровић"),
        ("Ана Ковач", "Ana Kovač"),
        ("kovac ana", "Ana Kovač"),
    ],
)
def test_that_people_are_found_in_both_scripts(shop: Shop, typed: str, headline: str) -> None:
    row = found(shop, typed)[0]
    assert (row.kind, row.headline) == (FoundKind.PERSON, headline)


def test_that_a_batch_is_found_by_number_part_and_swapped_digits(shop: Shop) -> None:
    batch_id = shop.add_batch("2026-0841")
    for n in range(40):
        shop.add_batch(f"2027-{n:04}x2026-0841")  # newer ones that hold it, too
    for typed in ("2026-0841", " 2026-0841 "):
        assert kinds(shop, typed)[0] == ("batch", batch_id), typed
    assert found(shop, "2026-0814")[0].kind is FoundKind.BATCH
    assert found(shop, "0841")[0].kind is FoundKind.BATCH
    assert [row.headline for row in found(shop, "2027-0007")] == ["2027-0007x2026-0841"]
    row = found(shop, "2026-0841")[0]
    assert (row.headline, row.context) == ("2026-0841", "draft · Mug · Jingdezhen Kiln 4")


def test_that_things_of_every_kind_are_found(shop: Shop) -> None:
    ids = complained_to(shop)
    receive(shop, ids)
    promise_id = promise_to(shop, 1)
    assert ("promise", promise_id) in kinds(shop, "P-1")
    for typed, kind in [
        ("PO-77", "order"),
        ("dana caj", "customer"),
        ("чай кофе", "customer"),
        ("kiln", "manufacturer"),
        ("mug", "product"),
        ("mugs", "checklist"),
        ("crakc", "defect_code"),
        ("C-1", "complaint"),
        ("L-1", "batch"),
    ]:
        assert kind in [row.kind.value for row in found(shop, typed)], typed


def test_that_actions_and_gauges_are_found(shop: Shop) -> None:
    bad(shop, "L-1")
    action = work_out(shop, DAY)
    gauge = add_gauge(shop, "C-77")
    assert found(shop, "CA-1")[0].kind is FoundKind.ACTION
    row = next(each for each in found(shop, "glaze") if each.kind is FoundKind.ACTION)
    assert (row.id, row.target, row.headline) == (action, action, "CA-1 · Glaze")
    (row,) = found(shop, "calipr")
    assert (row.kind, row.id, row.headline) == (FoundKind.GAUGE, gauge.id, "C-77 · Caliper C-77")


def test_that_what_somebody_deleted_past_the_guards_does_not_stop_the_search(
    shop: Shop, location: str
) -> None:
    gauge = add_gauge(shop, "C-77")
    with opened_raw(shop.database, location) as raw:
        raw.say("DELETE FROM gauges WHERE id = ?", gauge.id)
    assert found(shop, "caliper") == []


def test_that_best_come_first_and_only_some_of_a_kind(shop: Shop) -> None:
    for n in range(9):
        shop.add_batch(f"MUG-{n}")
    rows = found(shop, "mug", 3)
    assert {FoundKind.PRODUCT, FoundKind.CHECKLIST} < {row.kind for row in rows}
    assert found(shop, "mugs")[0].kind is FoundKind.CHECKLIST
    assert [row.headline for row in rows if row.kind is FoundKind.BATCH] == [
        "MUG-8",
        "MUG-7",
        "MUG-6",
    ]


def test_that_defects_are_found_only_once_their_round_is_decided(shop: Shop) -> None:
    batch_id = shop.add_batch("L-7")
    first = shop.first_check(batch_id, found=_failed())
    with shop.database.writing() as session:
        entry = defects.DefectEntry(code_id=shop.code_id, place="spout", note="hairline")
        defects.record_defect(session, first, entry, shop.ids["ana"], AT)
    assert kinds(shop, "hairline") == []
    assert kinds(shop, "hairlnie") == []
    _sign_and_submit(shop, batch_id)
    assert kinds(shop, "spout") == []
    assert FoundKind.DEFECT not in [row.kind for row in found(shop, "crack")]
    shop.reject(batch_id)
    row = found(shop, "hairlnie")[0]
    assert (row.kind, row.target, row.headline) == (FoundKind.DEFECT, batch_id, "CRACK · Crack")
    assert row.context == "Batch L-7 · spout · hairline"
    assert ("defect", row.id) in kinds(shop, "crack")
    assert FoundKind.REPORT in [each.kind for each in found(shop, "NS-00001")]
    assert seat_of(shop, batch_id, Seat.FIRST) == first


def _failed() -> Findings:
    return {**ALL_PASS, "glaze": Result.FAIL}


def _sign_and_submit(shop: Shop, batch_id: int) -> None:
    from qc_desk.services import sign_offs  # noqa: PLC0415 (one act of this test)

    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    shop.second_check(batch_id, found=_failed())


def test_that_a_new_name_is_found_at_once_and_the_old_one_no_more(shop: Shop) -> None:
    ids = complained_to(shop)
    complaint_id = receive(shop, ids)
    with shop.database.writing() as session:
        acting(session, "test.rename", shop.ids["mira"], AT)
        session.get_one(Customer, ids["dana"]).name = "Hotel Moskva"
    assert ("customer", ids["dana"]) in kinds(shop, "москва")
    assert ("complaint", complaint_id) in kinds(shop, "moskva")
    assert kinds(shop, "dana caj") == []


def test_that_batches_are_found_by_the_name_of_their_product(shop: Shop) -> None:
    batch_id = shop.add_batch("L-77")
    with shop.database.reading() as session:
        seen = product_rows(session)[0]
    for typed in (seen.name, f"{seen.name} L-77", seen.code):
        assert ("batch", batch_id) in kinds(shop, typed)
    entry = ProductEntry(code=seen.code, revision=seen.revision, name="Чајник")
    with shop.database.writing() as session:
        change_product(session, seen, entry, shop.ids["mira"], AT)
    assert ("batch", batch_id) in kinds(shop, "cajnik")
    assert ("batch", batch_id) not in kinds(shop, seen.name)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("napslina", "defect_code"),  # Latin for Cyrillic, with a slip
        ("напрслина", "problem"),
        ("напрслина L-7", ""),  # the defect is not called so by its batch
        ("тріщиина", "defect_code"),
        ("desportillado", "defect"),
        ("solja", "product"),
        ("šoljа", "batch"),
        ("чашка L-7", "batch"),
        ("pranjje", "procedure"),
        ("миття", "procedure"),
        ("шоље", "checklist"),
        ("crack", "defect_code"),
        ("wording", ""),
    ],
)
def test_that_names_are_found_in_every_language_they_were_translated_to(
    worded: Shop, typed: str, kind: str
) -> None:
    assert not kind or kind in [each for each, _id in kinds(worded, typed)]
    assert kind or not kinds(worded, typed)


def test_that_what_is_found_is_called_as_its_reader_calls_it(worded: Shop) -> None:
    said = {
        "sr": {"CRACK · Напрслина", "PR-1 · Напрслина", "Прање", "Шоља", "Шоље"},
        "uk": {"CRACK · Тріщина", "PR-1 · Тріщина", "Миття", "Чашка", "Mugs"},
        "kk": {"CRACK · Crack", "PR-1 · Crack", "Washing", "Mug", "Mugs"},
    }
    for language, headlines in said.items():
        with speaking(language):
            rows = [each for typed in ("crack", "mug", "washing") for each in found(worded, typed)]
        told = {each.headline for each in rows if each.kind is not FoundKind.BATCH}
        assert headlines <= told
        (batch,) = {each.context for each in rows if each.kind is FoundKind.BATCH}
        assert headlines & set(batch.split(" · "))  # by the name of its product


@pytest.fixture
def worded(shop: Shop) -> Shop:
    """A shop whose names were translated after the goods were rejected for a crack."""
    bad(shop, "L-7")
    names = {"sr": "Напрслина", "uk": "Тріщина", "es": "Desportillado"}
    with shop.database.writing() as session:
        acting(session, "test.words", shop.ids["mira"], AT)
        session.get_one(DefectCode, shop.code_id).wordings = in_words("name", names)
        mug = {"sr": "Шоља", "uk": "Чашка"}
        session.get_one(Product, shop.product_id).wordings = in_words("name", mug)
        new = procedures.NewProcedure(code="WASH", title="Washing")
        procedures.new_procedure(session, new, shop.ids["mira"], AT)
        washing = session.scalars(select(Procedure)).one()
        washing.wordings = in_words("title", {"sr": "Прање", "uk": "Миття"})
        session.get_one(Checklist, 1).wordings = in_words("title", {"sr": "Шоље"})
    return shop


def in_words(field: str, told: dict[str, str]) -> str:
    return stored(tuple(Wording(language=e, field=field, words=w) for e, w in told.items()))


def test_that_what_is_taken_back_is_not_found(shop: Shop) -> None:
    with pytest.raises(NameTaken), shop.database.writing() as session:  # noqa: PT012 (one act)
        people.add_person(session, "zora", "Zora", "en", shop.ids["mira"], AT)
        people.add_person(session, "zora", "Zora", "en", shop.ids["mira"], AT)
    assert kinds(shop, "zora") == []


@pytest.mark.parametrize(
    "typed",
    ["", " ", "'", '"', "%", "_", "\\", "*", "a_b%", "NEAR(mug)", "\x00", "😀", "-", "w" * 500,
     "a b c d e f g h", "'; DROP TABLE batches; --"],
)  # fmt: skip
def test_that_nothing_typed_can_fail(shop: Shop, typed: str) -> None:
    found(shop, typed)


def test_that_signs_of_patterns_mean_themselves(shop: Shop) -> None:
    shop.add_batch("A_1B")
    shop.add_batch("AX1B")
    assert [row.headline for row in found(shop, "a_1b")] == ["A_1B"]


def test_that_an_answer_nobody_waits_for_ends(shop: Shop) -> None:
    with shop.database.reading() as session, pytest.raises(Superseded):
        search(session, "mug", wanted=lambda: False)


def customers(shop: Shop, *names: str) -> None:
    with shop.database.writing() as session:
        acting(session, "test.customers", shop.ids["mira"], AT)
        for name in names:
            session.add(Customer(name=name, created_at=AT))


def test_that_a_word_of_hundreds_still_finds_the_newest_of_each_kind(shop: Shop) -> None:
    customers(shop, *(f"Mug House {number}" for number in range(200)))
    rows = found(shop, "mug", 2)
    assert {FoundKind.PRODUCT, FoundKind.CHECKLIST} < {row.kind for row in rows}
    newest = {"Mug House 199", "Mug House 198"}
    assert {row.headline for row in rows if row.kind is FoundKind.CUSTOMER} == newest
    waited = iter((True, False))
    with shop.database.reading() as session, pytest.raises(Superseded):
        search(session, "mug", wanted=waited.__next__)


@pytest.mark.parametrize("most", [1000, 20, 1])
def test_that_a_crowd_of_one_kind_hides_no_other(shop: Shop, most: int) -> None:
    customers(shop, *(f"Mug House {number}" for number in range(200)))
    batches = [shop.add_batch(f"MUG-{number}") for number in range(3)]
    with shop.database.reading() as session:
        rows = hits(session, [["mug", "mgu"]], lambda: True, most)
    by_kind = {number: [r % KIND for r, _ in rows if r // KIND == number] for number in (1, 12)}
    assert by_kind[1] == sorted(batches, reverse=True)
    assert len(by_kind[12]) == 30
    assert by_kind[12] == sorted(by_kind[12], reverse=True)
    assert all("mug" in words for _row, words in rows)


def test_that_only_a_search_keeps_the_server_from_reading_whole_tables(shop: Shop) -> None:
    if not shop.database.on_server:
        return
    how = text("SHOW enable_seqscan")
    with shop.database.reading() as session:
        search(session, "mug")
        assert session.scalar(how) == "off"
    with shop.database.reading() as session:
        assert session.scalar(how) == "on"


def test_that_one_spelling_stands_for_those_it_begins(shop: Shop) -> None:
    customers(shop, "Handle Works", "Handles and Lids")
    assert {row.headline for row in found(shop, "hamdle")} == {"Handle Works", "Handles and Lids"}


def test_that_a_scanned_code_names_its_record(shop: Shop) -> None:
    batch_id = shop.add_batch("L-9")
    with shop.database.reading() as session:
        assert record_of(session, " L-9 ") == (FoundKind.BATCH, batch_id)
        assert record_of(session, "MUG") == (FoundKind.CHECKLIST, 1)
        assert record_of(session, "L-8") is None


def test_that_what_stands_on_labels_letters_and_reports_names_its_record(shop: Shop) -> None:
    ids = complained_to(shop)
    complaint_id = receive(shop, ids)
    promise_id = promise_to(shop, complaint_id)
    batch_id = bad(shop, "L-7")
    action_id = work_out(shop, DAY)
    problem_id = the_problem(shop).problem_id
    with shop.database.reading() as session:
        report = session.scalars(select(Report)).one()
        shown = f"QC-DESK {report.number} SHA256 {report.payload_digest.upper()}"
        another = f"QC-DESK {report.number} SHA256 {'A' * 64}"
        for code, kind, record_id in [
            ("C-1", FoundKind.COMPLAINT, complaint_id),
            ("P-1", FoundKind.PROMISE, promise_id),
            ("PR-1", FoundKind.PROBLEM, problem_id),
            ("ca-1", FoundKind.ACTION, action_id),
            ("M1/L-7", FoundKind.BATCH, batch_id),
            ("CRACK", FoundKind.DEFECT_CODE, shop.code_id),
            (shown, FoundKind.REPORT, report.id),
            (shown.replace(report.number, report.number[:4]), FoundKind.REPORT, report.id),
        ]:
            assert record_of(session, code) == (kind, record_id), code
            assert (search(session, code)[0].kind, search(session, code)[0].id) == (
                kind,
                record_id,
            )
        for code in ("C-2", "PR-01", "M2/L-7", "M1/L-9", another, "%", ""):
            assert record_of(session, code) is None, code


def test_that_the_index_is_made_anew_from_the_record(shop: Shop) -> None:
    complained_to(shop)
    before = kinds(shop, "dana")
    with shop.database.writing() as session:
        connection = session.connection()
        search_words.install(connection)  # it stands: nothing happens
    assert kinds(shop, "dana") == before != []
    assert search_index.is_part("search_words_data")
    assert search_index.is_part("search_terms")
    assert not search_index.is_part("search_targets")
    with shop.database.reading() as session:
        held = session.execute(text("SELECT count(*) FROM search_words")).scalar_one()
    assert held > 8
