"""What PostgreSQL knows of its tables: renewed when many rows come at once."""

from django.db import connection

BANYAK = 500  # rows; fewer change no plan


def kenali(jumlah, *model):
    """Let PostgreSQL look at the tables of `model` anew, once `jumlah` rows were written.

    It does so by itself a minute later. Until then it plans for the rows that were there before,
    joins thousands one by one, and a page takes seconds. Belongs to the transaction; a role that
    does not own the tables is passed over by PostgreSQL without an error.
    """
    if jumlah < BANYAK:
        return
    tabel = ", ".join(connection.ops.quote_name(m._meta.db_table) for m in model)
    with connection.cursor() as kursor:
        kursor.execute(f"ANALYZE {tabel}")
