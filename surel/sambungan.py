"""What the post may not know itself, asked of functions that the upper rooms register.

Filled in `AppConfig.ready`; keyed by the word before the colon of a reference.
"""

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404


class BelumSiap(Exception):
    """An attachment cannot be made at the moment; the letter waits. The message says why."""


class TidakBerlaku(Exception):
    """What the letter was to carry is no longer in force; it is held back. The message says why."""


TAUTAN = {}  # "konfirmasi" -> function(rest) -> absolute URL
BERKAS = {}  # "dokumen" -> function(rest) -> (file name, bytes, MIME type)
# "pelatihan" -> function(user) -> primary keys this user may see (queryset or list), True for all
TERLIHAT = {}
LIHAT_TAUTAN = {}  # "pelatihan" -> function(user, rest) -> bool: may this user see personal links?
INDUK = {}  # "pelatihan" -> function(request, code) -> (group, base template, context), or 404
BERKALA = []  # functions that the worker calls between letters: () -> None
# (name, function) of what may take longer and has a thread of its own: () -> seconds to the next
SAMPINGAN = []


def _pecah(rujukan):
    jenis, _, isi = rujukan.partition(":")
    return jenis, isi


def tautan(rujukan):
    """The personal link behind `rujukan`, made at this moment and stored nowhere."""
    jenis, isi = _pecah(rujukan)
    return TAUTAN[jenis](isi)


def berkas(rujukan):
    """(file name, bytes, MIME type) of an attachment."""
    jenis, isi = _pecah(rujukan)
    return BERKAS[jenis](isi)


def boleh_lihat_tautan(pengguna, kelompok):
    jenis, isi = _pecah(kelompok)
    return jenis in LIHAT_TAUTAN and LIHAT_TAUTAN[jenis](pengguna, isi)


def kelompok_terlihat(pengguna):
    """Condition on letters: those of the groups that `pengguna` may read. No list is fetched."""
    syarat = Q(pk__in=[])
    for jenis, tanya in TERLIHAT.items():
        syarat |= _syarat(jenis, tanya(pengguna))
    return syarat


def _syarat(jenis, kunci):
    if kunci is True:
        return Q(kelompok__startswith=f"{jenis}:")
    if isinstance(kunci, QuerySet):
        nama = Concat(Value(f"{jenis}:"), Cast("pk", CharField()))
        return Q(kelompok__in=kunci.order_by().annotate(_kelompok=nama).values("_kelompok"))
    return Q(kelompok__in=[f"{jenis}:{isi}" for isi in kunci or ()])


def induk(jenis, request, kode):
    """The page in whose frame the letters of one thing are shown. Raises Http404."""
    if jenis not in INDUK:
        raise Http404
    return INDUK[jenis](request, kode)
