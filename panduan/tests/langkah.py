"""The six steps of a rehearsal, through the pages."""

import datetime as dt
import io

from django.test import Client
from django.utils import timezone

from eregistrasi.alat import ruang
from laporan.daftar_periksa import SOAL
from laporan.tests.test_sop import jawab
from panduan import latihan as verba
from panduan.pemandu import arahan
from pelatihan.models import Pelatihan

SETUJU = {"benar": "on", "privasi": "on", "tata_tertib": "on", "atasan": "on"}


def lengkap(p):
    """Step 3 as the guide says: what is filled in stays, a code and a deadline are added."""
    batas = timezone.localtime() + dt.timedelta(days=3)
    return {
        "kode_pelatihan": "LAT-1",
        "jenis": p.jenis,
        "angkatan": p.angkatan,
        "metode": p.metode,
        "mulai": p.mulai.isoformat(),
        "selesai": p.selesai.isoformat(),
        "tempat": p.tempat,
        "batas_konfirmasi": f"{batas:%Y-%m-%dT%H:%M}",
        "pemanggilan_nomor": p.pemanggilan_nomor,
        "pemanggilan_tanggal": p.pemanggilan_tanggal.isoformat(),
        "narahubung_1_nama": "Budi",
        "narahubung_1_ponsel": "081200000000",
    }


def dasar_ruang(latihan):
    return f"{latihan.ruang.awalan}/"


def isian_draf(client, latihan):
    """(address, fields) of the draft as it stands on its page."""
    alamat = f"{dasar_ruang(latihan)}pelatihan/{verba.KODE}/tugaskan-ketua/"
    form = client.get(alamat).context["form"]
    return alamat, {
        n: form[n].value() for n in form.fields if form[n].value() not in (None, "", [])
    }


def sampai_dibuka(latihan, client, pemilik):
    """Steps 1 to 3 through the pages. Returns the address of the case file."""
    with ruang.dalam(latihan.ruang):
        p = Pelatihan.objects.select_related("nota_dinas", "tim_kerja").get()
    dasar = f"{dasar_ruang(latihan)}pelatihan/{p.kode}/"
    alamat, isian = isian_draf(client, latihan)
    client.post(alamat, isian | {"kirim": "1"})
    client.post(
        f"{dasar}tugaskan-tim/",
        {"kepada": [pemilik.pk], "instruksi": ["Laporkan hasilnya"], "sifat": "segera"},
    )
    client.post(f"{dasar}lengkapi/", lengkap(p))
    daftar = io.BytesIO(client.get("/panduan/daftar-rekaan.xlsx").content)
    daftar.name = "daftar.xlsx"
    pratinjau = client.post(f"{dasar}peserta/impor/", {"berkas": daftar}, follow=True)
    assert "Periksa pratinjaunya" in pratinjau.content.decode()
    client.post(f"{pratinjau.redirect_chain[-1][0]}simpan/")
    client.post(f"{dasar}peserta/buka-registrasi/")
    return dasar


def jawab_berikutnya(latihan, **pilihan):
    """Whom the guide names answers, on a phone where nobody is signed in."""
    with ruang.dalam(latihan.ruang):
        ajakan = arahan()
    halaman = jawab(Client(), ajakan.url, ajakan.pengenal, **pilihan, **SETUJU)
    assert "Bukti E-Registrasi" in halaman.content.decode()
    assert "LATIHAN" in halaman.content.decode()


def keenam_langkah(latihan, client, pemilik):
    """All six steps. Returns the address of the case file."""
    dasar = sampai_dibuka(latihan, client, pemilik)
    jawab_berikutnya(latihan, jawaban="bersedia")
    for _ in range(2):
        jawab_berikutnya(latihan, jawaban="tidak_bersedia", alasan="TUGAS_BELAJAR")
    client.post(f"{dasar}peserta/tutup-registrasi/")
    laporan = {"nomor": "LAT-512", "tanggal": timezone.localdate().isoformat()}
    laporan |= dict.fromkeys(("kendala", "tindak_lanjut", "saran"), "Tidak ada.")
    client.post(f"{dasar}laporan/ajukan/", laporan)
    client.post(f"{dasar}laporan/sampaikan/", {"versi": 1, "centang": list(SOAL)})
    client.post(f"{dasar}laporan/terima/", {"versi": 1, "arahan": "Lanjutkan."})
    return dasar
