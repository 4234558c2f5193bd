"""Sari answers on her phone: link, identity, question, one more look, receipt."""

import hashlib
from urllib.parse import urlencode

import pytest

from pelatihan.sop import Tahap
from peserta.models import BuktiRegistrasi, Jawaban, Konfirmasi
from peserta.pernyataan import PRIVASI
from peserta.tests.pengunjung import CENTANG, Pengunjung, undangan
from surel.models import Surel

pytestmark = pytest.mark.django_db


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI)


@pytest.fixture
def sari(pelatihan):
    return Pengunjung(undangan(pelatihan)[0])


def test_sari_opens_her_link_proves_who_she_is_answers_and_holds_a_proof(pelatihan, sari):
    # The letter's link leads to an address without the token, and to nothing but name and training.
    sari.buka()
    assert sari.halaman.redirect_chain == [(sari.alamat(), 303)]
    nama, unit = sari.konfirmasi.peserta.nama_lengkap, sari.konfirmasi.peserta.unit_kerja
    assert (nama in sari.teks, unit in sari.teks) == (True, False)
    assert "Mulai Registrasi" in sari.teks

    # Her NIP opens the question; no choice is made for her.
    sari.kirim({"nomor": f" {sari.nomor[:8]} {sari.nomor[8:14]} {sari.nomor[14:]} "})
    assert unit in sari.teks
    assert "checked" not in sari.teks

    # What she chose is shown once more, and nothing is recorded yet.
    sari.isi("bersedia")
    assert "Kirim konfirmasi?" in sari.teks
    assert not Jawaban.objects.exists()

    # Sent, she holds her number.
    sari.kirim({})
    assert sari.halaman.redirect_chain == [(sari.alamat(), 303)]
    assert f"ER/PF-AHM/{pelatihan.angkatan}/{pelatihan.tahun}/0001" in sari.teks
    for kata in ("Terima kasih", "Unduh Bukti E-Registrasi", "Ubah Konfirmasi", "081200000029"):
        assert kata in sari.teks
    jawaban = Jawaban.objects.get()
    assert (jawaban.pilihan, jawaban.cara, jawaban.persetujuan) == ("bersedia", "mandiri", "1")
    assert pelatihan.jejak.last().pelaku == nama


def test_the_notice_in_force_stands_on_the_page_where_it_is_agreed_to(sari):
    sari.kenalkan()
    assert sari.teks.count('id="pemberitahuan"') == 1
    assert "Pusat Pengembangan Pelatihan Fungsional dan HAM, Badan" in sari.teks
    assert "menghubungi pdp@contoh.example" in sari.teks


def test_a_changed_notice_gets_a_new_version():
    # Whoever edits a wording gives it a new number; the old ones were agreed to by somebody.
    sidik = {v: hashlib.sha256(t.encode()).hexdigest()[:12] for v, t in PRIVASI.items()}
    assert sidik == {"1": "cc5e51d24e34"}


def test_a_refusal_needs_a_reason_and_is_served_like_any_answer(sari):
    sari.kenalkan()
    sari.isi("tidak_bersedia", alasan="TUGAS_DINAS", keterangan="Rapat anggaran di Jakarta.")
    assert "TIDAK BERSEDIA" in sari.teks
    assert "Rapat anggaran di Jakarta." in sari.teks
    sari.kirim({})
    assert "Tidak Bersedia" in sari.teks
    assert "Unduh Bukti E-Registrasi" in sari.teks
    jawaban = Jawaban.objects.get()
    assert (jawaban.pilihan, jawaban.alasan, jawaban.keterangan) == (
        "tidak_bersedia",
        "TUGAS_DINAS",
        "Rapat anggaran di Jakarta.",
    )


def test_going_back_from_the_last_look_keeps_what_was_typed(sari):
    sari.kenalkan()
    sari.isi("tidak_bersedia", alasan="ANGGARAN", keterangan="Belum ada\nanggaran <b>2026</b>")
    sari.kirim({"ubah": "1"}, ke=sari.alamat("jawaban/"))
    assert 'value="tidak_bersedia" checked' in sari.teks
    assert '<option value="ANGGARAN" selected>' in sari.teks
    assert "anggaran &lt;b&gt;2026&lt;/b&gt;</textarea>" in sari.teks
    assert not Jawaban.objects.exists()


