from django.apps import AppConfig


class PelatihanConfig(AppConfig):
    name = "pelatihan"
    verbose_name = "Pelatihan"

    def ready(self):
        from pelatihan import sambungan, saringan, sinyal  # noqa: PLC0415 -- models are ready only now

        sambungan.daftarkan()
        saringan.daftarkan()
        sinyal.sambungkan()
