"""A place for data that a server of their own may live in."""

import shutil
import tempfile
from pathlib import Path

import pytest

from eregistrasi.alat.pg_lokal import PgLokal


@pytest.fixture(scope="module")
def folder_data():
    """A data folder that the account of the embedded PostgreSQL can reach, even from root's."""
    folder = Path(tempfile.mkdtemp(prefix="ereg-uji-"))
    folder.chmod(0o755)
    yield folder
    PgLokal(folder).henti()
    shutil.rmtree(folder)
