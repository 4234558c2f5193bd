"""Who in a spreadsheet may be somebody already known, or expected elsewhere on the same days."""

from collections import defaultdict

from eregistrasi.alat.bahasa import nip_tersamar
from peserta import aturan
from peserta.banding import BARU
from peserta.models import Peserta


def kecurigaan(pelatihan, putusan):
    """{row number: sentences to look at again}, with two queries however many rows there are.

    putusan  of all rows of the file (see `banding.bandingkan`); only those who would be added,
             or might be taken back onto the list, are spoken of
    """
    calon = [x for x in putusan if x.jenis == BARU or x.batal]
    hasil = defaultdict(list)
    for nomor, kalimat in (
        *_bersamaan(pelatihan, calon),
        *_serupa_dalam_daftar(pelatihan, calon),
        *_serupa_dalam_berkas(calon),
    ):
        hasil[nomor].append(kalimat)
    return hasil


def _bersamaan(pelatihan, calon):
    """The same NIP in trainings of the same days, all of them in one sentence."""
    baris = {x.peserta.nip: x.baris["baris"] for x in calon if x.peserta.nip}
    lain = Peserta.objects.bersamaan(list(baris), pelatihan).select_related("pelatihan")
    nama = defaultdict(list)
    for o in lain.order_by("pelatihan__mulai", "pk"):
        nama[baris[o.nip]].append(o.pelatihan.nama_tahun)
    for nomor, semua in nama.items():
        yield (
            nomor,
            f"NIP ini juga terdaftar pada {'; '.join(semua)} yang waktunya bersamaan.",
        )


def _serupa_dalam_daftar(pelatihan, calon):
    tanggal = {x.peserta.tanggal_lahir for x in calon} - {None}
    daftar = defaultdict(list)
    for o in pelatihan.peserta.filter(tanggal_lahir__in=tanggal).only(
        *("pelatihan", "gelar_depan", "nama", "gelar_belakang", "nip", "tanggal_lahir")
    ):
        daftar[_kunci(o)].append(o)
    for x in calon:
        for o in daftar[_kunci(x.peserta)]:
            if o.pk != x.peserta.pk:
                nomor = f" (NIP {nip_tersamar(o.nip)})" if o.nip else ""
                yield x.baris["baris"], _kalimat(f"{o.nama_lengkap}{nomor} dalam daftar")


def _serupa_dalam_berkas(calon):
    """Two newcomers of one file: each row names the other."""
    kelompok = defaultdict(list)
    for x in calon:
        if x.jenis == BARU and x.peserta.tanggal_lahir:
            kelompok[_kunci(x.peserta)].append(x.baris["baris"])
    for semua in kelompok.values():
        for nomor in semua:
            if lain := ", ".join(str(n) for n in semua if n != nomor):
                yield nomor, _kalimat(f"baris {lain}")


def _kunci(orang):
    """Of somebody who was just read from a file the birth date is still a text."""
    return aturan.kunci_nama(orang.nama), str(orang.tanggal_lahir)


def _kalimat(siapa):
    return (
        f"Mungkin orang yang sama dengan {siapa}: nama dan tanggal lahirnya sama, nomornya "
        "berbeda. Periksa kembali NIP/NIK-nya."
    )
