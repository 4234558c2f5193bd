from django.apps import AppConfig


class PanduanConfig(AppConfig):
    name = "panduan"
    verbose_name = "Panduan"

    def ready(self):
        from panduan import sambungan  # noqa: PLC0415 -- models are ready only now

        sambungan.daftarkan(self)
