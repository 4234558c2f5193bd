"""How heavy pages are over the wire, and when a participant on slow 3G sees theirs.

    manage.py jalankan --port 8000      # in another window, with the demo data
    python3 bench/bobot.py [http://127.0.0.1:8000]

Sizes are those of the compressed answers, all files of a page together, with an empty cache.
Slow 3G is 400 kbit/s each way and 400 ms for a round trip; LCP is the paint of the largest piece.
"""

from laman import Situs, pilihan, tulis

BATAS_KB, BATAS_LCP = 60, 2.5
LCP = """() => new Promise(jadi => {
  new PerformanceObserver(d => jadi(d.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => jadi(-1), 3000);
})"""
LAMBAT = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}


def timbang(situs, alamat, *, lambat=False):
    """(kilobytes, requests, LCP in seconds) of one page, nothing of it known before."""
    page = situs.konteks.new_page()
    cdp = situs.konteks.new_cdp_session(page)
    jumlah = {"bita": 0, "permintaan": 0}

    def selesai(e):
        jumlah["bita"] += e["encodedDataLength"]
        jumlah["permintaan"] += 1

    cdp.on("Network.loadingFinished", selesai)
    cdp.send("Network.enable")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if lambat:
        cdp.send("Network.emulateNetworkConditions", LAMBAT)
    page.goto(situs.alamat + alamat, wait_until="load")
    lcp = page.evaluate(LCP) / 1000
    page.wait_for_timeout(300)
    page.close()
    return jumlah["bita"] / 1024, jumlah["permintaan"], lcp


def utama():
    pilih = pilihan(__doc__)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path=peramban(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        kantor = Situs(browser, pilih.situs).masuk("tim")
        berkas, jalan = kantor.berkas("Analis+Hukum"), kantor.undangan()
        tamu = Situs(browser, pilih.situs)
        tamu.page.goto(tamu.alamat + jalan)
        halaman = tamu.page.url.removeprefix(tamu.alamat)
        tulis(f"{'halaman':34}{'KB':>8}{'berkas':>8}{'LCP':>8}{'LCP 3G lambat':>16}")
        for nama, situs, alamat in (
            ("peserta: identitas", tamu, halaman),
            ("periksa dokumen", tamu, "/v/"),
            ("masuk", Situs(browser, pilih.situs), "/masuk/"),
            ("beranda", kantor, "/"),
            ("berkas pelatihan", kantor, berkas),
            ("daftar peserta", kantor, f"{berkas}peserta/"),
        ):
            kb, n, lcp = timbang(situs, alamat)
            lambat = timbang(situs, alamat, lambat=True)[2]
            lebih = situs is tamu and (kb > BATAS_KB or lambat > BATAS_LCP)
            tulis(f"{nama:34}{kb:8.1f}{n:8}{lcp:7.2f}s{lambat:15.2f}s{'  LEBIH' if lebih else ''}")
        browser.close()


def peramban():
    """Path of a Chromium on this machine."""
    import shutil

    nama = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, nama)))


if __name__ == "__main__":
    utama()
