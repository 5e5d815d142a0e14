"""Which addresses on the network Steward may contact: the public Internet, and what the operator named."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Collection

from ..errors import DomainError, Unavailable

PORTS = (80, 443)

# Beside what the ipaddress module knows to be private, and whatever the release of Python it comes with.
_NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carriers' NAT; clouds keep metadata here too
        "168.63.129.16/32",  # Azure's host
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
        "224.0.0.0/3",  # multicast and reserved
    )
]
# Of IPv6 only global unicast is public; within it these tunnel to, or stand for, something else.
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")  # Teredo, examples, 6to4, examples
]


class AddressRefused(DomainError):
    code = "address_refused"


class NoAnswer(Unavailable):
    code = "no_answer"


def is_public(address: str) -> bool:
    """Whether an address literal lies on the public Internet. NAT64, 6to4 and IPv4-mapped ones do not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in network for network in _NOT_PUBLIC_4)
    return ip in _PUBLIC_6 and ip.is_global and not any(ip in network for network in _NOT_PUBLIC_6)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """
    The addresses of a name, asked once.

    :raises NoAnswer: there are none, or the name server took too long
    """
    # getaddrinfo cannot be given a time limit, so it runs in a thread that is left behind when it takes too long.
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            found = []
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    try:
        addresses = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        addresses = []
    if not addresses:
        raise NoAnswer(f"{host} could not be found.")
    return addresses


def permitted(host: str, port: int, *, allow: Collection[str], seconds: float) -> list[str]:
    """
    The addresses that a connection to this host and port may use.

    :param allow: `host:port` pairs that an operator configured; those may be anywhere
    :raises AddressRefused: the port is not a web port, or no address of the host is public
    """
    if f"{host}:{port}" in allow:
        return resolve(host, port, seconds)
    if port not in PORTS:
        raise AddressRefused(f"Steward does not connect to port {port} of {host}.")
    public = [address for address in resolve(host, port, seconds) if is_public(address)]
    if not public:
        raise AddressRefused(f"{host} is not on the public Internet, so Steward does not connect to it.")
    return public
