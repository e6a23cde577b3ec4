"""What every thing that is kept has in common: exact times, exact numbers, named constraints."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    text,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.compiler import DDLCompiler
from sqlalchemy.types import TypeDecorator

from qc_desk.domain.delivery_words import DELIVERY_WORDS
from qc_desk.domain.gauge_words import GAUGE_WORDS
from qc_desk.domain.loop_words import LOOP_WORDS
from qc_desk.domain.picture_words import PICTURE_WORDS
from qc_desk.domain.sampling_words import SAMPLING_WORDS
from qc_desk.domain.training_words import TRAINING_WORDS
from qc_desk.domain.vocabulary import (
    BatchStatus,
    CheckMode,
    DefectStatus,
    Disposition,
    InspectionStatus,
    ItemKind,
    Meaning,
    PageSize,
    PhotoRule,
    ReportKind,
    Result,
    Role,
    Seat,
    Severity,
    Slot,
    Verdict,
    VersionStatus,
)
from qc_desk.overrides import override

WORDS = (
    BatchStatus,
    CheckMode,
    DefectStatus,
    Disposition,
    InspectionStatus,
    ItemKind,
    Meaning,
    PageSize,
    PhotoRule,
    ReportKind,
    Result,
    Role,
    Seat,
    Severity,
    Slot,
    Verdict,
    VersionStatus,
    *DELIVERY_WORDS,
    *GAUGE_WORDS,
    *LOOP_WORDS,
    *PICTURE_WORDS,
    *SAMPLING_WORDS,
    *TRAINING_WORDS,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; naive ones are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC before it is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment needs a time zone"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every stored moment its time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept with exactly the digits it was entered with."""

    impl = String(40)
    cache_ok = True

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write the number out without an exponent."""
        return None if value is None else f"{value:f}"

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Read the number back."""
        return None if value is None else Decimal(value)

    @override
    def compare_values(self, x: Decimal | None, y: Decimal | None) -> bool:
        """Take 5.0 and 5.00 for different numbers: their digits are kept."""
        return str(x) == str(y)


def _word_type(word: type[Enum]) -> EnumType:
    return EnumType(
        word,
        native_enum=False,
        length=24,
        create_constraint=False,
        values_callable=lambda words: [each.value for each in words],
    )


BigKey = BigInteger().with_variant(Integer, "sqlite")


class Base(MappedAsDataclass, DeclarativeBase, eq=False, repr=False):
    """A thing that is kept in the record."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger().with_variant(Integer, "sqlite"),
        datetime: UtcDateTime,
        date: Date,
        Decimal: Exact,
        bytes: LargeBinary,
        **{word: _word_type(word) for word in WORDS},
    }


def key() -> Mapped[int]:
    """Return the primary key column of a thing; the database gives the number."""
    return mapped_column(BigKey, primary_key=True, init=False)


def one_of(column: str, word: type[Enum]) -> CheckConstraint:
    """Return the constraint that a column holds one of the word's stored values."""
    values = ", ".join(f"'{each.value}'" for each in word)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def partial_index(name: str, *columns: str, where: str, unique: bool = True) -> Index:
    """Return an index over the rows for which something holds, on both engines.

    What PostgreSQL is told is added when it makes the index: to say it here would load its whole
    dialect, also where the record is a file.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where), info={"where": where})


@compiles(CreateIndex, "postgresql")
def _with_its_condition(create: CreateIndex, compiler: DDLCompiler, **facts: Any) -> str:
    tell_postgresql(create.element)
    made: str = compiler.visit_create_index(create, **facts)  # type: ignore[no-untyped-call]
    return made


def tell_postgresql(index: Index) -> None:
    """Give a partial index its condition in the words of PostgreSQL's dialect."""
    if "where" in index.info:
        index.dialect_options["postgresql"]["where"] = text(index.info["where"])
