"""The outbound client against a real server on this machine, and a name server that lies."""

import gzip
import json
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.lib.http import AddressRefused, Limits, NoAnswer, TooLarge, addresses, client, fetch, stream

from .site import QUICK, ask, serve

# --- Answers --------------------------------------------------------------------------------------------------


def test_an_answer_is_read_whole(site):
    answer = ask(site, "/json?a=b")

    assert (answer.ok, answer.json()) == (True, {"fine": True})
    assert site.seen[0][1] == "/json?a=b"
    assert site.seen[0][2]["host"] == site.address


def test_json_is_sent_as_json(site):
    ask(site, "/anything", "POST", json={"amount": "1.10"})

    method, _, headers, sent = site.seen[0]
    assert (method, headers["content-type"], json.loads(sent)) == ("POST", "application/json", {"amount": "1.10"})


def test_something_else_than_json_is_said_to_be_so(site):
    answer = ask(site, "/plain")

    with pytest.raises(NoAnswer, match="other than JSON"):
        answer.json()


def test_a_compressed_answer_is_opened(site):
    assert ask(site, "/gzip").text == "squeezed" * 1000


def test_an_answer_can_be_read_as_it_arrives(site):
    with stream("GET", f"{site.url}/gzip", allow={site.address}) as incoming:
        assert incoming.status == 200
        assert b"".join(incoming) == b"squeezed" * 1000


def test_head_has_no_body(site):
    assert ask(site, "/declared-huge", "HEAD").body == b""


# --- Size and time --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/huge", "/declared-huge", "/bomb"])
def test_more_than_the_limit_is_refused(site, path):
    with pytest.raises(TooLarge):
        ask(site, path, limits=Limits(size=1_000_000))


def test_a_bomb_is_never_in_memory():
    bomb = gzip.compress(bytes(100_000_000))

    first = next(client._inflated(iter([bomb]), "gzip"))

    assert len(first) <= client.CHUNK


@pytest.mark.parametrize("path", ["/cut-gzip", "/brotli", "/breaks-off"])
def test_a_broken_body_is_no_answer(site, path):
    with pytest.raises(NoAnswer):
        ask(site, path)


@pytest.mark.parametrize(
    "beginning", [b"HTTP/1.1 200 OK\r\nX-Drip: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"]
)
def test_a_slow_drip_ends_when_the_total_time_is_up(beginning):
    # Each byte comes well within the read timeout, in the headers or in the body.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"

        def drip():
            connection, _ = listener.accept()
            with connection:
                connection.sendall(beginning)
                for _ in range(600):
                    try:
                        connection.send(b"x")
                    except OSError:
                        return
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(NoAnswer, match="took too long"):
            fetch("GET", f"http://{address}/", limits=QUICK, allow={address})


def test_a_silent_server_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(NoAnswer):
            fetch("GET", f"http://{address}/", limits=QUICK, allow={address})


def test_a_name_server_that_never_answers_does_not_hold_us_up(monkeypatch):
    enough = threading.Event()

    def never_in_time(*_, **__):
        enough.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", never_in_time)

    with pytest.raises(NoAnswer, match="could not be found"):
        fetch("GET", "http://slow.example/", limits=QUICK)

    enough.set()


# --- Trying again ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/busy-twice", "/busy-until", "/hangs-up-once"])
def test_a_question_that_does_no_harm_is_asked_again(site, path):
    assert ask(site, path, limits=Limits(tries=3, total=20)).text == "hello"


@pytest.mark.parametrize("path", ["/busy-twice", "/hangs-up-once"])
def test_a_post_is_sent_once(site, path):
    with suppress(NoAnswer):
        ask(site, path, "POST", content=b"order", limits=Limits(tries=3))

    assert len(site.seen) == 1


def test_a_longer_wait_than_there_is_time_for_is_not_begun(site):
    answer = ask(site, "/busy-for-hours", limits=Limits(tries=3, total=20))

    assert (answer.status, len(site.seen)) == (503, 1)


def test_nothing_is_repeated_once_the_answer_began(site):
    with pytest.raises(NoAnswer):
        ask(site, "/breaks-off", limits=Limits(tries=3))

    assert len(site.seen) == 1


# --- Redirects ------------------------------------------------------------------------------------------------


def test_redirects_are_followed(site):
    answer = ask(site, "/to/to/json")

    assert answer.json() == {"fine": True}
    assert answer.url == f"{site.url}/json"


