"""How the state of documents is called on screen, in one place for every page."""

from peserta.models import KeadaanBerkas

BELUM = ("Belum Diunggah", "tunggu", "lingkaran")
DITERIMA = ("Diterima", "baik", "centang")  # nobody judges the letter of a refusal
KEADAAN = {
    KeadaanBerkas.PINDAI: ("Menunggu Pemindaian", "info", "jam"),
    KeadaanBerkas.MENUNGGU: ("Menunggu Verifikasi", "info", "jam"),
    KeadaanBerkas.SESUAI: ("Sesuai", "baik", "centang"),
    KeadaanBerkas.PERBAIKAN: ("Perlu Perbaikan", "bahaya", "peringatan"),
    KeadaanBerkas.KARANTINA: ("Ditolak: Terdeteksi Berbahaya", "bahaya", "bahaya"),
}
#: of several files the one that asks most of somebody speaks for the document
URUT = [
    KeadaanBerkas.PERBAIKAN,
    KeadaanBerkas.PINDAI,
    KeadaanBerkas.MENUNGGU,
    KeadaanBerkas.SESUAI,
]
MIME = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def keadaan_dokumen(berkas):
    """The state of a document by its files, or None: nothing was handed in.

    It is *Sesuai* only when all of them are; one that needs mending outweighs the rest.
    """
    ada = {b.keadaan for b in berkas}
    return next((k for k in URUT if k in ada), None)


def lencana(keadaan):
    """(label, class of badge, icon)."""
    return KEADAAN[keadaan] if keadaan else BELUM


def susun(data_dukung, berkas):
    """The documents asked for, each with `berkas_ini` (its files), `keadaan` and `lencana`."""
    per_dokumen = {}
    for b in berkas:
        b.lencana = lencana(b.keadaan)
        per_dokumen.setdefault(b.data_dukung_id, []).append(b)
    for d in data_dukung:
        d.berkas_ini = per_dokumen.get(d.pk, [])
        d.keadaan = keadaan_dokumen(d.berkas_ini)
        d.lencana = lencana(d.keadaan)
    return data_dukung


def ringkas(dokumen):
    """(label, class, icon) for a person as a whole, by what is required of them."""
    wajib = [d for d in dokumen if d.wajib]
    ada = {d.keadaan for d in dokumen}
    if KeadaanBerkas.PERBAIKAN in ada:
        return KEADAAN[KeadaanBerkas.PERBAIKAN]
    if ada & {KeadaanBerkas.MENUNGGU, KeadaanBerkas.PINDAI}:
        return KEADAAN[KeadaanBerkas.MENUNGGU]
    if all(d.keadaan == KeadaanBerkas.SESUAI for d in wajib):
        return ("Lengkap", "baik", "centang")
    return ("Belum Lengkap", "tunggu", "lingkaran")
