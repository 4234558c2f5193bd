"""Large files of jobs, kept in encrypted pieces: whole they would fill the memory of whoever
writes or reads them.
"""

from eregistrasi.alat.models import IsiBerkas
from eregistrasi.alat.sandi import buka_byte, sandikan_byte
from eregistrasi.alat.simpanan import sidik

UKURAN = 1024**2  # bytes of a piece
FOLDER = "pekerjaan/"


def simpan(id_publik, berkas):
    """Keep an open file from its beginning; what was kept for this job before goes.

    Returns its size. The caller holds a row of the job, so that two never write at once.
    """
    buang(id_publik)
    berkas.seek(0)
    ukuran = nomor = 0
    while potong := berkas.read(UKURAN):
        tersandi = sandikan_byte(potong)
        IsiBerkas.objects.create(
            nama=f"{_awalan(id_publik)}{nomor:06}",
            isi=tersandi,
            ukuran=len(tersandi),
            sha256=sidik(tersandi),
        )
        ukuran, nomor = ukuran + len(potong), nomor + 1
    return ukuran


def alirkan(id_publik):
    """The file piece by piece."""
    semua = IsiBerkas.objects.filter(nama__startswith=_awalan(id_publik)).order_by("nama")
    for pk in list(semua.values_list("pk", flat=True)):
        yield buka_byte(bytes(IsiBerkas.objects.only("isi").get(pk=pk).isi))


def buang(id_publik):
    """Forget the file of one job."""
    IsiBerkas.objects.filter(nama__startswith=_awalan(id_publik)).delete()


def buang_yatim(ada):
    """Forget the pieces of jobs that are no more. ada: function (ids) -> those that still are."""
    nama = IsiBerkas.objects.filter(nama__startswith=FOLDER).values_list("nama", flat=True)
    pemilik = {n.removeprefix(FOLDER).partition("/")[0] for n in nama}
    for id_publik in pemilik - set(ada(pemilik)):
        buang(id_publik)


def _awalan(id_publik):
    return f"{FOLDER}{id_publik}/"
