"""The sampling rule of a checklist, as its TOML file writes it."""

from decimal import Decimal

from qc_desk.domain import iso2859
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.i18n import _
from qc_desk.services.toml_tables import TomlTable

SAMPLING_KEYS = ("method", "level", "aql_major", "aql_minor", "lots")
STANDARD_KEYS = ("level", "aql_major", "aql_minor", "lots")
SERIES, ISOLATED = "series", "isolated"
MOST_UNITS = 10_000


def read_sampling(top: TomlTable) -> SamplingRule:
    """Return the rule of the table [sampling]; a fixed number of units where there is none."""
    sample_size = top.whole("sample_size", 1, 1, MOST_UNITS)
    values = top.values.get("sampling", {})
    if not isinstance(values, dict):
        top.note("sampling", _("“sampling” must be a table that begins with [sampling]."))
        return SamplingRule(sample_size=sample_size)
    table = TomlTable(
        values=values,
        place=("sampling", 0),
        name=_("sampling") if values else "",
        lines=top.lines,
        problems=top.problems,
    )
    table.only(SAMPLING_KEYS)
    method = table.choice("method", SamplingMethod, SamplingMethod.FIXED)
    if method is not SamplingMethod.ISO_2859:
        _must_not_be_by_standard(table)
        _must_not_have_a_number(top, method)
        return SamplingRule(method=method, sample_size=sample_size)
    if "sample_size" in top.values:
        top.note("sample_size", _("“sample_size” follows from the standard: delete it."))
    return SamplingRule(
        method=method,
        level=table.choice("level", Level, Level.II),
        aql_major=_aql(table, "aql_major"),
        aql_minor=_aql(table, "aql_minor"),
        isolated=_isolated(table),
    )


def _must_not_be_by_standard(table: TomlTable) -> None:
    for key in STANDARD_KEYS:
        if key in table.values:
            said = _('“{key}” belongs to ISO 2859-1: write method = "iso2859", or delete it.')
            table.note(key, said.format(key=key))


def _must_not_have_a_number(top: TomlTable, method: SamplingMethod) -> None:
    if method is SamplingMethod.EVERY_PIECE and "sample_size" in top.values:
        top.note("sample_size", _("“sample_size” means nothing where every piece is checked."))


def _aql(table: TomlTable, key: str) -> Decimal:
    """Return an acceptance quality limit of the tables; anything else is noted."""
    usual = iso2859.aqls()[0]
    if key not in table.values:
        table.note(
            "", _("“{key}” is missing: ISO 2859-1 needs an AQL, such as 2.5.").format(key=key)
        )
        return usual
    value = table.number(key)
    if value is None:
        return usual
    try:
        return iso2859.preferred(value)
    except FieldInvalid as refusal:
        said = _("“{key}” cannot be {value}: {why}")
        why = _(str(refusal.facts["why"]))
        table.note(key, said.format(key=key, value=value, why=why))
        return usual


def _isolated(table: TomlTable) -> bool:
    value = table.values.get("lots", SERIES)
    if value not in (SERIES, ISOLATED):
        table.wrong("lots", value, f'"{SERIES}" / "{ISOLATED}"')
    return value == ISOLATED
