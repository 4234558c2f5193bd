"""Sign in, choose a password. The words are those of the glossary."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

WAJIB = {
    "username": "Nama Pengguna wajib diisi.",
    "password": "Kata Sandi wajib diisi.",
    "old_password": "Kata Sandi Lama wajib diisi.",
    "new_password1": "Kata Sandi Baru wajib diisi.",
    "new_password2": "Ulangi Kata Sandi Baru wajib diisi.",
}
SYARAT = (
    "Paling sedikit 12 karakter. Boleh berupa beberapa kata; jangan memakai nama, alamat surel, "
    "atau kata sandi yang umum."
)


def _kata_wajib(form):
    for nama, kata in WAJIB.items():
        if nama in form.fields:
            form.fields[nama].error_messages["required"] = kata


class MasukForm(AuthenticationForm):
    """Name and password; the refusal never tells which of the two was wrong."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi salah. Periksa kembali, lalu coba lagi.",
        "inactive": "Nama pengguna atau kata sandi salah. Periksa kembali, lalu coba lagi.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama Pengguna"
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["password"].label = "Kata Sandi"
        _kata_wajib(self)


class _SandiBaru:
    """Labels and rule of the two fields for a new password."""

    error_messages = {
        "password_mismatch": "Kedua kata sandi baru tidak sama. Ketik kembali keduanya.",
        "password_incorrect": "Kata sandi lama salah. Ketik kembali.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Kata Sandi Baru"
        self.fields["new_password1"].help_text = SYARAT
        self.fields["new_password2"].label = "Ulangi Kata Sandi Baru"
        self.fields["new_password2"].help_text = ""
        _kata_wajib(self)


class SandiAturForm(_SandiBaru, SetPasswordForm):
    """A new password by way of the link in a letter."""


class SandiUbahForm(_SandiBaru, PasswordChangeForm):
    """A new password by whoever knows the old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Kata Sandi Lama"
        self.fields["old_password"].widget.attrs.pop("autofocus", None)


class SandiLupaForm(forms.Form):
    email = forms.EmailField(
        label="Alamat Surel",
        max_length=254,
        help_text="Alamat surel kedinasan yang terdaftar pada akun Anda.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Alamat Surel wajib diisi.",
            "invalid": "Alamat surel tidak sah. Contoh: nama@instansi.go.id.",
        },
    )
