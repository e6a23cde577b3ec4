"""The sample shop: made through the ordinary services, always the same, and whole."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import Funnel
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import NoKey, NotADemo
from qc_desk.domain.reports import Report
from qc_desk.domain.sampling import Switch
from qc_desk.domain.sampling_words import SwitchCause
from qc_desk.domain.vocabulary import BatchStatus, Result, Seat, Verdict
from qc_desk.i18n import LANGUAGES
from qc_desk.reports import print_paper
from qc_desk.services import sample_shop
from qc_desk.services.answer_sheets import record_answers
from qc_desk.services.batch_lists import BatchFilter, count_batches
from qc_desk.services.drift import drift
from qc_desk.services.first_start import Founding, found_shop
from qc_desk.services.insights import InsightName, Scope, insight
from qc_desk.services.people import people_rows
from qc_desk.services.products import product_rows
from qc_desk.services.sample_keys import lock_anew, sealed_keys, unlocked
from qc_desk.services.sample_photos import _SCENES, sample_photo
from qc_desk.services.sample_story import demo_story, reader, stories
from qc_desk.services.sites import site_rows
from qc_desk.services.training_matrix import Standing, training_matrix
from qc_desk.services.verify import verify_record
from qc_desk.storage.chain import head
from qc_desk.storage.database import Database, open_database
from tests.told_shop import UNTIL, lay_told

# the parts of a shop that are told in sets must not depend on how this process hashes
MAKE = """
import sys
from tests.integration.services.test_sample_shop import fingerprints, made
print(fingerprints(made(sys.argv[1])))
"""


def made(folder: str) -> Database:
    database = open_database(folder, workstation="any")
    sample_shop.make_sample_shop(database, UNTIL, print_paper)
    return database


def fingerprints(database: Database) -> str:
    """Return the end of the chain and the digests of all reports."""
    with database.reading() as session:
        chain = head(session)
        pdfs = [hashlib.sha256(pdf).hexdigest() for pdf in session.scalars(select(Report.pdf))]
    return json.dumps([chain.seq, chain.hash.hex(), *pdfs])


@pytest.fixture(scope="module")
def shop(told_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = lay_told(told_record, tmp_path_factory.mktemp("sample") / "shop")
    with open_database(folder, workstation="any") as database:
        yield database


def test_that_the_sample_shop_is_the_business_it_is_said_to_be(shop: Database) -> None:
    with shop.reading() as session:
        assert len(site_rows(session)) == 3
        assert len(people_rows(session)) == 6
        assert len(product_rows(session)) == 4
        languages = session.scalars(select(Manufacturer.language)).all()
        assert len(languages) == 3
        assert len(set(languages)) > 1
        assert count_batches(session, BatchFilter()) == 40
        ends = Counter(session.scalars(select(Batch.status)))
    assert set(ends) == {
        BatchStatus.DRAFT,
        BatchStatus.FIRST_CHECK,
        BatchStatus.SECOND_CHECK,
        BatchStatus.RELEASED,
        BatchStatus.SHIPPED,
        BatchStatus.HELD,
        BatchStatus.RETURNED,
        BatchStatus.SCRAPPED,
    }


def test_that_two_people_saw_one_batch_differently(shop: Database) -> None:
    with shop.reading() as session:
        batches = session.scalars(select(Batch)).all()
        assert [each.number for each in batches if each.reconciliation(1)] == ["K-2609"]


def test_that_a_replaced_answer_and_one_that_does_not_apply_say_why(shop: Database) -> None:
    with shop.reading() as session:
        answers = session.scalars(select(Answer)).all()
        replaced = [each for each in answers if each.replaces is not None]
        skipped = [each for each in answers if each.result is Result.NOT_APPLICABLE]
        assert [each.inspection.batch.number for each in replaced] == ["E-122"]
        assert all(each.reason for each in replaced)
        assert {each.inspection.batch.number for each in skipped} == {"K-2611"}
        assert {each.inspection.seat for each in skipped} == set(Seat)
        assert all(each.note for each in skipped)


def test_that_controllers_are_spot_checked_and_every_draw_is_the_same_each_time(
    shop: Database,
) -> None:
    with shop.reading() as session:
        checks = session.scalars(select(Inspection).where(Inspection.seat == Seat.SECOND)).all()
        spots = [each for each in checks if each.spot is not None]
        assert {each.batch.product.code for each in spots} == {"CT-12"}
        assert len(spots) > 6
        assert all(len(each.places) < len(each.sample) for each in spots)


def test_that_shirts_were_tightened(shop: Database) -> None:
    with shop.reading() as session:
        switched = session.scalars(select(Switch).order_by(Switch.id)).all()
        goods = {session.get_one(Product, each.product_id).code for each in switched}
        assert goods == {"TS-40"}
        assert switched[0].cause is SwitchCause.TWO_OF_FIVE


def test_that_a_procedure_has_two_versions_and_people_stand_differently(shop: Database) -> None:
    with shop.reading() as session:
        matrix = training_matrix(session)
        (subject,) = [each for each in matrix.subjects if each.code == "PR-01"]
        assert subject.number == 2
        stands = {
            person.name: matrix.cells[person.id, subject.subject].standing
            for person in matrix.people
        }
    assert stands["Ана Петровић"] is Standing.TRAINED
    assert stands["Luka Horvat"] is Standing.TO_CONFIRM
    assert stands["Ivana Marić"] is Standing.OUTDATED


def test_that_the_branch_that_drifted_stands_outside_of_the_funnel(shop: Database) -> None:
    half = Scope(first=UNTIL.date() - timedelta(days=182), last=UNTIL.date())
    with shop.reading() as session:
        found = insight(session, InsightName.SITES, half, UNTIL)
        untrained = {row.site for row in drift(session, UNTIL)}
    assert isinstance(found.chart, Funnel)
    assert [each.label for each in found.chart.places if each.outside] == ["Rijeka"]
    counts = {str(name): (int(str(bad)), int(str(lots))) for name, bad, lots, _share in found.rows}
    rejected, lots = counts.pop("Rijeka")
    assert rejected == lots
    others = Fraction(*map(sum, zip(*counts.values(), strict=True)))
    assert others**lots < Fraction(1, 1000)  # as seldom as that, were it no other than the others
    assert "Rijeka" in untrained


def test_that_nothing_is_wrong_in_the_sample_shop(shop: Database) -> None:
    done = verify_record(shop)
    assert done.findings == ()
    assert done.reports == 40
    assert done.sign_offs > 70


@pytest.mark.parametrize(
    ("language", "site"), [("en", "Zagreb"), ("sr", "Novi Sad"), ("uk", "Zagreb")]
)
def test_that_two_people_check_one_more_batch_for_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, site: str
) -> None:
    monkeypatch.setattr(sample_shop, "stories", lambda: stories()[-1:])
    with made(str(tmp_path / "shop")) as database:
        assert sample_shop.must_be_sample(database, "here")
        played = [sample_shop.play(database, UNTIL, print_paper, language) for _time in range(2)]
        assert [each.batch for each in played] == ["DEMO-1", "DEMO-2"]
        assert {each.verdict for each in played} == {Verdict.RELEASED}
        assert all(each.first != each.second for each in played)
        assert all(each.pdf.startswith(b"%PDF") for each in played)
        with database.reading() as session:
            batch = session.scalars(select(Batch).where(Batch.number == "DEMO-1")).one()
            assert batch.site.name == site
            assert batch.manufacturer.language == language
            assert [each.severity.value for each in batch.defects] == ["minor", "minor"]
        assert verify_record(database).findings == ()


def test_that_there_is_a_maker_who_reads_every_language_of_the_program() -> None:
    for language in LANGUAGES:
        assert demo_story(language, "DEMO-1").maker in ("kiln", "loom", language)
        assert (reader(language) is None) == (language in ("en", "sr"))


def test_that_the_keys_in_the_file_are_those_that_locking_them_gives() -> None:
    assert set(sealed_keys()) == {"mira", "jovan", "ana", "ivana", "luka", "petra"}
    assert all(sealed == lock_anew(login) for login, sealed in sealed_keys().items())


def test_that_two_processes_make_the_same_reports_and_the_same_chain(
    shop: Database, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(tmp_path / "shop")],
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "PYTHONHASHSEED": "7" if os.environ.get("PYTHONHASHSEED") != "7" else "8",
            "PYTHONPATH": str(Path(__file__).parents[3]),
        },
    )
    assert json.loads(done.stdout) == json.loads(fingerprints(shop))


def test_that_the_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_shop, "stories", lambda: stories()[-3:])
    told: list[tuple[int, int]] = []
    with open_database(tmp_path / "shop") as database:
        sample_shop.make_sample_shop(
            database, UNTIL, print_paper, lambda done, total: told.append((done, total))
        )
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_that_the_shop_can_be_made_on_both_engines(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived = [each for each in stories() if each.outcome in ("disagreed", "conceded", "draft")]
    monkeypatch.setattr(sample_shop, "stories", lambda: lived)
    sample_shop.make_sample_shop(database, UNTIL, print_paper)
    assert verify_record(database).findings == ()


def test_that_the_record_of_a_real_shop_is_never_a_demo(sqlite_database: Database) -> None:
    assert not sample_shop.must_be_sample(sqlite_database, "here")
    founding = Founding(
        organisation="Real & Co.",
        address="Street 1",
        language="en",
        site_code="A",
        site="Plant",
        time_zone="UTC",
        owner="Vera Owner",
        login="vera",
    )
    with sqlite_database.writing() as session:
        found_shop(session, founding, lock_anew("vera"), UNTIL)
    with pytest.raises(NotADemo, match="Real & Co"):
        sample_shop.must_be_sample(sqlite_database, "here")


def test_that_no_answers_are_no_act(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        assert record_answers(session, 1, [], 1) == []


@pytest.mark.parametrize("kind", sorted(set(_SCENES) - {"plate"}))  # a good one is like the other
def test_that_a_drawn_photo_is_the_same_each_time_and_another_for_another_seed(kind: str) -> None:
    drawn = [sample_photo(kind, seed).sha256 for seed in range(4)]
    assert drawn[0] == sample_photo(kind, 0).sha256
    assert len(set(drawn)) > 1


def test_that_a_batch_that_no_order_waits_for_belongs_to_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_shop, "stories", lambda: stories()[-1:])
    with made(str(tmp_path / "shop")) as database:
        later = UNTIL + timedelta(days=400)
        played = sample_shop.play(database, later, print_paper, "en")
        with database.reading() as session:
            batch = session.scalars(select(Batch).where(Batch.number == played.batch)).one()
            orders = session.scalars(select(Order).order_by(Order.promised_ship_date)).all()
            assert batch.order is orders[-1]


def test_that_a_person_without_a_key_cannot_play(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session, pytest.raises(NoKey, match="mira"):
        unlocked(session, 1, "mira")
