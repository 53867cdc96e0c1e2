#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""slixmpp_peer.py SANDBOX: a published XMPP library, unmodified, signs in with an engine token from the sandbox's
JSON line, talks with the echo bot, and reads what it said back from the archive."""

import asyncio
import json
import subprocess
import sys
from urllib.parse import urlsplit

import slixmpp


class Peer(slixmpp.ClientXMPP):
    def __init__(self, jid, token, partner, body):
        super().__init__(jid, token, sasl_mech="PLAIN")
        self.register_plugin("xep_0313")
        self["feature_mechanisms"].unencrypted_plain = True
        self.partner, self.body = partner, body
        self.answered = asyncio.get_event_loop().create_future()
        self.add_event_handler("session_start", self.start)
        self.add_event_handler("message", self.on_message)
        self.add_event_handler("failed_auth", lambda _: self.answered.set_exception(RuntimeError("not authorized")))

    async def start(self, _):
        self.send_presence()
        await self.get_roster()
        self.send_message(mto=self.partner, mbody=self.body, mtype="chat")

    def on_message(self, message):
        if message["body"] == self.body and message["from"].bare == self.partner and not self.answered.done():
            self.answered.set_result(True)

    async def archived(self):
        page = await self["xep_0313"].retrieve(with_jid=self.partner, rsm={"max": 10, "before": ""})
        return [result["mam_result"]["forwarded"]["stanza"]["body"] for result in page["mam"]["results"]]


async def talk(ready):
    person = next(p for p in ready["people"] if str(p["user_id"]) == "2")
    domain, server = ready["engine"]["domain"], urlsplit(ready["engine"]["xmpp"])
    body = "A message from a foreign client: <b>&\"' שלום 👋🏽"
    peer = Peer(f"2@{domain}", person["engine_token"], f"echo@{domain}", body)
    peer.connect((server.hostname, server.port), disable_starttls=True)
    await asyncio.wait_for(peer.answered, 60)
    bodies = await asyncio.wait_for(peer.archived(), 60)
    assert bodies.count(body) == 2, f"the archive holds {bodies}"
    peer.disconnect()


def main():
    sandbox = subprocess.Popen([sys.argv[1], "--ready-json"], stdout=subprocess.PIPE)
    try:
        ready = json.loads(sandbox.stdout.readline())
        asyncio.get_event_loop().run_until_complete(talk(ready))
    finally:
        sandbox.terminate()
        sandbox.wait(60)
    print("a foreign client signed in, was answered, and found both messages in the archive")


if __name__ == "__main__":
    main()
