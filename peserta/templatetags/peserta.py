"""Filters of the office's pages about participants."""

from django import template

from peserta import alasan
from peserta.aturan import pangkat_golongan
from peserta.models import BerkasDukung, KeadaanBerkas
from peserta.tampilan_permintaan import lama

register = template.Library()

register.filter("label_golongan", pangkat_golongan)
register.filter("lama_pengisian", lama)


@register.simple_tag
def alasan_jawaban(jawaban, penuh):
    """The reason of a refusal, with the remark to it; of a health reason only that it is one.

    penuh  whether the whole may be shown: to this training's Tim Kerja
    """
    tertutup = alasan.kesehatan(jawaban.alasan) and not penuh
    label = alasan.label(jawaban.alasan) if penuh else alasan.label_laporan(jawaban.alasan)
    keterangan = "" if tertutup else jawaban.keterangan
    return f"{label}: {keterangan}" if keterangan else label


@register.simple_tag
def berkas_menunggu(pelatihan):
    """How many documents of this training wait for the team's verdict."""
    return BerkasDukung.objects.di(pelatihan).filter(keadaan=KeadaanBerkas.MENUNGGU).count()


@register.filter
def nik_tersamar(nik):
    """`3273••••••••9908`"""
    return f"{nik[:4]}{'•' * 8}{nik[-4:]}" if nik else ""
