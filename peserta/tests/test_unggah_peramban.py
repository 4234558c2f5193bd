"""What lies in the store is opened in a real Chromium: nothing of it ever runs."""

import pytest
from django.core.files.base import ContentFile

from peserta import dukung
from peserta.models import BerkasDukung
from peserta.tests import berkas_jahat as jahat
from peserta.tests.penyerah import SURAT_TUGAS, bersedia

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]

HALAMAN_JAHAT = b"""<html><script>document.title = "jalan"; alert(1)</script>
<img src=x onerror="document.title='jalan'"></html>"""


def test_u41_in_a_real_browser_nothing_runs(live_server, browser, pelatihan_di, client, budi):
    """Even bytes that should never have come in: the row is bent to a page with a script."""
    p, (konfirmasi,) = bersedia(pelatihan_di)
    berkas = dukung.serahkan(
        konfirmasi, p.data_dukung.get(kode=SURAT_TUGAS), isi=jahat.pdf(), nama="a.pdf"
    )
    berkas.berkas.delete(save=False)
    berkas.berkas.save("x.pdf", ContentFile(HALAMAN_JAHAT))
    dasar = f"{live_server.url}/pelatihan/{p.kode}/data-dukung/{berkas.pk}/"
    client.force_login(budi)
    konteks = browser.new_context()
    konteks.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page, dialog = konteks.new_page(), []
    page.on("dialog", lambda d: (dialog.append(d.message), d.dismiss()))

    page.goto(dasar)
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh", exact=True).click()
    assert unduhan.value.suggested_filename.endswith(f"_{SURAT_TUGAS}.pdf")

    BerkasDukung.objects.update(jenis="jpg")  # shown as a picture, then
    page.goto(f"{dasar}gambar/")
    assert (page.title() == "jalan", dialog) == (False, [])
    page.goto(dasar)
    page.wait_for_load_state("networkidle")
    assert (page.title() == "jalan", dialog) == (False, [])
    konteks.close()
