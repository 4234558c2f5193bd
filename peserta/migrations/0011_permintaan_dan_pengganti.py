import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from eregistrasi.alat.pemicu import hanya_tambah


class Migration(migrations.Migration):
    """What participants ask for, answers told to the team, and who takes an empty seat."""

    dependencies = [
        ("pelatihan", "0003_jejak_dan_dokumen_tidak_berubah"),
        ("peserta", "0010_berkas_dukung"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalonPengganti",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asal",
                    models.CharField(
                        choices=[
                            ("cadangan", "Daftar cadangan"),
                            ("peserta", "Usul peserta"),
                            ("unit", "Usul unit kerja"),
                        ],
                        max_length=8,
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("nama", models.CharField(max_length=150, verbose_name="nama lengkap dan gelar")),
                ("nip", models.CharField(max_length=18, verbose_name="NIP/NI PPPK")),
                ("jabatan", models.CharField(blank=True, max_length=500)),
                (
                    "golongan",
                    models.CharField(blank=True, max_length=500, verbose_name="pangkat/golongan"),
                ),
                ("unit_kerja", models.CharField(blank=True, max_length=500)),
                ("instansi", models.CharField(blank=True, max_length=500)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                (
                    "hp",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="nomor ponsel (WhatsApp)"
                    ),
                ),
                ("persetujuan_atasan", models.BooleanField(default=False)),
                ("catatan", models.CharField(blank=True, max_length=300)),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu"),
                            ("dipanggil", "Dipanggil"),
                            ("ditolak", "Tidak dipakai"),
                        ],
                        default="menunggu",
                        max_length=9,
                    ),
                ),
                ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "calon pengganti",
                "verbose_name_plural": "calon pengganti",
                "ordering": ["urutan", "dibuat_pada", "pk"],
            },
        ),
        migrations.CreateModel(
            name="KoreksiPeserta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kolom", models.CharField(max_length=30)),
                ("lama", models.CharField(blank=True, max_length=500)),
                ("baru", models.CharField(blank=True, max_length=500)),
                ("pada", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "koreksi peserta",
                "verbose_name_plural": "koreksi peserta",
                "ordering": ["pada", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PermintaanBuka",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alasan", models.CharField(max_length=300)),
                ("diminta_pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("diputus_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "batas",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="batas baru (kosong: ditolak)"
                    ),
                ),
                ("catatan", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "permintaan dibuka kembali",
                "verbose_name_plural": "permintaan dibuka kembali",
                "ordering": ["diminta_pada", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Sanggahan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("isi", models.CharField(max_length=500)),
                ("pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("ditanggapi_pada", models.DateTimeField(blank=True, null=True)),
                ("tanggapan", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name": "sanggahan",
                "verbose_name_plural": "sanggahan",
                "ordering": ["pada", "pk"],
            },
        ),
        migrations.AddField(
            model_name="jawaban",
            name="berkas_sumber",
            field=models.FileField(blank=True, upload_to="jawaban", verbose_name="berkas bukti"),
        ),
        migrations.AddField(
            model_name="jawaban",
            name="catatan_petugas",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="jawaban",
            name="di_atas_kuota",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="jawaban",
            name="dicatat_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="jawaban",
            name="lama_detik",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="jawaban",
            name="tanggal_sumber",
            field=models.DateField(blank=True, null=True, verbose_name="tanggal penyampaian"),
        ),
        migrations.AddField(
            model_name="konfirmasi",
            name="batas_sendiri",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="peserta",
            name="menggantikan",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pengganti",
                to="peserta.peserta",
            ),
        ),
        migrations.AlterField(
            model_name="jawaban",
            name="cara",
            field=models.CharField(
                choices=[
                    ("mandiri", "Mandiri melalui laman"),
                    ("telepon", "Telepon"),
                    ("whatsapp", "WhatsApp"),
                    ("surat", "Surat"),
                    ("tatap_muka", "Tatap muka"),
                ],
                default="mandiri",
                max_length=11,
            ),
        ),
        migrations.AddConstraint(
            model_name="jawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cara", "mandiri"), ("dicatat_oleh", None)),
                    models.Q(
                        ("dicatat_oleh__isnull", False),
                        ("tanggal_sumber__isnull", False),
                        models.Q(("catatan_petugas", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="jawaban_petugas_dengan_sumber",
            ),
        ),
        migrations.AddField(
            model_name="calonpengganti",
            name="diputus_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="calonpengganti",
            name="pelatihan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calon_pengganti",
                to="pelatihan.pelatihan",
            ),
        ),
        migrations.AddField(
            model_name="calonpengganti",
            name="peserta",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="dari_calon",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="calonpengganti",
            name="untuk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calon_pengganti",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="koreksipeserta",
            name="peserta",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="koreksi",
                to="peserta.peserta",
            ),
        ),
        migrations.AddField(
            model_name="permintaanbuka",
            name="diputus_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="permintaanbuka",
            name="konfirmasi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="permintaan_buka",
                to="peserta.konfirmasi",
            ),
        ),
        migrations.AddField(
            model_name="sanggahan",
            name="ditanggapi_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sanggahan",
            name="jawaban",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sanggahan",
                to="peserta.jawaban",
            ),
        ),
        migrations.AddConstraint(
            model_name="calonpengganti",
            constraint=models.UniqueConstraint(
                condition=models.Q(("keadaan", "menunggu")),
                fields=("pelatihan", "nip"),
                name="calon_pengganti_nip_satu_yang_menunggu",
                violation_error_message="NIP ini sudah ada pada daftar calon pengganti.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calonpengganti",
            constraint=models.UniqueConstraint(
                condition=models.Q(("keadaan", "menunggu"), ("urutan__isnull", False)),
                fields=("pelatihan", "urutan"),
                name="calon_pengganti_urutan_unik",
            ),
        ),
        migrations.AddConstraint(
            model_name="calonpengganti",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asal", "cadangan"), ("untuk", None), ("urutan__isnull", False)),
                    models.Q(
                        models.Q(("asal", "cadangan"), _negated=True),
                        ("untuk__isnull", False),
                        ("urutan", None),
                    ),
                    _connector="OR",
                ),
                name="calon_pengganti_cadangan_berurut",
            ),
        ),
        migrations.AddConstraint(
            model_name="calonpengganti",
            constraint=models.CheckConstraint(
                condition=models.Q(("nip__regex", "^[0-9]{18}$")),
                name="calon_pengganti_nip_18_digit",
            ),
        ),
        migrations.AddConstraint(
            model_name="permintaanbuka",
            constraint=models.UniqueConstraint(
                condition=models.Q(("diputus_pada", None)),
                fields=("konfirmasi",),
                name="permintaan_buka_satu_yang_menunggu",
            ),
        ),
        migrations.AddConstraint(
            model_name="permintaanbuka",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("batas", None), ("diputus_oleh", None), ("diputus_pada", None)),
                    models.Q(("diputus_oleh__isnull", False), ("diputus_pada__isnull", False)),
                    _connector="OR",
                ),
                name="permintaan_buka_diputus_oleh_seseorang",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanggahan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ditanggapi_oleh", None), ("ditanggapi_pada", None)),
                    models.Q(
                        ("ditanggapi_oleh__isnull", False),
                        models.Q(("tanggapan", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="sanggahan_ditanggapi_dengan_kata",
            ),
        ),
        hanya_tambah("peserta_koreksipeserta"),
    ]
