from django.apps import AppConfig


class PelatihanConfig(AppConfig):
    name = "pelatihan"
    verbose_name = "Pelatihan"

    def ready(self):
        from pelatihan import sambungan, sinyal  # noqa: PLC0415 -- models are ready only now

        sambungan.daftarkan()
        sinyal.sambungkan()
