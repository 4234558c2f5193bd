"""Sign in, choose a password. The words are those of the glossary."""

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
    UsernameField,
)

from eregistrasi.alat.isian import KataWajib

LABEL = ("Kata Sandi Baru", "Ulangi Kata Sandi Baru")
TIDAK_SAMA = "Kedua kata sandi baru tidak sama. Ketik kembali keduanya."
SYARAT = (
    "Paling sedikit 12 karakter. Boleh berupa beberapa kata; jangan memakai nama, alamat surel, "
    "atau kata sandi yang umum."
)


class MasukForm(KataWajib, AuthenticationForm):
    """Name and password; the refusal never tells which of the two was wrong."""

    username = UsernameField(label="Nama Pengguna", max_length=150)
    password = forms.CharField(label="Kata Sandi", strip=False, widget=forms.PasswordInput)

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi salah. Periksa kembali, lalu coba lagi.",
        "inactive": "Nama pengguna atau kata sandi salah. Periksa kembali, lalu coba lagi.",
    }


class SandiAturForm(KataWajib, SetPasswordForm):
    """A new password by way of the link in a letter."""

    new_password1, new_password2 = SetPasswordForm.create_password_fields(*LABEL)
    error_messages = {"password_mismatch": TIDAK_SAMA}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = SYARAT
        self.fields["new_password2"].help_text = ""

    def validate_password_for_user(self, user, *args, **kwargs):
        """A weak password is a fault of the first field, where it is chosen."""
        super().validate_password_for_user(user, "new_password1")


class SandiUbahForm(SandiAturForm, PasswordChangeForm):
    """A new password by whoever knows the old one."""

    old_password = forms.CharField(
        label="Kata Sandi Lama",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "password_mismatch": TIDAK_SAMA,
        "password_incorrect": "Kata sandi lama salah. Ketik kembali.",
    }
    field_order = ["old_password", "new_password1", "new_password2"]


class SandiLupaForm(KataWajib, forms.Form):
    email = forms.EmailField(
        label="Alamat Surel",
        max_length=254,
        help_text="Alamat surel kedinasan yang terdaftar pada akun Anda.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "Alamat surel tidak sah. Contoh: nama@instansi.go.id.",
        },
    )
