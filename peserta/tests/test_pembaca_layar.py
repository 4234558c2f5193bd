"""What a screen reader has to read out, on a phone: exactly, in order, and nothing besides.

The texts of `bacaan/` are the accessible trees of the participant's screens, as Playwright writes
them; whoever changes a screen on purpose changes the text there, and reads it aloud once.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from pelatihan.sop import Tahap
from peserta.tests.pengunjung import Pengunjung, undangan

pytestmark = [pytest.mark.django_db, pytest.mark.peramban]
STATIS = Path(settings.BASE_DIR) / "static"
BACAAN = Path(__file__).parent / "bacaan"
KANTOR = ("vendor/bootstrap/bootstrap.min.css", "css/rupa.css")
#: screens of the office among the texts of `bacaan/`
KANTOR_DIBACA = ("masuk", "masuk-salah")
HARI = r"(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), "
TANGGAL = r"\d+ \w+ \d{4}"
#: what differs from day to day and from run to run
BERUBAH = (
    (r"\n *- /url: .*", ""),
    (rf"{HARI}{TANGGAL}, pukul \d\d\.\d\d WIB \(\d\d\.\d\d WITA\)", "SAAT"),
    (r"\d+ hari( \d+ jam)? lagi", "SISA"),
    (rf"({HARI})?\d+( \w+( \d{{4}})?)? s\.d\. ({HARI})?{TANGGAL}", "TANGGAL"),
    (rf"({HARI})?\b{TANGGAL}", "TANGGAL"),
    (r"\b20\d\d\b", "TAHUN"),
    (r"(?m)^( *- '?link .*):$", r"\1"),  # a link whose address was left out
)


@pytest.fixture
def buka(browser):
    """A page of 360 px with its style sheets."""
    konteks = browser.new_context(viewport={"width": 360, "height": 740})
    page = konteks.new_page()

    def jalan(html, *lembar):
        page.set_content(html, wait_until="domcontentloaded")
        for satu in lembar:
            page.add_style_tag(path=STATIS / satu)
        return page

    yield jalan
    konteks.close()


@pytest.fixture
def sari(pelatihan_di):
    return Pengunjung(undangan(pelatihan_di(Tahap.REGISTRASI))[0])


def bacaan(page):
    teks = page.locator("body").aria_snapshot()
    for pola, ganti in BERUBAH:
        teks = re.sub(pola, ganti, teks)
    return f"{teks}\n"


def test_each_screen_of_a_participant_is_read_out_as_written_down(sari, buka):
    def dibaca():
        return bacaan(buka(sari.teks, "css/peserta.css"))

    sari.buka()
    terbaca = {"identitas": dibaca()}
    sari.kirim({"nomor": "1"})
    terbaca["identitas-salah"] = dibaca()
    sari.kirim({"nomor": sari.nomor})
    terbaca["jawaban"] = dibaca()
    sari.isi("bersedia")
    terbaca["periksa"] = dibaca()
    sari.kirim({})
    terbaca["selesai"] = dibaca()
    tertulis = {s.stem: s.read_text(encoding="utf-8") for s in BACAAN.glob("*.txt")}
    assert terbaca == {nama: teks for nama, teks in tertulis.items() if nama not in KANTOR_DIBACA}


def test_the_door_of_the_office_is_read_out_as_written_down(client, buka):
    masuk = bacaan(buka(client.get("/masuk/").content.decode(), *KANTOR))
    ditolak = client.post("/masuk/", {"username": "budi", "password": "keliru"})
    salah = bacaan(buka(ditolak.content.decode(), *KANTOR))
    terbaca = {"masuk": masuk, "masuk-salah": salah}
    assert terbaca == {n: (BACAAN / f"{n}.txt").read_text(encoding="utf-8") for n in KANTOR_DIBACA}


def test_the_hint_and_the_fault_are_read_with_the_field(sari, buka):
    sari.buka()
    sari.kirim({"nomor": "1"})
    isian = buka(sari.teks, "css/peserta.css").get_by_role("textbox", name="NIP/NI PPPK")
    keterangan = isian.evaluate("i => i.ariaDescribedByElements.map(e => e.innerText)")
    assert keterangan == [
        "18 digit. Spasi boleh ditulis.",
        "NIP harus 18 digit. Periksa kembali nomornya.",
    ]
    assert isian.get_attribute("aria-invalid") == "true"


def test_the_longest_number_of_a_proof_stays_in_its_panel(pelatihan_di, buka):
    p = pelatihan_di(Tahap.REGISTRASI)
    type(p).objects.filter(pk=p.pk).update(kode_pelatihan="P" * 20)
    sari = Pengunjung(undangan(p)[0])
    sari.kenalkan()
    sari.isi("bersedia")
    sari.kirim({})
    page = buka(sari.teks, "css/peserta.css")
    panel, nomor = (page.locator(p).first.bounding_box() for p in (".putusan", ".putusan dd b"))
    assert "P" * 20 in page.locator(".putusan dd b").first.inner_text()
    assert nomor["x"] + nomor["width"] <= panel["x"] + panel["width"]


def test_a_table_that_turns_into_cards_is_still_a_table_to_the_browser(
    client, budi, pelatihan_di, buka
):
    # asked of the browser's own tree: `display: block` once took the meaning of tables away
    p = pelatihan_di(Tahap.REGISTRASI)
    client.force_login(budi)
    page = buka(client.get(f"/pelatihan/{p.kode}/peserta/").content.decode(), *KANTOR)
    tabel = page.locator("table.tabel-kartu")
    assert tabel.evaluate("t => getComputedStyle(t).display") == "block"
    simpul = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    peran = Counter(s["role"]["value"] for s in simpul if not s["ignored"])
    banyak = p.peserta.count()
    assert {r: peran[r] for r in ("table", "row", "rowheader", "cell", "columnheader")} == {
        "table": 1,
        "row": banyak + 1,
        "rowheader": banyak,
        "cell": banyak * 3,
        "columnheader": 5,
    }
