"""The search across 100,000 participants with their proofs, beside reading the table in order.

python3 bench/cari.py [participants]
"""

import sys

from _bersama import berselang, mulai, orang, siapkan_pelatihan, tabel, tulis
from daftar import isi

PUTARAN = 7
LANGKA = 4321  # a participant whose last name nobody else bears
SASARAN = 300  # ms, the whole page
NIK = "3174056504920004"


def isi_bukti(pelatihan):
    """A proof, with its paper and its code, for everybody who has answered."""
    from eregistrasi.alat.kode import buat_kode
    from pelatihan.models import Dokumen
    from peserta.models import BuktiRegistrasi, Jawaban, Konfirmasi

    semua = list(Konfirmasi.objects.exclude(jawaban_kini="").order_by("pk"))
    alasan = {"tidak_bersedia": "SAKIT"}
    jawaban = Jawaban.objects.bulk_create(
        (
            Jawaban(
                konfirmasi=k,
                pilihan=k.jawaban_kini,
                alasan=alasan.get(k.jawaban_kini, ""),
                waktu=k.dijawab_pada,
            )
            for k in semua
        ),
        batch_size=1000,
    )
    nomor = [f"ER/PF-AHM/I/2026/{n:06}" for n in range(1, len(semua) + 1)]
    dokumen = Dokumen.objects.bulk_create(
        (
            Dokumen(
                pelatihan=pelatihan,
                jenis=Dokumen.Jenis.BUKTI,
                nomor=n,
                kode=buat_kode(),
                nama_berkas="bukti.pdf",
                rekaman={"nomor": n, "isi": "x" * 1000},
            )
            for n in nomor
        ),
        batch_size=1000,
    )
    return BuktiRegistrasi.objects.bulk_create(
        (
            BuktiRegistrasi(pelatihan=pelatihan, konfirmasi=k, jawaban=j, dokumen=d, nomor=d.nomor)
            for k, j, d in zip(semua, jawaban, dokumen, strict=True)
        ),
        batch_size=1000,
    )


def alamat(bukti):
    """{what is searched for: the words}."""
    from eregistrasi.alat.kode import kelompok

    satu = orang(LANGKA)
    tengah = bukti[len(bukti) // 2]
    return {
        "nama jarang": satu.nama.split()[-1],
        "nama lengkap": f"Dr. {satu.nama}, S.H.",
        "nama tidak ada": "qwxyz",
        "nama umum": "siti",
        "2 huruf": "di",
        "surel": satu.email,
        "NIP": satu.nip,
        "sebagian NIP": satu.nip[:12],
        "NIK": NIK,
        "nomor bukti": tengah.nomor,
        "kode verifikasi": kelompok(tengah.dokumen.kode),
    }


def ukur_halaman(akun, dicari):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
    catatan = {}
    for nama, kata in dicari.items():
        with CaptureQueriesContext(connection) as c:
            halaman = client.get("/cari/", {"q": kata}).content
        orangnya = halaman.count(b'<a class="nama"')
        catatan[nama] = f"{len(c)} SQL, {orangnya} orang"
    kerja = {
        nama: lambda kata=kata: client.get("/cari/", {"q": kata}).content
        for nama, kata in dicari.items()
    }
    kosong = {"tanpa pencarian": lambda: client.get("/cari/").content}
    hasil = berselang(PUTARAN, **kosong, **kerja)
    tabel(
        f"Halaman /cari/ untuk {akun} (acuan: tanpa pencarian; sasaran <= {SASARAN} ms)",
        "tanpa pencarian",
        hasil,
        **catatan,
    )


def ukur_basis_data():
    """The database alone. What `icontains` asks, read in order, is the yardstick."""
    from django.db import connection

    from peserta.cari import cari_peserta
    from peserta.models import Peserta

    kata = orang(LANGKA).nama.split()[-1]
    semua = Peserta.objects.order_by()
    kita = cari_peserta(semua, kata)
    biasa = semua.filter(nama__icontains=kata)

    def pindai(kumpulan):
        with connection.cursor() as kursor:
            kursor.execute("SET enable_bitmapscan = off; SET enable_indexscan = off")
            kumpulan.count()
            kursor.execute("RESET enable_bitmapscan; RESET enable_indexscan")

    hasil = berselang(
        PUTARAN,
        pindai=lambda: pindai(biasa),
        pindai_rata=lambda: pindai(kita),
        indeks=kita.count,
    )
    tabel("Nama jarang, basis data saja (sasaran <= 0,1x)", "pindai", hasil)
    for judul, cari in (("nama jarang", kata), ("2 huruf", "di"), ("nama umum", "siti")):
        rencana = cari_peserta(semua, cari).explain(analyze=True)
        tulis(f"  {judul}:\n    " + "\n    ".join(rencana.splitlines()[:8]))


def utama(jumlah):
    mulai()
    from pelatihan.sop import Tahap
    from pengguna.models import Pengguna

    pelatihan, tim = siapkan_pelatihan(Tahap.REGISTRASI)
    tulis(f"Mengisi {jumlah} peserta ...")
    isi(pelatihan, jumlah)
    satu = pelatihan.peserta.get(nip=orang(LANGKA).nip)
    satu.nik = NIK
    satu.save()
    bukti = isi_bukti(pelatihan)
    from django.db import connection

    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")
    dicari = alamat(bukti)
    for akun in (tim, Pengguna.objects.get(username="kepala")):
        ukur_halaman(akun, dicari)
    ukur_basis_data()


if __name__ == "__main__":
    utama(int(sys.argv[1]) if sys.argv[1:] else 100_000)
