"""Sari reads her pages in English: every text of them, and nothing but the texts."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from eregistrasi.alat.terjemah import Kamus
from laporan.bahan_contoh import contoh_peserta
from pelatihan import inggris
from pelatihan.daftar import data_dukung
from pelatihan.sop import Tahap
from pengguna.models import Organisasi
from peserta import alasan, pernyataan
from peserta.forms import GOLONGAN
from peserta.periksa_berkas.hasil import KATA
from peserta.tests.pengunjung import Pengunjung, undangan
from peserta.tests.penyerah import Penyerah

TEMPLAT = Path(settings.BASE_DIR) / "templates"
#: what stays as it is in either language
SAMA = re.compile(
    r"(E-Registrasi|WhatsApp|\(WhatsApp\)|NIP/NI PPPK|PDF|JPG|PNG|Email|WI(B|TA|T)|English|spam"
    r"|Bahasa Indonesia|Blended learning|sha\w*|[\d.,:KMB/ ]+)\Z"
)


@pytest.fixture
def pelatihan(pelatihan_di):
    return pelatihan_di(Tahap.REGISTRASI, peserta=contoh_peserta(3))


def data(pelatihan):
    """Everything that the pages may show as it is: what is on record."""
    isi = json.dumps(
        [
            *pelatihan.peserta.values(),
            *type(pelatihan).objects.filter(pk=pelatihan.pk).values(),
            *pelatihan.narahubung.values(),
            *pelatihan.bukti.values(),
            str(pelatihan),
            pelatihan.nama_tahun,
            [o.nama_lengkap for o in pelatihan.peserta.all()],
            settings.SITUS_URL,
            *Organisasi.objects.values(),
            *GOLONGAN[1:],
        ],
        default=str,
        ensure_ascii=False,
    )
    return isi.replace('\\"', '"')


def sisa(asal, pelatihan):
    """The texts of an Indonesian page that have no English and are no data."""
    catat = []
    inggris.KAMUS.halaman(asal, catat)
    isi = data(pelatihan) + pelatihan.nama
    return [
        teks
        for teks in catat
        if not SAMA.match(teks) and not all(b.strip(" ,.;()") in isi for b in teks.split(", "))
    ]


def lihat(orang, *ekor):
    """The Indonesian of pages, by a browser that has chosen nothing."""
    return [orang.lihat(orang.alamat(e)).content.decode() for e in ekor]


def test_every_text_of_the_way_to_the_proof_has_its_english(pelatihan):
    sari = Penyerah(undangan(pelatihan)[0])
    semua = [sari.buka().content.decode()]
    semua.append(sari.kirim({"nomor": "1"}).content.decode())
    semua.append(sari.kirim({"nomor": sari.nomor}).content.decode())
    semua.append(sari.kirim({"jawaban": "tidak_bersedia"}).content.decode())
    semua.append(sari.isi("bersedia").content.decode())
    semua.append(sari.kirim({}).content.decode())
    semua += lihat(sari, "data/", "data-dukung/", "jawaban/", "sanggah/", "minta-buka/")
    assert {t for s in semua for t in sisa(s, pelatihan)} == set()


def test_every_text_of_a_refusal_has_its_english(pelatihan):
    dewi = Penyerah(undangan(pelatihan)[1])
    dewi.kenalkan()
    semua = [dewi.isi("tidak_bersedia", alasan="CUTI").content.decode()]
    semua.append(dewi.kirim({}).content.decode())
    semua += lihat(dewi, "usul-pengganti/", "data-dukung/")
    semua.append(dewi.klien.get("/tautan-lagi/").content.decode())
    semua.append(dewi.klien.get("/k/x/").content.decode())
    semua.append(dewi.klien.get("/konfirmasi/" + "x" * 22 + "/").content.decode())
    assert {t for s in semua for t in sisa(s, pelatihan)} == set()


def test_what_stands_in_templates_and_lists_has_its_english():
    """A piece of a sentence between two values stands in one of the pairs at least."""
    asal = json.loads((Path(inggris.__file__).parent / "acuan/inggris.json").read_text())
    semua = "\n".join([*asal["teks"], *asal["resmi"]])
    berkas = [*TEMPLAT.glob("konfirmasi/*.html"), *TEMPLAT.glob("periksa/*.html")]
    kurang = {
        (b.name, potong)
        for b in berkas
        for potong in _potongan(b.read_text(encoding="utf-8"))
        if potong not in semua
    }
    assert kurang == set()

    kalimat = [
        *pernyataan.TATA_TERTIB,
        *(b["label"] for b in alasan.ALASAN.values()),
        *(nama for _, nama, _ in data_dukung()),
        *(k.replace("{rinci}", " (video)") for k in KATA.values()),
    ]
    assert [k for k in kalimat if inggris.KAMUS.teks(k) == k] == []


def _potongan(templat):
    """The runs of words of a template, between tags of HTML and of Django."""
    tanpa = re.sub(
        r"\{% comment %\}.*?\{% endcomment %\}|<pre.*?</pre>|<code.*?</code>",
        "\0",
        templat,
        flags=re.S,
    )
    tanpa = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", tanpa, flags=re.S)
    tanpa = re.sub(r"<[^>]*>", "\0", tanpa, flags=re.S)
    for run in tanpa.split("\0"):
        potong = " ".join(run.split()).strip(" .,:;()·")
        if re.search(r"[^\W\d_]{3}", potong) and not SAMA.match(potong):
            yield potong


def test_sari_chooses_english_keeps_it_and_goes_back(pelatihan):
    sari = Pengunjung(undangan(pelatihan)[0])
    awal = sari.buka().content.decode()
    assert '<html lang="id">' in awal
    assert 'href="?bahasa=en" lang="en" hreflang="en">English</a>' in awal

    pilih = sari.lihat(sari.alamat("?bahasa=en"))
    assert pilih.cookies["bahasa"].value == "en"
    assert '<html lang="en">' in pilih.content.decode()
    assert "Confirm whether you will attend the training" in pilih.content.decode()

    sari.kirim({"nomor": sari.nomor})
    teks = sari.teks
    assert "Will you attend this training?" in teks
    assert "Apakah Anda bersedia" not in teks
    assert sari.konfirmasi.peserta.nama in teks
    wajib = "Saya telah membaca dan akan menaati tata tertib peserta."
    assert f'<span lang="id">{wajib}</span><span class="terjemahan">I have read' in teks

    tanya = sari.isi("bersedia").content.decode()
    assert "bahasa=" not in tanya  # here a link would lose what was filled in
    assert '<div lang="id"><p>Saya yang menyampaikan konfirmasi ini,</p>' in tanya
    assert "<b>WILLING</b>" in tanya

    bukti = sari.kirim({}).content.decode()
    assert "Thank you. We have received your confirmation." in bukti
    kembali = sari.lihat(sari.alamat("?bahasa=id")).content.decode()
    assert "Terima kasih. Konfirmasi Anda telah kami terima." in kembali
    assert "Thank you" not in kembali


def test_the_check_page_speaks_english(client, pelatihan):
    sari = Pengunjung(undangan(pelatihan)[0])
    sari.kenalkan()
    sari.jawab("bersedia")
    kode = pelatihan.dokumen.get(jenis="bukti").kode
    client.get("/v/?bahasa=en")
    halaman = [
        (client.get(a).content.decode(), a) for a in ("/v/", f"/v/{kode}/", "/v/0000/", "/v/kunci/")
    ]
    teks = [t for t, _ in halaman]
    assert ["Check a document of" in teks[0], "Will attend the training" in teks[1]] == [True, True]
    assert ["you typed 4" in teks[2], "Keys of the document seal" in teks[3]] == [True, True]
    client.get("/v/?bahasa=id")
    asal = [client.get(a).content.decode() for _, a in halaman]
    assert {t for s in asal for t in sisa(s, pelatihan) if len(t) > 40} == set()


def test_no_english_on_the_indonesian_pages(pelatihan):
    """Nor does it cost anything there: the page is not touched."""
    sari = Pengunjung(undangan(pelatihan)[0])
    semua = [sari.buka(), sari.kirim({"nomor": sari.nomor}), sari.isi("bersedia"), sari.kirim({})]
    kata = re.compile(r"\b(the|your|you|training|answer|is|and|of)\b")
    for halaman in semua:
        teks = re.sub(r"<[^>]*>", " ", halaman.content.decode())
        assert kata.findall(teks) == []


def test_dates_spans_and_what_is_typed(tmp_path):
    jalur = tmp_path / "kamus.json"
    pasangan = {"Batas: {1}": "Deadline: {1}", "{1} dari {2}": "{2} has {1}", "Ya": "Yes"}
    jalur.write_text(json.dumps({"teks": pasangan, "resmi": {"Saya setuju.": "I agree."}}))
    kamus = Kamus(jalur, inggris.tanggal)
    tulis = {
        "<p>Batas: Jumat, 27 November 2026, pukul 12.00 WIB (14.00 WIT)</p>": (
            "<p>Deadline: Friday, 27 November 2026, 12:00 WIB (14:00 WIT)</p>"
        ),
        "<p> 9 s.d. 20 Desember 2026 </p>": "<p> 9 to 20 December 2026 </p>",
        "<i>PDF, 759\xa0bita, 1 Mei 2026</i>": "<i>PDF, 759 bytes, 1 May 2026</i>",
        "<b>1 dari 20</b>": "<b>20 has 1</b>",
        "<textarea>Ya</textarea><b>Ya</b>": "<textarea>Ya</textarea><b>Yes</b>",
        '<a title="Ya" href="Ya">': '<a title="Yes" href="Ya">',
        "<p>Batas: &lt;b&gt;Ya&lt;/b&gt;</p>": "<p>Deadline: &lt;b&gt;Ya&lt;/b&gt;</p>",
        "<i>Saya setuju.</i>": (
            '<i><span lang="id">Saya setuju.</span><span class="terjemahan">I agree.</span></i>'
        ),
    }
    assert {asal: kamus.halaman(asal) for asal in tulis} == tulis
    assert [inggris.tanggal(t) for t in ("5 hari 1 jam", "1 menit")] == [
        "5 days 1 hour",
        "1 minute",
    ]
