"""The part of the walk at random that is about participants: their acts, and the team's on them."""

import datetime as dt
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan.models import Pelatihan
from pengguna.models import Peran
from peserta.models import CalonPengganti, Konfirmasi, Sanggahan
from peserta.tests import berkas_jahat as jahat
from peserta.tests.pengunjung import Pengunjung

TIM = Peran.TIM_KERJA
SEMUA = [o for o in contoh_peserta() if o["nip"]]


def _isian(data):
    return {k: v for k, v in data.items() if v not in (None, "")}


def _tamu(j, p, **saring):
    """One participant of this training, at a browser of their own, whose NIP was accepted."""
    semua = Konfirmasi.objects.lengkap().filter(peserta__pelatihan=p, **saring).order_by("pk")
    satu = j.pilih(semua)
    if satu is None:
        return None
    tamu = Pengunjung(satu)
    tamu.buka()
    if 'name="nomor"' not in tamu.teks:
        return None  # struck off, or the training rests: the link says so and asks nothing
    tamu.kirim({"nomor": tamu.nomor})
    return tamu


def _kirim(tamu, **isian):
    """Send the form of the page that is open, where there is one."""
    try:
        alamat, tersembunyi = tamu.formulir()
    except ValueError:
        return
    assert tamu.klien.post(alamat, {**tersembunyi, **isian}, follow=True).status_code < 500


def tambah(j, p):
    sudah = set(p.peserta.values_list("nip", flat=True))
    data = j.pilih(o for o in SEMUA if o["nip"] not in sudah)
    if data:
        j.kirim(p, TIM, "peserta/tambah/", _isian(data))


def jawab(j, p):
    """Answer, or change the answer, where the page offers it."""
    tamu = _tamu(j, p)
    if tamu is None:
        return
    tamu.lihat(tamu.alamat("jawaban/"))
    if 'name="jawaban"' not in tamu.teks:
        return
    pilihan = j.nasib.choice(["bersedia", "bersedia", "tidak_bersedia"])
    lain = {"alasan": "TUGAS_BELAJAR"} if pilihan == "tidak_bersedia" else {}
    tamu.jawab(pilihan, **lain)
    assert tamu.konfirmasi.riwayat.filter(pilihan=pilihan).exists()


def minta_buka(j, p):
    if tamu := _tamu(j, p):
        tamu.lihat(tamu.alamat("minta-buka/"))
        _kirim(tamu, alasan="Baru kembali dari dinas luar.")


def sanggah(j, p):
    if tamu := _tamu(j, p, riwayat__dicatat_oleh__isnull=False):
        tamu.lihat(tamu.alamat("sanggah/"))
        _kirim(tamu, isi="Saya tidak pernah menjawab demikian.")


def lewat_batas(j, p):
    """Time passes: the deadline of all, and now and then those of one's own, lie behind."""
    sejam = dt.timedelta(hours=1)
    Pelatihan.objects.filter(pk=p.pk).update(batas_konfirmasi=Now() - sejam)
    if j.nasib.random() < 0.5:
        sendiri = Konfirmasi.objects.filter(peserta__pelatihan=p, batas_sendiri__isnull=False)
        sendiri.update(batas_sendiri=Now() - sejam)


def perpanjang(j, p):
    batas = timezone.localtime(max(p.batas_konfirmasi, timezone.now()) + dt.timedelta(hours=3))
    isian = {"batas": f"{batas:%Y-%m-%dT%H:%M}", "alasan": "Banyak yang belum menjawab."}
    j.kirim(p, TIM, "peserta/perpanjang-batas/", isian)


def putuskan(j, p):
    satu = j.pilih(p.permintaan_buka.filter(diputus_pada=None).order_by("pk"))
    if satu:
        ekor, isian = j.nasib.choice([("buka", {}), ("tolak", {"catatan": "Kelas sudah penuh."})])
        j.kirim(p, TIM, f"peserta/permintaan/{satu.pk}/{ekor}/", isian)


def tanggapi(j, p):
    satu = j.pilih(Sanggahan.objects.filter(pelatihan=p, ditanggapi_pada=None).order_by("pk"))
    if satu:
        isian = {"tanggapan": "Dicatat atas telepon Bapak/Ibu."}
        j.kirim(p, TIM, f"peserta/sanggahan/{satu.pk}/", isian)


def catat(j, p):
    satu = j.pilih(p.peserta.aktif().filter(konfirmasi__isnull=False).order_by("pk"))
    if satu is None:
        return
    bukti = satu.konfirmasi.bukti_berlaku
    isian = {
        "dilihat": bukti.jawaban_id if bukti else "",
        "pilihan": j.nasib.choice(["bersedia", "tidak_bersedia"]),
        "alasan": "TUGAS_BELAJAR",
        "cara": "telepon",
        "tanggal_sumber": timezone.localdate().isoformat(),
        "catatan_petugas": "Menelepon yang bersangkutan pukul 10.00.",
        "berkas": SimpleUploadedFile("Catatan.pdf", jahat.pdf()),
    }
    j.kirim(p, TIM, f"peserta/{satu.pk}/catat-konfirmasi/", isian)


def batalkan(j, p):
    satu = j.pilih(p.peserta.aktif().order_by("pk"))
    if satu:
        j.kirim(p, TIM, f"peserta/{satu.pk}/batalkan/", {"alasan": "Pensiun."})


def aktifkan(j, p):
    satu = j.pilih(p.peserta.exclude(dibatalkan_pada=None).order_by("pk"))
    if satu:
        j.kirim(p, TIM, f"peserta/{satu.pk}/aktifkan/", {"alasan": "Keliru dibatalkan."})


def calon(j, p):
    """Somebody for the reserve, or the next one called up for a seat that is empty."""
    menunggu = p.calon_pengganti.filter(keadaan=CalonPengganti.Keadaan.MENUNGGU).order_by("pk")
    satu, kosong = j.pilih(menunggu), j.pilih(p.peserta.order_by("pk"))
    if satu and kosong:
        batas = timezone.localtime() + dt.timedelta(hours=5)
        isian = {"untuk": kosong.pk, "batas": f"{batas:%Y-%m-%dT%H:%M}", "alasan": "Paling siap."}
        j.kirim(p, TIM, f"peserta/pengganti/{satu.pk}/panggil/", isian)
        return
    sudah = set(p.peserta.values_list("nip", flat=True))
    data = j.pilih(o for o in SEMUA if o["nip"] not in sudah)
    if data:
        j.kirim(p, TIM, "peserta/pengganti/tambah/", _isian(data))


PESERTA = SimpleNamespace(
    tambah=tambah,
    catat=catat,
    sanggah=sanggah,
    tanggapi=tanggapi,
    saat_registrasi=[
        jawab, jawab, jawab, jawab, tambah, catat, lewat_batas, minta_buka, minta_buka, perpanjang,
        putuskan, putuskan, batalkan, aktifkan, calon, calon,
    ],
)  # fmt: skip
