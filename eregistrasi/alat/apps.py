from django.apps import AppConfig


class AlatConfig(AppConfig):
    name = "eregistrasi.alat"
    label = "alat"
    verbose_name = "Simpanan berkas"

    def ready(self):
        from eregistrasi.alat import segel  # noqa: PLC0415 -- needs the models

        segel.setelah_migrasi(self)
