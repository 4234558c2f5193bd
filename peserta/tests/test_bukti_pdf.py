"""The Bukti E-Registrasi as the participant holds it: one page, both answers, nothing too much."""

import pytest
from django.core.cache import cache

from eregistrasi.alat.bahasa import tanggal, waktu, waktu_pendek
from eregistrasi.alat.tests.baca import huruf_lepas, jumlah_halaman, perlu_pango, qr, teks
from laporan.bahan_contoh import contoh_peserta
from pelatihan import terbitan
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from peserta import dukung, jawaban
from peserta.models import Konfirmasi, Pilihan
from peserta.tests import berkas_jahat as jahat
from peserta.tests.penyerah import SURAT_TUGAS

pytestmark = perlu_pango
PANJANG = {
    "gelar_depan": "Prof. Dr. Ir. H.",
    "nama": ("Nur'aini Latuconsina Śląska Nguyễn Puspaningtyas Wirastiti " * 3)[:150].strip(),
    "gelar_belakang": "S.H., M.H., M.Kn., Ph.D.",
    "jabatan": "Perancang Peraturan Perundang-undangan Ahli Madya pada Direktorat Harmonisasi",
    "unit_kerja": "Lembaga Pemasyarakatan Perempuan dan Anak Kelas IIB Pangkalan Bun Kalimantan",
    "email": f"{'a' * 60}@{'b' * 60}.example",
}


@pytest.fixture
def jawab(pelatihan_di):
    """Somebody is asked and answers; returns the paper that they get."""

    def lakukan(pilihan=Pilihan.BERSEDIA, alasan="", keterangan="", **ubah):
        data = {**contoh_peserta(1)[0], **ubah}
        p = pelatihan_di(Tahap.REGISTRASI, peserta=[data])
        konfirmasi = Konfirmasi.objects.get(peserta__pelatihan=p)
        jawaban.jawab(konfirmasi, pilihan=pilihan, alasan=alasan, keterangan=keterangan)
        return p.dokumen.get(jenis="bukti")

    return lakukan


def test_the_paper_says_who_comes_to_what_and_on_whose_authority(jawab):
    bukti = jawab()
    r, p = bukti.rekaman, bukti.pelatihan

    kertas = teks(terbitan.isi(bukti))

    for kalimat in (
        "BUKTI E-REGISTRASI Nomor: ER/PF-AHM/I/",
        "BERSEDIA MENGIKUTI PELATIHAN",
        "A. Data Pelatihan",
        f"Nama pelatihan {p.nama_tahun}",
        "Metode Klasikal (90 JP)",
        f"Nota dinas SDM.1-SM.02.01-455 tanggal {tanggal(p.nota_dinas.tanggal)};",
        f"Disposisi Kepala Pusat {p.nota_dinas.agenda} tanggal",
        f"Surat pemanggilan SDM-SM.02.01-210 tanggal {tanggal(p.pemanggilan_tanggal)}",
        f"Nama lengkap {r['peserta']['nama']}",
        "Saya menyatakan BERSEDIA mengikuti pelatihan tersebut dan sanggup mengikuti seluruh",
        "; dan bertanggung jawab atas kebenaran data dan dokumen yang saya sampaikan.",
        "Surat Tugas atau Surat Perintah dari pimpinan unit kerja Belum Diunggah –",
        f"dapat diubah sampai dengan {waktu(p.batas_konfirmasi)}",
        "Narahubung: Kadek Dwi Arsana Putra, S.Kom. (081200000029).",
        "Cara konfirmasi: mandiri oleh peserta",
        r["kode"],
        "1 dari 1",
    ):
        assert kalimat in kertas
    assert "Revisi" not in kertas


def test_the_paper_is_one_page_with_its_letters_inside_and_a_code_that_scans(jawab):
    bukti = jawab()
    isi = terbitan.isi(bukti)

    alamat, lebar = qr(isi)

    assert jumlah_halaman(isi) == 1
    assert huruf_lepas(isi) == set()
    assert alamat == f"http://testserver/v/{bukti.kode}/"
    assert lebar >= 25


def test_who_cannot_come_gets_a_paper_that_says_so_with_the_reason(jawab):
    bukti = jawab(Pilihan.TIDAK_BERSEDIA, alasan="TUGAS_BELAJAR", keterangan="Sampai Juli.")

    kertas = teks(terbitan.isi(bukti))

    assert "BUKTI E-REGISTRASI (TIDAK BERSEDIA)" in kertas
    assert "TIDAK BERSEDIA MENGIKUTI PELATIHAN" in kertas
    assert f"dengan alasan: {bukti.rekaman['alasan']}. Keterangan: Sampai Juli. Demikian" in kertas
    assert "Data Dukung" not in kertas
    assert "registrasi ulang" not in kertas


def test_an_illness_stays_between_the_person_and_the_team(jawab):
    bukti = jawab(Pilihan.TIDAK_BERSEDIA, alasan="SAKIT", keterangan="Rawat inap, patah tulang.")

    kertas = teks(terbitan.isi(bukti))

    assert "dengan alasan: Alasan kesehatan." in kertas
    assert "patah tulang" not in kertas


def test_a_changed_mind_prints_its_revision_under_the_same_number(jawab, client):
    lama = jawab()
    konfirmasi = Konfirmasi.objects.get(peserta__pelatihan=lama.pelatihan)
    jawaban.jawab(
        konfirmasi,
        pilihan=Pilihan.TIDAK_BERSEDIA,
        alasan="TUGAS_BELAJAR",
        dilihat=konfirmasi.riwayat.get().pk,
    )
    baru = lama.pelatihan.dokumen.filter(jenis="bukti").last()

    assert f"Nomor: {lama.nomor} · Revisi ke-1" in teks(terbitan.isi(baru))
    assert baru.kode != lama.kode
    cache.clear()
    assert "ini sudah digantikan" in client.get(f"/v/{lama.kode}/").content.decode()
    assert "ini berlaku" in client.get(f"/v/{baru.kode}/").content.decode()


def test_a_later_paper_shows_which_documents_were_there_by_then(jawab):
    lama = jawab()
    konfirmasi = Konfirmasi.objects.get(peserta__pelatihan=lama.pelatihan)
    dokumen = lama.pelatihan.data_dukung.get(kode=SURAT_TUGAS)
    berkas = dukung.serahkan(konfirmasi, dokumen, isi=jahat.pdf(), nama="surat.pdf")
    for pilihan, alasan in ((Pilihan.TIDAK_BERSEDIA, "CUTI"), (Pilihan.BERSEDIA, "")):
        terakhir = konfirmasi.riwayat.last().pk
        jawaban.jawab(konfirmasi, pilihan=pilihan, alasan=alasan, dilihat=terakhir)
    baru = lama.pelatihan.dokumen.filter(jenis="bukti").last()

    assert f"{dokumen.nama} Belum Diunggah –" in teks(terbitan.isi(lama))
    unggah = waktu_pendek(berkas.diunggah_pada)
    assert f"{dokumen.nama} Menunggu Verifikasi {unggah}" in teks(terbitan.isi(baru))


@pytest.mark.parametrize("pilihan", [Pilihan.BERSEDIA, Pilihan.TIDAK_BERSEDIA])
def test_the_longest_name_still_leaves_one_page(jawab, pilihan):
    alasan = "TUGAS_BELAJAR" if pilihan == Pilihan.TIDAK_BERSEDIA else ""
    bukti = jawab(pilihan, alasan=alasan, **PANJANG)

    isi = terbitan.isi(bukti)

    assert jumlah_halaman(isi) == 1
    assert bukti.rekaman["peserta"]["nama"] in teks(isi)
    assert qr(isi)[0] == bukti.rekaman["url_periksa"]


def test_local_time_stands_beside_wib(jawab):
    bukti = jawab(zona="WIT")

    assert " WIB (" in teks(terbitan.isi(bukti))
    assert " WIT)" in teks(terbitan.isi(bukti))


def test_a_nik_never_stands_on_paper(jawab):
    bukti = jawab(nip="", nrp="", status="non_asn", nik="3201011234560001")

    isi = terbitan.isi(bukti)

    assert "3201011234560001" not in teks(isi)
    assert Dokumen.objects.filter(rekaman__icontains="3201011234560001").count() == 0
