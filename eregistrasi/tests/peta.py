"""Every address of the house, filled with the rows of one training."""

from django.contrib.admin.sites import site
from django.urls import URLPattern, get_resolver

KODE_PALSU = "0" * 17


def semua_alamat(pelatihan):
    """(name, address) of every page but the admin's, for one training and what belongs to it."""
    isi = _isi(pelatihan)
    return [
        (nama, _bangun(pola, nama, isi))
        for nama, pola in _telusuri(get_resolver(), "", "")
        if not nama.startswith(site.name)
    ]


def nama_alamat():
    """The name of every address but the admin's."""
    return [
        nama
        for nama, _ in _telusuri(get_resolver(), "", "")
        if not nama.startswith((site.name, "None"))
    ]


def _telusuri(penyelesai, awalan, ruang):
    for bagian in penyelesai.url_patterns:
        pola = awalan + str(bagian.pattern)
        if isinstance(bagian, URLPattern):
            yield f"{ruang}{bagian.name or pola}", pola
        else:
            dalam = f"{ruang}{bagian.namespace}:" if bagian.namespace else ruang
            yield from _telusuri(bagian, pola, dalam)


def _isi(p):
    peserta = p.peserta.first()
    konfirmasi = getattr(peserta, "konfirmasi", None)
    surel = _surel(p)
    return {
        "kode": p.kode,
        "jenis": "nota-dinas",
        "id": konfirmasi.id_publik if konfirmasi else "x" * 22,
        "token": konfirmasi.token if konfirmasi else "x",
        "uidb64": "MQ",
        "uid": "MQ",
        "peran": "tim-kerja",
        "nama": "beranda",
        "nomor": 0,
        "urut": 1,
        "jawaban": 1,
        "sidik": "0" * 16,
        "daftar": "peserta",
        "warna": "1b3f6b",
        "versi": 1,
        "pk": {
            "pelatihan:disposisi": _pk(p.disposisi),
            "pelatihan:tarik": _pk(p.disposisi),
            "pelatihan:dokumen": _pk(p.dokumen),
            "surel": surel,
            "peserta": peserta.pk if peserta else 1,
        },
    }


def _pk(kumpulan):
    baris = kumpulan.first()
    return baris.pk if baris else 1


def _surel(p):
    from surel.models import Surel  # noqa: PLC0415 -- after the apps are loaded

    return _pk(Surel.objects.filter(kelompok=f"pelatihan:{p.pk}"))


def _bangun(pola, nama, isi):
    bagian = pola.split("/")
    hasil = []
    for ruas in bagian:
        if ruas.startswith("<"):
            kunci, _, ekor = ruas[1:].partition(">")
            kunci = kunci.rpartition(":")[2]
            ruas = isi[kunci]
            if kunci == "pk":
                ruas = isi["pk"].get(nama, isi["pk"].get(nama.partition(":")[0], 1))
            if kunci == "kode" and bagian[0] == "v":
                ruas = KODE_PALSU
            ruas = f"{ruas}{ekor}"
        hasil.append(ruas)
    return "/" + "/".join(hasil)
