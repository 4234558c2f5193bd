"""Step 6: the Kepala Pusat asks before deciding, the Ketua answers. The stage stays.

The trail holds both moments (`minta_penjelasan`, `jawab_penjelasan`), and so do the rows:
between them the clock of the step stands.
"""

from django.utils import timezone

from laporan import surat
from laporan.alur import versi_terbaru
from laporan.models import Penjelasan
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.sop import Aksi
from pengguna.jabatan import kepala_kini, ketua_dari


def minta(pelatihan, *, oleh, versi, tanya):
    """Put a question about the newest version to the Ketua; one at a time."""
    with langkah(pelatihan, Aksi.MINTA_PENJELASAN, oleh=oleh, catatan=tanya) as p:
        laporan = versi_terbaru(p, versi)
        if terbuka(laporan):
            raise LangkahDitolak("Permintaan penjelasan sebelumnya belum dijawab.")
        baru = Penjelasan.objects.create(laporan=laporan, tanya=tanya, oleh=oleh, sebagai=p.sebagai)
        ketua = ketua_dari(p.tim_kerja)
        surat.kirim(
            p,
            "laporan_ditanya",
            laporan,
            [ketua] if ketua else [],
            oleh=oleh,
            putaran=f"p{baru.pk}",
            tanya=tanya,
        )
    return baru


def jawab(pelatihan, *, oleh, isi):
    """Answer the open question; the Kepala Pusat is told."""
    with langkah(pelatihan, Aksi.JAWAB_PENJELASAN, oleh=oleh, catatan=isi) as p:
        laporan = p.laporan.terbaru()
        tanya = laporan and terbuka(laporan)
        if not tanya:
            raise LangkahDitolak("Tidak ada permintaan penjelasan yang menunggu jawaban.")
        tanya.jawab, tanya.dijawab_oleh, tanya.dijawab_pada = isi, oleh, timezone.now()
        tanya.save(update_fields=["jawab", "dijawab_oleh", "dijawab_pada"])
        kepala = kepala_kini()
        surat.kirim(
            p,
            "laporan_dijawab",
            laporan,
            [kepala.pengguna] if kepala else [],
            oleh=oleh,
            putaran=f"j{tanya.pk}",
            tanya=tanya.tanya,
            jawab=isi,
        )
    return tanya


def terbuka(laporan):
    """The question about a version that waits for its answer, or None."""
    return laporan.penjelasan.terbuka().select_related("oleh").first()
