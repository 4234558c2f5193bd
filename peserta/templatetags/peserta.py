"""Filters of the office's pages about participants."""

from django import template

from peserta import alasan
from peserta.aturan import pangkat_golongan

register = template.Library()

register.filter("label_alasan", alasan.label_laporan)
register.filter("label_alasan_penuh", alasan.label)
register.filter("label_golongan", pangkat_golongan)
