"""A page in another language: its texts are replaced as it leaves, by a list of pairs.

The page is written once. Whoever reads it as it was written pays nothing for the other language;
whoever chose that one pays for a walk over the page. What is not in the list stays as it is, so
names and whatever people typed pass untouched.
"""

import html
import json
import re

_BAGIAN = re.compile(
    r"(<!--bersama-->.*?<!--/bersama-->|<(textarea|pre|code)\b.*?</\2>|<[^>]*>)", re.DOTALL
)
_ATRIBUT = re.compile(r'(\s(?:aria-label|alt|title|placeholder)=")([^"]+)(?=")')
_TEPI = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.DOTALL)
_SELA = re.compile(r"\{(\d)\}")
_HURUF = re.compile(r"[^\W\d_]{2}")
KUNCI = 5  # letters by which the pairs with gaps are found


class Kamus:
    """Pairs of texts, `{1}` standing for what changes, and how dates are written.

    jalur    JSON: {"teks": {from: to}, "resmi": {from: to}}; of the second kind both are shown
    tanggal  function (text) -> text with the dates in it written anew
    """

    def __init__(self, jalur, tanggal):
        isi = json.loads(jalur.read_text(encoding="utf-8"))
        self.tanggal, self.tepat, self.berongga = tanggal, {}, {}
        for nama, resmi in (("teks", False), ("resmi", True)):
            for asal, ke in isi[nama].items():
                self._tambah(html.escape(asal, quote=False), html.escape(ke, quote=False), resmi)
        for kelompok in self.berongga.values():  # of two that fit, the one that says more
            kelompok.sort(key=lambda b: -len(b[0].pattern))

    def _tambah(self, asal, ke, resmi):
        if not _SELA.search(asal):
            self.tepat[asal] = (ke, resmi)
            return
        pola = "".join("(.+?)" if n % 2 else re.escape(b) for n, b in enumerate(_SELA.split(asal)))
        awal = asal.partition("{")[0]
        kunci = awal[:KUNCI] if len(awal) >= KUNCI else ""
        urut = [int(n) for n in _SELA.findall(asal)]
        self.berongga.setdefault(kunci, []).append((re.compile(pola, re.DOTALL), urut, ke, resmi))

    def halaman(self, teks, sisa=None):
        """The whole page. sisa: a list that is given what had letters and was not in the list."""
        return "".join(self._potong(teks, sisa))

    def _potong(self, teks, sisa):
        akhir = 0
        for cocok in _BAGIAN.finditer(teks):
            yield self.teks(teks[akhir : cocok.start()], sisa)
            yield self._tanda(cocok[0], sisa)
            akhir = cocok.end()
        yield self.teks(teks[akhir:], sisa)

    def _tanda(self, tanda, sisa):
        """A tag with its spoken attributes; a part that is shown in both languages, twice."""
        if tanda.startswith("<!--bersama-->"):
            isi = tanda[len("<!--bersama-->") : -len("<!--/bersama-->")]
            ganti = self.halaman(isi, sisa)
            return f'<div lang="id">{isi}</div><div class="terjemahan">{ganti}</div>'
        if tanda.startswith(("<textarea", "<pre", "<code")):
            kepala, tutup, ekor = tanda.partition(">")
            return self._atribut(kepala, sisa) + tutup + ekor
        return self._atribut(tanda, sisa)

    def _atribut(self, tanda, sisa):
        return _ATRIBUT.sub(lambda m: m[1] + self._ganti(m[2], sisa)[0], tanda)

    def teks(self, teks, sisa=None):
        """One run of text between two tags, with the blanks around it."""
        kiri, isi, kanan = _TEPI.match(teks).groups()
        if not _HURUF.search(isi):
            return teks
        ganti, resmi = self._ganti(" ".join(isi.split()), sisa)
        if resmi:
            ganti = f'<span lang="id">{isi}</span><span class="terjemahan">{ganti}</span>'
        return kiri + ganti + kanan

    def _ganti(self, isi, sisa):
        if isi in self.tepat:
            return self.tepat[isi]
        for kunci in (isi[:KUNCI], ""):
            for pola, urut, ke, resmi in self.berongga.get(kunci, ()):
                if cocok := pola.fullmatch(isi):
                    rongga = dict(zip(urut, cocok.groups(), strict=True))
                    return self._isi_rongga(ke, rongga), resmi
        baru = self.tanggal(isi)
        if sisa is not None and baru == isi:
            sisa.append(html.unescape(isi))
        return baru, False

    def _isi_rongga(self, ke, rongga):
        """What stood in the gaps, in the other language where it is known."""
        return _SELA.sub(lambda m: self._ganti(rongga[int(m[1])], None)[0], ke)
