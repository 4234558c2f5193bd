"""Step 4: the team's verdict on documents, and who has opened them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu
from pelatihan.alur import DataBerubah, LangkahDitolak, catat_jejak, langkah
from pelatihan.models import Pelatihan
from pelatihan.sop import Aksi
from peserta.models import BerkasDukung, KeadaanBerkas, Konfirmasi
from peserta.models.dukung import dukung_lengkap
from peserta.surat_dukung import kirim_lengkap, kirim_perbaikan

AKSES_JAM = 1  # opening the same file again within it is the same look


def nyatakan(berkas, keadaan, *, oleh, dilihat, catatan=""):
    """Step 4: the team's verdict on one file.

    keadaan  SESUAI, or PERBAIKAN with `catatan`, the reason; the participant is written to
    dilihat  the state that the page showed: a colleague's verdict is not overwritten unseen
    """
    with langkah(
        berkas.data_dukung.pelatihan, Aksi.PERIKSA_DUKUNG, oleh=oleh, catatan=catatan
    ) as p:
        baris = (
            BerkasDukung.objects.select_related("data_dukung", "diperiksa_oleh")
            .select_for_update(of=["self"])
            .get(pk=berkas.pk)
        )
        _pastikan_dapat_diperiksa(baris, dilihat)
        baris.keadaan, baris.catatan = keadaan, catatan
        baris.diperiksa_oleh, baris.diperiksa_pada = oleh, timezone.now()
        baris.save(update_fields=["keadaan", "catatan", "diperiksa_oleh", "diperiksa_pada"])
        konfirmasi = Konfirmasi.objects.lengkap().get(pk=baris.konfirmasi_id)
        kata = "menyatakan sesuai" if keadaan == KeadaanBerkas.SESUAI else "meminta perbaikan"
        p.tindakan = f"{kata} {baris.data_dukung} milik {konfirmasi.peserta.nama_lengkap}"
        _beri_tahu(p, konfirmasi, baris)
    return baris


def _pastikan_dapat_diperiksa(berkas, dilihat):
    if berkas.digantikan:
        raise LangkahDitolak("Peserta telah mengganti berkas ini. Periksa berkas yang baru.")
    if berkas.keadaan in (KeadaanBerkas.PINDAI, KeadaanBerkas.KARANTINA):
        raise LangkahDitolak(
            f"Berkas ini belum dapat diperiksa: {berkas.get_keadaan_display().lower()}."
        )
    if berkas.keadaan != dilihat:
        raise DataBerubah(
            f"Berkas ini sudah dinyatakan {berkas.get_keadaan_display().lower()} oleh "
            f"{berkas.diperiksa_oleh} pada {waktu(berkas.diperiksa_pada)}."
        )


def _beri_tahu(pelatihan, konfirmasi, berkas):
    if berkas.keadaan == KeadaanBerkas.PERBAIKAN:
        salah = konfirmasi.berkas_dukung.berlaku().filter(keadaan=KeadaanBerkas.PERBAIKAN)
        kirim_perbaikan(pelatihan, konfirmasi, list(salah.select_related("data_dukung")), berkas)
    elif (
        pelatihan.data_dukung.filter(wajib=True).exists()
        and Konfirmasi.objects.filter(dukung_lengkap("pk"), pk=konfirmasi.pk).exists()
    ):
        kirim_lengkap(pelatihan, konfirmasi)


@transaction.atomic
def catat_akses(berkas, *, oleh, sebagai):
    """A document was opened by somebody of the house: once an hour for each of them and file."""
    peserta = berkas.konfirmasi.peserta
    tindakan = f"membuka {berkas.dokumen} milik {peserta.nama_lengkap} (berkas {berkas.urut})"
    pelatihan = Pelatihan.objects.kunci(peserta.pelatihan_id)
    sejak = timezone.now() - dt.timedelta(hours=AKSES_JAM)
    sudah = pelatihan.jejak.filter(
        aksi="lihat_dukung", oleh=oleh, tindakan=tindakan[:300], waktu__gte=sejak
    )
    if not sudah.exists():
        catat_jejak(pelatihan, "lihat_dukung", tindakan, oleh=oleh, sebagai=sebagai)
