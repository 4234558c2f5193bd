"""The team's list of documents: who is asked for in an address, what waits, what comes next."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from peserta.models import BerkasDukung, KeadaanBerkas
from peserta.models.dukung import dukung_lengkap

#: value in the address -> words; `kurang` and `lengkap` part everybody in two
SARING = {
    "": "Semua",
    "periksa": "Menunggu Verifikasi",
    "perbaikan": "Perlu Perbaikan",
    "kurang": "Belum Lengkap",
    "lengkap": "Lengkap",
}


@dataclass(frozen=True)
class SaringanDukung:
    """What an address asks of the list. A document that this training does not ask counts as none.

    dokumen  the DataDukung that alone is looked at, or None
    """

    keadaan: str = ""
    dokumen: object = None

    @classmethod
    def dari(cls, isian, data_dukung):
        keadaan = isian.get("keadaan", "")
        kode = isian.get("dokumen", "")
        dokumen = next((d for d in data_dukung if d.kode == kode), None)
        return cls(keadaan if keadaan in SARING else "", dokumen)

    def alamat(self, **ubah):
        """The query string, with some values changed or added."""
        nilai = {"keadaan": self.keadaan, "dokumen": self.dokumen.kode if self.dokumen else ""}
        isian = QueryDict(mutable=True)
        for nama, isi in (nilai | ubah).items():
            if isi:
                isian[nama] = isi
        return f"?{isian.urlencode()}" if isian else ""

    def peserta(self, pelatihan):
        """Who comes, as asked for, by bare name."""
        return yang_bersedia(pelatihan).filter(self._syarat(self.keadaan)).urut_nama()

    def hitung(self, pelatihan):
        """{value: how many people} of every choice of SARING."""
        return {n: yang_bersedia(pelatihan).filter(self._syarat(n)).count() for n in SARING}

    def berkas(self, pelatihan):
        """The files asked for, oldest first."""
        semua = BerkasDukung.objects.di(pelatihan)
        return semua.filter(data_dukung=self.dokumen) if self.dokumen else semua

    def _syarat(self, nilai):
        return syarat(nilai, self.dokumen)


def yang_bersedia(pelatihan):
    return pelatihan.peserta.aktif().filter(konfirmasi__jawaban_kini="bersedia")


def syarat(nilai, dokumen=None):
    """Condition on Peserta: `periksa`, `perbaikan`, `kurang`, `lengkap`, or empty for all.

    dokumen  by this DataDukung alone instead of all that are required
    """
    berkas = BerkasDukung.objects.berlaku().filter(
        konfirmasi__peserta=OuterRef("pk"), data_dukung__isnull=False
    )
    if dokumen:
        berkas = berkas.filter(data_dukung=dokumen)
        lengkap = Exists(berkas.filter(keadaan=KeadaanBerkas.SESUAI)) & ~Exists(
            berkas.exclude(keadaan=KeadaanBerkas.SESUAI)
        )
    else:
        lengkap = dukung_lengkap("konfirmasi")
    return {
        "": Q(),
        "periksa": Exists(berkas.filter(keadaan=KeadaanBerkas.MENUNGGU)),
        "perbaikan": Exists(berkas.filter(keadaan=KeadaanBerkas.PERBAIKAN)),
        "kurang": ~Q(lengkap),
        "lengkap": Q(lengkap),
    }[nilai]


def menunggu(pelatihan, saringan, sesudah=None):
    """The file to be checked next, or None.

    sesudah  the BerkasDukung that was looked at last: what came before it was skipped
    """
    antre = saringan.berkas(pelatihan).filter(keadaan=KeadaanBerkas.MENUNGGU)
    if sesudah:
        antre = antre.filter(
            Q(diunggah_pada__gt=sesudah.diunggah_pada)
            | Q(diunggah_pada=sesudah.diunggah_pada, pk__gt=sesudah.pk)
        )
    return antre.first()
