"""What an import found and what it made of it, as plain values kept beside its file."""

import datetime as dt
import hashlib
import json

#: whatever of these somebody changes, the person is no longer as the import left them
DATA = (
    *("gelar_depan", "nama", "gelar_belakang", "status", "nip", "nik_sidik", "nrp"),
    *("tempat_lahir", "tanggal_lahir", "jenis_kelamin", "golongan", "jabatan", "unit_kerja"),
    *("instansi", "zona", "email", "hp"),
)
PANJANG_SIDIK = 16


def polos(nilai):
    """A field's value as it is kept."""
    return nilai.isoformat() if isinstance(nilai, dt.date) else nilai


def dari_polos(nama, nilai):
    """The value of the field `nama` again."""
    if nama == "tanggal_lahir" and nilai:
        return dt.date.fromisoformat(nilai)
    return nilai


def sidik(peserta):
    """A fingerprint of a person's data."""
    isi = json.dumps([polos(getattr(peserta, nama)) for nama in DATA])
    return hashlib.sha256(isi.encode()).hexdigest()[:PANJANG_SIDIK]


def semula(putusan):
    """Of somebody on the list: each changed field before and after, and a cancelling taken back.

    Asked for before anything is written.
    """
    orang = putusan.peserta
    isi = {n: [polos(getattr(orang, n)), polos(nilai)] for n, nilai in putusan.perubahan.items()}
    batal = [polos(orang.dibatalkan_pada), orang.alasan_batal] if putusan.aktifkan else None
    return {"pk": orang.pk, "isi": isi, "batal": batal}
