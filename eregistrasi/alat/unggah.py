"""How much of a file that is sent to us is kept, before anybody has asked whose it is."""

import io

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BerkasTerbatas(FileUploadHandler):
    """Keeps one byte more than a usable file has, so that its size can be judged; no more.

    The rest of the body is read and let go, because a browser that is cut off in the middle shows
    its own error page instead of our sentence, and because a disk can be filled (the body is read
    before anybody has signed in). All files of a request share the one budget; one that was cut
    short by it counts as too large.
    """

    maks = settings.UNGGAH_MAKS_BYTE

    def __init__(self, request=None):
        super().__init__(request)
        self.sisa = self.maks + 1

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.isi = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        simpan = raw_data[: self.sisa]
        self.sisa -= len(simpan)
        self.isi.write(simpan)

    def file_complete(self, file_size):
        utuh = self.isi.tell() == file_size
        self.isi.seek(0)
        return InMemoryUploadedFile(
            file=self.isi,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size if utuh else max(file_size, self.maks + 1),
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
