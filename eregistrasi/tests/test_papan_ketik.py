"""The keyboard on the office's lists, in a real Chromium."""

from pathlib import Path

import pytest
from django.conf import settings

from pelatihan.sop import Tahap

pytestmark = [pytest.mark.django_db, pytest.mark.peramban]
STATIS = Path(settings.BASE_DIR) / "static"


@pytest.fixture
def lembar(browser):
    """A page as the server sent it, with its script and its sheets of style."""
    konteks = browser.new_context(viewport={"width": 1280, "height": 800})
    page = konteks.new_page()

    def buka(respon):
        page.set_content(respon.content.decode(), wait_until="domcontentloaded")
        page.add_style_tag(path=STATIS / "css" / "rupa.css")
        page.add_script_tag(path=STATIS / "js" / "papan-ketik.js")
        return page

    yield buka
    konteks.close()


def terpilih(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def test_ratna_walks_a_list_without_a_mouse(client, ratna, pelatihan_di, lembar):
    for _ in range(3):
        pelatihan_di(Tahap.DISPOSISI_KETUA)
    client.force_login(ratna)
    page = lembar(client.get("/pelatihan/"))
    nama = page.locator(".tabel tbody th a").all_inner_texts()
    page.keyboard.press("/")
    assert terpilih(page) == "q"
    page.keyboard.type("a/?")
    assert page.input_value("#q") == "a/?"  # in a field keys are letters
    page.keyboard.press("ArrowDown")
    assert terpilih(page) == nama[0]
    page.keyboard.press("ArrowDown")
    assert terpilih(page) == nama[1]
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert terpilih(page) == nama[-1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert terpilih(page) == "q"


def test_single_keys_can_be_switched_off(client, budi, lembar):
    client.force_login(budi)
    page = lembar(client.get("/pelatihan/"))
    page.keyboard.press("?")
    assert page.locator("#pintasan").is_visible()
    page.uncheck("#pintasan-aktif")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.keyboard.press("/")
    assert (page.locator("#pintasan").is_visible(), terpilih(page) == "q") == (False, False)


def test_the_open_tab_is_in_sight_on_a_phone(client, budi, pelatihan_di, lembar):
    p = pelatihan_di(Tahap.PENGOLAHAN)
    client.force_login(budi)
    halaman = client.get(f"/pelatihan/{p.kode}/laporan/")
    lembar(client.get("/pelatihan/")).set_viewport_size({"width": 360, "height": 740})
    terbuka = lembar(halaman).get_by_role("link", name="Laporan", exact=True)
    assert terbuka.get_attribute("aria-current") == "page"
    kotak = terbuka.bounding_box()
    assert (kotak["x"] >= 0, kotak["x"] + kotak["width"] <= 360) == (True, True)
