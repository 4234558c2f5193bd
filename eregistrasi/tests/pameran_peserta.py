"""What participants and strangers see, from the link to the receipt, and all that may go wrong."""

import datetime as dt
from unittest import mock

from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from eregistrasi.alat import jatah, pdf
from pelatihan import terbitan
from pelatihan.models import Dokumen, Pelatihan
from pelatihan.sop import Tahap
from peserta import alur, tenggat
from peserta.models import Konfirmasi
from peserta.tests import berkas_jahat as jahat
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.penyerah import PAS_FOTO, Penyerah
from peserta.tests.test_koreksi import isian as isian_koreksi
from peserta.tests.test_pencatatan import dicatat
from peserta.tests.test_pengganti import usulkan

SALAH = "190001012000011001"


def semua_orang(situs):
    return [Pengunjung(k) for k in undangan(situs.pelatihan[Tahap.REGISTRASI])]


def bersedia(pameran, situs):
    """One participant walks the way and sends each form wrongly once."""
    dewi, lihat = semua_orang(situs)[0], pameran.gantung
    lihat("identitas", dewi.buka())
    lihat("identitas, kosong", dewi.kirim({}), 422)
    lihat("identitas, keliru", dewi.kirim({"nomor": SALAH}), 422)
    lihat("pertanyaan", dewi.kenalkan())
    lihat("pertanyaan, kosong", dewi.kirim({}), 422)
    lihat("pertanyaan, tanpa alasan", dewi.kirim({"jawaban": "tidak_bersedia"}), 422)
    lihat("data", dewi.lihat(dewi.alamat("data/")))
    lihat("data, kosong", dewi.kirim({}), 422)
    dewi.kirim(isian_koreksi(dewi.konfirmasi.peserta, jabatan="Analis Hukum Ahli Madya"))
    dewi.lihat(dewi.alamat("jawaban/"))
    lihat("periksa, bersedia", dewi.isi("bersedia"))
    lihat("selesai, bersedia", dewi.kirim({}))
    lihat("ubah jawaban", dewi.lihat(dewi.alamat("jawaban/")))
    lihat("bentuk salah", dewi.klien.post(dewi.alamat(), "{}", "application/json"), 415)
    lihat("kuki hilang", dewi.klien.post(dewi.alamat("kirim/"), {"keterangan": "Umrah."}), 403)
    lihat("tanpa kuki", Client().get(dewi.alamat()), 403)
    with mock.patch.object(terbitan, "isi", side_effect=pdf.PdfTidakTersedia):
        lihat("PDF belum", dewi.lihat(dewi.alamat("bukti.pdf")), 503)


def dukung(pameran, situs):
    """Documents: none yet, none chosen, one that waits, one to be mended, one that was checked."""
    dewi = Penyerah.masuk(undangan(situs.pelatihan[Tahap.REGISTRASI])[0])
    pameran.gantung("data dukung", dewi.halaman)
    alamat = dewi.alamat("data-dukung/SURAT_TUGAS/")
    pameran.gantung("data dukung, tanpa berkas", dewi.klien.post(alamat, dewi.tanda()), 422)
    dewi.unggah()
    dewi.unggah(jahat.gambar(), "foto.jpg", dokumen=PAS_FOTO, mime="image/jpeg")
    pameran.gantung("data dukung, terisi", dewi.lihat(dewi.alamat("data-dukung/")))


def tidak_bersedia(pameran, situs):
    """Another declines, proposes somebody, and answers from a page that is no longer new."""
    eko, lihat = semua_orang(situs)[1], pameran.gantung
    eko.kenalkan()
    lihat(
        "periksa, tidak bersedia", eko.isi("tidak_bersedia", alasan="LAINNYA", keterangan="Rapat.")
    )
    lihat("selesai, tidak bersedia", eko.kirim({}))
    lihat("usul", eko.lihat(eko.alamat("usul-pengganti/")))
    lihat("usul, kosong", eko.kirim({"nama": ""}), 422)
    lihat("usul, tersimpan", usulkan(eko))
    eko.lihat(eko.alamat("jawaban/"))
    eko.isi("bersedia")
    lain = Pengunjung(eko.konfirmasi)
    lain.kenalkan()
    lain.lihat(lain.alamat("jawaban/"))
    lain.jawab("tidak_bersedia", alasan="CUTI")
    lihat("berubah", eko.kirim({}), 409)
    eko.lihat(eko.alamat("jawaban/"))
    eko.isi("bersedia")
    lihat("halaman lama", eko.kirim({"dilihat": "x"}), 403)
    surat = Penyerah.masuk(eko.konfirmasi)
    lihat("surat keterangan", surat.unggah(dokumen="SURAT_KETERANGAN"))


def petugas(pameran, situs):
    """An answer that the team wrote down, and the objection to it."""
    fajar = semua_orang(situs)[2]
    dicatat(fajar, situs.orang.tim)
    fajar.kenalkan()
    pameran.gantung("selesai, dicatat petugas", fajar.lihat(fajar.alamat()))
    pameran.gantung("sanggah", fajar.lihat(fajar.alamat("sanggah/")))
    pameran.gantung("sanggah, kosong", fajar.kirim({"isi": ""}), 422)
    fajar.lihat(fajar.alamat("sanggah/"))
    pameran.gantung("sanggah, tersimpan", fajar.kirim({"isi": "Saya tidak bersedia."}))


