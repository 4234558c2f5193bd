"""The yearly decree on days off, and Ramadan: read, judged, stored, and told to the clocks."""

import datetime as dt

from django.db import transaction

from pelatihan import jam
from pelatihan.kalender import jam_acuan
from pelatihan.models import HariLibur, JamKerja, TahunKerja

RAMADAN = "Jam kerja Ramadan {}"


def muat(isi):
    """Replace what is known of one year. Returns the TahunKerja.

    isi  {"tahun", "dasar", "libur": [{"tanggal", "jenis", "nama"}], "ramadan": {"mulai", "sampai"}}
    Raises ValueError with a sentence for whoever wrote the file; then nothing is changed.
    """
    _berbentuk(isi, dict, "Isi berkas", "{...}")
    tahun, dasar = isi.get("tahun"), str(isi.get("dasar") or "").strip()
    if not isinstance(tahun, int) or not dasar:
        raise ValueError('Isi "tahun" (bilangan) dan "dasar" (nomor keputusan).')
    _sepanjang(dasar, TahunKerja, "dasar")
    libur = _libur(isi.get("libur"), tahun)
    ramadan = _ramadan(isi.get("ramadan"), tahun)
    with transaction.atomic():
        HariLibur.objects.filter(tanggal__year=tahun).delete()
        HariLibur.objects.bulk_create(libur)
        JamKerja.objects.filter(nama=RAMADAN.format(tahun)).delete()
        if ramadan:
            ramadan.save()
        termuat, _ = TahunKerja.objects.update_or_create(tahun=tahun, defaults={"dasar": dasar})
        jam.segarkan()
    return termuat


def _libur(baris, tahun):
    if not baris:
        raise ValueError('Daftar "libur" kosong.')
    _berbentuk(baris, list, "libur", "[...]")
    hari = {}
    for b in baris:
        _berbentuk(b, dict, "Tiap hari libur", "{...}")
        tanggal = _tanggal(b.get("tanggal"), tahun)
        if tanggal in hari:
            raise ValueError(f"Tanggal {tanggal:%d-%m-%Y} tercantum dua kali.")
        if b.get("jenis") not in HariLibur.Jenis.values:
            raise ValueError(f"Jenis hari {tanggal:%d-%m-%Y} harus libur_nasional/cuti_bersama.")
        nama = _sepanjang(str(b.get("nama", "")), HariLibur, "nama")
        hari[tanggal] = HariLibur(tanggal=tanggal, jenis=b["jenis"], nama=nama)
    return list(hari.values())


def _ramadan(masa, tahun):
    if not masa:
        return None
    _berbentuk(masa, dict, "ramadan", "{...}")
    mulai, sampai = (_tanggal(masa.get(nama), tahun) for nama in ("mulai", "sampai"))
    if sampai < mulai:
        raise ValueError("Akhir Ramadan mendahului awalnya.")
    senin_kamis, jumat = jam_acuan("ramadan")
    return JamKerja(
        nama=RAMADAN.format(tahun),
        mulai=mulai,
        sampai=sampai,
        senin_kamis=senin_kamis,
        jumat=jumat,
    )


def _berbentuk(isi, bentuk, apa, contoh):
    if not isinstance(isi, bentuk):
        raise ValueError(f"{apa} harus berbentuk {contoh}.")


def _sepanjang(teks, model, nama):
    batas = model._meta.get_field(nama).max_length
    if len(teks) > batas:
        raise ValueError(f'"{teks[:20]}...": "{nama}" paling panjang {batas} karakter.')
    return teks


def _tanggal(teks, tahun):
    try:
        tanggal = dt.date.fromisoformat(str(teks))
    except ValueError:
        raise ValueError(f'"{teks}" bukan tanggal (tulis {tahun}-12-25).') from None
    if tanggal.year != tahun:
        raise ValueError(f"Tanggal {tanggal:%d-%m-%Y} bukan pada tahun {tahun}.")
    return tanggal
