
import django.db.models.deletion
import django.utils.timezone
import eregistrasi.alat.kolom
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Mapping of columns, taking a batch back, and figures that need no counting."""


    dependencies = [
        ('pelatihan', '0003_jejak_dan_dokumen_tidak_berubah'),
        ('peserta', '0006_berkas_unggahan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hitungan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dipanggil', models.IntegerField()),
                ('diundang', models.IntegerField()),
                ('bersedia', models.IntegerField()),
                ('tidak_bersedia', models.IntegerField()),
                ('tanpa_surel', models.IntegerField()),
                ('dibatalkan', models.IntegerField()),
            ],
            options={
                'verbose_name': 'hitungan',
                'verbose_name_plural': 'hitungan',
            },
        ),
        migrations.CreateModel(
            name='PetaanKolom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sidik', models.CharField(max_length=64)),
                ('petaan', models.JSONField()),
                ('dipakai_pada', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'pemetaan kolom',
                'verbose_name_plural': 'pemetaan kolom',
            },
        ),
        migrations.AddField(
            model_name='peserta',
            name='asal',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='peserta', to='peserta.unggahan'),
        ),
        migrations.AddField(
            model_name='peserta',
            name='diisi_peserta',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name='peserta',
            name='diundang',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='peserta',
            name='jawaban_kini',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='unggahan',
            name='diurungkan_oleh',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='unggahan',
            name='diurungkan_pada',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='unggahan',
            name='jumlah_berubah',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='unggahan',
            name='keadaan',
            field=models.CharField(choices=[('dibaca', 'Sedang dibaca'), ('petakan', 'Menunggu pemetaan kolom'), ('siap', 'Siap disimpan'), ('ditolak', 'Tidak dapat dipakai')], default='siap', max_length=8),
        ),
        migrations.AddField(
            model_name='unggahan',
            name='perubahan',
            field=eregistrasi.alat.kolom.JSONTersandi(null=True),
        ),
        migrations.AddField(
            model_name='unggahan',
            name='petaan',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='unggahan',
            name='hasil',
            field=eregistrasi.alat.kolom.JSONTersandi(null=True),
        ),
        migrations.AddConstraint(
            model_name='unggahan',
            constraint=models.CheckConstraint(condition=models.Q(('diurungkan_pada', None), models.Q(('disimpan_pada__isnull', False), ('diurungkan_oleh__isnull', False)), _connector='OR'), name='unggahan_diurungkan_sesudah_disimpan'),
        ),
        migrations.AddField(
            model_name='hitungan',
            name='pelatihan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hitungan', to='pelatihan.pelatihan'),
        ),
        migrations.AddField(
            model_name='petaankolom',
            name='oleh',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='petaankolom',
            constraint=models.UniqueConstraint(fields=('oleh', 'sidik'), name='petaan_kolom_satu_per_judul'),
        ),
    ]
