"""Earlier complaints are found by their words, in every language and whatever is typed."""

import pytest

from qc_desk.services import complaint_lists
from qc_desk.services.customers import customer_rows
from qc_desk.services.similar_complaints import SimilarComplaint, similar_complaints
from qc_desk.storage import search_index
from tests.checked_shop import AT, Shop
from tests.integration.services.complaining import complained_to, receive

SAID = {
    "en": "The handle came off when I poured tea.",
    "sr": "Дршка се одломила када сам сипао чај.",
    "hr": "Ručka šalice je pukla prilikom točenja čaja.",
    "kk": "Шай құйғанда тостағанның құлағы сынып қалды.",
    "uk": "Ручка відламалася, коли я наливав чай.",
    "es": "El asa se rompió cuando servía el té. ¡Qué peligro!",
}


@pytest.fixture
def told(shop: Shop) -> dict[str, int]:
    ids = complained_to(shop)
    return {
        language: receive(shop, ids, words=words, language=language)
        for language, words in SAID.items()
    }


def found(shop: Shop, words: str, **more: int) -> list[SimilarComplaint]:
    with shop.database.reading() as session:
        return similar_complaints(session, words, **more)


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "The HANDLES of two cups"),
        ("en", "tea was poured and the han"),
        ("sr", "ДРШКЕ се одломиле"),
        ("hr", "ručke su puknute, šalica"),
        ("hr", "ŠALICA"),
        ("kk", "тостағандар ҚҰЛАҒЫ"),
        ("uk", "ручки ВІДЛАМАЛИСЯ"),
        ("es", "un asa rompida, rompi"),
    ],
)
def test_that_other_words_in_the_same_language_find_it(
    shop: Shop, told: dict[str, int], language: str, typed: str
) -> None:
    assert found(shop, typed)[0].id == told[language]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "'",
        '"',
        '"handle',
        "*",
        "han*dle*",
        "NEAR(handle tea)",
        "AND OR NOT",
        "words : handle",
        "^handle - tea + (",
        "'; DROP TABLE complaints; --",
        "\\",
        "\0",
        "\ud800",
        "a & b | ! <-> c:*",
        "%_%",
        "٣٤٥ ½ ² ⅷ ㊗ 𝟜",
        "ǅ ß ﬃ İ",
        "tea " * 750,
        "q" * 3000,
        "🫖",
    ],
)
def test_that_whatever_is_typed_is_looked_up(shop: Shop, told: dict[str, int], typed: str) -> None:
    assert len(found(shop, typed)) <= len(told)
    with shop.database.reading() as session:
        wanted = complaint_lists.ComplaintFilter(text=typed)
        assert complaint_lists.count_complaints(session, wanted, AT) <= len(told)


def test_that_those_about_the_same_product_come_first(shop: Shop) -> None:
    ids = complained_to(shop)
    mine = receive(shop, ids, words="The handle is loose.", product_id=shop.product_id)
    other = receive(shop, ids, words="The handle is loose.")
    assert [each.id for each in found(shop, "handle loose")] == [other, mine]
    rows = found(shop, "handle loose", product_id=shop.product_id)
    assert [(each.id, each.same_product) for each in rows] == [(mine, True), (other, False)]
    assert rows[0].product == "M1"
    assert len(found(shop, "handle", limit=1)) == 1


def test_that_the_list_is_searched_while_typing(shop: Shop, told: dict[str, int]) -> None:
    def listed(typed: str) -> list[int]:
        with shop.database.reading() as session:
            wanted = complaint_lists.ComplaintFilter(text=typed, sort="number", descending=False)
            return complaint_lists.complaint_ids(session, wanted, AT)

    assert listed("han") == listed("HANDLE tea") == [told["en"]]
    assert listed("handle coffee") == []
    assert listed("c-2") == listed("C2") == [told["sr"]]
    assert listed("ČAJ d.o") == sorted(told.values())


def test_that_the_index_that_stands_is_kept_and_told_from_the_record(
    shop: Shop, told: dict[str, int]
) -> None:
    assert shop.database.writer is not None
    with shop.database.writer.begin() as connection:
        search_index.install(connection)
    assert found(shop, "handle")[0].id == told["en"]
    assert search_index.is_part("complaint_words_data")
    assert not search_index.is_part("complaints")


def test_that_a_word_that_is_everywhere_does_not_make_complaints_alike(
    shop: Shop, told: dict[str, int]
) -> None:
    with shop.database.reading() as session:
        ids = {"dana": customer_rows(session)[0].id}
    for words in ("the label is missing", "the box was wet", "the lid is loose"):
        receive(shop, ids, words=words)
    assert [each.id for each in found(shop, "the handle and the tea")] == [told["en"]]
    assert len(found(shop, "the ")) == 4
