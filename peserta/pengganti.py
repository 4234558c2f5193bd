"""Whose seat is empty, who may take it, and the calling up of a substitute (SOP step 4).

Nothing happens by itself: the system names who is next and why, Tim Kerja calls. Who is called
up is a participant of their own, linked to the one replaced, with an own invitation, an own
deadline and an own proof. Who is silent is never replaced before their time to answer is over.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from pelatihan.alur import LangkahDitolak, catat_jejak, langkah
from pelatihan.models import Pelatihan
from pelatihan.sop import Aksi, Tahap
from peserta import aturan
from peserta.alur import dari_baris, simpan
from peserta.jawaban import jam_basis_data
from peserta.models import CalonPengganti, Konfirmasi, Peserta, Pilihan
from peserta.surat import kirim_undangan
from peserta.surat_pengganti import kabari_usul_ditolak
from peserta.surat_tim import beritahu_usul

MENUNGGU, DIPANGGIL, DITOLAK = CalonPengganti.Keadaan
BAWAAN_JAM = 48  # hours that a substitute has for the answer, unless their deadline comes first
ISIAN = (
    "nama", "nip", "jabatan", "golongan", "unit_kerja", "instansi", "email", "hp",
)  # fmt: skip


def batas_usul(pelatihan):
    """Until when substitutes may be proposed and called up; the first day where none was set."""
    if pelatihan.batas_pengganti:
        return pelatihan.batas_pengganti
    return timezone.make_aware(dt.datetime.combine(pelatihan.mulai, dt.time()))


def batas_bawaan(pelatihan, kini):
    """The deadline that a substitute called up now gets unless Tim Kerja sets another."""
    wajar = max(pelatihan.batas_konfirmasi, kini + dt.timedelta(hours=BAWAAN_JAM))
    return min(wajar, _mulai(pelatihan))


def _mulai(pelatihan):
    return timezone.make_aware(dt.datetime.combine(pelatihan.mulai, dt.time(hour=8)))


def kursi_kosong(pelatihan, kini):
    """Participants whose seat nobody holds: who declined, was struck off, or let the time pass.

    Who has been replaced is not among them: then it is the substitute's seat that counts.
    """
    lewat = Q(konfirmasi__batas_sendiri__lte=kini)
    if pelatihan.batas_konfirmasi and pelatihan.batas_konfirmasi <= kini:
        lewat |= Q(konfirmasi__batas_sendiri=None)
    diam = Q(dibatalkan_pada=None, diundang=True, jawaban_kini="") & lewat
    kosong = Q(jawaban_kini=Pilihan.TIDAK_BERSEDIA) | Q(dibatalkan_pada__isnull=False) | diam
    return pelatihan.peserta.filter(kosong, diundang=True, pengganti=None).urut_nama()


def berikut(pelatihan, untuk):
    """(candidate, why) that is next for a seat; (None, "") without any. See `berikut_dari`."""
    calon = pelatihan.calon_pengganti.filter(keadaan=MENUNGGU).order_by("urutan", "dibuat_pada")
    return berikut_dari(list(calon), untuk)


def berikut_dari(calon, untuk):
    """The same out of waiting candidates in order: proposals for the seat, then the reserve.

    Of the reserve, the first of the same unit goes before the others.
    """
    usul = [c for c in calon if c.untuk_id == untuk.pk]
    if usul:
        return usul[0], usul[0].get_asal_display().lower()
    cadangan = [c for c in calon if c.untuk_id is None]
    seunit = [c for c in cadangan if untuk.unit_kerja and c.unit_kerja == untuk.unit_kerja]
    if seunit:
        return seunit[0], f"cadangan urutan {seunit[0].urutan}, unit kerja yang sama"
    if cadangan:
        return cadangan[0], f"cadangan urutan {cadangan[0].urutan}"
    return None, ""


def catat_calon(pelatihan, *, oleh, data, untuk=None):
    """Put somebody on the reserve, or enter a proposal of the unit for one seat (`untuk`)."""
    with langkah(pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        if untuk is not None:
            asal, urutan = CalonPengganti.Asal.UNIT, None
        else:
            asal = CalonPengganti.Asal.CADANGAN
            urutan = (p.calon_pengganti.aggregate(n=Max("urutan"))["n"] or 0) + 1
        p.tindakan = f"mencatat {data['nama']} sebagai calon pengganti"
        return _buat(p, asal=asal, urutan=urutan, untuk=untuk, data=data)


@transaction.atomic
def usulkan(konfirmasi, *, data):
    """A participant who does not come proposes somebody, with the superior's approval.

    Raises LangkahDitolak when the seat is not theirs to propose for, or it is too late.
    """
    pelatihan = Pelatihan.objects.select_related("tim_kerja").kunci(konfirmasi.peserta.pelatihan_id)
    konfirmasi = Konfirmasi.objects.lengkap().get(pk=konfirmasi.pk)
    if sebab := halangan_usul(konfirmasi):
        raise LangkahDitolak(sebab)
    calon = catat_usul(
        pelatihan, asal=CalonPengganti.Asal.PESERTA, untuk=konfirmasi.peserta, data=data
    )
    catat_jejak(
        pelatihan,
        "usul_pengganti",
        f"mengusulkan {calon.nama} sebagai pengganti",
        pelaku=konfirmasi.peserta.nama_lengkap,
        sebagai="Peserta Pelatihan",
    )
    return calon


def catat_usul(pelatihan, *, asal, untuk, data, lewat=None):
    """A proposal from outside the team, which is told at once. The caller holds the training.

    lewat  the window of the sending unit through which it came
    """
    calon = _buat(pelatihan, asal=asal, urutan=None, untuk=untuk, data=data, lewat=lewat)
    beritahu_usul(pelatihan, calon)
    return calon


def halangan_usul(konfirmasi):
    """Why this participant may not propose a substitute, or the empty string."""
    peserta, pelatihan = konfirmasi.peserta, konfirmasi.peserta.pelatihan
    if konfirmasi.jawaban_kini != Pilihan.TIDAK_BERSEDIA or peserta.dibatalkan_pada:
        return "Pengganti diusulkan setelah Anda menyatakan tidak bersedia."
    if pelatihan.tahap != Tahap.REGISTRASI or batas_usul(pelatihan) <= jam_basis_data():
        return "Batas usul pengganti telah lewat. Hubungi narahubung."
    if Peserta.objects.filter(menggantikan=peserta).exists():
        return "Pengganti untuk Anda sudah dipanggil."
    if peserta.calon_pengganti.filter(keadaan=MENUNGGU).exists():
        return "Usul pengganti Anda sudah diterima dan menunggu keputusan Tim Kerja."
    return ""


def tolak(calon, *, oleh, catatan):
    """Decline a proposal or take somebody off the reserve; who proposed them is told why."""
    with langkah(calon.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh, catatan=catatan) as p:
        calon = _kunci(p, calon)
        _putuskan(calon, DITOLAK, oleh, catatan)
        if calon.asal == CalonPengganti.Asal.PESERTA:
            kabari_usul_ditolak(p, calon)
        p.tindakan = f"tidak memakai {calon.nama} sebagai pengganti"


def naikkan(calon, *, oleh):
    """One place up in the reserve."""
    with langkah(calon.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh) as p:
        calon = _kunci(p, calon)
        cadangan = p.calon_pengganti.filter(keadaan=MENUNGGU, urutan__lt=calon.urutan or 0)
        atas = cadangan.order_by("urutan").last()
        if atas is None:
            raise LangkahDitolak("Calon ini sudah berada pada urutan pertama.")
        tempat, calon.urutan = calon.urutan, atas.urutan
        # the two may not hold one place even for a moment: the database forbids it
        atas.urutan = p.calon_pengganti.aggregate(n=Max("urutan"))["n"] + 1
        atas.save(update_fields=["urutan"])
        calon.save(update_fields=["urutan"])
        atas.urutan = tempat
        atas.save(update_fields=["urutan"])
        p.tindakan = f"menaikkan {calon.nama} dalam urutan cadangan"


def panggil(calon, *, oleh, untuk, batas, alasan=""):
    """Call somebody up for the seat of `untuk`: a participant of their own, asked at once.

    batas   their own deadline
    alasan  why another than the next in order; then it must not be empty
    Returns the new Peserta. Raises LangkahDitolak when the seat is held or it is too late.
    """
    with langkah(calon.pelatihan, Aksi.CATAT_PESERTA, oleh=oleh, catatan=alasan) as p:
        calon = _kunci(p, calon)
        kini = jam_basis_data()
        if p.tahap != Tahap.REGISTRASI:
            raise LangkahDitolak("Pengganti dipanggil selama registrasi dibuka.")
        _periksa_waktu(p, kini, batas)
        kursi = kursi_kosong(p, kini).select_for_update(of=["self"]).filter(pk=untuk.pk).first()
        if kursi is None:
            raise LangkahDitolak(
                f"Tempat {untuk.nama_lengkap} tidak kosong lagi: yang bersangkutan bersedia, masih "
                "dapat menjawab, atau sudah digantikan."
            )
        if berikut(p, kursi)[0] != calon and not alasan:
            raise LangkahDitolak("Isi alasan memanggil calon yang bukan urutan berikutnya.")
        peserta = _jadikan_peserta(p, calon, kursi)
        konfirmasi = Konfirmasi.objects.create(peserta=peserta, batas_sendiri=batas)
        kirim_undangan(p, [konfirmasi])
        calon.peserta = peserta
        _putuskan(calon, DIPANGGIL, oleh, alasan)
        p.tindakan = f"memanggil {peserta.nama_lengkap} sebagai pengganti {kursi.nama_lengkap}"
    return peserta


def _periksa_waktu(pelatihan, kini, batas):
    if batas_usul(pelatihan) <= kini:
        raise LangkahDitolak("Batas usul pengganti telah lewat.")
    if not kini < batas <= _mulai(pelatihan):
        raise LangkahDitolak(
            "Batas konfirmasi pengganti harus sesudah saat ini dan sebelum pelatihan dimulai."
        )


def _jadikan_peserta(pelatihan, calon, kursi):
    peserta = dari_baris({n: getattr(calon, n) for n in ISIAN})
    nip = aturan.identitas(calon.nip)
    peserta.tanggal_lahir, peserta.jenis_kelamin = nip.tanggal_lahir, nip.jenis_kelamin
    peserta.pelatihan, peserta.menggantikan = pelatihan, kursi
    simpan(peserta)
    return peserta


def _buat(pelatihan, *, asal, urutan, untuk, data, lewat=None):
    nip = data["nip"]
    if pelatihan.peserta.filter(nip=nip).exists():
        raise LangkahDitolak("NIP ini sudah terdaftar sebagai peserta pada pelatihan ini.")
    if pelatihan.calon_pengganti.filter(nip=nip, keadaan=MENUNGGU).exists():
        raise LangkahDitolak("NIP ini sudah ada pada daftar calon pengganti.")
    return CalonPengganti.objects.create(
        pelatihan=pelatihan, asal=asal, urutan=urutan, untuk=untuk, lewat=lewat, **data
    )


def _kunci(pelatihan, calon):
    """The candidate as they stand now; two officers cannot decide about them twice."""
    baris = pelatihan.calon_pengganti.select_for_update(of=["self"]).get(pk=calon.pk)
    if baris.keadaan != MENUNGGU:
        raise LangkahDitolak(f"Calon ini sudah diputuskan: {baris.get_keadaan_display().lower()}.")
    return baris


def _putuskan(calon, keadaan, oleh, catatan):
    calon.keadaan, calon.diputus_oleh, calon.diputus_pada = keadaan, oleh, timezone.now()
    calon.catatan = catatan[:300]
    calon.save(update_fields=["keadaan", "diputus_oleh", "diputus_pada", "catatan", "peserta"])


def silsilah(peserta):
    """The chain of replacements that this person stands in, first holder first; [] without one."""
    awal = peserta
    while awal.menggantikan_id:
        awal = Peserta.objects.get(pk=awal.menggantikan_id)
    rantai = [awal]
    while lanjut := Peserta.objects.filter(menggantikan=rantai[-1]).first():
        rantai.append(lanjut)
    return rantai if len(rantai) > 1 else []
