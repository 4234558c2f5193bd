"""Pages of the office that stand on rows of their own: lists taken in, seats, documents, jobs."""

from functools import partial

from django.apps import apps
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from laporan import alur as alur_laporan
from laporan import catatan, penjelasan
from laporan.bahan_contoh import contoh_peserta, isian_lengkap
from laporan.contoh import majukan
from laporan.daftar_periksa import SOAL
from pekerjaan.models import Keadaan, Pekerjaan
from pelatihan import persiapan
from pelatihan.sop import Tahap
from pelatihan.tests.test_penugasan import formulir
from peserta import verifikasi
from peserta.models import (
    BerkasDukung,
    CalonPengganti,
    KeadaanBerkas,
    Peserta,
    Sanggahan,
    TautanUnit,
)
from peserta.tests.berkas_keras import JUDUL, SARI, TOGAR, buku, ganti
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.test_impor_halaman import unggah
from peserta.tests.test_pencatatan import LAPORAN
from peserta.tests.test_petaan import ASING, ORANG
from surel.models import Status, Surel

PANJANG = "Pusat Pengembangan Pelatihan Teknis dan Kepemimpinan Hukum dan Hak Asasi Manusia "
GALAT = [(f"{n}.html", {}) for n in ("400", "403", "403_csrf", "404", "405", "413")]


def baris(pameran, situs):
    """Requests, objections, seats, documents, words of letters: one page for each row."""
    p, tim = situs.pelatihan[Tahap.REGISTRASI], situs.klien["tim"]
    dasar = f"{p.get_absolute_url()}peserta/"
    minta = p.permintaan_buka.filter(diputus_pada=None).get()
    calon = CalonPengganti.objects.get()
    sanggahan = Sanggahan.objects.get()
    for nama, alamat in (
        ("panggil calon", f"{dasar}pengganti/{calon.pk}/panggil/"),
        ("tolak calon", f"{dasar}pengganti/{calon.pk}/tolak/"),
        ("buka kembali", f"{dasar}permintaan/{minta.pk}/buka/"),
        ("tolak buka", f"{dasar}permintaan/{minta.pk}/tolak/"),
        ("tanggapi sanggahan", f"{dasar}sanggahan/{sanggahan.pk}/"),
        ("surel undangan", f"{dasar}templat-surel/undangan/"),
        ("orang per angka", f"{p.get_absolute_url()}laporan/pantau/daftar/?ukur=bersedia"),
        ("hentikan surel", f"/kotak-keluar/hentikan/?pelatihan={p.kode}"),
        ("cara mencari", "/cari/"),
        ("cari pelatihan", "/cari/?q=analis"),
    ):
        pameran.lihat(nama, tim, alamat)
    for orang in Peserta.objects.filter(pelatihan=p):
        pameran.gantung(f"rincian {orang}", tim.get(orang.get_absolute_url()))
        if orang.dibatalkan_pada:
            pameran.lihat("aktifkan", tim, f"{orang.get_absolute_url()}aktifkan/")
    centang = {"dipilih": "1", "pilih": [undangan(p)[5].peserta_id, undangan(p)[4].peserta_id]}
    with transaction.atomic():  # letters that failed, and one that was never written
        Surel.objects.filter(kelompok=f"pelatihan:{p.pk}").update(status=Status.GAGAL)
        Peserta.objects.filter(pk=undangan(p)[3].peserta_id).update(email="baru@contoh.example")
        pameran.gantung("neraca, beda", tim.get(f"{dasar}neraca/"))
        transaction.set_rollback(True)
    for tindakan in ("batalkan", "kirim-pengingat", "kirim-ulang"):
        pameran.gantung(f"massal {tindakan}", tim.get(f"{dasar}{tindakan}/", centang))


