"""What the letters say, word for word, and what they never say."""

import re

import pytest
from django.utils import timezone

from laporan.bahan_contoh import contoh_peserta
from pelatihan import serah_terima
from pelatihan.sop import Tahap
from peserta import alasan, jawaban
from peserta.models import Konfirmasi, Peserta, Pilihan
from surel.models import Surel
from surel.templatetags.surat import bukan_tautan, rangkai

pytestmark = pytest.mark.django_db


def surat(jenis):
    return Surel.objects.filter(jenis=jenis).first()


def test_a_whole_training_writes_these_letters(pelatihan_di):
    p = pelatihan_di(Tahap.SELESAI, peserta=contoh_peserta(12))
    judul = {s.jenis: s.judul for s in Surel.objects.order_by("-pk")}
    nomor = Surel.objects.filter(jenis="bukti_bersedia").order_by("pk")[0].judul.split()[-1]
    tolak = surat("bukti_tidak_bersedia").judul
    assert judul == {
        "undangan": f"[E-Registrasi] Perlu Jawaban s.d. {_tanggal(p.batas_konfirmasi)}: {p}",
        "bukti_bersedia": f"[E-Registrasi] Bukti E-Registrasi Nomor {nomor}",
        "bukti_tidak_bersedia": judul["bukti_tidak_bersedia"],
        "disposisi_ketua": f"[E-Registrasi] Disposisi Baru: {p.nota_dinas.hal}",
        "disposisi_tim": f"[E-Registrasi] Disposisi Baru: {p.nota_dinas.hal}",
        "laporan_menunggu": "[E-Registrasi] Laporan Data Peserta Menunggu Pemeriksaan",
        "laporan_disampaikan": f"[E-Registrasi] Penyampaian Laporan Data Peserta {p}",
        "laporan_diterima": "[E-Registrasi] Laporan Telah Diterima",
        "kabar_tim": judul["kabar_tim"],
    }
    assert re.fullmatch(r"\[E-Registrasi\] Konfirmasi Tidak Bersedia Telah Diterima \(\S+\)", tolak)
    assert judul["kabar_tim"].startswith("[E-Registrasi] Tidak Bersedia: ")


def _tanggal(saat):
    bulan = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    hari = timezone.localtime(saat)
    return f"{hari.day} {bulan.split()[hari.month - 1]} {hari.year}"


def test_no_letter_shows_a_number_of_identity_or_a_loose_end(pelatihan_di):
    pelatihan_di(Tahap.SELESAI, peserta=contoh_peserta(12))
    nip = set(Peserta.objects.exclude(nip="").values_list("nip", flat=True))
    assert nip
    for s in Surel.objects.all():
        isi = s.judul + s.teks + s.html
        assert not [n for n in nip if n in isi], s.jenis
        assert not re.search(r"\{\{|\{%|None|&#x27;|\[<|\( |  ,", s.judul + s.teks), s.jenis
        assert "\n\n\n" not in s.teks, s.jenis
        assert s.teks.startswith("Yth. "), s.jenis
        assert "\n\nDengan hormat,\n\n" in s.teks, s.jenis
        assert "Surel ini dikirim secara otomatis oleh sistem E-Registrasi" in s.teks, s.jenis
        assert "<table" in s.html, s.jenis
        assert 'style="' in s.html, s.jenis


def test_the_invitation_word_for_word(pelatihan_di):
    p = pelatihan_di(Tahap.REGISTRASI)
    teks = surat("undangan").teks
    peserta = Peserta.objects.get()
    for kalimat in (
        f"Yth. Bapak/Ibu {peserta.nama_lengkap},",
        f"Menindaklanjuti surat pemanggilan peserta Nomor {p.pemanggilan_nomor} tanggal "
        f"{_tanggal_hari(p.pemanggilan_tanggal)}, kami sampaikan bahwa Bapak/Ibu terdaftar "
        "sebagai calon peserta pelatihan berikut:",
        f"Nama pelatihan: {p.nama_tahun}",
        "Metode: Klasikal (90 JP)",
        "Tempat: Kampus BPSDM, Cinere, Depok",
        "Kami mohon Bapak/Ibu melakukan registrasi dan menyampaikan konfirmasi bersedia atau "
        "tidak bersedia melalui tautan berikut:",
        "Pengisian memerlukan waktu sekitar 5 menit.",
        f"Dokumen yang perlu disiapkan: {rangkai(p.data_dukung.all())}.",
        "Atas perhatian dan kerja sama Bapak/Ibu, kami ucapkan terima kasih.",
        "silakan hubungi narahubung: Kadek Dwi Arsana Putra, S.Kom. (081200000029).",
        "Tautan di atas bersifat pribadi. Mohon tidak membagikannya kepada pihak lain.",
        "Apabila Bapak/Ibu bukan penerima yang dituju, mohon hapus surel ini.",
    ):
        assert kalimat in teks


