"""The whole SOP, told once from outside: through the pages, each step by whose step it is."""

import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from laporan.bahan_contoh import contoh_peserta
from laporan.daftar_periksa import SOAL
from pelatihan.models import Dokumen, Pelatihan
from pelatihan.tests.test_penugasan import formulir
from peserta.models import Jawaban, Peserta
from surel.models import Surel

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def isi_templat(templat, orang):
    """Budi fills in the template that he downloaded."""
    buku = load_workbook(io.BytesIO(templat))
    lembar = buku["Data"]
    kolom = {sel.value: sel.column for sel in lembar[1]}
    for baris, o in enumerate(orang, 3):
        nama = f"{o['gelar_depan']} {o['nama']}".strip()
        for judul, nilai in {
            "NIP": o["nip"],
            "Nama": f"{nama}, {o['gelar_belakang']}" if o["gelar_belakang"] else nama,
            "Jabatan": o["jabatan"],
            "Unit Kerja": o["unit_kerja"],
            "Instansi": o["instansi"],
            "Email": o["email"],
            "No. HP": o["hp"],
        }.items():
            lembar.cell(baris, kolom[judul], nilai)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def tautan_dari_kotak_keluar(client, surel):
    """The link as Tim Kerja reads it in the outbox; the table holds none."""
    halaman = client.get(f"/kotak-keluar/{surel.pk}/").content.decode()
    assert "/k/" not in surel.teks + surel.html
    return re.search(r"http://testserver(/k/[^\s\"<]+/)", halaman)[1]


def tersembunyi(halaman):
    """The hidden fields of a page, as a browser would send them back."""
    masukan = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", halaman.content.decode())
    return {
        re.search(r'name="([^"]*)"', m)[1]: (re.search(r'value="([^"]*)"', m) or ["", ""])[1]
        for m in masukan
    }


def jawab(client, tautan, nip, **isian):
    """A participant on a phone: link, NIP, answer, check, send. Returns the last page."""
    halaman = client.get(tautan, follow=True)
    alamat = halaman.redirect_chain[-1][0]
    assert "/k/" not in alamat
    halaman = client.post(alamat, {"nomor": nip}, follow=True)
    halaman = client.post(f"{alamat}jawaban/", tersembunyi(halaman) | isian)
    return client.post(f"{alamat}kirim/", tersembunyi(halaman), follow=True)