def test_sari_changes_her_mind_and_only_the_newest_proof_stands(sari):
    sari.kenalkan()
    sari.jawab("bersedia")
    sari.lihat(sari.alamat("jawaban/"))
    assert "Jawaban yang tercatat sekarang: <b>Bersedia</b>" in sari.teks
    assert "checked" not in sari.teks
    sari.jawab("tidak_bersedia", alasan="CUTI")
    assert "Bukti E-Registrasi sebelumnya tidak berlaku lagi." in sari.teks
    assert "Revisi ke-1" in sari.teks
    assert list(BuktiRegistrasi.objects.values_list("revisi", "berlaku", "dokumen__status")) == [
        (0, False, "digantikan"),
        (1, True, "berlaku"),
    ]
    assert len(set(BuktiRegistrasi.objects.values_list("nomor", flat=True))) == 1


# --- What is typed wrong -------------------------------------------------------------------

LENGKAP = dict.fromkeys(CENTANG, "1")
TIDAK = {**LENGKAP, "jawaban": "tidak_bersedia"}


@pytest.mark.parametrize(
    ("isian", "keluhan"),
    [
        pytest.param(LENGKAP, "Pilih bersedia atau tidak bersedia.", id="K01"),
        pytest.param(
            {**TIDAK, "jawaban": ["bersedia", "tidak_bersedia"], "alasan": "CUTI"},
            "Pilih salah satu: bersedia atau tidak bersedia.",
            id="K02",
        ),
        *[
            pytest.param(
                {**LENGKAP, "jawaban": kata},
                "Pilih bersedia atau tidak bersedia.",
                id=f"K03-{kata}",
            )
            for kata in ("BERSEDIA", "ya", "1", "true", "bersedia\0")
        ],
        pytest.param(TIDAK, "Pilih alasan.", id="K04"),
        pytest.param({**TIDAK, "alasan": "KARENA"}, "Pilih alasan.", id="K04-asing"),
        *[
            pytest.param(
                {**TIDAK, "alasan": "LAINNYA", "keterangan": teks},
                "Isi keterangan alasan paling sedikit 5 karakter.",
                id=f"K05-{n}",
            )
            for n, teks in enumerate(
                ("", "     ", "\u00a0" * 9, "\u200b\u200d\ufeff" * 4, "\n \t\n\n ")
            )
        ],
        pytest.param(
            {**TIDAK, "alasan": "LAINNYA", "keterangan": "a" * 5000},
            "Keterangan paling banyak 500 karakter; yang ditulis 5000 karakter.",
            id="K06",
        ),
        pytest.param(
            {**TIDAK, "alasan": "LAINNYA", "keterangan": "Rapat\0dinas"},
            "tidak diizinkan",
            id="K09",
        ),
        pytest.param(
            {**TIDAK, "alasan": "LAINNYA", "keterangan": "Rapat \ufffd dinas"},
            "Sebagian keterangan tidak terbaca",
            id="K10",
        ),
        *[
            pytest.param(
                {**LENGKAP, "jawaban": "bersedia", nama: ""}, "Centang", id=f"centang-{nama}"
            )
            for nama in CENTANG
        ],
    ],
)
def test_a_faulty_answer_comes_back_with_its_fault_named(sari, isian, keluhan):
    sari.kenalkan()
    sari.kirim(isian)
    assert sari.halaman.status_code == 422
    assert keluhan in sari.teks
    assert not Jawaban.objects.exists()


def test_broken_utf8_is_told_not_kept(sari):
    sari.kenalkan()
    alamat, tersembunyi = sari.formulir()
    isi = urlencode({**tersembunyi, **TIDAK, "alasan": "LAINNYA"}) + "&keterangan=Rapat+%ED%A0%80"
    jawaban = sari.klien.post(alamat, isi, content_type="application/x-www-form-urlencoded")
    assert jawaban.status_code == 422
    assert "Sebagian keterangan tidak terbaca" in jawaban.content.decode()


@pytest.mark.parametrize("ke", ["jawaban/", "kirim/"])
def test_the_last_step_checks_everything_again(sari, ke):
    sari.kenalkan()
    sari.kirim({**TIDAK, "alasan": "LAINNYA", "keterangan": "  "}, ke=sari.alamat(ke))
    assert sari.halaman.status_code == 422
    assert not Jawaban.objects.exists()


@pytest.mark.parametrize(
    "teks",
    [
        pytest.param("Rapat 🙏\nbaris kedua", id="K07-emoji"),
        pytest.param("لدي اجتماع عمل", id="K07-arab"),
        pytest.param("ꦏꦸꦭꦺꦴꦤꦸꦮꦸꦤ꧀", id="K07-jawa"),
        pytest.param("<script>alert(1)</script> {{7*7}} =1+1 http://jahat.test", id="K08"),
    ],
)
def test_a_reason_is_kept_and_shown_as_it_was_written(sari, teks):
    sari.kenalkan()
    sari.jawab("tidak_bersedia", alasan="LAINNYA", keterangan=teks)
    assert Jawaban.objects.get().keterangan == teks
    assert "<script" not in sari.teks
    assert 'href="http://jahat.test' not in sari.teks
    for baris in teks.split("\n"):
        assert baris in sari.teks.replace("&lt;", "<").replace("&gt;", ">")


