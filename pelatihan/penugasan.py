"""Steps 1 and 2: the Kepala Pusat assigns a Ketua, the Ketua assigns members of the team."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pelatihan import jam, terbitan
from pelatihan.alur import LangkahDitolak, langkah
from pelatihan.lembar import rekaman_lembar
from pelatihan.models import (
    Disposisi,
    Dokumen,
    Kedudukan,
    NomorUrut,
    NotaDinas,
    Pelatihan,
    PenerimaDisposisi,
    Petugas,
    VersiSOP,
)
from pelatihan.sop import Aksi, Tahap
from pelatihan.surat import kabari, petugas
from pengguna.jabatan import anggota_dari, kepala_kini, ketua_dari
from surel.kotak import tahan

NOTA = ["nomor", "tanggal", "dari", "hal", "diterima_pada"]
LEMBAR = ["instruksi", "catatan", "sifat", "batas_waktu"]
DATA = ["nama", "angkatan", "tahun", "mulai", "selesai", "tim_kerja"]


@transaction.atomic
def simpan_draf(*, oleh, isian, permintaan, pelatihan=None):
    """Step 1, before sending: keep what has been written so far.

    Whoever has a seat in a team may prepare it for the Kepala Pusat, until they hand it over.

    isian       dict of the fields named above (`nota_` before those of the nota dinas)
    permintaan  UUID of the form: the same form sent twice makes one draft
    """
    saya = Kedudukan.dari(oleh)
    if not saya.peran:
        raise PermissionDenied
    if pelatihan is None:
        pelatihan, _ = Pelatihan.objects.get_or_create(
            permintaan=permintaan,
            defaults={
                "nama": isian["nama"],
                "kode": _kode_baru(),
                "disiapkan_oleh": None if saya.kepala else oleh,
            },
        )
    p = Pelatihan.objects.terlihat_oleh(oleh, saya).kunci(pelatihan.pk)
    _masih_milik(p, saya)
    kepala = saya.kepala or kepala_kini()
    if kepala is None:
        raise LangkahDitolak(
            "Jabatan Kepala Pusat sedang kosong sehingga draf belum dapat disiapkan. "
            "Hubungi Administrator Sistem."
        )
    for nama in DATA:
        setattr(p, nama, isian[nama])
    p.versi_sop = p.versi_sop or VersiSOP.kini()
    jam.mulai_pertama(p, isian["nota_diterima_pada"])
    p.save()
    nota, _ = NotaDinas.objects.get_or_create(pelatihan=p)
    for nama in NOTA:
        setattr(nota, nama, isian[f"nota_{nama}"])
    if isian.get("nota_berkas"):
        nota.berkas = isian["nota_berkas"]
    nota.save()
    Disposisi.objects.update_or_create(
        pelatihan=p,
        tingkat=1,
        ditarik_pada=None,
        defaults={
            "dari": kepala.pengguna,
            "sebagai": kepala.sebutan,
            **{nama: isian[nama] for nama in LEMBAR},
        },
    )
    return p


def _masih_milik(p, saya):
    """A draft is whose it is, and nobody's once it was sent."""
    if p.tahap != Tahap.DISPOSISI_KEPALA:
        raise LangkahDitolak("Penugasan ini sudah dikirim.")
    if saya.kepala is None and p.draf_diserahkan_pada:
        raise LangkahDitolak("Draf ini sudah diserahkan kepada Kepala Pusat.")


def _kode_baru():
    tahun = timezone.localdate().year
    return f"{tahun}-{NomorUrut.berikut(f'pelatihan:{tahun}'):03}"