def dukung(pameran, situs):
    """A document that waits, then what was found wanting, then what is right."""
    tim, oleh = situs.klien["tim"], situs.orang.tim
    for berkas, putus in zip(
        BerkasDukung.objects.order_by("pk")[:2],
        (KeadaanBerkas.PERBAIKAN, KeadaanBerkas.SESUAI),
        strict=True,
    ):
        alamat = f"{berkas.konfirmasi.peserta.pelatihan.get_absolute_url()}data-dukung/{berkas.pk}/"
        pameran.gantung(f"berkas {berkas}", tim.get(alamat))
        salah = tim.post(f"{alamat}perbaikan/", {"dilihat": berkas.keadaan})
        pameran.gantung(f"berkas {berkas}, tanpa catatan", salah, 422)
        verifikasi.nyatakan(
            berkas, putus, oleh=oleh, dilihat=berkas.keadaan, catatan="Tidak terbaca."
        )
        pameran.gantung(f"berkas {berkas} {putus}", tim.get(alamat))
    dewi = Pengunjung(undangan(situs.pelatihan[Tahap.REGISTRASI])[0])
    dewi.kenalkan()
    pameran.gantung("selesai, perlu perbaikan", dewi.lihat(dewi.alamat()))
    pameran.gantung("data dukung, diputus", dewi.lihat(dewi.alamat("data-dukung/")))


def impor(pameran, situs):
    """A list with every fate of a row, one whose headings nobody knows, one taken back."""
    p, tim = situs.pelatihan[Tahap.PENYIAPAN], situs.klien["tim"]
    rusak = ganti(SARI, nip="123", email="bukan alamat")
    pameran.gantung("pratinjau", unggah(tim, p, buku(JUDUL, SARI, TOGAR, TOGAR, rusak)))
    halaman = unggah(tim, p, buku(ASING, *ORANG), nama="Asing.xlsx")
    pameran.gantung("petakan", halaman)
    pameran.gantung("impor, bukan Excel", unggah(tim, p, b"x", nama="a.txt"), 200, 422)
    benar = unggah(tim, p, buku(JUDUL, SARI, TOGAR)).context["unggahan"]
    dasar = f"{p.get_absolute_url()}peserta/"
    pameran.gantung("daftar terisi", tim.post(f"{dasar}impor/{benar.pk}/simpan/", follow=True))
    persiapan.lengkapi(p, oleh=situs.orang.tim, **isian_lengkap(p, "PF-KKM"))
    Peserta.objects.filter(pelatihan=p, nama__startswith="Togar").update(email="")
    pameran.gantung("riwayat impor", tim.get(f"{dasar}impor/riwayat/"))
    pameran.lihat("urungkan impor", tim, f"{dasar}impor/{benar.pk}/urungkan/")
    pameran.lihat("buka registrasi", tim, f"{dasar}buka-registrasi/")


def pekerjaan(pameran, situs):
    """Jobs in each state, on their own page and on the list; and their mark above every page."""
    tim, oleh = situs.klien["tim"], situs.orang.tim
    for keadaan in Keadaan.values:
        berjalan = {"sewa": "uji", "sewa_sampai": timezone.now()}
        satu = Pekerjaan.objects.create(
            **berjalan if keadaan == Keadaan.BERJALAN else {},
            jenis="ekspor_peserta",
            oleh=oleh,
            judul=f"Ekspor {PANJANG}",
            keadaan=keadaan,
            selesai_bagian=40,
            jumlah_bagian=100,
        )
        pameran.gantung(f"pekerjaan {keadaan}", tim.get(f"/pekerjaan/{satu.id_publik}/"))
    pameran.gantung("pekerjaan", tim.get("/pekerjaan/"))
    Pekerjaan.objects.all().delete()