def _tanggal_hari(hari):
    return _tanggal(
        timezone.datetime(hari.year, hari.month, hari.day, tzinfo=timezone.get_current_timezone())
    )


def test_a_reason_of_health_stays_out_of_the_letter(pelatihan_di):
    pelatihan_di(Tahap.REGISTRASI)
    kode = next(k for k in alasan.ALASAN if alasan.kesehatan(k))
    jawaban.jawab(
        Konfirmasi.objects.get(),
        pilihan=Pilihan.TIDAK_BERSEDIA,
        alasan=kode,
        keterangan="Operasi jantung minggu depan.",
    )
    isi = surat("bukti_tidak_bersedia").teks + surat("bukti_tidak_bersedia").html
    assert "dengan alasan: Alasan kesehatan." in isi
    assert "jantung" not in isi
    assert alasan.label(kode) not in isi


def test_whoever_loses_and_whoever_gains_a_task_is_told(pelatihan_di, citra, budi, dodi, orang):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    serah_terima.serah_terima(p, budi, dodi, sebagai="Tim Kerja")
    surel = surat("serah_terima")
    assert surel.kepada == dodi.email
    assert f"yang semula dilaksanakan oleh {budi} diteruskan kepada Bapak/Ibu." in surel.teks
    assert f"http://testserver/pelatihan/{p.kode}/" in surel.teks


@pytest.mark.parametrize(
    "nama", ["Dr. R. Siti M'barak, S.H., M.H.", "Ni Luh Putu Ayu, M.Kn.", "H. Moh. Id., A.Md.Kep."]
)
def test_an_ordinary_name_is_left_alone(nama):
    assert bukan_tautan(nama) == nama


@pytest.mark.parametrize("nama", ["www.jahat.example", "https://x", "Menang di undian.com"])
def test_a_name_like_an_address_is_broken(nama):
    hasil = bukan_tautan(nama)
    assert hasil != nama
    assert hasil.replace("\u2060", "") == nama


@pytest.mark.parametrize(
    ("nama", "teks"),
    [
        ("Jum'at & Anak <b>", "Jum'at & Anak <b>"),
        ("Sari\r\nBcc: jahat@contoh.example", "Sari Bcc: jahat@contoh.example"),
        ("Dr. R. Siti M'barak, S.H., M.H.", "Dr. R. Siti M'barak, S.H., M.H."),
    ],
)
def test_a_name_stays_a_name(pos, bekerja, tulis, nama, teks):
    class P:
        tim_kerja, nama_tahun = None, nama

        def __str__(self):
            return nama

    tulis("sari", konteks={"p": P(), "penerima": nama})
    bekerja()

    (pesan,) = pos.diterima
    assert pesan["Subject"] == f"[E-Registrasi] Penugasan Dialihkan: {teks}"
    assert pesan["Bcc"] is None
    assert f"Yth. Bapak/Ibu {teks}," in " ".join(
        pesan.get_body(("plain",)).get_content().replace("\u2060", "").split()
    )
    assert "<b>" not in pesan.get_body(("html",)).get_content().partition("Hormat kami")[0]


def test_a_name_that_looks_like_an_address_becomes_no_link(tulis):
    surel = tulis("sari", konteks={"p": None, "penerima": "Klik http://jahat.example/x"})
    assert "http://jahat.example" not in surel.teks + surel.html
    assert "jahat" in surel.teks