def test_redirects_end(site):
    with pytest.raises(NoAnswer, match="redirects too often"):
        ask(site, "/round")

    assert len(site.seen) == 6


def test_a_redirected_post_is_not_sent_elsewhere(site):
    with pytest.raises(NoAnswer, match="elsewhere"):
        ask(site, "/to/json", "POST", content=b"secret")


def test_secrets_do_not_follow_to_another_host(site):
    with serve() as other:
        site.away = f"{other.url}/json"
        fetch(
            "GET",
            f"{site.url}/away",
            headers={"Authorization": "Bearer key", "X-Api-Key": "key", "Accept": "text/html"},
            allow={site.address, other.address},
        )

        received = other.seen[0][2]

    assert received["accept"] == "text/html"
    assert "key" not in " ".join(received.values())


@pytest.mark.parametrize(
    "away",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://127.0.0.1:6379/",
    ],
)
def test_a_redirect_inside_is_refused(site, away):
    site.away = away

    with pytest.raises(AddressRefused):
        ask(site, "/away")


def test_a_redirect_from_secure_to_insecure_is_refused(site, monkeypatch):
    monkeypatch.setattr(client, "_exchange", exchange_as_if_secure(client._exchange))

    with pytest.raises(AddressRefused, match="insecure"):
        fetch("GET", site.url.replace("http:", "https:") + "/away", limits=QUICK, allow={site.address})


def exchange_as_if_secure(exchange):
    """The local server speaks no TLS: send in plain, with the request still believing that it is secure."""

    def send(request):
        secure, request.url = request.url, request.url.copy_with(scheme="http")
        incoming = exchange(request)
        incoming.headers["location"] = "http://example.org/"
        request.url = secure
        return incoming

    return send


# --- Addresses ------------------------------------------------------------------------------------------------

INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.88.99.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:1::1",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
    "nonsense",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address):
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450:4001::1"])
def test_an_address_of_the_internet_is_public(address):
    assert addresses.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://LOCALHOST./",
        "http://2130706433/",  # 127.0.0.1 as one number
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://①②⑦.⓪.⓪.①/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1#@example.org/",
        "http://127.0.0.1\\@example.org/",
        "http://user:password@example.org/",  # pragma: allowlist secret
        "http://example.org:22/",
        "http:///path",
        "ftp://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "example.org",
        "",
        "http://example.org\r\nX: y/",
        "http://exa mple.org/",
        "http://[::1",
    ],
)
def test_a_way_inside_is_refused(url):
    with pytest.raises((AddressRefused, NoAnswer)):
        fetch("GET", url, limits=Limits(total=0.3, tries=1))


@given(st.text(max_size=40) | st.builds("http://{}/{}".format, st.text(max_size=20), st.text(max_size=10)))
def test_whatever_a_person_types_is_parsed_or_refused(text):
    try:
        parsed = client._parsed(text)
    except AddressRefused:
        return

    assert parsed.scheme in {"http", "https"}
    assert not parsed.userinfo


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch):
    # Public when it is checked, private when it is asked again.
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    connected = []
    monkeypatch.setattr(addresses, "resolve", lambda *_: next(answers))

    def connect(self, host, *_, **__):
        connected.append(host)
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(NoAnswer):
        fetch("GET", "http://rebinding.example/", limits=QUICK)
    with pytest.raises(AddressRefused):
        fetch("GET", "http://rebinding.example/", limits=QUICK)

    assert connected == ["93.184.216.34"]


def test_of_several_addresses_only_public_ones_are_used(monkeypatch):
    monkeypatch.setattr(addresses, "resolve", lambda *_: ["10.0.0.1", "93.184.216.34", "::1"])

    assert addresses.permitted("mixed.example", 443, allow=(), seconds=1) == ["93.184.216.34"]


def test_allowing_one_port_of_a_host_allows_no_other(site):
    with serve() as other, pytest.raises(AddressRefused):
        fetch("GET", other.url, allow={site.address})


def test_a_proxy_in_the_environment_is_not_used(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert ask(site, "/json").ok


def test_importing_the_client_does_not_load_what_it_stands_on():
    loaded = "import sys, project.lib.http; print([m for m in ('httpx', 'httpcore', 'ssl') if m in sys.modules])"

    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
