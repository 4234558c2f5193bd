"""Budi checks what Sari handed in, one after the other; who else may look, and how it is given."""

import io
import zipfile

import pytest
from django.urls import reverse

from pelatihan.sop import Tahap
from peserta import arsip, dukung, verifikasi
from peserta.aturan.berkas import nama_arsip
from peserta.daftar_dukung import SaringanDukung
from peserta.models import BerkasDukung, KeadaanBerkas, Peserta
from peserta.tests import berkas_jahat as jahat
from peserta.tests.penyerah import SURAT_TUGAS, Penyerah, bersedia
from surel.models import Surel

pytestmark = pytest.mark.django_db
SANDBOX = "sandbox; default-src 'none'"


def serahkan(konfirmasi, kode=SURAT_TUGAS, isi=None, nama="surat.pdf"):
    dokumen = konfirmasi.peserta.pelatihan.data_dukung.get(kode=kode)
    return dukung.serahkan(konfirmasi, dokumen, isi=isi or jahat.pdf(), nama=nama)


@pytest.fixture
def berkas(pelatihan_di):
    """A PDF that Sari has handed in."""
    _, (konfirmasi,) = bersedia(pelatihan_di)
    return serahkan(konfirmasi)


def alamat(berkas, ekor=""):
    return f"/pelatihan/{berkas.data_dukung.pelatihan.kode}/data-dukung/{berkas.pk}/{ekor}"


def jejak(berkas, aksi):
    return list(
        berkas.data_dukung.pelatihan.jejak.filter(aksi=aksi).values_list("pelaku", "sebagai")
    )


@pytest.mark.parametrize(
    ("nama", "status"),
    [("kepala", 200), ("ketua", 200), ("tim", 200), ("tim2", 404), ("admin", 404)],
)
def test_who_may_look(nama, status, berkas, client, orang):
    client.force_login(getattr(orang, nama))
    kode = berkas.data_dukung.pelatihan.kode
    semua = [
        f"/pelatihan/{kode}/data-dukung/",
        *(alamat(berkas, e) for e in ("", "gambar/", "unduh/")),
    ]
    assert [client.get(a).status_code for a in semua] == [status] * 4
    isi = client.get(semua[1]).content.decode()
    assert ("Nyatakan Sesuai" in isi) == (nama == "tim")


@pytest.mark.parametrize("cara", ["get", "head"])
@pytest.mark.parametrize(
    "kepala",
    [
        {},
        {"HTTP_RANGE": "bytes=0-3"},
        {"HTTP_IF_NONE_MATCH": '"{sidik}"'},
        {"HTTP_IF_NONE_MATCH": "*"},
    ],
)
def test_u39_permission_comes_before_whatever_is_asked(kepala, cara, berkas, client, dodi):
    kepala = {k: v.replace("{sidik}", berkas.sha256) for k, v in kepala.items()}
    minta = getattr(client, cara)
    assert minta(alamat(berkas, "unduh/"), **kepala).status_code == 302
    client.force_login(dodi)
    assert minta(alamat(berkas, "unduh/"), **kepala).status_code == 404
    assert jejak(berkas, "lihat_dukung") == []


