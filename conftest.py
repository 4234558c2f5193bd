"""The people every test knows, and a training at whatever stage the test asks for."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations

from laporan.bahan_contoh import Orang, buat_organisasi, buat_tim
from laporan.contoh import majukan

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own
TAK_DIKOSONGKAN = {
    *(f"pelatihan_{nama}" for nama in ("jejak", "rantaijejak", "tambatanjejak", "dokumen")),
    *(f"peserta_{nama}" for nama in ("jawaban", "koreksipeserta")),
    *(f"laporan_{nama}" for nama in ("laporan", "pemeriksaan", "penerimaan")),
}
#: what the migrations bring along is part of the house, not of a story
ACUAN = {f"pelatihan_{nama}" for nama in ("versisop", "tahunkerja", "harilibur", "jamkerja")}
PERAMBAN = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Threads of the live server close their line, or the test database could not be dropped."""
    connections.databases["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session", autouse=True)
def _dapat_dikosongkan():
    """A story with threads is wiped by TRUNCATE, which some tables refuse: they look away then."""
    asli = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, **kwargs):
        tables = [t for t in tables if t not in ACUAN]
        jaga = [self.quote_name(t) for t in tables if t in TAK_DIKOSONGKAN]
        return [
            *(f"ALTER TABLE {t} DISABLE TRIGGER USER;" for t in jaga),
            *asli(self, style, tables, **kwargs),
            *(f"ALTER TABLE {t} ENABLE TRIGGER USER;" for t in jaga),
        ]

    with pytest.MonkeyPatch.context() as tambal:
        tambal.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


@pytest.fixture(autouse=True)
def _cepat(settings):
    """Test passwords need no slow hash; pages need no collected files; links have one address."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SITUS_URL = "http://testserver"
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    settings.EMAIL_URL = ""
    cache.clear()  # the counters of misses belong to one story


@pytest.fixture
def orang(db):
    """Ratna heads the centre; Citra leads a team and Budi works in it; Erna and Dodi next door.

    Anna is the system administrator and has nothing to do with any training.
    """
    buat_organisasi()
    return buat_tim(
        Orang(
            kepala=("ratna", "Dr. Ratna Wulandari, S.H., M.H."),
            ketua=("citra", "Citra Lestari, S.H., M.Si."),
            tim=("budi", "Budi Santoso, S.Kom."),
            ketua2=("erna", "Erna Puspita, S.E."),
            tim2=("dodi", "Dodi Firmansyah, A.Md."),
            admin=("anna", "Anna Sihombing, S.T."),
        ),
        sandi="rahasia-uji",
    )


@pytest.fixture
def ratna(orang):
    """Ratna heads the centre: she assigns first and receives last."""
    return orang.kepala


@pytest.fixture
def citra(orang):
    """Citra leads a team: she assigns second and checks the report."""
    return orang.ketua


@pytest.fixture
def budi(orang):
    """Budi is on Citra's team: he enters participants and writes the report."""
    return orang.tim


@pytest.fixture
def erna(orang):
    """Erna leads the other team."""
    return orang.ketua2


@pytest.fixture
def dodi(orang):
    """Dodi does Budi's job in Erna's team. Nothing of Citra's was handed to him."""
    return orang.tim2


@pytest.fixture
def anna(orang):
    """Anna is the system administrator."""
    return orang.admin


@pytest.fixture
def pelatihan_di(orang):
    """A training walked to a stage through the real steps, so no test invents a state."""

    def jalan(tahap, **ubah):
        return majukan(tahap, orang, **ubah)

    return jalan


@pytest.fixture(scope="session")
def chromium():
    """Path of a Chromium on this machine; without one the browser's stories are skipped."""
    jalur = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PERAMBAN)), None)
    if jalur is None:
        pytest.skip("Chromium tidak ditemukan. Pasang dengan: apt-get install chromium")
    return jalur


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture(scope="session")
def browser(browser):
    """Closes what was opened beside Playwright's loop while that loop is still there to see it."""
    yield browser
    connections.close_all()
