"""Reading participants from a spreadsheet: one door for the page, the command and the tests.

guards -> reading -> heading -> rows -> verdict. Nothing here knows the database.
"""

from peserta.impor.hasil import Baris, Catatan, Hasil
from peserta.impor.pintu import intip, periksa

__all__ = ["Baris", "Catatan", "Hasil", "intip", "periksa"]