def test_u39_then_a_part_a_head_or_nothing_new(berkas, client, budi):
    client.force_login(budi)
    asli = jahat.pdf()
    minta = alamat(berkas, "unduh/")
    utuh = client.get(minta)
    assert (utuh.status_code, utuh.content, utuh["ETag"]) == (200, asli, f'"{berkas.sha256}"')
    sebagian = client.get(minta, HTTP_RANGE="bytes=5-9")
    assert (sebagian.status_code, sebagian.content) == (206, asli[5:10])
    assert sebagian["Content-Range"] == f"bytes 5-9/{len(asli)}"
    assert client.get(minta, HTTP_RANGE="bytes=-6").content == asli[-6:]
    assert client.get(minta, HTTP_RANGE="bytes=99999-").status_code == 416
    for aneh in ("bytes=a-b", "bytes=0-1,3-4", "bytes=-", "kata=0-1"):
        assert client.get(minta, HTTP_RANGE=aneh).content == asli
    assert client.get(minta, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"lama"').content == asli
    sama = client.get(minta, HTTP_IF_NONE_MATCH=utuh["ETag"])
    assert (sama.status_code, sama.content) == (304, b"")
    kepala = client.head(minta)
    assert (kepala.status_code, kepala.content, kepala["ETag"]) == (200, b"", utuh["ETag"])
    assert "no-store" in utuh["Cache-Control"]


def test_every_look_is_written_down_once_an_hour(berkas, client, budi, citra):
    for orang in (budi, citra, budi):
        client.force_login(orang)
        client.get(alamat(berkas, "unduh/"))
        client.get(alamat(berkas))
    assert jejak(berkas, "lihat_dukung") == [
        (str(budi), "Tim Kerja"),
        (str(citra), "Ketua Tim Kerja"),
    ]


def test_u41_what_is_handed_out_is_saved_and_runs_nothing(berkas, client, budi):
    client.force_login(budi)
    simpan, tampil = client.get(alamat(berkas, "unduh/")), client.get(alamat(berkas, "gambar/"))
    assert simpan["Content-Disposition"].startswith("attachment; filename=")
    assert tampil["Content-Disposition"].startswith("inline; filename=")
    for jawab in (simpan, tampil):
        assert jawab["Content-Security-Policy"] == SANDBOX
        assert jawab["X-Content-Type-Options"] == "nosniff"
    assert tampil["Content-Type"] == "image/jpeg"  # a page of the PDF, drawn by us
    assert tampil.content.startswith(b"\xff\xd8\xff")


JAHAT = [
    "../../../etc/passwd",
    "..\\..\\x",
    "/abs",
    "C:",
    "nama\0nul",
    "<b>",
    "CON",
    "é‮ü",
    "",
    "a" * 300,
]


@pytest.mark.parametrize("nama", JAHAT)
def test_u42_any_name_becomes_a_harmless_one(nama):
    aman = nama_arsip(nama)
    assert aman == "".join(h for h in aman if h.isascii() and (h.isalnum() or h == "_"))
    assert 1 <= len(aman) <= 60


def test_u42_all_documents_as_a_zip(pelatihan_di, client, budi):
    p, (sari, tono) = bersedia(pelatihan_di, 2)
    Peserta.objects.filter(pk=tono.peserta_id).update(nama="../../etc/Tono/\\..")
    serahkan(sari, nama="../../x.pdf")
    serahkan(sari, isi=jahat.pdf(2))
    serahkan(sari, "PAS_FOTO", jahat.gambar(), "foto.jpg")
    serahkan(tono)
    belum = serahkan(tono, "SK_PANGKAT")
    BerkasDukung.objects.filter(pk=belum.pk).update(keadaan=KeadaanBerkas.PINDAI)
    client.force_login(budi)
    jawab = client.post(f"/pelatihan/{p.kode}/data-dukung/unduh/")
    isi = b"".join(jawab.streaming_content)
    sari_ = nama_arsip(sari.peserta.nama)
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        assert z.testzip() is None
        assert z.namelist() == [
            f"001_{sari_}_SURAT_TUGAS.pdf",
            f"001_{sari_}_SURAT_TUGAS_2.pdf",
            f"001_{sari_}_PAS_FOTO.jpg",
            "002_etc_Tono_SURAT_TUGAS.pdf",
        ]
        assert z.read(z.namelist()[1]) == jahat.pdf(2)
    assert jawab.streaming
    assert jawab["Content-Disposition"] == f'attachment; filename="Data_Dukung_{p.kode}.zip"'
    (baris,) = p.jejak.filter(aksi="unduh_dukung")
    assert baris.tindakan == "mengunduh 4 berkas data dukung"


def test_u42_one_document_at_a_time_and_a_limit(pelatihan_di, client, budi, monkeypatch):
    p, (sari,) = bersedia(pelatihan_di)
    serahkan(sari)
    serahkan(sari, "PAS_FOTO", jahat.gambar(), "foto.jpg")
    client.force_login(budi)
    satu = client.post(f"/pelatihan/{p.kode}/data-dukung/unduh/?dokumen=PAS_FOTO")
    with zipfile.ZipFile(io.BytesIO(b"".join(satu.streaming_content))) as z:
        assert [n[-12:] for n in z.namelist()] == ["PAS_FOTO.jpg"]
    monkeypatch.setattr(arsip, "MAKS", 100)
    lebih = client.post(f"/pelatihan/{p.kode}/data-dukung/unduh/", follow=True)
    assert "Ukuran semua berkas melebihi" in lebih.content.decode()


def test_budi_checks_one_after_the_other(pelatihan_di, client, budi):
    p, (sari, tono) = bersedia(pelatihan_di, 2)
    satu, dua, tiga = serahkan(sari), serahkan(tono), serahkan(sari, "SK_PANGKAT")
    client.force_login(budi)
    berikut = reverse("dukung:berikut", args=[p.kode])
    lihat = client.get(berikut, follow=True)
    assert lihat.context["berkas"] == satu
    assert client.get(lihat.context["alamat_lewati"], follow=True).context["berkas"] == dua
    lihat = client.post(alamat(satu, "sesuai/"), {"dilihat": "menunggu"}, follow=True)
    assert lihat.context["berkas"] == dua
    lihat = client.post(
        alamat(dua, "perbaikan/"),
        {"dilihat": "menunggu", "alasan": "Dokumen kedaluwarsa", "keterangan": "Tahun 2019."},
        follow=True,
    )
    assert lihat.context["berkas"] == tiga
    akhir = client.post(alamat(tiga, "sesuai/"), {"dilihat": "menunggu"}, follow=True)
    assert "Tidak ada lagi berkas yang menunggu verifikasi." in akhir.content.decode()
    keadaan = BerkasDukung.objects.order_by("pk").values_list("keadaan", "catatan")
    assert list(keadaan) == [
        ("sesuai", ""),
        ("perbaikan", "Dokumen kedaluwarsa. Tahun 2019."),
        ("sesuai", ""),
    ]
    surat = Surel.objects.get(jenis="perbaikan_dukung")
    assert (surat.kepada, surat.tautan) == (tono.peserta.email, f"konfirmasi:{tono.pk}")
    assert f"- {dua.data_dukung.nama}: Dokumen kedaluwarsa. Tahun 2019." in surat.teks


def test_a_reason_is_needed(berkas, client, budi):
    client.force_login(budi)
    jawab = client.post(alamat(berkas, "perbaikan/"), {"dilihat": "menunggu"})
    assert jawab.status_code == 422
    assert jawab.context["form"].errors == {
        "alasan": ["Pilih alasan atau tulis keterangan perbaikan."]
    }
    assert BerkasDukung.objects.get().keadaan == KeadaanBerkas.MENUNGGU


def test_a_verdict_is_not_given_twice_nor_over_a_colleague(berkas, client, budi):
    client.force_login(budi)
    for _ in range(2):
        jawab = client.post(alamat(berkas, "sesuai/"), {"dilihat": "menunggu"}, follow=True)
    assert f"sudah dinyatakan sesuai oleh {budi}" in jawab.content.decode()
    client.post(alamat(berkas, "perbaikan/"), {"dilihat": "menunggu", "keterangan": "Buram."})
    assert BerkasDukung.objects.get().keadaan == KeadaanBerkas.SESUAI
    assert jejak(berkas, "periksa_dukung") == [(str(budi), "Tim Kerja")]


def test_what_sari_mends_takes_the_place_of_what_was_wanting(berkas, budi):
    verifikasi.nyatakan(
        berkas, KeadaanBerkas.PERBAIKAN, oleh=budi, dilihat="menunggu", catatan="Buram."
    )
    sari = Penyerah.masuk(berkas.konfirmasi)
    assert "Buram." in sari.teks
    assert sari.unggah(jahat.pdf(2), "baru.pdf").status_code == 200
    assert [(b.nama, b.keadaan) for b in sari.berkas] == [("baru.pdf", "menunggu")]
    lama = BerkasDukung.objects.get(digantikan=True)
    assert (lama.catatan, lama.berkas.name) == ("Buram.", "")


def test_when_all_that_is_required_is_right_sari_is_told_once(pelatihan_di, budi):
    p, (sari,) = bersedia(pelatihan_di)
    isi = {"PAS_FOTO": (jahat.gambar(), "foto.jpg")}
    semua = [serahkan(sari, d.kode, *isi.get(d.kode, ())) for d in p.data_dukung.all()]
    for b in semua[:-1]:
        verifikasi.nyatakan(b, KeadaanBerkas.SESUAI, oleh=budi, dilihat="menunggu")
    assert not Surel.objects.filter(jenis="dukung_lengkap").exists()
    assert SaringanDukung().hitung(p) == {
        "": 1,
        "periksa": 1,
        "perbaikan": 0,
        "kurang": 1,
        "lengkap": 0,
    }
    verifikasi.nyatakan(semua[-1], KeadaanBerkas.SESUAI, oleh=budi, dilihat="menunggu")
    assert Surel.objects.get(jenis="dukung_lengkap").kepada == sari.peserta.email
    assert SaringanDukung().hitung(p) == {
        "": 1,
        "periksa": 0,
        "perbaikan": 0,
        "kurang": 0,
        "lengkap": 1,
    }


def test_documents_outlive_the_report(pelatihan_di, budi):
    p = pelatihan_di(Tahap.SELESAI)
    konfirmasi = p.peserta.first().konfirmasi
    berkas = serahkan(type(konfirmasi).objects.lengkap().get(pk=konfirmasi.pk))
    verifikasi.nyatakan(berkas, KeadaanBerkas.SESUAI, oleh=budi, dilihat="menunggu")
    p.refresh_from_db()
    assert p.tahap == Tahap.SELESAI


@pytest.mark.parametrize("jumlah", [1, 5])
def test_the_list_asks_the_database_as_often_for_five_as_for_one(
    jumlah, pelatihan_di, client, budi, django_assert_max_num_queries
):
    p, semua = bersedia(pelatihan_di, jumlah)
    for k in semua:
        serahkan(k)
    client.force_login(budi)
    client.get(f"/pelatihan/{p.kode}/data-dukung/")
    with django_assert_max_num_queries(24):
        assert client.get(f"/pelatihan/{p.kode}/data-dukung/?keadaan=periksa").status_code == 200


def test_the_list_of_participants_is_filtered_by_documents(pelatihan_di, client, budi):
    p, (sari, tono) = bersedia(pelatihan_di, 2)
    satu = serahkan(sari)
    client.force_login(budi)

    def nama(nilai):
        halaman = client.get(f"/pelatihan/{p.kode}/peserta/?dukung={nilai}").context["halaman"]
        return [o.nama for o in halaman]

    semua = sorted([sari.peserta.nama, tono.peserta.nama], key=str.lower)
    assert [nama(n) for n in ("periksa", "lengkap", "kurang", "aneh")] == [
        [sari.peserta.nama],
        [],
        semua,
        semua,
    ]
    p.data_dukung.exclude(pk=satu.data_dukung_id).update(wajib=False)
    verifikasi.nyatakan(satu, KeadaanBerkas.SESUAI, oleh=budi, dilihat="menunggu")
    assert (nama("lengkap"), nama("kurang")) == ([sari.peserta.nama], [tono.peserta.nama])


def test_every_page_of_a_pdf_is_looked_at_as_a_picture(pelatihan_di, client, citra):
    _, (konfirmasi,) = bersedia(pelatihan_di)
    berkas = serahkan(konfirmasi, isi=jahat.pdf(3))
    client.force_login(citra)
    ekor = ["", "?halaman=2", "?halaman=3&keadaan=periksa", "?halaman=4", "?halaman=satu"]
    semua = [client.get(alamat(berkas, e)) for e in ekor]
    assert [h.context["lembar"].number for h in semua] == [1, 2, 3, 1, 1]
    tengah, akhir = semua[1].content.decode(), semua[2].content.decode()
    assert f'src="{alamat(berkas, "gambar/")}?halaman=2"' in tengah
    assert ("Halaman 2 dari 3" in tengah, 'rel="prev"' in tengah, 'rel="next"' in tengah) == (
        True,
        True,
        True,
    )
    assert 'rel="next"' not in akhir
    assert '?halaman=2&amp;keadaan=periksa" rel="prev"' in akhir  # the filter goes along
    gambar = client.get(alamat(berkas, "gambar/?halaman=3"))
    assert (gambar.status_code, gambar["Content-Type"]) == (200, "image/jpeg")
    assert client.get(alamat(berkas, "gambar/?halaman=4")).status_code == 404


def test_what_budi_has_typed_is_still_there_on_the_next_page(pelatihan_di, client, budi, citra):
    _, (konfirmasi,) = bersedia(pelatihan_di)
    berkas = serahkan(konfirmasi, isi=jahat.pdf(3))
    client.force_login(budi)
    awal = client.get(alamat(berkas)).content.decode()
    tombol = f'form="minta-perbaikan" formaction="{alamat(berkas)}" name="halaman" value="2"'
    assert tombol in awal

    isian = {"alasan": "", "keterangan": "Tanda tangan tidak terbaca.", "halaman": "2"}
    lanjut = client.post(alamat(berkas), isian)

    assert lanjut.context["lembar"].number == 2
    assert "Tanda tangan tidak terbaca.</textarea>" in lanjut.content.decode()
    berkas.refresh_from_db()
    assert berkas.keadaan == KeadaanBerkas.MENUNGGU
    client.force_login(citra)
    assert client.post(alamat(berkas), isian).status_code == 403


@pytest.mark.parametrize(
    ("nama", "tautan"),
    [("tim", "verifikasi/"), ("ketua", "?keadaan=periksa"), ("kepala", "?keadaan=periksa")],
)
def test_the_page_of_a_training_says_how_many_files_wait(
    nama, tautan, pelatihan_di, client, orang, budi
):
    p, (satu, dua) = bersedia(pelatihan_di, 2)
    client.force_login(getattr(orang, nama))
    assert "menunggu verifikasi" not in client.get(p.get_absolute_url()).content.decode()
    for n, konfirmasi in enumerate((satu, dua)):
        berkas = serahkan(konfirmasi, isi=jahat.pdf(teks=b"%d" % n))
    halaman = client.get(p.get_absolute_url()).content.decode()
    assert "2 berkas data dukung menunggu verifikasi." in halaman
    assert f'href="/pelatihan/{p.kode}/data-dukung/{tautan}"' in halaman
    verifikasi.nyatakan(berkas, KeadaanBerkas.SESUAI, oleh=budi, dilihat="menunggu")
    assert "1 berkas data dukung menunggu" in client.get(p.get_absolute_url()).content.decode()
