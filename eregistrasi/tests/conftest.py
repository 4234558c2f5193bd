"""A place for data that a server of their own may live in."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import override_settings

from eregistrasi.alat.pg_lokal import PgLokal
from eregistrasi.tests.pameran import kumpulkan


@pytest.fixture(scope="module")
def folder_data():
    """A data folder that the account of the embedded PostgreSQL can reach, even from root's."""
    folder = Path(tempfile.mkdtemp(prefix="ereg-uji-"))
    folder.chmod(0o755)
    yield folder
    PgLokal(folder).henti()
    shutil.rmtree(folder)


def _pamerkan():
    """In a thread of its own, so that its line to the database is nobody else's."""
    polos = "django.contrib.staticfiles.storage.StaticFilesStorage"
    cepat = override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": polos}},
        SITUS_URL="http://testserver",
        ALLOWED_HOSTS=["testserver"],
        EMAIL_URL="",
    )
    assert connection.settings_dict["NAME"].startswith("test_")
    try:
        with cepat, transaction.atomic():
            semua = kumpulkan()
            transaction.set_rollback(True)
    finally:
        connections.close_all()
    return semua


@pytest.fixture(scope="session")
def pameran(django_db_setup, django_db_blocker):
    """The pages of the house in all their states, rendered once; the site itself is gone again."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as benang:
        return benang.submit(_pamerkan).result()
