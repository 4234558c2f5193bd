"""A window in which finished pages are looked at: one document, a style sheet cache, axe inside."""

import threading
from collections import defaultdict
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings

ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async ({aturan, warna, di}) => {
  const hasil = await axe.run(di ?? document, {
    runOnly: aturan, resultTypes: ["violations"], preload: false,
    rules: warna ? {} : {"color-contrast": {enabled: false}}});
  return hasil.violations.flatMap(v => v.nodes.map(n =>
    `${v.id}: ${n.target.join(" ")}: ${[...n.any, ...n.all, ...n.none].map(c => c.message)[0]}`));
}"""
# Contrast costs more than all the rest, and depends on what stands in what: words whose look (and
# that of the two around them) was measured on an earlier page are not measured again.
TANDAI = """() => {
  window.terlihat ??= new Set();
  const rupa = e => e ? `${e.localName}.${e.className.baseVal ?? e.className}`
    + ["aria-current", "aria-invalid", "disabled", "type"].map(a => e.getAttribute(a)) : "";
  const kata = e => e.matches("input, select, textarea")
    || [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  let jumlah = 0;
  for (const e of document.querySelectorAll("body *")) {
    if (!kata(e)) continue;
    const p = e.parentElement, kunci = [rupa(p.parentElement), rupa(p), rupa(e)].join(" > ");
    if (terlihat.has(kunci)) continue;
    terlihat.add(kunci);
    e.dataset.baru = "";
    jumlah++;
  }
  return jumlah;
}"""
# What is cut although it holds words, but for what is cut on purpose: the words for screen readers,
# the name of the office (it stands in the foot), the title of a running job (it leads to its page).
TERPOTONG = """() => [...document.querySelectorAll("body *")].filter(e => {
  const s = getComputedStyle(e);
  return [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length
    && !e.closest(".tak-tampak, .lewati, .merek small, .kerja, svg")
    && (s.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1
        || s.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 2);
}).map(e => `terpotong: ${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""
LEBAR = """() => {
  const lebar = innerWidth, isi = document.scrollingElement.scrollWidth;
  if (isi <= lebar) return [];
  const salah = [...document.querySelectorAll("main *, body *")].filter(e =>
    e.getBoundingClientRect().right > lebar + 1).at(-1);
  const kata = salah?.textContent.trim().slice(0, 40);
  return [`lebar ${isi} > ${lebar}: ${salah?.tagName}.${salah?.className} ${kata}`];
}"""
GERAK = """() => {
  const lama = teks => Math.max(...teks.split(",").map(parseFloat));
  return [...document.querySelectorAll("body *")].flatMap(e => [null, "::before", "::after"]
    .map(p => getComputedStyle(e, p))
    .filter(s => lama(s.transitionDuration) > .01 || lama(s.animationDuration) > .01)
    .map(() => `bergerak: ${e.tagName}.${e.className}`));
}"""


TANPA_TEPI = """() => [...document.querySelectorAll("button, input, select, textarea, .btn, "
  + ".tombol, .lencana")].filter(e => !["hidden", "checkbox", "radio"].includes(e.type))
  .filter(e => e.getClientRects().length && !e.closest(".tak-tampak, .gulung"))
  .filter(e => { const s = getComputedStyle(e);
    return parseFloat(s.borderTopWidth) < 1 || s.borderTopStyle === "none"; })
  .map(e => `tanpa tepi: ${e.tagName}.${e.className}`)"""
TANPA_FOKUS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, "
  + "summary")].filter(e => e.type !== "hidden" && e.getClientRects().length)
  .filter(e => { e.focus({focusVisible: true});
    const bingkai = [e, e.closest("label")].filter(Boolean).map(x => getComputedStyle(x));
    return document.activeElement === e && !bingkai.some(s =>
      s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2); })
  .map(e => `fokus tak tampak: ${e.tagName}.${e.className}`)"""


class _Laci(SimpleHTTPRequestHandler):
    """Style sheets, fonts and pictures, from where they are written; everything else is blank."""

    def do_GET(self):
        if self.path.startswith("/static/"):
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>.</title>")

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *_):
        """Nobody reads a log of this."""


@contextmanager
def laci():
    """Serve the static files on a port of this machine; gives the address."""
    pelayan = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *a: _Laci(*a, directory=str(settings.BASE_DIR))
    )
    benang = threading.Thread(target=pelayan.serve_forever, daemon=True)
    benang.start()
    try:
        yield f"http://127.0.0.1:{pelayan.server_port}/"
    finally:
        pelayan.shutdown()
        pelayan.server_close()
        benang.join()


class Kaca:
    """One page of a browser that shows sheet after sheet. Text grows as a person's setting does."""

    def __init__(self, browser, alamat):
        self.konteks = browser.new_context(locale="id-ID", reduced_motion="reduce")
        self.page = self.konteks.new_page()
        self.cdp = self.konteks.new_cdp_session(self.page)
        self.baru = 0  # looks of the page shown that no earlier one had
        self.page.goto(alamat)
        self.page.evaluate(AXE_SCRIPT)

    def pasang(self, html):
        """Show this page; its style must have arrived, or nothing measured would mean a thing."""
        self.layar(1280)
        self.page.set_content(html)
        assert self.page.evaluate("getComputedStyle(document.body).marginTop") == "0px"

    def layar(self, lebar, huruf=16):
        """A window of this width, for somebody whose letters are this large (pixels)."""
        self.page.set_viewport_size({"width": lebar, "height": 900})
        ukuran = {"standard": huruf, "fixed": huruf - 3}
        self.cdp.send("Page.setFontSizes", {"fontSizes": ukuran})

    def axe(self):
        """What axe finds wrong, the contrast of looks that are new in the light and in the dark."""
        salah = self.page.evaluate(AXE, {"aturan": ATURAN, "warna": False})
        self.baru = self.page.evaluate(TANDAI)
        if self.baru:
            for rupa in ("light", "dark"):
                self.page.emulate_media(color_scheme=rupa)
                tanya = {"aturan": ["color-contrast"], "warna": True, "di": "[data-baru]"}
                salah += [f"{rupa}: {s}" for s in self.page.evaluate(AXE, tanya)]
            self.page.emulate_media(color_scheme="light")
        return salah

    def muat(self):
        """What does not fit: 320 px wide, and letters twice as large on a common screen."""
        salah = self.page.evaluate(GERAK) + self.page.evaluate(LEBAR)
        for lebar, huruf in ((320, 16), (1280, 32)):
            self.layar(lebar, huruf)
            sebut = f"{lebar} px, huruf {huruf} px: "
            salah += [sebut + s for j in (LEBAR, TERPOTONG) for s in self.page.evaluate(j)]
        return salah

    def tanpa_tepi(self):
        """Buttons, fields and badges that only their background tells from the page."""
        return self.page.evaluate(TANPA_TEPI)

    def tanpa_fokus(self):
        """What the tabulator reaches without any change that can be seen."""
        return self.page.evaluate(TANPA_FOKUS)


def ringkas(temuan):
    """{fault: [pages]}: the same fault on many pages is told once."""
    semua = defaultdict(list)
    for nama, salah in temuan:
        semua[salah].append(nama)
    return {salah: nama[:5] for salah, nama in semua.items()}
