"""Where stored bytes live: a table, so that one dump is the whole archive."""

from django.db import models
from django.utils import timezone


class IsiBerkas(models.Model):
    """The bytes of one stored file, written once under a name that no user chose."""

    nama = models.CharField(max_length=200, unique=True)
    isi = models.BinaryField()
    ukuran = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    dibuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "isi berkas"

    def __str__(self):
        return self.nama


class KunciSegel(models.Model):
    """A public key that sealed papers once, or does today. Never changed: they are checked by it.

    sidik  its name, the first 16 hex digits of the SHA-256 of the key's 32 bytes
    """

    sidik = models.CharField(max_length=16, primary_key=True)
    pem = models.TextField()
    sejak = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "kunci segel"
        ordering = ["-sejak"]

    def __str__(self):
        return self.sidik
