"""One page of a list of participants, read from whichever end is nearer."""

from dataclasses import replace

from django.core.paginator import Page, Paginator
from django.db.models.expressions import RawSQL

from eregistrasi.alat.susunan import tersusun
from peserta.models import Peserta
from peserta.tampilan_permintaan import dengan_kuota
from peserta.undangan import dengan_undangan


class PaginatorTimbal(Paginator):
    """Pages of `saringan`; the last costs what the first does.

    isi  the Ikhtisar of the same list: how many there are, and whom a search found
    """

    def __init__(self, pelatihan, saringan, isi, ukuran=None):
        super().__init__((), ukuran or int(saringan.ukuran))
        self.pelatihan, self.saringan, self.isi = pelatihan, saringan, isi
        self.count, self.lebih = isi.jumlah, isi.lebih

    def page(self, number):
        number = self.validate_number(number)
        awal = (number - 1) * self.per_page
        return Page(self._baris(awal, min(awal + self.per_page, self.count)), number, self)

    def _baris(self, awal, akhir):
        """Those from `awal` to before `akhir`, each with what a row shows."""
        kuota = bool(self.pelatihan.kuota)
        if self.isi.pk is not None:
            pk = self.isi.pk[awal:akhir]
            return _bernomor(self.saringan.bentuk, kuota, pk=pk) if pk else []
        if self.lebih:
            potong = self.saringan.terapkan(self.pelatihan).values("pk")[awal:akhir]
            return list(_lengkap(potong, self.saringan, kuota))
        balik = awal * 2 > self.count
        if balik:
            awal, akhir = self.count - akhir, self.count - awal
        return _potongan(
            self.saringan.bentuk,
            kuota,
            balik,
            pelatihan=self.pelatihan.pk,
            awal=awal,
            banyak=akhir - awal,
            **self.saringan.nilai,
        )


@tersusun
def _bernomor(saringan, kuota, *, pk):
    return _lengkap(RawSQL("SELECT unnest(%s::bigint[])", [pk]), saringan, kuota)


@tersusun
def _potongan(saringan, kuota, balik, *, pelatihan, awal, banyak, **nilai):
    semua = replace(saringan, **nilai).saring(Peserta.objects.filter(pelatihan=pelatihan))
    if balik:
        semua = semua.reverse()
    # Only the rows of the page are joined, not those that are passed over on the way to it.
    return _lengkap(semua.values("pk")[awal : awal + banyak], saringan, kuota)


def _lengkap(pk, saringan, kuota):
    semua = dengan_undangan(Peserta.objects.filter(pk__in=pk).select_related("konfirmasi"))
    semua = semua.order_by(*saringan.urutan)
    return dengan_kuota(semua) if kuota else semua
