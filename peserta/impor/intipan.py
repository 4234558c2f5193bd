"""What a workbook looks like to somebody who has to say which column is what."""

import re

from peserta.aturan.teks import bersih
from peserta.impor import batas, judul, lembar, penjaga
from peserta.impor.hasil import BerkasDitolak
from peserta.impor.petaan import sidik

_DIGIT = re.compile(r"[\d\s.'-]+")


def intip(isi, *, nama_berkas="", pilihan=None):
    """The visible sheets that hold anything, in order, each as

    {"nama", "judul": {"awal", "dalam", "ada", "diingat"},
     "calon": [{"awal", "sampai", "dalam", "teks"}],
     "kolom": [{"kolom", "huruf", "judul", "bidang", "yakin", "contoh"}]}

    judul    the row that is taken for the heading (0: there is none), whether its words say that it
             is one, and whether a mapping of it can be remembered
    calon    the rows that may be taken instead
    bidang   what the words of a column (or, without any, its values) say that it is, or ""
    contoh   its first values below the heading
    pilihan  {"lembar": position of a sheet, "judul", "dalam"}: the heading that the user chose
    Raises `BerkasDitolak`.
    """
    with penjaga.buka(isi, nama_berkas) as arsip:
        buku = lembar.baca(arsip, lambda _: True, sampai=batas.BARIS_INTIP)
    berisi = [x for x in buku.lembar if x.tampak and x.baris][: batas.LEMBAR_INTIP]
    if not berisi:
        raise BerkasDitolak("TANPA_LEMBAR")
    pilihan = pilihan or {}
    return [_lembar(x, pilihan if pilihan.get("lembar") == n else {}) for n, x in enumerate(berisi)]


def _lembar(lembar, pilihan):
    dikenal = judul.cari(lembar)
    kepala = _terpilih(lembar, pilihan) or dikenal or _tebak(lembar)
    return {
        "nama": lembar.nama,
        "judul": {
            "awal": kepala.awal,
            "dalam": kepala.akhir - kepala.awal + 1,
            "ada": kepala.layak,
            "diingat": bool(sidik(kepala)),
        },
        "calon": list(_calon(lembar, dikenal, kepala)),
        "kolom": list(_kolom(lembar, kepala)),
    }


def _terpilih(lembar, pilihan):
    awal = pilihan.get("judul")
    if awal is None or not 0 <= awal <= batas.BARIS_PETAAN:
        return None
    dalam = min(max(pilihan.get("dalam") or 1, 1), judul.PALING_DALAM)
    return judul.susun(lembar, awal, dalam) if awal else judul.Judul(0, 0)


def _tebak(lembar):
    """The likeliest row when no words tell: the most known headings, else the most texts, of the
    rows above the first number of a person; none when the sheet begins with people."""
    atas = []
    for nomor in sorted(n for n in lembar.baris if n <= batas.BARIS_JUDUL):
        if any(_beridentitas(sel) for sel in lembar.baris[nomor].values()):
            break
        atas.append(judul.susun(lembar, nomor, 1))
    terbaik = max(atas, key=lambda j: (j.nilai, len(j.teks), j.awal), default=None)
    if terbaik is None or len(terbaik.teks) < 2:
        return judul.Judul(0, 0)
    return terbaik


def _beridentitas(sel):
    return _sandi(sel.teks) in ("nip", "nik")


def _sandi(teks):
    """What a value gives itself away to be, or the empty string."""
    if "@" in teks:
        return "email"
    angka = re.sub(r"\D", "", teks) if _DIGIT.fullmatch(teks.lstrip("+")) else ""
    if teks.startswith("+62") or (angka.startswith("08") and 9 <= len(angka) <= 14):
        return "hp"
    return {18: "nip", 16: "nik"}.get(len(angka), "")


def _calon(lembar, dikenal, kepala):
    """The first rows, with the two headings of more than one row that are known of."""
    berlapis = {j.awal: j for j in (dikenal, kepala) if j and j.akhir > j.awal}
    for nomor in sorted(n for n in lembar.baris if n <= batas.BARIS_PETAAN):
        j = berlapis.get(nomor) or judul.susun(lembar, nomor, 1)
        teks = " · ".join(t for t in j.teks.values() if t)
        yield {
            "awal": nomor,
            "sampai": j.akhir,
            "dalam": j.akhir - j.awal + 1,
            "teks": _potong(teks),
        }


def _kolom(lembar, kepala):
    isi = [lembar.baris[n] for n in sorted(lembar.baris) if n > kepala.akhir]
    bidang = {k: b for b, k in kepala.kolom.items()}
    ganda = {b for b, nama in judul.BIDANG.items() if nama in kepala.ganda}
    terisi = {k for baris in isi for k in baris}
    for k in sorted(terisi | {k for k, t in kepala.teks.items() if t}):
        teks = kepala.teks.get(k, "")
        contoh = [bersih(b[k].teks) for b in isi if k in b and bersih(b[k].teks)]
        pasti = bidang.get(k, "")
        yield {
            "kolom": k,
            "huruf": judul.nama_kolom(k).removeprefix("kolom "),
            "judul": _potong(teks),
            "bidang": pasti or _dari_isi(contoh, teks, bidang.values()),
            "yakin": bool(pasti) and pasti not in ganda and _utama(teks),
            "contoh": [_potong(c) for c in contoh[: batas.CONTOH_INTIP]],
        }


def _utama(teks):
    arti = judul.kenali(teks)
    return arti is None or arti.mutu == judul.UTAMA


def _dari_isi(contoh, teks, terpakai):
    """A field that is not found yet and that all the first values give themselves away to be."""
    sandi = {_sandi(c) for c in contoh[: batas.CONTOH_INTIP]}
    bidang = sandi.pop() if len(sandi) == 1 else ""
    return "" if bidang in terpakai or judul.kenali(teks) else bidang


def _potong(teks):
    return teks if len(teks) <= batas.HURUF_INTIP else f"{teks[: batas.HURUF_INTIP - 1]}…"
