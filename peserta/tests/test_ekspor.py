"""The list as a file: the same people in the same order, safe to open, and noted in the trail."""

import csv
import io
import shutil
import subprocess
import tracemalloc

import openpyxl
import pytest

from eregistrasi.alat import xlsx_alir
from laporan.contoh import contoh_peserta
from pelatihan.sop import Tahap
from peserta import jawaban
from peserta.daftar import Saringan
from peserta.ekspor import ekspor
from peserta.models import Konfirmasi, Peserta, Pilihan

pytestmark = pytest.mark.django_db
JAHAT = ["=HYPERLINK(1)", "-2+3", "@jumlah", "+62", "\t=1+1", "Biasa & <b>"]


def orang(n, **ubah):
    nip = f"19900417201503{n % 2 + 1}{n + 1:03}"
    return contoh_peserta(1)[0] | {"nip": nip, "email": f"o{n}@contoh.example"} | ubah


@pytest.fixture
def p(pelatihan_di):
    """Six people whose units look like formulas; the first has answered."""
    data = [orang(n, nama=f"Nama {n}", unit_kerja=unit.strip()) for n, unit in enumerate(JAHAT)]
    p = pelatihan_di(Tahap.REGISTRASI, peserta=data)
    konfirmasi = Konfirmasi.objects.lengkap().get(peserta__nama="Nama 0")
    jawaban.jawab(konfirmasi, pilihan=Pilihan.BERSEDIA)
    return p


@pytest.fixture
def ambil(client, p):
    """Somebody presses the button under an address; told are the bytes of the file."""

    def tekan(siapa, ekor="", jenis="xlsx"):
        client.force_login(siapa)
        jawab = client.post(f"/pelatihan/{p.kode}/peserta/ekspor/{ekor}", {"jenis": jenis})
        assert jawab.status_code == 200
        assert jawab["Cache-Control"] == "no-store, private"
        return b"".join(jawab.streaming_content)

    return tekan


def lembar(isi):
    return openpyxl.load_workbook(io.BytesIO(isi)).active


def test_the_file_says_what_it_holds_when_and_by_whom_it_was_taken(p, budi, ambil):
    ws = lembar(ambil(budi, "?jawaban=bersedia&q=nama&urut=waktu"))
    kepala = [ws.cell(n, 1).value for n in (1, 2, 3)]
    assert kepala[0] == f"Data Peserta: {p.nama_tahun}"
    assert kepala[1] == (
        "Saringan: Konfirmasi: Bersedia; Pencarian: nama. Urut menurut waktu konfirmasi terbaru."
    )
    assert kepala[2].startswith("Diekspor pada ")
    assert kepala[2].endswith(f" WIB oleh {budi} (Tim Kerja).")
    assert (ws.freeze_panes, ws.print_title_rows) == ("A6", "$5:$5")


def test_the_file_holds_who_stands_on_the_page_in_the_same_order(client, p, budi, ambil):
    for ekor in ("", "?jawaban=belum", "?q=nama 3", "?urut=waktu", "?surat=antre&urut=unit"):
        isi = lembar(ambil(budi, ekor))
        halaman = client.get(f"/pelatihan/{p.kode}/peserta/{ekor}").context["halaman"]
        baris = list(isi.iter_rows(min_row=6, values_only=True))
        assert [b[1] for b in baris] == [o.nama_lengkap for o in halaman]
        assert [b[8] for b in baris] == [o.keadaan[0] for o in halaman]
        assert [b[0] for b in baris] == list(range(1, len(baris) + 1))
    nol = p.peserta.get(nama="Nama 0")
    satu = next(lembar(ambil(budi, "?q=nama 0")).iter_rows(min_row=6, values_only=True))
    assert (satu[2], satu[10]) == (nol.nip, nol.konfirmasi.bukti_berlaku.nomor)


def test_numbers_are_text_and_nothing_typed_becomes_a_formula(p, budi, ambil):
    ws = lembar(ambil(budi))
    assert {ws.cell(n, 3).number_format for n in range(6, 12)} == {"@"}
    unit = [ws.cell(n, 7) for n in range(6, 12)]
    assert [(c.value, c.data_type, bool(c.quotePrefix)) for c in unit] == [
        ("=HYPERLINK(1)", "s", True),
        ("-2+3", "s", True),
        ("@jumlah", "s", True),
        ("+62", "s", True),
        ("=1+1", "s", True),
        ("Biasa & <b>", "s", False),
    ]