def terlambat(pameran, situs):
    """The deadline of one person is over: they ask for time; so does the next, and is refused."""
    for gita, putus in zip(semua_orang(situs)[3:5], (None, tenggat.tolak), strict=True):
        Konfirmasi.objects.filter(pk=gita.konfirmasi.pk).update(batas_sendiri=timezone.now())
        pameran.gantung("identitas, tutup", gita.buka())
        pameran.gantung("tutup", gita.kenalkan())
        pameran.gantung("minta buka", gita.lihat(gita.alamat("minta-buka/")))
        pameran.gantung("minta buka, kosong", gita.kirim({"alasan": ""}), 422)
        gita.lihat(gita.alamat("minta-buka/"))
        pameran.gantung("minta buka, tersimpan", gita.kirim({"alasan": "Baru kembali."}))
        if putus:
            putus(
                gita.konfirmasi.permintaan_buka.get(), oleh=situs.orang.tim, catatan="Kuota penuh."
            )


def tertutup(pameran, situs):
    """Links that lead nowhere any more, and those that never did."""
    p, oleh = situs.pelatihan, situs.orang.tim
    hani = semua_orang(situs)[5]
    hani.buka()
    alur.batalkan(hani.konfirmasi.peserta, oleh=oleh, alasan="Mutasi")
    pameran.gantung("dibatalkan", hani.lihat(hani.alamat()), 410)
    for tahap in (Tahap.DITUNDA, Tahap.SELESAI, Tahap.PENGOLAHAN):
        orang = Pengunjung(undangan(p[tahap])[0])
        pameran.gantung(f"pelatihan {tahap}", orang.buka(), 200, 410)
        if tahap == Tahap.PENGOLAHAN:
            pameran.gantung("registrasi ditutup", orang.kenalkan())
    indah = Pengunjung(undangan(p[Tahap.REGISTRASI])[4])
    tautan = indah.konfirmasi.tautan
    alur.cabut_tautan(indah.konfirmasi.peserta, oleh=oleh)
    pameran.gantung("tautan dicabut", indah.buka(tautan), 410)
    dinda = Pengunjung(undangan(p[Tahap.SELESAI])[0])
    with transaction.atomic():
        lalu = timezone.localdate() - dt.timedelta(days=1)
        Pelatihan.objects.filter(pk=p[Tahap.SELESAI].pk).update(mulai=lalu, selesai=lalu)
        pameran.gantung("pelatihan usai", dinda.buka(), 410)
        transaction.set_rollback(True)


def tamu(pameran, situs):
    """Whoever has no account: signing in, passwords, links lost, papers checked."""
    klien, lihat = Client(), pameran.lihat
    kini = situs.pelatihan[Tahap.SELESAI].dokumen.first()
    lihat("masuk", klien, "/masuk/?next=/pelatihan/")
    lihat("lupa sandi", klien, "/kata-sandi/lupa/")
    uid = urlsafe_base64_encode(force_bytes(situs.orang.tim2.pk))
    token = default_token_generator.make_token(situs.orang.tim2)
    pameran.gantung("atur sandi, basi", klien.get("/kata-sandi/atur/MQ/x/"))
    lihat("atur sandi", klien, klien.get(f"/kata-sandi/atur/{uid}/{token}/").url)
    lihat("tautan lagi", klien, "/tautan-lagi/")
    lihat("tautan uji", klien, "/tautan-uji/")
    lihat("aksesibilitas", klien, "/aksesibilitas/")
    lihat("periksa", klien, "/v/")
    lihat("kunci", klien, "/v/kunci/")
    pameran.gantung("periksa, Inggris", klien.get("/v/?bahasa=en", follow=True))
    klien.get("/v/?bahasa=id")
    pameran.gantung("periksa, salah ketik", klien.get("/v/", {"kode": "7KQM"}), 404)
    pameran.gantung("periksa, berkas kosong", klien.post("/v/cocokkan/"), 422)
    for status in Dokumen.Status.values:
        Dokumen.objects.filter(pk=kini.pk).update(status=status)
        pameran.gantung(f"periksa, {status}", klien.get(f"/v/{kini.kode}/"))
    bukti = terbitan.isi(kini)
    for nama, isi in (("utuh", bukti), ("diubah", bukti + b" "), ("asing", jahat.pdf())):
        kirim = {"berkas": SimpleUploadedFile("a.pdf", isi)}
        pameran.gantung(f"cocokkan, {nama}", klien.post("/v/cocokkan/", kirim), 200, 404)
    pameran.gantung("tautan asing", klien.get("/k/x/"), 404)
    with mock.patch.object(jatah, "habis", return_value=True):
        pameran.gantung("tautan asing, jeda", klien.get("/k/x/"), 429)
        pameran.gantung("periksa, jeda", klien.get("/v/0000/"), 429)
    for _ in range(6):
        terkunci = klien.post("/masuk/", {"username": "tim", "password": "salah-sekali"})
    pameran.gantung("masuk, terkunci", terkunci, 429)


BAGIAN = (bersedia, dukung, tidak_bersedia, petugas, terlambat, tertutup, tamu)
