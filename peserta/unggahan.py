"""Spreadsheets on their way in: how much of a request is kept, and for how long it lies there."""

import datetime as dt
import io
import time
from functools import wraps

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from peserta.impor.batas import UKURAN_BERKAS
from peserta.models import Unggahan

JEDA_BERSIHKAN = 3600  # seconds between two clean-ups
_terakhir = {"bersih": -JEDA_BERSIHKAN}


class BerkasTerbatas(FileUploadHandler):
    """Keeps one byte more than a usable file has, so that its size can be judged; no more.

    The rest of the body is read and let go, because a browser that is cut off in the middle shows
    its own error page instead of our sentence. All files of a request share the one budget.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.sisa = UKURAN_BERKAS + 1

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.isi = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        simpan = raw_data[: self.sisa]
        self.sisa -= len(simpan)
        self.isi.write(simpan)

    def file_complete(self, file_size):
        self.isi.seek(0)
        return InMemoryUploadedFile(
            file=self.isi,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def terbatas(view):
    """Let this view's uploads pass through `BerkasTerbatas`.

    The CSRF check reads the body, so it has to come after the handler has been put in place.
    """
    terlindung = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def bungkus(request, *args, **kwargs):
        request.upload_handlers = [BerkasTerbatas(request)]
        return terlindung(request, *args, **kwargs)

    return bungkus


def bersihkan():
    """Delete previews that can no longer be saved: they hold people's data. At most hourly."""
    if time.monotonic() - _terakhir["bersih"] < JEDA_BERSIHKAN:
        return
    _terakhir["bersih"] = time.monotonic()
    sejak = timezone.now() - dt.timedelta(hours=settings.IMPOR_BERLAKU_JAM)
    Unggahan.objects.filter(dibuat_pada__lt=sejak).delete()
