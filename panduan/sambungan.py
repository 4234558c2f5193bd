"""What this room asks of the worker, of migrations, and of the moment somebody signs in."""

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_migrate

from panduan import latihan, layanan, petunjuk
from pelatihan.sambungan import jarang
from surel import sambungan


def daftarkan(app):
    pre_migrate.connect(latihan.kosongkan, sender=app, dispatch_uid="latihan")
    user_logged_in.connect(petunjuk.ingat, dispatch_uid="petunjuk")
    sambungan.BERKALA.append(jarang(latihan.sapu, 3600))
    sambungan.SAMPINGAN.append(("Latihan", layanan.layani))