@transaction.atomic
def tugaskan_ketua(*, oleh, isian, permintaan, pelatihan=None):
    """Step 1: the draft is sent. Makes the training, the sheet, its paper and the letter."""
    p = simpan_draf(oleh=oleh, isian=isian, permintaan=permintaan, pelatihan=pelatihan)
    with langkah(p, Aksi.TUGASKAN_KETUA, oleh=oleh, catatan=isian["catatan"]) as p:
        ketua = p.tim_kerja and ketua_dari(p.tim_kerja)
        if ketua is None:
            raise LangkahDitolak(
                "Tim Kerja yang dipilih belum mempunyai Ketua. Pilih tim lain atau hubungi "
                "Administrator Sistem."
            )
        nota = p.nota_dinas
        if not nota.agenda:
            tahun = timezone.localdate().year
            nota.agenda = f"{NomorUrut.berikut(f'agenda:{tahun}'):04}/ND/{tahun}"
            nota.save()
        p.tindakan = f"mengirim disposisi kepada {ketua}"
        lembar = p.disposisi.get(tingkat=1, ditarik_pada=None)
        _kirim(p, lembar, [(ketua, f"Ketua Tim Kerja, {p.tim_kerja}")], "disposisi_ketua")
    return p


def tugaskan_tim(pelatihan, *, oleh, kepada, instruksi, catatan="", sifat, batas_waktu=None):
    """Step 2: the Ketua hands it on to members of the team, with the same nota dinas."""
    with langkah(pelatihan, Aksi.TUGASKAN_TIM, oleh=oleh, catatan=catatan) as p:
        _pastikan_anggota(p, kepada)
        induk = p.disposisi.get(tingkat=1, ditarik_pada=None)
        p.tindakan = f"meneruskan disposisi kepada {_dan(kepada)}"
        _lembar_kedua(p, induk, oleh, kepada, instruksi, catatan, sifat, batas_waktu)
        tindak_lanjuti(induk)


def alihkan_tim(pelatihan, *, oleh, kepada, instruksi, catatan="", sifat, batas_waktu=None):
    """Step 2 once more: other members take over; who leaves and who comes is told."""
    with langkah(pelatihan, Aksi.ALIHKAN_TIM, oleh=oleh, catatan=catatan) as p:
        _pastikan_anggota(p, kepada)
        kini = set(petugas(p))
        baru = [orang for orang in kepada if orang not in kini]
        lepas = kini - set(kepada)
        if not baru and not lepas:
            raise LangkahDitolak("Penugasan tidak berubah: petugas yang dipilih sudah bertugas.")
        p.tindakan = f"mengalihkan penugasan kepada {_dan(kepada)}"
        p.petugas.filter(pengguna__in=lepas, sampai=None).update(sampai=timezone.now())
        for orang in lepas:
            saat = f"{timezone.now():%Y%m%d%H%M%S%f}"
            kabari(orang, "penugasan_dialihkan", p, f"dialihkan:{p.pk}:{saat}", konteks={})
        if baru:
            induk = p.disposisi.get(tingkat=1, ditarik_pada=None)
            _lembar_kedua(p, induk, oleh, baru, instruksi, catatan, sifat, batas_waktu)


def tarik(disposisi, *, oleh, alasan=""):
    """Withdraw a sheet; the training goes one stage back.

    Whoever has read it is told, and why: then `alasan` is required.
    """
    aksi = Aksi.TARIK_DARI_KETUA if disposisi.tingkat == 1 else Aksi.TARIK_DARI_TIM
    with langkah(disposisi.pelatihan, aksi, oleh=oleh, catatan=alasan) as p:
        lembar = p.disposisi.select_for_update().get(pk=disposisi.pk)
        if lembar.ditarik_pada:
            raise LangkahDitolak("Disposisi ini sudah ditarik kembali.")
        _satu_satunya(p, lembar)
        penerima = list(lembar.penerima.select_for_update(of=["self"]).select_related("pengguna"))
        pembaca = [t.pengguna for t in penerima if t.dibaca_pada]
        if pembaca and not alasan:
            raise LangkahDitolak(
                "Disposisi sudah dibaca. Isi alasan penarikan; alasan itu disampaikan kepada "
                "penerimanya."
            )
        lembar.ditarik_pada, lembar.alasan_tarik = timezone.now(), alasan
        lembar.save(update_fields=["ditarik_pada", "alasan_tarik"])
        for orang in pembaca:
            kabari(
                orang, "disposisi_ditarik", p, f"ditarik:{lembar.pk}", konteks={"lembar": lembar}
            )
        Dokumen.objects.filter(pk=lembar.dokumen_id).update(status=Dokumen.Status.DIBATALKAN)
        tahan(f"disposisi:{lembar.pk}:", "Disposisi ditarik kembali sebelum dibaca.")
        if lembar.tingkat == 2:
            p.petugas.filter(sampai=None).update(sampai=timezone.now())
            lembar.induk.penerima.update(ditindaklanjuti_pada=None)
        else:
            _salin_draf(lembar)


