"""Step 5 and 6 up close: remarks and their answers, the checklist, questions, what has changed."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from eregistrasi.alat import pdf
from eregistrasi.alat.simpanan import sidik
from laporan import alur, beda, catatan, daftar_periksa, penjelasan
from laporan.bahan_contoh import contoh_peserta
from laporan.daftar_periksa import SOAL
from laporan.models import ButirCatatan, Pemeriksaan, Penjelasan
from laporan.rekaman import olah
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak
from pelatihan.meja import tugas_saya
from pelatihan.sop import Tahap
from peserta.models import Peserta
from surel.models import Surel

pytestmark = pytest.mark.django_db
SEMUA = list(SOAL)


def isian(**ubah):
    hari = timezone.localdate().isoformat()
    dasar = {"nomor": "SDM.5-SM.02.01-512", "tanggal": hari, "kendala": "", "tindak_lanjut": ""}
    return {**dasar, "saran": "", **ubah}


def meja(orang):
    return [(t.judul, t.aksi) for t in tugas_saya(orang)]


def test_a_remark_on_a_participant_goes_back_and_is_answered(client, pelatihan_di, citra, budi):
    p = pelatihan_di(Tahap.PEMERIKSAAN, peserta=contoh_peserta(12))
    laporan = f"/pelatihan/{p.kode}/laporan/"
    baris = p.laporan.get().rekaman["lampiran_1"][0]

    # Citra writes two remarks while she reads, and takes one back.
    client.force_login(citra)
    for teks in ("Periksa gelar.", "Keliru."):
        client.post(f"{laporan}catatan/", {"versi": 1, "peserta": baris["id"], "teks": teks})
    butir, keliru = ButirCatatan.objects.all()
    client.post(f"{laporan}catatan/{keliru.pk}/hapus/")
    assert f"<b>{baris['nama']}</b>".replace("'", "&#x27;") in client.get(laporan).content.decode()

    # With a remark unsent the report cannot be passed on; it goes back without another word.
    client.post(f"{laporan}sampaikan/", {"versi": 1, "centang": SEMUA})
    assert not Pemeriksaan.objects.exists()
    client.post(f"{laporan}kembalikan/", {"versi": 1, "catatan": ""})
    putusan = Pemeriksaan.objects.get()
    assert (putusan.catatan, list(putusan.butir.all())) == ("1 catatan perbaikan.", [butir])

    # Budi sees it beside the name and has to answer it.
    client.force_login(budi)
    halaman = client.get(f"{laporan}susun/").content.decode()
    assert "Periksa gelar." in halaman
    jawab = client.post(f"{laporan}ajukan/", isian(tanggapan="Sudah."))
    assert list(jawab.context["form"].errors) == [f"tanggapan_{butir.pk}"]
    client.post(
        f"{laporan}ajukan/", isian(tanggapan="Sudah.", **{f"tanggapan_{butir.pk}": "Betul."})
    )
    baru = p.laporan.terbaru()
    assert (baru.versi, baru.tanggapan_butir) == (2, {str(butir.pk): "Betul."})

    # Citra reads the answer; what was sent stands for good.
    client.force_login(citra)
    assert client.get(laporan).context["tanggapan"] == [(butir, "Betul.")]
    for perintah in (butir.delete, lambda: ButirCatatan.objects.update(teks="Lain")):
        with pytest.raises(IntegrityError, match="sudah dikirim"), transaction.atomic():
            perintah()


def test_a_remark_points_at_nobody_outside_the_version(client, pelatihan_di, citra):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    client.force_login(citra)
    for nilai in ("0", "x", "9" * 30):
        alamat = f"/pelatihan/{p.kode}/laporan/catatan/"
        assert client.get(alamat, {"peserta": nilai}).status_code == 404
    with pytest.raises(alur.VersiUsang):
        catatan.beri(p, oleh=citra, versi=7, teks="Lama.")


def test_every_box_of_the_checklist_is_wanted_and_kept(client, pelatihan_di, citra):
    p = pelatihan_di(Tahap.PEMERIKSAAN)
    laporan = f"/pelatihan/{p.kode}/laporan/"
    client.force_login(citra)
    kurang = [k for k in SEMUA if k != "dokumen"]
    jawab = client.post(f"{laporan}sampaikan/", {"versi": 1, "centang": kurang})
    assert jawab.context["setuju"].errors == {
        "centang": [
            "Centang setiap butir yang telah diperiksa. Belum dicentang: Dokumen wajib "
            "diperhitungkan."
        ]
    }
    with pytest.raises(LangkahDitolak, match="Daftar periksa belum lengkap: Dokumen wajib"):
        alur.sampaikan(p, oleh=citra, versi=1, centang=kurang)
    client.post(f"{laporan}sampaikan/", {"versi": 1, "centang": SEMUA})
    centang = Pemeriksaan.objects.get().centang
    assert [(b["kunci"], b["baik"], b["dicentang"]) for b in centang] == [
        ("jumlah", True, True),
        ("unit", True, True),
        ("dokumen", True, True),
        ("alasan", True, True),
        ("pengganti", True, True),
    ]


def test_a_question_that_a_decision_overtook_waits_for_nobody(pelatihan_di, ratna, citra):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    penjelasan.minta(p, oleh=ratna, versi=1, tanya="Mengapa kuota kosong?")
    alur.kembalikan_kepada_ketua(p, oleh=ratna, versi=1, catatan="Periksa kembali kuota.")
    alur.sampaikan(p, oleh=citra, versi=1, centang=SEMUA)
    assert meja(citra) == []
    with pytest.raises(LangkahDitolak, match="Tidak ada permintaan"):
        penjelasan.jawab(p, oleh=citra, isi="Terlambat.")

    lagi = penjelasan.minta(p, oleh=ratna, versi=1, tanya="Sekarang bagaimana?")
    assert penjelasan.jawab(p, oleh=citra, isi="Unit sudah mengusulkan.") == lagi
    alur.terima(p, oleh=ratna, versi=1)
    assert list(Penjelasan.objects.values_list("tanya", "jawab")) == [
        ("Mengapa kuota kosong?", ""),
        ("Sekarang bagaimana?", "Unit sudah mengusulkan."),
    ]


def test_the_head_asks_the_ketua_answers_and_the_stage_stays(client, pelatihan_di, ratna, citra):
    p = pelatihan_di(Tahap.PENYAMPAIAN)
    laporan = f"/pelatihan/{p.kode}/laporan/"
    assert meja(citra) == []

    client.force_login(ratna)
    client.post(f"{laporan}minta-penjelasan/", {"versi": 1, "tanya": "Mengapa kuota kosong?"})
    assert meja(citra) == [("Kepala Pusat meminta penjelasan atas laporan", "Jawab Penjelasan")]
    with pytest.raises(LangkahDitolak, match="belum dijawab"):
        penjelasan.minta(p, oleh=ratna, versi=1, tanya="Lagi?")

    client.force_login(citra)
    assert "Mengapa kuota kosong?" in client.get(laporan).content.decode()
    kosong = client.post(f"{laporan}jawab-penjelasan/", {"isi": " "})
    assert kosong.context["jawab"].errors == {"isi": ["Penjelasan wajib diisi."]}
    client.post(f"{laporan}jawab-penjelasan/", {"isi": "Unit belum mengusulkan."})
    assert meja(citra) == []
    with pytest.raises(LangkahDitolak, match="Tidak ada permintaan"):
        penjelasan.jawab(p, oleh=citra, isi="Lagi.")

    p.refresh_from_db()
    assert p.tahap == Tahap.PENYAMPAIAN
    t = Penjelasan.objects.get()
    assert t.ditanya_pada < t.dijawab_pada
    assert [
        (j.aksi, j.catatan) for j in p.jejak.filter(aksi__contains="penjelasan").order_by("pk")
    ] == [
        ("minta_penjelasan", "Mengapa kuota kosong?"),
        ("jawab_penjelasan", "Unit belum mengusulkan."),
    ]
    assert sorted(
        Surel.objects.filter(jenis__startswith="laporan_d").values_list("jenis", "kepada")
    )[:2] == [("laporan_dijawab", "ratna@contoh.example"), ("laporan_disampaikan", ratna.email)]
    for perintah in (t.delete, lambda: Penjelasan.objects.update(jawab="Lain.")):
        with pytest.raises(IntegrityError, match="tidak boleh diubah"), transaction.atomic():
            perintah()

    # Ratna reads the answer beside the report and receives it.
    client.force_login(ratna)
    assert "Unit belum mengusulkan." in client.get(laporan).content.decode()
    client.post(f"{laporan}terima/", {"versi": 1})
    p.refresh_from_db()
    assert p.tahap == Tahap.SELESAI


def test_a_change_after_submission_shows_in_the_banner_and_leaves_every_hash(
    client, pelatihan_di, citra
):
    p = pelatihan_di(Tahap.PEMERIKSAAN, peserta=contoh_peserta(12))
    laporan = p.laporan.get()
    kertas = list(p.dokumen.filter(jenis__startswith="laporan" if pdf.tersedia() else "laporan_x"))
    isi = [terbitan.isi(d) for d in kertas]
    dulu = (laporan.sidik, list(p.dokumen.order_by("pk").values_list("rekaman", "sha256")))
    assert {d.sha256 for d in kertas} == {sidik(i) for i in isi}
    assert beda.sejak(p, laporan) == []

    orang = Peserta.objects.get(pk=laporan.rekaman["lampiran_1"][0]["id"])
    orang.unit_kerja = "Unit Baru"
    orang.save()

    perubahan = beda.sejak(p, laporan)
    assert [(b["pokok"], b["bagian"], b["baru"]) for b in perubahan] == [
        (orang.nama_lengkap, "Unit kerja", "Unit Baru")
    ]
    client.force_login(citra)
    halaman = client.get(f"/pelatihan/{p.kode}/laporan/")
    assert "1 perubahan data sejak versi 1 dibekukan." in halaman.content.decode()
    rinci = client.get(f"/pelatihan/{p.kode}/laporan/1/perubahan/")
    assert list(rinci.context["halaman"]) == perubahan
    laporan.refresh_from_db()
    assert dulu == (
        laporan.sidik, list(p.dokumen.order_by("pk").values_list("rekaman", "sha256")),
    )  # fmt: skip
    assert [terbitan.isi(d) for d in kertas] == isi


def test_what_is_missing_is_a_fault_only_when_its_time_is_over(pelatihan_di):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(3))

    def butir():
        return next(b for b in daftar_periksa.butir(olah(p)) if b["kunci"] == "dokumen")

    assert butir()["baik"]
    with time_machine.travel(p.batas_dukung + dt.timedelta(minutes=1)):
        assert (butir()["baik"], butir()["ket"]) == (
            False, "3 dari 3 peserta belum lengkap, batasnya telah lewat",
        )  # fmt: skip