def laporan(pameran, situs):
    """Remarks, questions, a report that came back, one that is no longer the newest."""
    p, klien, orang = situs.pelatihan, situs.klien, situs.orang
    kini = p[Tahap.PENYAMPAIAN]
    penjelasan.minta(kini, oleh=orang.kepala, versi=1, tanya="Mengapa dua orang menolak?")
    pameran.gantung("penjelasan", klien["ketua"].get(f"{kini.get_absolute_url()}laporan/"))
    kini = p[Tahap.PEMERIKSAAN]
    alamat = f"{kini.get_absolute_url()}laporan/"
    pameran.gantung("lampiran laporan", klien["ketua"].get(f"{alamat}1/lampiran/1/"))
    pameran.gantung("perubahan, kosong", klien["ketua"].get(f"{alamat}1/perubahan/"))
    catatan.beri(kini, oleh=orang.ketua, versi=1, teks="Periksa gelar.")
    pameran.gantung("laporan, ada catatan", klien["ketua"].get(alamat))
    alur_laporan.kembalikan(kini, oleh=orang.ketua, versi=1, catatan="Perbaiki kendala.")
    pameran.lihat("susun, dikembalikan", klien["tim"], f"{alamat}susun/")
    pameran.gantung("laporan, dikembalikan", klien["tim"].get(alamat))
    Peserta.objects.filter(pelatihan=kini).update(jabatan="Analis Hukum Ahli Utama")
    pameran.gantung("perubahan", klien["tim"].get(f"{alamat}1/perubahan/"))
    butir = alur_laporan.perlu_tanggapan(kini).butir.all()
    isi = {**LAPORAN, "tanggapan_butir": {str(b.pk): "Sudah diperbaiki." for b in butir}}
    alur_laporan.ajukan(kini, oleh=orang.tim, isian=isi)
    pameran.gantung("laporan versi 2", klien["ketua"].get(alamat))
    usang = klien["ketua"].post(f"{alamat}sampaikan/", {"versi": 1, "centang": list(SOAL)})
    pameran.gantung("laporan, usang", usang, 409)


def draf(pameran, situs):
    """A draft that the team has prepared: theirs, then on the desk of the head to be read."""
    isi = formulir(draf="1", nota_nomor="", nama=PANJANG)
    situs.klien["tim"].post("/pelatihan/baru/", isi)
    p = type(situs.pelatihan[Tahap.REGISTRASI]).objects.latest("pk")
    alamat = f"{p.get_absolute_url()}siapkan-draf/"
    pameran.lihat("siapkan draf", situs.klien["tim"], alamat)
    situs.klien["tim"].post(alamat, formulir(kirim="1", permintaan=p.permintaan, nama=PANJANG))
    baca = f"{p.get_absolute_url()}tugaskan-ketua/"
    pameran.gantung("baca draf", situs.klien["kepala"].get(baca, follow=True))


def panjang(pameran, situs):
    """Words as long as their columns allow, with and without a place to break."""
    orang = contoh_peserta(3)
    for n, data in enumerate(orang):
        data |= {
            "nama": ("Anak Agung Istri Raden Ajeng " * 6)[:140] if n else "W" * 60,
            "gelar_belakang": "S.H., M.H., M.Si., M.Kn., Ph.D., CLA., CPM., CPArb.",
            "jabatan": PANJANG * 2,
            "unit_kerja": PANJANG * 4,
            "instansi": "Kementerian-" * 12,
            "email": f"{'nama.yang.sangat.panjang' * 2}@contoh.example",
        }
    nama = (f"Pelatihan {PANJANG}" * 3)[:200]
    meja = {"ketua": "ketua2", "tim": "tim2"}
    p = majukan(Tahap.REGISTRASI, situs.orang, nama=nama, kode="P" * 20, peserta=orang, **meja)
    tim, dasar = situs.klien["tim2"], p.get_absolute_url()
    satu = undangan(p)[1].peserta.get_absolute_url()
    for alamat in ("/", dasar, f"{dasar}peserta/", f"{dasar}peserta/konfirmasi/", satu):
        pameran.gantung(f"panjang {alamat}", tim.get(alamat))
    for alamat in (f"{dasar}laporan/pantau/", f"{satu}ubah/", "/pelatihan/", "/kotak-keluar/"):
        pameran.gantung(f"panjang {alamat}", tim.get(alamat))
    tamu = Pengunjung(undangan(p)[1])
    pameran.gantung("panjang, identitas", tamu.buka())
    pameran.gantung("panjang, pertanyaan", tamu.kenalkan())
    pameran.gantung("panjang, periksa", tamu.isi("bersedia"))
    pameran.gantung("panjang, selesai", tamu.kirim({}))


