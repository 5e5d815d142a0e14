"""A server on this machine that answers well, badly, late or never, by path."""

import gzip
import json
import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from project.lib.http import Limits, fetch

QUICK = Limits(connect=1, read=0.3, total=0.6, tries=1)


class Site(BaseHTTPRequestHandler):
    """Answers by path; `self.server.seen` keeps what was asked."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status=200, body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # noqa: PLR0912 (a table of paths)
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), sent))
        times = sum(path == self.path for _, path, _, _ in self.server.seen)
        match self.path.split("?")[0].split("/")[1:]:
            case ["json"]:
                self.answer(body=json.dumps({"fine": True}).encode())
            case ["gzip"]:
                self.answer(body=gzip.compress(b"squeezed" * 1000), Content_Encoding="gzip")
            case ["bomb"]:
                self.answer(body=gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
            case ["cut-gzip"]:
                self.answer(body=gzip.compress(b"squeezed" * 1000)[:-9], Content_Encoding="gzip")
            case ["brotli"]:
                self.answer(body=b"?", Content_Encoding="br")
            case ["huge"]:
                self.send_response(200)
                self.end_headers()
                self.close_connection = True
                for _ in range(1000):
                    self.wfile.write(b"x" * 10_000)
            case ["declared-huge"]:
                self.send_response(200)
                self.send_header("Content-Length", "999999999")
                self.end_headers()
            case ["to", *rest]:
                self.answer(302, Location="/" + "/".join(rest))
            case ["away"]:
                self.answer(302, Location=self.server.away)
            case ["round"]:
                self.answer(302, Location="/round")
            case ["busy-twice"] if times <= 2:
                self.answer(503, Retry_After="0")
            case ["busy-until"] if times == 1:
                self.answer(429, Retry_After=format_datetime(datetime.now(UTC) - timedelta(seconds=5), usegmt=True))
            case ["busy-for-hours"]:
                self.answer(503, Retry_After="7200")
            case ["hangs-up-once"] if times == 1:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
            case ["breaks-off"]:
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b"only this")
                self.close_connection = True
            case _:
                self.answer(body=b"hello")

    do_POST = do_PUT = do_HEAD = do_GET  # noqa: N815 (the names http.server calls)


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A client that hangs up is what several tests are about."""


@contextmanager
def serve():
    server = Quiet(("127.0.0.1", 0), Site)
    server.seen, server.away = [], ""
    server.address = f"127.0.0.1:{server.server_port}"
    server.url = f"http://{server.address}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(site, path, method="GET", limits=QUICK, **more):
    return fetch(method, site.url + path, limits=limits, allow={site.address}, **more)
