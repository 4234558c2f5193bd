"""Machines that open a link before its reader does, or instead (T3): six of them, and one state.

Some only look, some run the page's scripts, some press whatever can be pressed. None answers for
the person, none counts as having read, and nobody in the office is shown that somebody did.
"""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import pytest
from django.db import connections
from django.utils import timezone

from pelatihan.models import Pelatihan
from pelatihan.sop import Tahap
from peserta.models import (
    CalonPengganti,
    Jawaban,
    Konfirmasi,
    KoreksiPeserta,
    PermintaanBuka,
    Peserta,
    Sanggahan,
)
from peserta.tests.pengunjung import Pengunjung, undangan
from surel.models import Surel

pytestmark = pytest.mark.django_db(transaction=True)
SEKALI_PAKAI = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|<p class="kop-cetak">.*?</p>|Lewat \d+ menit'
    r"|\d+ (detik|menit) lalu|\d+ (menit|jam) lagi"
)
SABAR = 5_000  # milliseconds that a browser waits for a page


@pytest.fixture(params=["masih dibuka", "lewat batas"])
def sari(request, pelatihan_di, live_server, settings):
    """Sari's link, while she may answer and after her deadline, at a site that browsers reach."""
    settings.SITUS_URL = live_server.url
    p = pelatihan_di(Tahap.REGISTRASI)
    if request.param == "lewat batas":
        Pelatihan.objects.update(batas_konfirmasi=timezone.now() - timezone.timedelta(minutes=1))
    return undangan(p)[0]


@pytest.fixture
def kantor(client, budi, sari):
    """What Budi sees of Sari: her page, the list, the answers."""
    client.force_login(budi)
    dasar = f"/pelatihan/{sari.peserta.pelatihan.kode}/peserta/"
    alamat = [dasar, f"{dasar}konfirmasi/", f"{dasar}{sari.peserta_id}/"]

    def lihat():
        return [SEKALI_PAKAI.sub("", client.get(a).content.decode()) for a in alamat]

    return lihat


def keadaan():
    """Everything that a visit could have left behind."""
    return {
        "konfirmasi": list(Konfirmasi.objects.order_by("pk").values()),
        "peserta": list(Peserta.objects.order_by("pk").values()),
        "surel": list(Surel.objects.order_by("pk").values("pk", "status")),
        **{
            m.__name__: m.objects.count()
            for m in (Jawaban, PermintaanBuka, CalonPengganti, KoreksiPeserta, Sanggahan)
        },
    }


@pytest.fixture
def tak_tersentuh(sari, kantor):
    """Whatever the test does in between, state and office pages are as before."""
    sebelum, layar = keadaan(), kantor()
    assert sebelum["konfirmasi"][0]["dibuka_pada"] is None
    yield
    assert keadaan() == sebelum
    assert kantor() == layar


class Peramban:
    """A machine at a browser that never leaves the site, opens links and presses what it finds."""

    def __init__(self, browser, situs):
        self.situs = situs
        self.konteks = browser.new_context(accept_downloads=True)
        self.konteks.set_default_timeout(SABAR)
        self.konteks.route(lambda url: not url.startswith(situs), lambda r: r.abort())
        self.page = self.konteks.new_page()

    def buka(self, alamat):
        self.page.goto(alamat, wait_until="networkidle")

    def lembar_baru(self, alamat):
        """Open the address on a sheet of its own; the sheet before it, for the caller to close.

        A press takes its time to lead somewhere, and an address asked for on the same sheet
        meanwhile is called off. The old sheet stays until the new one has come to rest.
        """
        lama, self.page = self.page, self.konteks.new_page()
        self.buka(alamat)
        return lama

    def semua(self, pemilih, perbuatan, alamat, dalam=2):
        """Do `perbuatan` to each element there, one at a time, and to those of where it led."""
        if dalam == 0:
            return
        self.lembar_baru(alamat).close()
        tujuan = set()
        for n in range(self.page.locator(pemilih).count()):
            sasaran = self.page.locator(pemilih)
            if n >= sasaran.count():
                break
            perbuatan(sasaran.nth(n))
            self.page.wait_for_load_state("networkidle")
            lama = self.lembar_baru(alamat)
            tujuan.add(lama.url)
            lama.close()
        for lain in sorted(tujuan - {alamat, "about:blank"}):
            if lain.startswith(self.situs):
                self.semua(pemilih, perbuatan, lain, dalam - 1)


@pytest.fixture
def peramban(browser, live_server):
    p = Peramban(browser, live_server.url)
    yield p
    p.konteks.close()


def klik(unsur):
    """Pressed even where nobody would see it; a file that comes of it is taken."""
    unsur.dispatch_event("click")


def kirim_kosong(formulir):
    """Sent as a script would: what the page itself checks is passed over."""
    formulir.evaluate("f => HTMLFormElement.prototype.submit.call(f)")


def test_one_asks_for_the_head_and_then_the_page(sari, tak_tersentuh):
    mesin = Pengunjung(sari)
    for _ in range(3):
        for metode in ("head", "get"):
            minta = getattr(mesin.klien, metode)
            jawab = minta(f"/k/{sari.token}/")
            assert jawab.status_code == 303
            assert minta(urljoin(f"/k/{sari.token}/", jawab["Location"])).status_code == 200
            for ekor in ("jawaban/", "kirim/", "minta-buka/", "data/", "usul-pengganti/"):
                assert minta(mesin.alamat(ekor)).status_code < 500


def test_one_sends_five_at_once(sari, tak_tersentuh):
    garis = threading.Barrier(5, timeout=30)

    def lari(_):
        try:
            garis.wait()
            return Pengunjung(sari).lihat(f"/k/{sari.token}/").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as kolam:
        assert list(kolam.map(lari, range(5))) == [200] * 5


@pytest.mark.peramban
def test_one_runs_the_scripts_and_presses_nothing(sari, peramban, tak_tersentuh):
    for _ in range(2):
        peramban.buka(sari.tautan)
        peramban.page.mouse.wheel(0, 4000)
        peramban.page.wait_for_timeout(700)  # whatever a script might have in mind
        assert sari.peserta.nama in peramban.page.content()


@pytest.mark.peramban
def test_one_follows_every_link(sari, peramban, tak_tersentuh):
    peramban.semua("a", klik, sari.tautan)


@pytest.mark.peramban
def test_one_presses_every_button_and_fills_nothing(sari, peramban, tak_tersentuh):
    peramban.semua("button, input[type=submit], summary, [role=button]", klik, sari.tautan)


@pytest.mark.peramban
def test_one_sends_every_form_as_it_stands(sari, peramban, tak_tersentuh):
    peramban.semua("form", kirim_kosong, sari.tautan, dalam=3)


@pytest.mark.peramban
@pytest.mark.parametrize("pemilih", ["a", "button", "form"])
def test_even_behind_sari_in_her_own_browser_nothing_is_answered_or_asked(sari, peramban, pemilih):
    """Some read along: the page is known, and still nothing is chosen beforehand."""
    peramban.buka(sari.tautan)
    peramban.page.fill("[name=nomor]", sari.peserta.pengenal[1])
    peramban.page.get_by_role("button").first.click()
    peramban.page.wait_for_load_state("networkidle")
    sebelum = keadaan()
    assert sebelum["konfirmasi"][0]["dibuka_pada"] is not None

    perbuatan = kirim_kosong if pemilih == "form" else klik
    peramban.semua(pemilih, perbuatan, peramban.page.url)

    assert keadaan() == sebelum
    assert sebelum["Jawaban"] == 0