def test_a_training_travels_from_disposition_to_received(client, ratna, citra, budi):
    # 1. Ratna, who heads the centre, hands the training to Citra.
    client.force_login(ratna)
    client.post("/pelatihan/baru/", formulir(kirim="1"))
    p = Pelatihan.objects.get()
    berkas = p.get_absolute_url()

    # 2. Citra hands it on to Budi.
    client.force_login(citra)
    client.post(
        f"{berkas}tugaskan-tim/",
        {"kepada": [budi.pk], "instruksi": ["Laporkan hasilnya"], "sifat": "segera"},
    )

    # 3. Budi completes the training, enters one by hand and two from a workbook, and opens.
    client.force_login(budi)
    batas = timezone.localtime() + timezone.timedelta(days=3)
    client.post(
        f"{berkas}lengkapi/",
        {
            "kode_pelatihan": "PF-AHM",
            "jenis": "fungsional",
            "angkatan": "I",
            "metode": "klasikal",
            "jp": "90",
            "mulai": p.mulai.isoformat(),
            "selesai": p.selesai.isoformat(),
            "tempat": "Kampus BPSDM, Cinere, Depok",
            "kuota": "40",
            "batas_konfirmasi": f"{batas:%Y-%m-%dT%H:%M}",
            "pemanggilan_nomor": "SDM-SM.02.01-210",
            "pemanggilan_tanggal": timezone.localdate().isoformat(),
            "narahubung_1_nama": "Kadek Dwi Arsana Putra",
            "narahubung_1_ponsel": "081200000029",
            "dokumen": ["SURAT_TUGAS"],
        },
    )
    asn = [o for o in contoh_peserta() if o["nip"]][:3]
    client.post(
        f"{berkas}peserta/tambah/",
        {k: v for k, v in asn[0].items() if v not in (None, "")},
    )
    templat = client.get(f"{berkas}peserta/templat/").content
    unggah = io.BytesIO(isi_templat(templat, asn[1:]))
    unggah.name = "daftar.xlsx"
    pratinjau = client.post(f"{berkas}peserta/impor/", {"berkas": unggah}, follow=True)
    simpan = pratinjau.redirect_chain[-1][0]
    client.post(f"{simpan}simpan/")
    assert list(Peserta.objects.order_by("pk").values_list("nip", flat=True)) == [
        o["nip"] for o in asn
    ]
    client.post(f"{berkas}peserta/buka-registrasi/")
    assert Surel.objects.filter(jenis="undangan").count() == 3

    # 4. Two of the three answer, without an account, and hold their proofs.
    surat = [Surel.objects.get(jenis="undangan", kepada=o["email"]) for o in asn]
    tautan = [tautan_dari_kotak_keluar(client, s) for s in surat]
    client.logout()
    setuju = {"benar": "on", "privasi": "on", "tata_tertib": "on", "atasan": "on"}
    tahun = timezone.localdate().year
    halaman = jawab(client, tautan[0], asn[0]["nip"], jawaban="bersedia", **setuju)
    assert f"ER/PF-AHM/I/{tahun}/0001" in halaman.content.decode()
    client.cookies.clear()
    halaman = jawab(
        client, tautan[1], asn[1]["nip"], jawaban="tidak_bersedia", alasan="TUGAS_BELAJAR", **setuju
    )
    assert f"ER/PF-AHM/I/{tahun}/0002" in halaman.content.decode()
    client.cookies.clear()
    assert list(Jawaban.objects.values_list("pilihan", flat=True)) == ["bersedia", "tidak_bersedia"]

    # Anyone may check the paper; a code that nobody was given is told apart.
    kode = Dokumen.objects.filter(jenis="bukti").first().kode
    assert client.get(f"/v/{kode}/").status_code == 200
    assert client.get("/v/0000000000000000/").status_code == 404

    # 4b. Budi closes the registration and works out the report.
    client.force_login(budi)
    client.post(f"{berkas}peserta/tutup-registrasi/")
    laporan = {
        "nomor": "SDM.5-SM.02.01-512",
        "tanggal": timezone.localdate().isoformat(),
        "kendala": "Tidak ada.",
        "tindak_lanjut": "Tidak ada.",
        "saran": "Tidak ada.",
    }
    client.post(f"{berkas}laporan/ajukan/", laporan)

    # 5. Citra sends it back once; Budi answers with a new version; Citra passes it on.
    client.force_login(citra)
    client.post(f"{berkas}laporan/kembalikan/", {"versi": 1, "catatan": "Lengkapi saran."})
    client.force_login(budi)
    assert "Lengkapi saran." in client.get(f"{berkas}laporan/susun/").content.decode()
    client.post(
        f"{berkas}laporan/ajukan/",
        {**laporan, "saran": "Undangan dikirim lebih awal.", "tanggapan": "Saran dilengkapi."},
    )
    client.force_login(citra)
    client.post(f"{berkas}laporan/sampaikan/", {"versi": 2, "centang": list(SOAL)})

    # 6. Ratna receives it.
    client.force_login(ratna)
    client.post(f"{berkas}laporan/terima/", {"versi": 2, "arahan": "Lanjutkan."})

    p.refresh_from_db()
    assert p.tahap == "selesai"
    laporan = p.laporan.get(versi=2)
    assert laporan.rekaman["angka"] == {
        "dipanggil": 3,
        "bersedia": 1,
        "tidak_bersedia": 1,
        "tidak_mengonfirmasi": 1,
    }
    assert [(j.aksi, j.oleh.username if j.oleh else j.pelaku) for j in p.jejak.all()] == [
        ("tugaskan_ketua", "ratna"),
        ("tugaskan_tim", "citra"),
        ("lengkapi", "budi"),
        ("catat_peserta", "budi"),
        ("catat_peserta", "budi"),
        ("buka_registrasi", "budi"),
        ("jawab", str(Peserta.objects.get(nip=asn[0]["nip"]))),
        ("jawab", str(Peserta.objects.get(nip=asn[1]["nip"]))),
        ("tutup_registrasi", "budi"),
        ("ajukan_laporan", "budi"),
        ("kembalikan_laporan", "citra"),
        ("ajukan_laporan", "budi"),
        ("sampaikan_laporan", "citra"),
        ("terima_laporan", "ratna"),
    ]
    assert sorted(p.dokumen.values_list("jenis", "status")) == [
        ("bukti", "berlaku"),
        ("bukti", "berlaku"),
        ("laporan", "berlaku"),
        ("laporan", "digantikan"),
        ("laporan_xlsx", "berlaku"),
        ("laporan_xlsx", "digantikan"),
        ("lembar_disposisi", "berlaku"),
        ("lembar_disposisi", "berlaku"),
        ("tanda_terima", "berlaku"),
    ]
