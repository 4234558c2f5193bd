"""People who take several rows of the sheet: the name in one, the number in the next."""

from peserta.impor.kata import ORANG, SUSUNAN


def satukan(calon, lembar, judul):
    """Let the first row of such a person hold what the rows below it say.

    Rows are one person's when their number in the list is one merged cell, or when a name stands
    alone in a column that is for name and NIP, with the NIP alone right below it. The rows below
    count as skipped; the first one says that it was put together.
    """
    blok = _blok(lembar, judul)
    susunan = next((b for b in judul.kolom if b in SUSUNAN and b in ORANG), None)
    kepala = None
    for c in calon:
        if kepala and _lanjutan(kepala, c, blok, susunan):
            _gabungkan(kepala, c)
        else:
            kepala = c


def _blok(lembar, judul):
    """{row: first row} of the merged cells in the column of the number in the list."""
    kolom = judul.kolom.get("no")
    return {
        nomor: atas
        for kiri, atas, kanan, bawah in lembar.gabungan
        if kolom and kiri == kanan == kolom and judul.akhir < atas < bawah <= atas + 9
        for nomor in range(atas + 1, bawah + 1)
    }


def _lanjutan(kepala, c, blok, susunan):
    if not c.urutan.kosong or not kepala.bernama:
        return False
    if blok.get(c.nomor) == kepala.nomor:
        return not (kepala.beridentitas and c.beridentitas)
    return (
        susunan in kepala.isi
        and c.nomor == kepala.nomor + 1
        and (kepala.bernomor or len(kepala.isi) > 1)
        and not kepala.beridentitas
        and set(c.terurai) == {"nip"}
    )


def _gabungkan(kepala, c):
    for bidang, sel in c.isi.items():
        atas = kepala.isi.get(bidang)
        if atas is None:
            kepala.isi[bidang] = sel
        elif isinstance(sel.nilai, str) or bidang not in SUSUNAN:
            kepala.isi[bidang] = atas._replace(
                nilai=f"{atas.teks}\n{sel.teks}",
                rumus=atas.rumus or sel.rumus,
            )
        else:  # a number that the sheet stores as a number must be judged as one
            kepala.isi.setdefault("nip", sel)
    kepala.gabung, c.lanjutan, c.lewat = True, True, "BUKAN_DATA"
    for lama in ("terurai", "beridentitas"):
        kepala.__dict__.pop(lama, None)
