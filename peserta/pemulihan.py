"""Step 3: a person who was struck off the list comes back onto it, with answers and proofs."""

from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.models import Dokumen
from pelatihan.sop import Aksi, Tahap
from peserta.alur import undang, undang_lagi
from peserta.models import BuktiRegistrasi, Konfirmasi, Peserta
from peserta.surat import kirim_pengaktifan, kunci_pembatalan
from surel.kotak import tahan_kunci
from surel.models import Status, Surel

SEBAB = "Kepesertaan diaktifkan kembali sebelum surel ini berangkat."


def aktifkan(peserta, *, oleh, alasan):
    """Take a cancelling back, with a reason. Returns how many letters were written."""
    with langkah(peserta.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh, catatan=alasan) as p:
        baris = Peserta.objects.select_for_update().get(pk=peserta.pk)
        if not baris.dibatalkan_pada:
            raise LangkahDitolak("Kepesertaan ini tidak dibatalkan, jadi sudah aktif.")
        p.tindakan = f"mengaktifkan kembali kepesertaan {baris.nama_lengkap}"
        return pulihkan(p, [baris])


def pulihkan(pelatihan, peserta):
    """Undo what cancelling did to these people, at the same cost however many they are.

    The link was only shut, so it opens again. Whoever has answered keeps the answer, and the
    proof stands again; whoever has not is asked anew; whoever was never asked is asked now, if
    the registration is open. Nobody is told of a return whose cancelling they never heard of.

    peserta  locked by the caller, who has taken the step
    Returns how many letters were written.
    """
    orang = {o.pk: o for o in peserta}
    konfirmasi = list(
        Konfirmasi.objects.select_for_update().filter(peserta__in=orang).order_by("pk")
    )
    for k in konfirmasi:
        k.peserta = orang[k.peserta_id]
    tahu = _yang_diberi_tahu(konfirmasi)
    Peserta.objects.filter(pk__in=orang).update(dibatalkan_pada=None, alasan_batal="")
    for o in peserta:
        o.dibatalkan_pada, o.alasan_batal = None, ""
    bukti = _berlakukan_bukti(konfirmasi)
    surat = kirim_pengaktifan(
        pelatihan, [(k, bukti[k.pk]) for k in konfirmasi if k.pk in bukti and k.pk in tahu]
    )
    if pelatihan.tahap == Tahap.REGISTRASI:
        diundang = {k.peserta_id for k in konfirmasi}
        surat += undang(pelatihan, [o for o in peserta if o.pk not in diundang])
        surat += undang_lagi(pelatihan, [k for k in konfirmasi if not k.jawaban_kini], SEBAB)
    return surat


def _yang_diberi_tahu(konfirmasi):
    """Keys of those whom the letter about the cancelling has reached, or is on its way to."""
    kunci = {kunci_pembatalan(k): k.pk for k in konfirmasi}
    tahan_kunci(list(kunci), SEBAB)
    terkirim = Surel.objects.filter(kunci__in=kunci).exclude(status=Status.DITAHAN)
    return {kunci[nama] for nama in terkirim.values_list("kunci", flat=True)}


def _berlakukan_bukti(konfirmasi):
    """The proofs of the answers that hold stand again. Returns them by confirmation."""
    semua = BuktiRegistrasi.objects.filter(
        konfirmasi__in=[k.pk for k in konfirmasi],
        berlaku=True,
        dokumen__status=Dokumen.Status.DIBATALKAN,
    ).select_related("jawaban")
    bukti = {b.konfirmasi_id: b for b in semua}
    dokumen = Dokumen.objects.filter(pk__in=[b.dokumen_id for b in bukti.values()])
    dokumen.update(status=Dokumen.Status.BERLAKU)
    return bukti
