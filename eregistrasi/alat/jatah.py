"""A ration of misses: who guesses too often in a minute is asked to wait. Hits never count."""

from django.core.cache import cache

MENIT = 60


def habis(nama, alamat, maks):
    """Count one more miss of `alamat` (an IP address) at the door `nama`; is that over `maks`?

    The count lives in Django's default cache. With the cache of a process each web process counts
    for itself, so two let twice as many through: against the random bits of a code or a link that
    is nothing, and it spares the database a write for every guess.
    """
    kunci = f"meleset:{nama}:{alamat}"
    if cache.add(kunci, 1, MENIT):
        return False
    try:
        return cache.incr(kunci) > maks
    except ValueError:  # the minute ended between the two questions
        return False