def test_the_plain_file_is_as_safe_and_its_numbers_are_not_rounded(p, budi, ambil):
    isi = ambil(budi, "?urut=unit", jenis="csv")
    assert isi.startswith(b"\xef\xbb\xbf")
    baris = list(csv.reader(io.StringIO(isi.decode("utf-8-sig")), delimiter=";"))
    data = {b[6]: b[2] for b in baris[5:]}
    assert set(data) == {"'=HYPERLINK(1)", "'-2+3", "'@jumlah", "'+62", "'=1+1", "Biasa & <b>"}
    assert data["'-2+3"] == "19900417 201503 2 002"


def test_all_three_desks_may_take_it_and_the_kepala_gets_masked_numbers(
    client, p, budi, citra, ratna, dodi, ambil
):
    nip = {s.username: lembar(ambil(s)).cell(6, 3).value for s in (budi, citra, ratna)}
    assert nip == {
        "budi": "19900417201503" + "1001",
        "citra": "19900417201503" + "1001",
        "ratna": "19900417••••••••01",
    }
    assert nip["budi"].encode() not in ambil(ratna, jenis="csv").replace(b" ", b"")
    client.force_login(dodi)
    assert client.post(f"/pelatihan/{p.kode}/peserta/ekspor/").status_code == 404


def test_each_export_leaves_a_line_and_a_kind_that_does_not_exist_leaves_none(
    client, p, budi, ratna, ambil
):
    ambil(budi, "?jawaban=bersedia")
    ambil(ratna, jenis="csv")
    assert client.post(f"/pelatihan/{p.kode}/peserta/ekspor/", {"jenis": "exe"}).status_code == 400
    jawab = client.get(f"/pelatihan/{p.kode}/peserta/ekspor/?q=Nama+1&jawaban=bersedia")
    assert jawab.headers["Location"] == f"/pelatihan/{p.kode}/peserta/?jawaban=bersedia&q=Nama+1"
    jejak = p.jejak.filter(aksi="ekspor_peserta").order_by("pk")
    assert [(j.oleh, j.sebagai, j.tindakan) for j in jejak] == [
        (
            budi,
            "Tim Kerja",
            "mengekspor data 1 peserta ke Excel (Konfirmasi: Bersedia. Urut menurut nama)",
        ),
        (
            ratna,
            "Kepala Pusat",
            "mengekspor data 6 peserta ke CSV (semua peserta. Urut menurut nama)",
        ),
    ]


@pytest.mark.parametrize("jumlah", [1, 900])
def test_an_export_is_one_reading_and_one_line_however_long_it_is(
    p, budi, jumlah, django_assert_num_queries
):
    Peserta.objects.bulk_create(Peserta(pelatihan=p, **orang(n)) for n in range(10, 10 + jumlah))
    with django_assert_num_queries(5):  # the reading; the case is held for the line, two savepoints
        ekspor(p, Saringan(), "xlsx", oleh=budi, sebagai="Tim Kerja", nip_penuh=True).close()


def test_memory_does_not_grow_with_the_rows(tmp_path):
    puncak = []
    for jumlah in (2_000, 20_000):
        tracemalloc.start()
        with (tmp_path / "a.xlsx").open("wb") as berkas:
            xlsx_alir.tulis(
                berkas,
                nama="Data",
                pembuka=["Judul"],
                kepala=["a"] * 11,
                lebar=[10] * 11,
                baris=([n, *["x" * 30] * 10] for n in range(jumlah)),
            )
        puncak.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert puncak[1] < puncak[0] * 1.2


def test_libreoffice_opens_it(p, budi, ambil, tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice tidak ditemukan.")
    (tmp_path / "a.xlsx").write_bytes(ambil(budi))
    subprocess.run(  # the word separator is a semicolon, the text is UTF-8
        [
            *(soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/profil"),
            *("--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76", "--outdir"),
            *(str(tmp_path), str(tmp_path / "a.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    baris = (tmp_path / "a.csv").read_text().splitlines()
    assert baris[4].startswith("No.;Nama;NIP/NI PPPK")
    assert "199004172015031001" in baris[5]
    assert "=HYPERLINK(1)" in baris[5]
