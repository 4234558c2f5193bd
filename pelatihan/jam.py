"""The clocks of the SOP: each stage has one, the gate starts and stops it, pauses lie between.

Started and stopped by `alur.langkah` alone, on the locked training.
"""

from django.utils import timezone

from pelatihan import kalender
from pelatihan.models import RuasWaktu, VersiSOP
from pelatihan.sop import Aksi, Tahap

AMBANG = 0.8  # a clock turns amber at this part of its standard
#: the step whose clock runs at a stage; while the registration is open the participants' own do
JAM_TAHAP = {
    Tahap.DISPOSISI_KEPALA: "1",
    Tahap.DISPOSISI_KETUA: "2",
    Tahap.PENYIAPAN: "3",
    Tahap.PENGOLAHAN: "4b",
    Tahap.PEMERIKSAAN: "5",
    Tahap.PENYAMPAIAN: "6",
}
JEDA, LANJUT = {Aksi.MINTA_PENJELASAN}, {Aksi.JAWAB_PENJELASAN}
#: what these end was taken back: the time it lay on the desk below is nobody's
DITARIK = {Aksi.TARIK_DARI_KETUA, Aksi.TARIK_DARI_TIM}


def versi(p):
    """The version of the SOP that a training runs under."""
    return p.versi_sop or VersiSOP.pertama()


def catat(p, aksi, lama):
    """Stop and start clocks for one step of the SOP. `lama` is the stage before it.

    Sets the limits on `p`; the caller saves it.
    """
    if p.tahap != lama or aksi in JEDA | LANJUT:
        _hentikan(p, dihitung=aksi not in DITARIK)
    if aksi in JEDA:
        return
    if p.tahap != lama or aksi in LANJUT:
        langkah = JAM_TAHAP.get(p.tahap)
        if langkah:
            _jalankan(p, langkah)


def mulai_pertama(p, diterima):
    """Step 1 begins when the nota dinas is received; a draft may still correct that moment."""
    if p.ruas_waktu.exclude(selesai=None).exists():
        return  # sent once and withdrawn: the clock goes on from then
    if diterima is None:
        p.ruas_waktu.all().delete()
        p.jam_kuning = p.jam_merah = None
        return
    ruas, _ = RuasWaktu.objects.update_or_create(
        pelatihan=p, selesai=None, defaults={"langkah": "1", "mulai": diterima}
    )
    tetapkan_batas(p, ruas)


def _hentikan(p, *, dihitung):
    ruas = p.ruas_waktu.filter(selesai=None).first()
    if ruas is not None:
        ruas.selesai = max(timezone.now(), ruas.mulai)
        ruas.detik = kalender.muat().detik(ruas.mulai, ruas.selesai)
        ruas.dihitung = dihitung
        ruas.save()
    p.jam_kuning = p.jam_merah = None


def _jalankan(p, langkah):
    lalu = p.ruas_waktu.filter(langkah=langkah, dihitung=True).last()
    ruas = RuasWaktu.objects.create(
        pelatihan=p,
        langkah=langkah,
        mulai=timezone.now(),
        # One notice for each breach: a step that goes on after a pause has had its own.
        diberitahu_pada=lalu and lalu.diberitahu_pada,
    )
    tetapkan_batas(p, ruas)


def tetapkan_batas(p, ruas, kal=None):
    """When the running clock turns amber and red, after what its earlier stretches have used."""
    menit = versi(p).baku[ruas.langkah]
    if menit is None:
        p.jam_kuning = p.jam_merah = None
        return
    terpakai = sum(
        r.detik for r in p.ruas_waktu.filter(langkah=ruas.langkah, dihitung=True) if r.selesai
    )
    kal = kal or kalender.muat()
    p.jam_kuning, p.jam_merah = (
        kal.sesudah(ruas.mulai, max(bagian * menit * 60 - terpakai, 0)) for bagian in (AMBANG, 1)
    )


def segarkan():
    """A new calendar moves the limits of clocks that run; finished stretches stay as they are."""
    kal = kalender.muat()
    for ruas in RuasWaktu.objects.filter(selesai=None).select_related("pelatihan"):
        p = type(ruas.pelatihan).objects.kunci(ruas.pelatihan_id)
        tetapkan_batas(p, ruas, kal)
        p.save(update_fields=["jam_kuning", "jam_merah"])


def tingkat(kuning, merah, kini=None):
    """`merah` past the standard, `kuning` past four fifths of it, else nothing."""
    kini = kini or timezone.now()
    if merah and kini > merah:
        return "merah"
    return "kuning" if kuning and kini >= kuning else ""
