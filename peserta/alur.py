"""Step 3, second half, and step 4: participants are entered, asked, and the page is closed."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from eregistrasi.alat.bahasa import waktu
from eregistrasi.alat.statistik import kenali
from pelatihan.alur import LangkahDitolak, catat_jejak, langkah
from pelatihan.models import Disposisi, Pelatihan
from pelatihan.penugasan import tindak_lanjuti
from pelatihan.persiapan import pastikan_lengkap
from pelatihan.sop import Aksi, Tahap
from pengguna.models import Peran
from peserta import aturan, jeda_kirim
from peserta.models import Konfirmasi, Peserta
from peserta.surat import kirim_pembatalan_banyak, kirim_undangan, tahan_undangan
from surel.kotak import tahan_kunci
from surel.models import Surel

PANJANG_NIK = 16
GANTI_SUREL = "Alamat surel diganti sebelum undangan berangkat."


def catat(pelatihan, *, oleh, data):
    """Step 3: one participant by hand. While the registration is open they are asked at once.

    data  dict of Peserta's fields; `nik` in clear where one was typed
    """
    with langkah(pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        peserta = Peserta(pelatihan=p, **data)
        p.tindakan = f"menginput data peserta {peserta.nama_lengkap}"
        simpan(peserta)
        if p.tahap == Tahap.REGISTRASI:
            undang(p, [peserta])
    return peserta


def ubah(peserta, *, oleh, data, dilihat=None):
    """Step 3 and after: correct a participant's data; an answer given stays as it was given.

    A corrected address gets the invitation that its owner cannot have read yet.

    dilihat  `diubah_pada` of the data that were corrected; newer data are not overwritten
    Returns the names of the changed fields.
    """
    with langkah(peserta.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        baris = Peserta.objects.select_for_update().get(pk=peserta.pk)
        if baris.dibatalkan_pada:
            raise LangkahDitolak("Kepesertaan ini sudah dibatalkan.")
        if dilihat and dilihat != baris.diubah_pada:
            raise LangkahDitolak(
                f"Data telah diubah dari halaman lain pada {waktu(baris.diubah_pada)}. "
                "Muat ulang halaman sebelum menyimpan perubahan Anda."
            )
        berubah = [n for n, nilai in data.items() if getattr(baris, n) != nilai]
        for nama in berubah:
            setattr(baris, nama, data[nama])
        p.tindakan = f"mengubah data peserta {baris.nama_lengkap}"
        simpan(baris)
        if "email" in berubah and p.tahap == Tahap.REGISTRASI:
            _undang_ulang(p, baris)
    return berubah


def _undang_ulang(pelatihan, peserta):
    """The same question, under the same link, to the address as it is now."""
    konfirmasi = Konfirmasi.objects.select_for_update(of=["self"]).get(peserta=peserta)
    if konfirmasi.jawaban_kini:
        return
    konfirmasi.peserta = peserta
    undang_lagi(pelatihan, [konfirmasi], GANTI_SUREL)


def simpan(peserta):
    """Save a participant under the rules of the database; a refusal is a LangkahDitolak."""
    if peserta.nrp and _ada_nrp(peserta):  # no rule of the database: the forms of NRP differ
        raise LangkahDitolak("NRP ini sudah terdaftar pada pelatihan ini.")
    try:
        with transaction.atomic():
            peserta.full_clean()
            peserta.save()
    except IntegrityError:  # another desk entered the same person in this very moment
        raise LangkahDitolak("NIP/NIK ini sudah terdaftar pada pelatihan ini.") from None
    except ValidationError as salah:
        raise LangkahDitolak(" ".join(salah.messages)) from None


def _ada_nrp(peserta):
    sama = Peserta.objects.filter(pelatihan=peserta.pelatihan_id, nrp=peserta.nrp)
    return sama.exclude(pk=peserta.pk).exists()


def batalkan(peserta, *, oleh, alasan):
    """Take a participant off the list, with a reason; their answers and proofs stay on record."""
    with langkah(peserta.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh, catatan=alasan) as p:
        baris = Peserta.objects.select_for_update().get(pk=peserta.pk)
        if baris.dibatalkan_pada:
            raise LangkahDitolak("Kepesertaan ini sudah dibatalkan.")
        baris.dibatalkan_pada, baris.alasan_batal = timezone.now(), alasan
        baris.save(update_fields=["dibatalkan_pada", "alasan_batal"])
        _beri_tahu_batal(p, baris)
        p.tindakan = f"membatalkan kepesertaan {baris.nama_lengkap}"


def _beri_tahu_batal(p, peserta):
    """Who was asked is told; a proof they hold is void from now on."""
    konfirmasi = Konfirmasi.objects.filter(peserta=peserta).select_related("peserta").first()
    if konfirmasi is None:
        return
    bukti = konfirmasi.bukti_berlaku
    if bukti:
        bukti.dokumen.status = bukti.dokumen.Status.DIBATALKAN
        bukti.dokumen.save(update_fields=["status"])
    tahan_undangan(konfirmasi, "Kepesertaan dibatalkan sebelum undangan berangkat.")
    kirim_pembatalan_banyak(p, [(konfirmasi, bukti)])


def dari_baris(data):
    """An unsaved Peserta from one accepted row of the importer.

    `nip` holds a NIP, a NI PPPK or a NIK; `nama` may hold degrees. The zone follows the office.
    """
    isi = {k: v for k, v in data.items() if v}
    nomor, lengkap = isi.pop("nip"), isi.pop("nama")
    depan, nama, belakang = aturan.pisah_gelar(lengkap)
    peserta = Peserta(gelar_depan=depan, nama=nama, gelar_belakang=belakang, **isi)
    peserta.zona = aturan.zona(peserta.unit_kerja, peserta.instansi)
    if len(nomor) == PANJANG_NIK:
        peserta.nik, peserta.status = nomor, Peserta.Status.NON_ASN
    else:
        peserta.nip = nomor
        pppk = aturan.identitas(nomor).pns_atau_pppk == "pppk"
        peserta.status = Peserta.Status.PPPK if pppk else Peserta.Status.PNS
    return peserta


def undang(pelatihan, peserta, setelah=None):
    """Ask these people: a confirmation of their own each, and a letter where there is an address.

    setelah  when the letters may leave; None: at once
    Returns how many letters were written.
    """
    konfirmasi = Konfirmasi.objects.bulk_create(Konfirmasi(peserta=o) for o in peserta)
    surat = kirim_undangan(pelatihan, konfirmasi, setelah)
    kenali(len(konfirmasi), Peserta, Konfirmasi, Surel)
    return surat


def undang_lagi(pelatihan, konfirmasi, sebab, setelah=None):
    """The same questions, under the same links, to the addresses as they are now.

    konfirmasi  locked, each with its `peserta`, none of them answered
    sebab       why an invitation that has not left yet stays here
    setelah     when the letters may leave; None: at once
    Returns how many letters were written.
    """
    tahan_kunci([f"undangan:{k.pk}:{k.putaran}" for k in konfirmasi], sebab)
    Konfirmasi.objects.filter(pk__in=[k.pk for k in konfirmasi]).update(putaran=F("putaran") + 1)
    for k in konfirmasi:
        k.putaran += 1
    return kirim_undangan(pelatihan, konfirmasi, setelah)


def buka_registrasi(pelatihan, *, oleh):
    """Step 3 ends: open the page; every participant is asked through a link of their own, once.

    Returns (asked, letters): how many were asked and for how many a letter was written.
    """
    with langkah(pelatihan, Aksi.BUKA_REGISTRASI, oleh=oleh) as p:
        pastikan_lengkap(p)
        diundang = list(p.peserta.belum_diundang().select_for_update(of=["self"]))
        if not diundang:
            raise LangkahDitolak("Registrasi belum dapat dibuka. Belum ada peserta dalam daftar.")
        surat = undang(p, diundang, jeda_kirim.setelah(len(diundang)))
        for lembar in Disposisi.objects.filter(pelatihan=p, tingkat=2, ditarik_pada=None):
            tindak_lanjuti(lembar)
        p.tindakan = (
            f"membuka registrasi untuk {len(diundang)} calon peserta ({surat} undangan surel)"
        )
    return len(diundang), surat


def tutup_registrasi(pelatihan, *, oleh):
    """Step 4: answers end; who has not answered is *tidak mengonfirmasi*."""
    with langkah(pelatihan, Aksi.TUTUP_REGISTRASI, oleh=oleh) as p:
        if p.permintaan_buka.filter(diputus_pada=None).exists():
            raise LangkahDitolak(
                "Registrasi belum dapat ditutup. Putuskan dahulu permintaan dibuka kembali yang "
                "masih menunggu."
            )


def cabut_tautan(peserta, *, oleh):
    """Kill every link that this person was ever sent, and send a new one.

    The link is derived from its version, so raising that is all it takes.
    """
    with langkah(peserta.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        konfirmasi = (
            Konfirmasi.objects.lengkap()
            .select_for_update(of=["self"])
            .filter(peserta=peserta, peserta__dibatalkan_pada=None)
            .first()
        )
        if konfirmasi is None:
            raise LangkahDitolak("Peserta ini belum diundang, jadi belum ada tautan.")
        tahan_undangan(konfirmasi, "Tautan dicabut; undangan baru menggantikannya.")
        konfirmasi.versi += 1
        konfirmasi.putaran += 1
        konfirmasi.save(update_fields=["versi", "putaran"])
        kirim_undangan(p, [konfirmasi])
        p.tindakan = f"mencabut tautan {konfirmasi.peserta.nama_lengkap} dan mengirim yang baru"


@transaction.atomic
def catat_tautan(konfirmasi, *, oleh):
    """A personal link was shown to a member of the team: the trail names both."""
    catat_jejak(
        Pelatihan.objects.kunci(konfirmasi.peserta.pelatihan_id),
        "lihat_tautan",
        f"membuka tautan pribadi {konfirmasi.peserta.nama_lengkap} untuk disampaikan",
        oleh=oleh,
        sebagai=Peran.TIM_KERJA.label,
    )
