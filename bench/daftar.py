"""The list of 100,000 participants in one training, beside the smallest page that does as much.

python3 bench/daftar.py [participants]
"""

import sys
import tempfile
import tracemalloc

from _bersama import berselang, mulai, orang, siapkan_pelatihan, tabel, tulis

PUTARAN = 9
LANGKA = 4321  # a participant whose last name few bear


def isi(pelatihan, jumlah):
    """Fill the training; all are invited, two of three have answered."""
    from django.db import connection
    from django.utils import timezone

    from peserta.models import Konfirmasi, Peserta

    semua = [orang(n, pelatihan) for n in range(jumlah)]
    semua = Peserta.objects.bulk_create(semua, batch_size=1000)
    kini = timezone.now()
    jawab = ("bersedia", "tidak_bersedia", "")
    Konfirmasi.objects.bulk_create(
        (
            Konfirmasi(
                peserta=o, jawaban_kini=jawab[n % 3], dijawab_pada=kini if n % 3 < 2 else None
            )
            for n, o in enumerate(semua)
        ),
        batch_size=1000,
    )
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")


def halaman_polos(pelatihan):
    """The yardstick: production middleware, a count, 50 rows by id, one template."""
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path

    from eregistrasi import urls
    from peserta.models import Peserta

    templat = engines["django"].from_string(
        "<table>{% for o in baris %}<tr><td>{{ o.nama }}</td><td>{{ o.nip }}</td>"
        "<td>{{ o.unit_kerja }}</td></tr>{% endfor %}</table>{{ jumlah }}"
    )

    def polos(request):
        semua = Peserta.objects.filter(pelatihan=pelatihan.pk)
        konteks = {"jumlah": semua.count(), "baris": semua.order_by("pk")[:50]}
        return HttpResponse(templat.render(konteks, request))

    urls.urlpatterns.append(path("bench-polos/", polos))


def rencana(kumpulan):
    return "\n    ".join(kumpulan.explain(analyze=True).splitlines()[:12])


def ukur_halaman(client, dasar, jumlah):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    akhir = jumlah // 50
    alamat = {
        "polos": "/bench-polos/",
        "pertama": f"{dasar}?ukuran=50",
        "tengah": f"{dasar}?ukuran=50&halaman={akhir // 2}",
        "terakhir": f"{dasar}?ukuran=50&halaman={akhir}",
        "jawaban bersedia": f"{dasar}?ukuran=50&jawaban=bersedia",
        "jawaban belum": f"{dasar}?ukuran=50&jawaban=belum",
        "dibatalkan": f"{dasar}?ukuran=50&jawaban=dibatalkan",
        "saring unit": f"{dasar}?ukuran=50&unit=Kantor+Wilayah+007",
        "urut unit": f"{dasar}?ukuran=50&urut=unit",
        "urut waktu": f"{dasar}?ukuran=50&urut=waktu",
        "urut waktu, tengah": f"{dasar}?ukuran=50&urut=waktu&halaman={akhir // 2}",
        "bersedia, urut waktu": f"{dasar}?ukuran=50&jawaban=bersedia&urut=waktu",
        "cari nama jarang": f"{dasar}?ukuran=50&q={orang(LANGKA).nama.split()[-1]}",
        "cari nama lazim": f"{dasar}?ukuran=50&q=lestari",
        "cari nama depan lazim": f"{dasar}?ukuran=50&q=dewi",
        "cari 1 huruf": f"{dasar}?ukuran=50&q=d",
        "cari 2 huruf": f"{dasar}?ukuran=50&q=di",
        "cari NIP": f"{dasar}?ukuran=50&q={orang(4321).nip}",
    }
    sql = {}
    for nama, satu in alamat.items():
        with CaptureQueriesContext(connection) as c:
            jawab = client.get(satu)
        if jawab.status_code != 200:
            raise SystemExit(f"{satu}: {jawab.status_code}")
        sql[nama] = f"{len(c)} SQL"
    hasil = berselang(PUTARAN, **{n: lambda a=a: client.get(a).content for n, a in alamat.items()})
    tabel(
        "Halaman daftar (acuan: halaman polos; sasaran <= 2x, terakhir <= 2x pertama)",
        "polos",
        hasil,
        **sql,
    )


def ukur_cari(pelatihan):
    from django.db import connection

    from peserta.daftar import Saringan
    from peserta.models import Peserta

    def tanpa_indeks():
        with connection.cursor() as kursor:
            kursor.execute("SET enable_bitmapscan = off; SET enable_indexscan = off")
            jarang.count()
            kursor.execute("RESET enable_bitmapscan; RESET enable_indexscan")

    jarang = Saringan(q=orang(LANGKA).nama.split()[-1]).terapkan(pelatihan)
    hasil = berselang(PUTARAN, pindai=tanpa_indeks, indeks=jarang.count)
    tabel("Pencarian nama jarang, basis data saja (sasaran <= 0,1x)", "pindai", hasil)
    tulis(f"  {jarang.count()} ditemukan dari {Peserta.objects.count()}")
    tulis(f"    {rencana(jarang.order_by())}")


def ukur_ekspor(pelatihan, oleh, jumlah):
    from openpyxl import Workbook

    from peserta.daftar import Saringan
    from peserta.ekspor import _baris, ekspor

    saringan = Saringan()
    sepuluh_ribu = [
        [n, *b] for n, b in zip(range(10_000), _baris(pelatihan, saringan, True), strict=False)
    ]

    def openpyxl_polos():
        buku = Workbook(write_only=True)
        lembar = buku.create_sheet()
        for _ in range(max(jumlah // len(sepuluh_ribu), 1)):
            for satu in sepuluh_ribu:
                lembar.append(satu)
        with tempfile.TemporaryFile() as berkas:
            buku.save(berkas)

    def kita(jenis="xlsx"):
        ekspor(pelatihan, saringan, jenis, oleh=oleh, sebagai="Tim Kerja", nip_penuh=True).close()

    hasil = berselang(1, openpyxl=openpyxl_polos, ekspor=kita, csv=lambda: kita("csv"))
    tabel(
        f"Ekspor {jumlah} baris (acuan: openpyxl write_only tanpa SQL; sasaran <= 1,5x)",
        "openpyxl",
        hasil,
    )
    tracemalloc.start()
    kita()
    tulis(f"  puncak memori Python: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB")
    tracemalloc.stop()


def utama(jumlah):
    mulai()
    from django.test import Client

    from pelatihan.sop import Tahap

    pelatihan, tim = siapkan_pelatihan(Tahap.REGISTRASI)
    tulis(f"Mengisi {jumlah} peserta ...")
    isi(pelatihan, jumlah)
    halaman_polos(pelatihan)
    client = Client()
    client.force_login(tim, backend="django.contrib.auth.backends.ModelBackend")
    ukur_halaman(client, f"/pelatihan/{pelatihan.kode}/peserta/", jumlah)
    ukur_cari(pelatihan)
    ukur_ekspor(pelatihan, tim, jumlah)


if __name__ == "__main__":
    utama(int(sys.argv[1]) if sys.argv[1:] else 100_000)