def unit(pameran, situs):
    """The window of a sending unit, from the desk that hands out its link to a proposal."""
    p, tim, klien = situs.pelatihan[Tahap.REGISTRASI], situs.klien["tim"], Client()
    eko = undangan(p)[1].peserta
    dasar = f"{p.get_absolute_url()}peserta/unit/"
    pameran.lihat("unit, kosong", tim, dasar)
    pameran.lihat("buat jendela unit", tim, f"{dasar}buat/")
    isi = {"unit": f"unit_kerja:{eko.unit_kerja}", "nama_pic": "Wulan Sari", "hp": "081299990000"}
    isi |= {"email": "wulan@contoh.example", "berlaku_sampai": p.selesai.isoformat()}
    tim.post(f"{dasar}buat/", isi)
    tautan = TautanUnit.objects.get()
    pameran.lihat("unit", tim, dasar)
    pameran.gantung("tautan unit", tim.post(f"{dasar}{tautan.pk}/tautan/"))
    jalan = tautan.tautan.removeprefix("http://testserver")
    pameran.gantung("jendela unit", klien.get(jalan, follow=True))
    CalonPengganti.objects.all().delete()
    pameran.lihat("usul unit", klien, f"/unit/{tautan.id_publik}/pengganti/{eko.pk}/")
    pameran.gantung("jendela unit, asing", klien.get("/u/x/"), 404)


def saringan(pameran, situs):
    """Filters kept under a name; letters stopped and let go; letters of one training."""
    p, tim, admin = situs.pelatihan[Tahap.REGISTRASI], situs.klien["tim"], situs.klien["admin"]
    pameran.lihat("saringan", tim, "/saringan/pelatihan/?q=analis")
    alamat = f"/saringan/peserta/di/{p.kode}/?jawaban=bersedia"
    tim.post(alamat, {"nama": "Yang bersedia"})
    pameran.lihat("saringan pelatihan", tim, alamat)
    pameran.gantung("surel pelatihan", tim.get(f"/kotak-keluar/?pelatihan={p.kode}"))
    admin.post("/kotak-keluar/hentikan/", {"alasan": "Server diganti."})
    pameran.gantung("surel berhenti", tim.get("/kotak-keluar/"))
    admin.post("/kotak-keluar/lanjutkan/")
    pameran.gantung("riwayat henti", admin.get("/kotak-keluar/pengiriman/"))


def panduan(pameran, situs):
    """The guides of each role, that for people without an account, and the way into a rehearsal."""
    if not apps.is_installed("panduan"):
        return
    for alamat in ("/panduan/", "/panduan/tim-kerja/", "/panduan/latihan/"):
        pameran.gantung(f"panduan {alamat}", situs.klien["tim"].get(alamat))
    pameran.gantung("panduan, peserta", Client().get("/panduan/peserta/"))
    pameran.gantung("latihan, administrator", situs.klien["admin"].get("/panduan/latihan/"))
    templat = "panduan/latihan_hilang.html"
    pameran.cetak(templat, partial(render_to_string, templat))


def galat(pameran, situs):
    """What only an accident shows."""
    kejadian = {"kode": "AB12-CD34", "terkirim": True}
    putus = {"tersimpan": "tidak_pasti", "terkunci": False, "alamat": "/"}
    for templat, isi in (*GALAT, ("500.html", kejadian), ("503.html", putus)):
        pameran.cetak(templat, partial(render_to_string, templat, isi))


BAGIAN = (baris, dukung, impor, pekerjaan, laporan, draf, panjang, unit, saringan, panduan, galat)
