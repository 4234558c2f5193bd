"""Every page is private unless it says otherwise."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class HarusMasuk(LoginRequiredMiddleware):
    """A page that says otherwise (`login_not_required`) asks nothing of a session.

    Django looks the person up first, so that a sign of life would need the database.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
