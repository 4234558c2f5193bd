"""What a snapshot says about who replaced whom, how people are grouped, and what the office did."""

import datetime as dt

import pytest
from django.utils import timezone

from laporan import daftar_periksa, rekaman
from laporan.bahan_contoh import contoh_peserta
from laporan.lembar import lembar_xlsx
from laporan.log import log_sop
from pelatihan.sop import Tahap
from peserta import jawaban, pengganti
from peserta.models import BerkasDukung, Konfirmasi, Pilihan

pytestmark = pytest.mark.django_db
CALON = {
    "nama": "Made Wirawan, S.H.",
    "nip": "198001012005031001",
    "jabatan": "Analis Hukum Ahli Muda",
    "golongan": "III/c",
    "unit_kerja": "Kantor Wilayah Bali",
    "instansi": "Kementerian Hukum",
    "email": "made@contoh.example",
    "hp": "081200000031",
}


def test_a_substitute_is_summoned_and_the_one_replaced_stays_among_the_refusals(pelatihan_di, budi):
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(3))
    k = Konfirmasi.objects.lengkap().filter(peserta__pelatihan=p).first()
    jawaban.jawab(k, pilihan=Pilihan.TIDAK_BERSEDIA, alasan="TUGAS_BELAJAR")
    calon = pengganti.catat_calon(p, oleh=budi, data=CALON)
    menunggu = rekaman.data(p)
    batas = timezone.now() + dt.timedelta(days=2)
    pengganti.panggil(calon, oleh=budi, untuk=k.peserta, batas=batas)

    r = rekaman.data(p)

    assert (menunggu["rinci"]["usul"], menunggu["angka"]["dipanggil"]) == (1, 3)
    assert r["angka"] == {
        "dipanggil": 4, "bersedia": 0, "tidak_bersedia": 1, "tidak_mengonfirmasi": 3,
    }  # fmt: skip
    assert {k: n for k, n in r["rinci"].items() if n} == {"pengganti": 1, "digantikan_tidak": 1}
    lama = k.peserta.nama_lengkap
    assert [(b["nama"], b["pengganti"]) for b in r["lampiran_2"]] == [(lama, CALON["nama"])]
    assert [b["ket"] for b in r["lampiran_3"] if b["nama"] == CALON["nama"]] == [
        f"Pengganti {lama}"
    ]
    assert [(b["digantikan"], b["sebab"], b["nama"]) for b in r["pengganti"]] == [
        (lama, "Tidak Bersedia", CALON["nama"])
    ]
    butir = next(b for b in daftar_periksa.butir(r) if b["kunci"] == "pengganti")
    assert (butir["baik"], butir["ket"]) == (
        False, "1 pengganti tidak bersedia atau tidak mengonfirmasi",
    )  # fmt: skip
    lembar = {judul: baris for judul, _, _, baris in lembar_xlsx(r | {"log": []})}
    assert [b[5] for b in lembar["Pengganti"]] == [CALON["nama"]]
    assert lembar["Per unit"][-1] == ["Jumlah seluruhnya", "", "", 4, 0, 1, 3, 1]


@pytest.mark.parametrize(
    ("urutan", "kunci"),
    [("golongan", "golongan"), ("unit", "unit_kerja"), ("nama", "nama")],
)
def test_the_lists_stand_in_the_order_that_was_chosen(pelatihan_di, urutan, kunci):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(12))
    baris = rekaman.data(p, urutan)["lampiran_1"]
    assert [b["no"] for b in baris] == list(range(1, len(baris) + 1))
    if urutan == "golongan":
        urut = ["Pembina (IV/a)", "Penata Tingkat I (III/d)", "Penata (III/c)"]
        assert list(dict.fromkeys(b[kunci] for b in baris))[:3] == urut
    else:
        asli = {o.nama_lengkap: o.nama.casefold() for o in p.peserta.all()}
        nilai = [asli[b["nama"]] if kunci == "nama" else b[kunci].casefold() for b in baris]
        assert nilai == sorted(nilai)


def test_people_are_grouped_by_unit_level_and_age(pelatihan_di):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(12))
    r = rekaman.data(p)
    assert {b["label"] for b in r["unit"]} <= {
        "Kantor Wilayah", "Ditjen Peraturan Perundang-undangan", "Sekretariat Jenderal", "BPSDM",
        "UPT Pemasyarakatan", "Balai Harta Peninggalan", "UPT Imigrasi",
    }  # fmt: skip
    assert [b["label"] for b in r["jenjang"]] == [
        "Ahli Madya", "Ahli Muda", "Ahli Pertama", "Terampil",
    ]  # fmt: skip
    for kelompok in ("unit", "jenjang", "usia", "zona", "golongan", "jenis_kelamin"):
        persen = sum(float(b["persen"][:-1].replace(",", ".")) for b in r[kelompok])
        assert (sum(b["n"] for b in r[kelompok]), round(persen, 1)) == (8, 100.0)


def test_the_log_tells_each_step_once(pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(5))
    isi = [(b["langkah"], b["pelaku"], b["tindakan"]) for b in log_sop(p)]
    assert [n for n, _, _ in isi] == [1, 2, 3, 3, 3, 4]
    assert (3, str(budi), "menginput data peserta (5 kali)") in isi


def test_every_missing_document_is_counted_one_with_brackets_in_its_name_too(pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENGOLAHAN, peserta=contoh_peserta(5))
    orang = Konfirmasi.objects.filter(jawaban_kini="bersedia").first()
    dokumen = list(p.data_dukung.filter(wajib=True))
    assert any(" (" in d.nama for d in dokumen)
    isi = {"urut": 1, "jenis": "pdf", "ukuran": 1, "diunggah_pada": timezone.now()}
    isi |= {"keadaan": "perbaikan", "catatan": "Buram."}
    isi |= {"diperiksa_oleh": budi, "diperiksa_pada": timezone.now()}
    BerkasDukung.objects.create(konfirmasi=orang, data_dukung=dokumen[0], **isi)
    data = rekaman.olah(p)
    n = data["angka"]["bersedia"]
    assert [(b["label"], b["n"]) for b in data["dukung"]["dokumen"]] == [
        (d.nama, n) for d in dokumen
    ]
    kurang = [apa for b in data["lampiran_1"] for apa in b["kurang"]]
    assert len(kurang) == sum(b["n"] for b in data["dukung"]["dokumen"])
    assert f"{dokumen[0].nama} (perlu perbaikan)" in kurang
