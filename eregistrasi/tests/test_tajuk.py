"""Security headers: on every answer, whatever it is."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from eregistrasi.tests.peta import semua_alamat
from pelatihan.sop import Tahap
from peserta import dukung, jawaban
from peserta.tests.berkas_jahat import pdf
from peserta.tests.pengunjung import undangan

pytestmark = pytest.mark.django_db

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)

LAIN = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


PESERTA = ("konfirmasi", "tautan_lagi")  # these have a check of their own, or none


def aturan(teks):
    return sorted(teks.split("; "))


@pytest.mark.parametrize(
    ("alamat", "status"),
    [("/masuk/", 200), ("/", 200), ("/tidak/ada/", 404), ("/keluar/", 405), ("/v/", 200),
     ("/sop/", 200), ("/sehat/hidup", 200)],
)  # fmt: skip
def test_every_page_forbids_what_it_does_not_need(client, ratna, alamat, status):
    if alamat not in ("/masuk/", "/v/"):
        client.force_login(ratna)
    jawab = client.get(alamat)
    assert jawab.status_code == status
    assert aturan(jawab["Content-Security-Policy"]) == aturan(CSP)
    assert {k: jawab[k] for k in LAIN} == LAIN
    assert "no-store" in jawab["Cache-Control"]
    assert "Server" not in jawab


def test_the_session_cookie_is_for_the_server_alone(client, ratna):
    client.post("/masuk/", {"username": "ratna", "password": "rahasia-uji"})
    kuki = client.cookies["sessionid"]
    assert (kuki["httponly"], kuki["samesite"]) == (True, "Lax")


def test_no_template_carries_its_own_style_or_script():
    """What the policy would stop must not be written in the first place; letters are not pages."""
    salah = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", re.I)
    akar = Path(settings.BASE_DIR) / "templates"
    assert [
        str(f.relative_to(akar))
        for f in sorted(akar.rglob("*.html"))
        if f.parts[-2] not in ("surel", "dokumen") and salah.search(f.read_text())
    ] == []


def test_pages_of_participants_stay_light():
    css = Path(settings.BASE_DIR) / "static" / "css" / "peserta.css"
    assert css.stat().st_size < 16_000


def test_a_browser_may_say_where_the_forms_of_the_office_come_from(client, budi, pelatihan_di):
    """A page without a referrer sends `Origin: null` with its forms, which Django refuses."""
    p = pelatihan_di(Tahap.REGISTRASI)
    jawaban.jawab(undangan(p)[0], pilihan="bersedia")
    konfirmasi, dokumen = undangan(p)[0], p.data_dukung.first()
    berkas = dukung.serahkan(konfirmasi, dokumen, isi=pdf(), nama="surat.pdf")
    client.force_login(budi)
    kantor = [(n, a) for n, a in semua_alamat(p) if n.partition(":")[0] not in PESERTA]
    semua = {a: client.get(a) for _, a in kantor}
    lihat = f"/pelatihan/{p.kode}/data-dukung/{berkas.pk}/"
    nip = f"/pelatihan/{p.kode}/peserta/{konfirmasi.peserta_id}/nip/"
    semua |= {lihat: client.get(lihat), nip: client.post(nip, {"alasan": "Mencocokkan data"})}
    berformulir = {
        a: h.get("Referrer-Policy")
        for a, h in semua.items()
        if not h.streaming and b'method="post"' in h.content
    }
    assert len(berformulir) > 20
    assert {lihat, nip} <= berformulir.keys()
    assert {a: r for a, r in berformulir.items() if r == "no-referrer"} == {}