def test_windows_line_ends_count_once(sari):
    sari.kenalkan()
    sari.jawab("tidak_bersedia", alasan="LAINNYA", keterangan="a\r\n" * 249 + "ab")
    assert Jawaban.objects.get().keterangan == "a\n" * 249 + "ab"


def test_who_comes_gives_no_reason_even_if_one_was_typed(sari):
    sari.kenalkan()
    sari.jawab("bersedia", alasan="CUTI", keterangan="x" * 900)
    jawaban = Jawaban.objects.get()
    assert (jawaban.alasan, jawaban.keterangan) == ("", "")


# --- Identity ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tulis", "keluhan"),
    [
        ("", "NIP/NI PPPK wajib diisi."),
        ("   ", "NIP/NI PPPK wajib diisi."),
        ("1234", "NIP harus 18 digit. Periksa kembali nomornya."),
        ("1" * 61, "NIP harus 18 digit. Periksa kembali nomornya."),
        ("١٩٩٠٠٤١٧٢٠١٥٠٣٢٩٠١", "Tulis NIP/NI PPPK dengan angka 0–9 saja."),
        ("NIP saya lupa semua", "Tulis NIP/NI PPPK dengan angka 0–9 saja."),
    ],
)
def test_what_cannot_be_a_nip_costs_no_try(sari, tulis, keluhan):
    sari.kenalkan(tulis) if tulis else (sari.buka(), sari.kirim({"nomor": tulis}))
    assert sari.halaman.status_code == 422
    assert keluhan in sari.teks
    sari.konfirmasi.refresh_from_db()
    assert sari.konfirmasi.salah_coba == 0


def test_full_width_digits_with_spaces_are_a_nip_all_the_same(sari):
    lebar = "".join(chr(0xFF10 + int(a)) for a in sari.nomor)
    sari.kenalkan(f"{lebar[:8]}\u00a0{lebar[8:]}\u200b")
    assert "Apakah Anda bersedia" in sari.teks
    sari.konfirmasi.refresh_from_db()
    assert sari.konfirmasi.dibuka_pada is not None


def test_five_wrong_numbers_bring_a_pause_even_for_the_right_one(pelatihan, sari):
    salah = "199001012015031999"
    sari.buka()
    sisa = []
    for _ in range(5):
        sari.kirim({"nomor": salah})
        sisa.append([n for n in range(5) if f"Kesempatan tersisa: {n} kali" in sari.teks])
    assert sisa == [[4], [3], [2], [1], []]
    assert sari.halaman.status_code == 429
    assert "Terlalu banyak percobaan. Coba lagi setelah 15 menit" in sari.teks
    sari.kirim({"nomor": sari.nomor})
    assert sari.halaman.status_code == 429
    assert sari.konfirmasi.peserta.unit_kerja not in sari.teks
    catatan = pelatihan.jejak.last()
    assert (catatan.aksi, catatan.pelaku) == ("identitas_dijeda", "Pemegang tautan")
    (surel,) = Surel.objects.filter(jenis="identitas_dijeda")
    assert surel.nama == "Budi Santoso, S.Kom."
    assert (salah in surel.teks, sari.nomor in surel.teks) == (False, False)

    # A quarter of an hour later the right number opens the page, and the count starts anew.
    Konfirmasi.objects.update(terkunci_sampai="2020-01-01T00:00Z")
    sari.kirim({"nomor": sari.nomor})
    assert "Apakah Anda bersedia" in sari.teks


def test_who_has_no_nip_types_what_stands_on_the_list(pelatihan_di):
    polisi = {
        "nama": "Suparno",
        "nrp": "7805 0123/P",
        "status": "tni_polri",
        "email": "s@contoh.example",
    }
    warga = {"nama": "Yohana Tabuni", "nik": "9171015507900001", "status": "non_asn", "hp": "0812"}
    p = pelatihan_di(Tahap.REGISTRASI, peserta=[polisi, warga])
    for konfirmasi, label, nomor in zip(
        undangan(p), ("NRP", "NIK"), ("78050123/p", "9171 0155 0790 0001"), strict=True
    ):
        orang = Pengunjung(konfirmasi)
        orang.buka()
        assert f'<label for="nomor">{label}</label>' in orang.teks
        orang.kirim({"nomor": nomor})
        assert "Apakah Anda bersedia" in orang.teks
        orang.isi("bersedia")
        assert ("9171015507900001" in orang.teks) is False  # the NIK stands on no page
        orang.kirim({})
        assert "Terima kasih" in orang.teks
