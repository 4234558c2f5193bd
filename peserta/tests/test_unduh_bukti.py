"""All proofs of a list in one file: small ones at once, large ones by the worker, all in order."""

import io
import zipfile

import pikepdf
import pytest
from django.utils import timezone

from eregistrasi.alat.models import IsiBerkas
from eregistrasi.alat.tests.baca import perlu_pango, teks
from laporan.bahan_contoh import contoh_peserta
from pekerjaan import antrean
from pekerjaan.models import Keadaan, Pekerjaan
from pekerjaan.tests.kerja import kerjakan_semua
from pelatihan import terbitan
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap
from peserta import alur, jawaban, latar
from peserta.arsip import nama_unik
from peserta.models import Konfirmasi, Peserta
from peserta.tests.pengunjung import undangan

pytestmark = [pytest.mark.django_db, perlu_pango]
PANJANG = {
    "nama": "Śląska Nguyễn Nur'aini Puspaningtyas " * 4,
    "unit_kerja": "Lembaga Pemasyarakatan Perempuan dan Anak Kelas IIB / Pangkalan Bun " * 3,
}


@pytest.fixture
def kelas(pelatihan_di):
    """Three people, of whom two have answered, one of them twice."""
    p = pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(3))
    satu, dua, _ = undangan(p)
    jawaban.jawab(satu, pilihan="tidak_bersedia", alasan="CUTI")
    jawaban.jawab(satu, pilihan="bersedia", dilihat=satu.riwayat.get().pk)
    jawaban.jawab(dua, pilihan="tidak_bersedia", alasan="TUGAS_BELAJAR")
    return p


def cetak(p):
    """The worker has printed what there is."""
    for d in p.dokumen.filter(jenis="bukti"):
        terbitan.isi(d)


def minta(client, p, bentuk, saring=""):
    return client.post(f"/pelatihan/{p.kode}/peserta/bukti/{saring}", {"bentuk": bentuk})


def isi_zip(isi):
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        assert arsip.testzip() is None
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def nama_orang(p):
    orang = p.peserta.exclude(nomor_urut=None).order_by("nomor_urut")
    return [nama_unik(o, o.unit_kerja, "pdf", set()) for o in orang]


def test_budi_takes_the_papers_in_force_as_they_are_kept(kelas, client, budi):
    cetak(kelas)
    client.force_login(budi)
    jawab = minta(client, kelas, "zip")
    berlaku = kelas.dokumen.filter(jenis="bukti", status=Dokumen.Status.BERLAKU).order_by("nomor")
    assert jawab["Content-Disposition"] == (
        f'attachment; filename="Bukti_E-Registrasi_{kelas.kode}.zip"'
    )
    assert "no-store" in jawab["Cache-Control"]
    assert isi_zip(jawab.content) == dict(
        zip(nama_orang(kelas), (terbitan.isi(d) for d in berlaku), strict=True)
    )
    assert nama_orang(kelas)[0].startswith("001_")
    assert list(
        kelas.jejak.filter(aksi="unduh_bukti").values_list("pelaku", "sebagai", "tindakan")
    ) == [
        (
            str(budi),
            "Tim Kerja",
            "mengunduh 2 Bukti E-Registrasi sebagai ZIP (semua peserta. Urut menurut nama)",
        )
    ]


def test_one_pdf_has_every_page_once_with_a_bookmark_for_each_person(kelas, client, budi):
    cetak(kelas)
    client.force_login(budi)
    isi = minta(client, kelas, "pdf").content
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 2
        assert not any("/StructParents" in h for h in pdf.pages)
        with pdf.open_outline() as penanda:
            judul = [b.title for b in penanda.root]
    assert judul == [n.removesuffix(".pdf").replace("_", " ") for n in nama_orang(kelas)]
    kertas = teks(isi)
    assert kertas.index("/0001") < kertas.index("/0002")
    assert "Revisi ke-1" in kertas


def test_the_filter_of_the_list_is_the_filter_of_the_file(kelas, client, citra):
    cetak(kelas)
    client.force_login(citra)
    isi = minta(client, kelas, "zip", "?jawaban=tidak_bersedia").content
    assert list(isi_zip(isi)) == nama_orang(kelas)[1:]
    assert "Konfirmasi: Tidak Bersedia" in kelas.jejak.get(aksi="unduh_bukti").tindakan


def test_a_proof_that_is_void_is_not_handed_out(kelas, client, budi):
    cetak(kelas)
    alur.batalkan(kelas.peserta.get(nomor_urut=1), oleh=budi, alasan="Beralih tugas")
    client.force_login(budi)
    assert list(isi_zip(minta(client, kelas, "zip").content)) == nama_orang(kelas)[1:]


def test_without_proofs_the_list_says_so_and_nothing_is_noted(pelatihan_di, client, budi):
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(budi)
    jawab = client.post(f"/pelatihan/{p.kode}/peserta/bukti/", {"bentuk": "zip"}, follow=True)
    assert "Belum ada Bukti E-Registrasi yang berlaku" in jawab.content.decode()
    assert not p.jejak.filter(aksi="unduh_bukti").exists()
    assert minta(client, p, "exe").status_code == 400


@pytest.mark.parametrize(
    ("nama", "status"),
    [("kepala", 200), ("ketua", 200), ("tim", 200), ("ketua2", 404), ("tim2", 404), ("admin", 404)],
)
def test_whoever_may_see_the_proofs_may_take_them(nama, status, kelas, client, orang):
    cetak(kelas)
    client.force_login(getattr(orang, nama))
    assert minta(client, kelas, "zip").status_code == status
    assert kelas.jejak.filter(aksi="unduh_bukti").count() == (status == 200)


