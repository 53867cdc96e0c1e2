# SPDX-License-Identifier: Apache-2.0
"""A chat client of its own, standard library only: the other person in the tour. Plain TCP, SASL PLAIN with an engine
token, messages out, messages and presence in."""

import base64
import re
import socket
import time
from html import unescape
from xml.sax.saxutils import escape, quoteattr


class Peer:
    def __init__(self, host, port, local, domain, token):
        self.domain = domain
        self.text = ""
        self.socket = socket.create_connection((host, port), timeout=60)
        self.socket.settimeout(0.1)
        self._open_stream()
        plain = base64.b64encode(b"\0" + local.encode() + b"\0" + token.encode()).decode()
        self._write(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>")
        self._expect("<success")
        self._open_stream()
        self._write("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
        self._expect("</bind>")
        self._write("<presence/>")

    def send(self, to, body):
        self._write(f"<message type='chat' to={quoteattr(to)} id='m{time.time_ns()}'><body>{escape(body)}</body></message>")

    def compose(self, to):
        self._write(f"<message type='chat' to={quoteattr(to)}><composing xmlns='http://jabber.org/protocol/chatstates'/></message>")

    def bodies(self):
        self._read()
        return [unescape(body) for body in re.findall(r"<body[^>]*>([^<]*)</body>", self.text)]

    def wait_for_body(self, body, seconds=60):
        return self._wait(lambda: body in self.bodies(), seconds)

    def wait_for_presence(self, bare, seconds=60):
        return self._wait(lambda: self._read() or re.search(f"<presence[^>]*from='{re.escape(bare)}/", self.text), seconds)

    def close(self):
        self._write("</stream:stream>")
        self.socket.close()

    def _open_stream(self):
        self.text = ""
        self._write("<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0' "
                    f"xmlns:stream='http://etherx.jabber.org/streams' to='{self.domain}'>")
        self._expect("</stream:features>")

    def _write(self, xml):
        self.socket.sendall(xml.encode())

    def _read(self):
        try:
            self.text += self.socket.recv(1 << 20).decode(errors="replace")
        except TimeoutError:
            pass

    def _expect(self, text):
        if not self._wait(lambda: self._read() or text in self.text, 60):
            raise RuntimeError(f"the engine did not answer {text!r}, but {self.text[-300:]!r}")

    @staticmethod
    def _wait(condition, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.05)
        return False
