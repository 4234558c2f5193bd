"""A Django Storage over a table: a file can never part from the row that names it."""

import hashlib
import io
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.storage import Storage
from django.utils.crypto import get_random_string
from django.utils.deconstruct import deconstructible

from eregistrasi.alat.models import IsiBerkas


def sidik(isi):
    """The SHA-256 of `isi` (bytes), as 64 hexadecimal digits."""
    return hashlib.sha256(isi).hexdigest()


@deconstructible
class SimpananTabel(Storage):
    """Keeps files in PostgreSQL. Names are random; the name a user typed is never a path."""

    def get_available_name(self, name, max_length=None):
        """`folder/<random><suffix>`; nothing of the user's file name but a short suffix stays."""
        asal = PurePosixPath(name)
        akhiran = asal.suffix.lower() if asal.suffix[1:].isalnum() and len(asal.suffix) <= 6 else ""
        return str(PurePosixPath(asal.parent.name) / f"{get_random_string(32)}{akhiran}")

    def generate_filename(self, filename):
        return str(PurePosixPath(str(filename).replace("\\", "/")))

    def _save(self, name, content):
        content.seek(0)
        isi = content.read()
        IsiBerkas.objects.create(nama=name, isi=isi, ukuran=len(isi), sha256=sidik(isi))
        return name

    def _open(self, name, mode="rb"):
        try:
            isi = IsiBerkas.objects.only("isi").get(nama=name).isi
        except IsiBerkas.DoesNotExist:
            raise FileNotFoundError(name) from None
        return File(io.BytesIO(bytes(isi)), name)

    def exists(self, name):
        return IsiBerkas.objects.filter(nama=name).exists()

    def delete(self, name):
        IsiBerkas.objects.filter(nama=name).delete()

    def size(self, name):
        return IsiBerkas.objects.only("ukuran").get(nama=name).ukuran

    def url(self, name):
        raise ValueError("Stored files have no address; a view checks and serves them.")