def test_the_buttons_stand_on_both_pages_once_somebody_has_answered(kelas, client, ratna):
    client.force_login(ratna)
    for ekor in ("", "konfirmasi/"):
        for saring in ("", "?jawaban=bersedia"):
            isi = client.get(f"/pelatihan/{kelas.kode}/peserta/{ekor}{saring}").content.decode()
            assert f'action="/pelatihan/{kelas.kode}/peserta/bukti/{saring}"' in isi
            assert "Unduh Bukti (ZIP)" in isi
            assert "Unduh Bukti (satu PDF)" in isi
    jawab = client.get(f"/pelatihan/{kelas.kode}/peserta/bukti/?jawaban=bersedia")
    assert jawab.headers["Location"] == f"/pelatihan/{kelas.kode}/peserta/?jawaban=bersedia"


@pytest.mark.parametrize("bentuk", ["zip", "pdf"])
def test_what_is_not_printed_yet_is_printed_by_the_worker_and_kept_for_a_day(
    bentuk, kelas, client, citra, dodi
):
    client.force_login(citra)
    jawab = minta(client, kelas, bentuk, "?jawaban=bersedia")
    kerja = Pekerjaan.objects.get()
    assert jawab.headers["Location"] == kerja.get_absolute_url()
    assert not kelas.dokumen.filter(jenis="bukti").exclude(isi="").exists()

    [selesai] = kerjakan_semua()

    assert (selesai.keadaan, selesai.selesai_bagian, selesai.jumlah_bagian) == (
        Keadaan.SELESAI,
        1,
        1,
    )
    unduhan = client.get(f"{kerja.get_absolute_url()}berkas/")
    isi = b"".join(unduhan.streaming_content)
    assert int(unduhan["Content-Length"]) == len(isi)
    if bentuk == "zip":
        assert list(isi_zip(isi)) == nama_orang(kelas)[:1]
    else:
        assert "Revisi ke-1" in teks(isi)
    assert kelas.jejak.get(aksi="unduh_bukti").sebagai == "Ketua Tim Kerja"

    client.force_login(dodi)
    assert client.get(f"{kerja.get_absolute_url()}berkas/").status_code == 404


def test_more_than_a_few_are_always_put_together_by_the_worker(kelas, client, budi, monkeypatch):
    cetak(kelas)
    monkeypatch.setattr(latar, "BUKTI_LANGSUNG", 1)
    client.force_login(budi)
    assert minta(client, kelas, "zip").status_code == 302
    assert Pekerjaan.objects.get().jenis == "unduh_bukti"


def test_after_a_day_nothing_of_the_file_is_left_not_even_unreadable(
    kelas, client, budi, monkeypatch
):
    monkeypatch.setattr("pekerjaan.potongan.UKURAN", 10_000)
    client.force_login(budi)
    minta(client, kelas, "zip")
    kerjakan_semua()
    kerja, potong = Pekerjaan.objects.get(), IsiBerkas.objects.filter(nama__startswith="pekerjaan/")
    assert potong.count() == -(-kerja.berkas.ukuran // 10_000)
    assert not any(b"001_" in bytes(p.isi) for p in potong)
    isi = b"".join(client.get(f"{kerja.get_absolute_url()}berkas/").streaming_content)
    assert list(isi_zip(isi)) == nama_orang(kelas)

    kemarin = timezone.now() - timezone.timedelta(hours=antrean.SIMPAN_JAM, minutes=1)
    Pekerjaan.objects.update(diselesaikan_pada=kemarin)
    monkeypatch.setitem(antrean._terakhir, "bersih", -antrean.JEDA_BERSIHKAN)
    antrean.bersihkan()
    assert not Pekerjaan.objects.exists()
    assert not potong.all().exists()


def test_names_are_short_safe_and_never_the_same():
    terpakai = set()
    orang = [Peserta(nomor_urut=n, **PANJANG) for n in (7, 7, 7)]
    orang += [Peserta(nomor_urut=1234, nama="محمد", unit_kerja="../../etc/passwd")]
    orang += [Peserta(nomor_urut=8, nama="Ni Luh Putu Ayu", unit_kerja="")]
    nama = [nama_unik(o, o.unit_kerja, "pdf", terpakai) for o in orang]
    assert len(set(nama)) == 5
    assert max(map(len, nama)) <= 80
    assert nama[0].startswith("007_Slaska_Nguyen_Nur_aini_Puspaningtyas")
    assert "_Lembaga_Pemasyarakat" in nama[0]
    assert nama[1:3] == [nama[0].replace(".pdf", f"_{n}.pdf") for n in (2, 3)]
    assert nama[3:] == ["1234_Berkas_etc_passwd.pdf", "008_Ni_Luh_Putu_Ayu.pdf"]


def test_the_file_holds_what_is_in_force_when_the_worker_writes_it(kelas, client, budi):
    client.force_login(budi)
    minta(client, kelas, "zip")
    tiga = Konfirmasi.objects.get(peserta__pelatihan=kelas, jawaban_kini="")
    jawaban.jawab(tiga, pilihan="bersedia")
    [kerja] = kerjakan_semua()
    isi = b"".join(client.get(f"{kerja.get_absolute_url()}berkas/").streaming_content)
    assert len(isi_zip(isi)) == 3
    assert list(isi_zip(isi)) == nama_orang(kelas)
