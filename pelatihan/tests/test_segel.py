"""The seal: a paper can be told from a changed one, with the site and without it."""

import io
import shutil
import subprocess

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from eregistrasi.alat import segel
from eregistrasi.alat.models import IsiBerkas, KunciSegel
from eregistrasi.alat.tests.baca import lampiran, perlu_pango
from pelatihan import terbitan
from pelatihan.models import Dokumen
from pelatihan.sop import Tahap

pytestmark = perlu_pango


@pytest.fixture
def bukti(pelatihan_di):
    """(paper, bytes) of somebody's Bukti."""
    d = pelatihan_di(Tahap.PENGOLAHAN).dokumen.filter(jenis=Dokumen.Jenis.BUKTI).first()
    isi = terbitan.isi(d)
    d.refresh_from_db()
    return d, isi


def unggah(client, isi, nama="bukti.pdf"):
    return client.post("/v/cocokkan/", {"berkas": SimpleUploadedFile(nama, isi)})


def test_the_file_as_it_was_issued_is_recognised(client, bukti):
    dokumen, isi = bukti
    sebelum = IsiBerkas.objects.count()

    respons = unggah(client, isi)

    assert respons.status_code == 200
    assert "sama persis dengan dokumen yang diterbitkan" in respons.content.decode()
    assert dokumen.nomor in respons.content.decode()
    assert respons["Cache-Control"] == "no-store, private"
    assert IsiBerkas.objects.count() == sebelum


def test_every_flipped_byte_is_found_out(client, bukti):
    """200 bytes all over the file, each changed in a copy of its own."""
    dokumen, isi = bukti
    asli = unggah(client, isi).content
    langkah = len(isi) // 200
    sama = 0
    for n in range(200):
        rusak = bytearray(isi)
        rusak[n * langkah] ^= 0x20
        sama += Dokumen.objects.filter(sha256=terbitan.sidik(bytes(rusak))).exists()
    rusak = bytearray(isi)
    rusak[len(isi) // 2] ^= 0x20

    respons = unggah(client, bytes(rusak))

    assert sama == 0
    assert b"Berkas ini telah diubah" not in asli
    assert "Berkas ini telah diubah" in respons.content.decode()
    assert dokumen.nomor in respons.content.decode()


def test_a_paper_saved_anew_by_another_program_is_told_from_the_issued_one(client, bukti):
    dokumen, isi = bukti
    baru = io.BytesIO()
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        pdf.save(baru)

    respons = unggah(client, baru.getvalue())

    assert "Berkas ini telah diubah" in respons.content.decode()
    assert dokumen.nomor in respons.content.decode()


def test_a_foreign_file_is_not_known_and_guessing_meets_a_pause(client, bukti):
    jawaban = [unggah(client, f"%PDF-1.7 {n}".encode()).status_code for n in range(11)]

    assert jawaban == [404] * 10 + [429]


def test_no_file_is_asked_for_again_and_an_address_leads_back(client, bukti, settings):
    assert client.post("/v/cocokkan/").status_code == 422
    settings.UNGGAH_MAKS_BYTE = 10
    besar = unggah(client, b"x" * 11)
    assert besar.status_code == 422
    assert "melebihi" in besar.content.decode()
    assert client.get("/v/cocokkan/")["Location"] == "/v/"
    assert Client(enforce_csrf_checks=True).post("/v/cocokkan/").status_code == 403


def test_the_published_key_checks_the_record_and_no_other(client, bukti):
    _, isi = bukti
    [kunci] = KunciSegel.objects.all()
    rekaman, tanda = lampiran(isi), lampiran(isi, "rekaman.json.sig")

    halaman = client.get("/v/kunci/").content.decode()
    berkas = client.get(f"/v/kunci/{kunci.sidik}/")

    assert kunci.pem.strip() in halaman
    assert berkas.content.decode() == kunci.pem
    assert segel.cocok(rekaman, tanda, kunci.pem)
    assert not segel.cocok(rekaman.replace(b"bersedia", b"Bersedia", 1), tanda, kunci.pem)
    assert client.get("/v/kunci/0123456789abcdef/").status_code == 404


def test_a_new_secret_leaves_the_old_key_in_its_place(client, bukti, settings):
    lama = KunciSegel.objects.get()
    settings.SEGEL_RAHASIA = "rahasia yang baru"

    segel.catat_kunci()
    segel.catat_kunci()

    assert KunciSegel.objects.count() == 2
    rekaman, tanda = (lampiran(bukti[1], n) for n in (terbitan.REKAMAN, terbitan.TANDA))
    assert segel.cocok(rekaman, tanda, lama.pem)
    assert not segel.cocok(b"x", segel.tanda(b"x"), lama.pem)
    assert "Pernah dipakai" in client.get("/v/kunci/").content.decode()


def test_the_command_checks_a_paper_without_the_site(bukti, tmp_path, capsys):
    isi = bukti[1]
    berkas, kunci = tmp_path / "bukti.pdf", tmp_path / "kunci.pem"
    berkas.write_bytes(isi)
    kunci.write_text(KunciSegel.objects.get().pem)

    call_command("periksa_segel", berkas, kunci=kunci)

    assert "SEGEL COCOK" in capsys.readouterr().out
    kunci.write_text(segel._publik("kunci orang lain"))
    with pytest.raises(CommandError, match="TIDAK COCOK"):
        call_command("periksa_segel", berkas, kunci=kunci)
    kunci.write_text("bukan kunci")
    with pytest.raises(CommandError, match="Kunci publik"):
        call_command("periksa_segel", berkas, kunci=kunci)
    berkas.write_bytes(b"bukan PDF")
    with pytest.raises(CommandError, match="bukan PDF"):
        call_command("periksa_segel", berkas, kunci=kunci)


@pytest.mark.skipif(
    not (shutil.which("openssl") and shutil.which("pdfdetach")),
    reason="openssl atau pdfdetach (poppler-utils) tidak terpasang",
)
def test_common_tools_check_it_as_the_page_says(bukti, tmp_path):
    (tmp_path / "bukti.pdf").write_bytes(bukti[1])
    (tmp_path / "kunci.pem").write_text(KunciSegel.objects.get().pem)
    perintah = (
        "pdfdetach -saveall bukti.pdf && openssl pkeyutl -verify -pubin -inkey kunci.pem -rawin "
        "-in rekaman.json -sigfile rekaman.json.sig"
    )

    hasil = subprocess.run(
        [shutil.which("sh"), "-c", perintah],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert hasil.returncode == 0, hasil.stderr
    assert "Verified Successfully" in hasil.stdout
