"""The queue walked by hand: what the worker's threads do, in the test's own transaction."""

from pekerjaan.tukang import satu


def kerjakan_semua():
    """Do every job that is due, one after the other. Returns them as they are afterwards."""
    dikerjakan = []
    while (p := satu("uji")) is not None:
        p.refresh_from_db()
        dikerjakan.append(p)
    return dikerjakan