def _satu_satunya(p, lembar):
    """A second sheet of the same level means that others are at work already."""
    lain = p.disposisi.filter(tingkat=lembar.tingkat, ditarik_pada=None).exclude(pk=lembar.pk)
    if lain.exclude(dikirim_pada=None).exists():
        raise LangkahDitolak(
            "Petugas lain sudah menerima disposisi pelatihan ini. Gunakan Alihkan Penugasan."
        )


def baca(disposisi, *, oleh):
    """The recipient opens the sheet: stamped once, the only thing a GET may write here."""
    return PenerimaDisposisi.objects.filter(
        disposisi=disposisi, pengguna=oleh, dibaca_pada=None, disposisi__ditarik_pada=None
    ).update(dibaca_pada=timezone.now())


def tindak_lanjuti(disposisi):
    """The work a sheet asked for is done: acted on, and read at the latest by now."""
    kini = timezone.now()
    disposisi.penerima.filter(dibaca_pada=None).update(dibaca_pada=kini)
    disposisi.penerima.filter(ditindaklanjuti_pada=None).update(ditindaklanjuti_pada=kini)


def _salin_draf(lembar):
    Disposisi.objects.create(
        pelatihan=lembar.pelatihan,
        tingkat=1,
        dari=lembar.dari,
        sebagai=lembar.sebagai,
        **{nama: getattr(lembar, nama) for nama in LEMBAR},
    )


def _pastikan_anggota(p, kepada):
    sah = set(anggota_dari(p.tim_kerja).filter(pk__in=[orang.pk for orang in kepada]))
    if not kepada or set(kepada) - sah:
        raise LangkahDitolak("Pilih anggota Tim Kerja yang masih bertugas pada tim ini.")


def _lembar_kedua(p, induk, oleh, kepada, instruksi, catatan, sifat, batas_waktu):
    lembar = Disposisi.objects.create(
        pelatihan=p,
        induk=induk,
        tingkat=2,
        dari=oleh,
        sebagai=p.sebagai,
        instruksi=instruksi,
        catatan=catatan,
        sifat=sifat,
        batas_waktu=batas_waktu,
    )
    Petugas.objects.bulk_create(Petugas(pelatihan=p, pengguna=orang) for orang in kepada)
    _kirim(p, lembar, [(orang, f"Anggota {p.tim_kerja}") for orang in kepada], "disposisi_tim")


def _kirim(p, lembar, penerima, surat):
    """Send a sheet: its paper, its recipients, a letter to each."""
    lembar.dikirim_pada = timezone.now()
    agenda = p.nota_dinas.agenda
    lembar.dokumen = terbitan.terbitkan(
        p,
        Dokumen.Jenis.LEMBAR_DISPOSISI,
        nomor=agenda,
        nama_berkas=f"Lembar_Disposisi_{lembar.tingkat}_{agenda.replace('/', '-')}.pdf",
        rekaman=rekaman_lembar(p, lembar, penerima),
    )
    lembar.save()
    for orang, jabatan in penerima:
        PenerimaDisposisi.objects.create(disposisi=lembar, pengguna=orang)
        kabari(
            orang,
            surat,
            p,
            f"disposisi:{lembar.pk}",
            konteks={
                "nota": p.nota_dinas,
                "disposisi": lembar,
                "jabatan_penerima": jabatan,
                "url": settings.SITUS_URL
                + reverse("pelatihan:disposisi", args=[p.kode, lembar.pk]),
            },
            berkas=[f"dokumen:{lembar.dokumen_id}"],
        )


def _dan(orang):
    nama = [str(o) for o in orang]
    return nama[0] if len(nama) == 1 else f"{', '.join(nama[:-1])} dan {nama[-1]}"
