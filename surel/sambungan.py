"""What the post may not know itself, asked of functions that the upper rooms register.

Filled in `AppConfig.ready`; keyed by the word before the colon of a reference.
"""



class BelumSiap(Exception):
    """An attachment cannot be made at the moment; the letter waits. The message says why."""


TAUTAN = {}  # "konfirmasi" -> function(rest) -> absolute URL
BERKAS = {}  # "dokumen" -> function(rest) -> (file name, bytes, MIME type)
TERLIHAT = {}  # "pelatihan" -> function(user) -> queryset of `rest` values this user may see
LIHAT_TAUTAN = {}  # "pelatihan" -> function(user, rest) -> bool: may this user see personal links?
BERKALA = []  # functions that the worker calls between letters: () -> None


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
    """The groups of letters that `pengguna` may read, as `pelatihan:4` strings."""
    return [f"{jenis}:{isi}" for jenis, tanya in TERLIHAT.items() for isi in tanya(pengguna)]
