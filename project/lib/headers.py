"""
The headers that every answer carries, whichever part of Steward gave it: pages, files, errors, probes.

Django and django-csp set theirs on what passes through them. Files, probes and redirects to https do not, so this
stands around everything and adds what is missing.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Nothing of Steward needs a sensor, a camera or a payment; passkeys are asked for by its own pages only. A feature that
# Chromium does not know is an error on its console, which the browser tests do not allow.
_NOBODY = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"),
    *("fullscreen", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "magnetometer"),
    *("microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"),
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(
    [*(f"{feature}=()" for feature in _NOBODY), *(f"publickey-credentials-{act}=(self)" for act in ("create", "get"))]
)

ALWAYS = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    # For what is no page: a picture that is opened by itself, or a file that a browser mistakes for one, runs nothing.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    # A page shows somebody's records, or a form with a token of theirs. What may be kept says so itself.
    "Cache-Control": "private, no-store",
}


def secure_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware
