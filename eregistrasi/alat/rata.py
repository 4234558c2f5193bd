"""Words as they are compared: without accents, without apostrophes, in small letters."""

import re
import unicodedata

from django.db.models import Func, TextField

_SEBELUM = str.maketrans("´ĐđØøŁłĦħŦŧÐðıÆŒ", "'DdOoLlHhTtDdiæœ")
_GANTI = (("ß", "ss"), ("æ", "ae"), ("œ", "oe"))
_BUANG = re.compile(
    "[\u0300-\u036f\u0022\u0027\u0060\u00ad\u02b0-\u02ff\u2018-\u201f\u2032-\u2037\u200b-\u200f\ufeff]"
)
_SESUDAH = str.maketrans(
    "‐‑‒–—―−,ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "------- abcdefghijklmnopqrstuvwxyz",
)


def rata(teks):
    """José becomes jose; M'barak, M’barak and Mbarak all become mbarak; every dash a hyphen.

    The database has the same rule as a function (`Rata`); a test holds the two together.
    """
    teks = teks.translate(_SEBELUM)
    for huruf, pengganti in _GANTI:
        teks = teks.replace(huruf, pengganti)
    return _BUANG.sub("", unicodedata.normalize("NFKD", teks)).translate(_SESUDAH)


class Rata(Func):
    """`rata` in the database. Immutable, whatever the locale: fit for columns and indexes."""

    function = "ereg_rata"
    output_field = TextField()


SQL_BUAT = r"""
CREATE FUNCTION ereg_rata(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $fungsi$
  SELECT translate(
    regexp_replace(
      normalize(
        replace(replace(replace(
          translate($1, '´ĐđØøŁłĦħŦŧÐðıÆŒ', '''DdOoLlHhTtDdiæœ'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
      NFKD),
      '[\u0300-\u036f\u0022\u0027\u0060\u00ad\u02b0-\u02ff\u2018-\u201f\u2032-\u2037\u200b-\u200f\ufeff]',
      '', 'g'),
    '‐‑‒–—―−,ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    '------- abcdefghijklmnopqrstuvwxyz')
$fungsi$
"""
