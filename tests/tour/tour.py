#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tour.py BIN OUT: the app in a real window, driven by keyboard like a person would, against a real sandbox.

Signs in, looks at the dialogs, opens one by link, sends, gets answers, survives kill -9 and an engine that dies, and
leaves a picture of each station in OUT. At the end it searches everything the app left behind for what must not be
there. Needs a display, a session bus and a keyring (tests/support/with-*.sh). Exit status 0: every station was reached.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from canaries import Canaries  # noqa: E402
from peer import Peer  # noqa: E402

STAMP = time.strftime("%H%M%S")


def wait(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


class Sandbox:
    def __init__(self, binary, log):
        self.log = log
        with open(log, "wb") as errors:
            self.process = subprocess.Popen([binary, "--ready-json", "--protocol", "qiscus", "--protocol", "mesibo"], stdout=subprocess.PIPE, stderr=errors)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the sandbox did not start:\n{pathlib.Path(log).read_text()}")
        self.ready = json.loads(line)
        self.domain = self.ready["engine"]["domain"]

    def person(self, user_id):
        return next(p for p in self.ready["people"] if str(p["user_id"]) == user_id)

    def peer(self, user_id):
        server = urlsplit(self.ready["engine"]["xmpp"])
        return Peer(server.hostname, server.port, user_id.lower(), self.domain, self.person(user_id)["engine_token"])

    def otp(self, login):
        codes = re.findall(rf"OTP for {re.escape(login)}: (\d{{6}})", pathlib.Path(self.log).read_text())
        return codes[-1] if codes else None

    def logins(self):
        """How many login calls the gateway has had."""
        count = self.calls("auth/")
        assert count, "the gateway counts no login calls"
        return count

    def profiles(self):
        """How many profiles the gateway has given."""
        return self.calls("natter.json")

    def calls(self, route):
        with urlopen(urljoin(self.ready["gateway"], "/metrics"), timeout=60) as answer:
            lines = answer.read().decode().splitlines()
        counters = [line for line in lines if line.startswith("natter_gateway_requests_total{") and route in line]
        return sum(int(float(line.split()[-1])) for line in counters)

    def kill_engine(self):
        self.process.send_signal(signal.SIGUSR1)

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


class App:
    """The natter binary and its window."""

    def __init__(self, binary, home, out, shots=0):
        home.mkdir(exist_ok=True)
        self.binary, self.out = binary, out
        self.home, self.canaries = home, Canaries()
        self.log = home / "natter.log"
        self.environment = dict(os.environ, XDG_DATA_HOME=str(home / "data"), XDG_CONFIG_HOME=str(home / "config"),
                                XDG_CACHE_HOME=str(home / "cache"), QT_LOGGING_RULES="natter.*=true")
        self.process = None
        self.shots = shots

    def start(self, *arguments):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([self.binary, *arguments], env=self.environment, stdout=log, stderr=log)
        wait(self.window, 60, "the window")
        time.sleep(0.3)

    def again(self, *arguments):
        """A second start, which hands its request to the running one. Both are looked at while they live."""
        second = subprocess.Popen([self.binary, *arguments], env=self.environment)
        self.canaries.sample(second.pid)  # it may be gone already
        assert second.wait(60) == 0, "the second start could not hand over its request"
        self.look()

    def look(self):
        assert self.canaries.sample(self.process.pid), "the app could not be looked at"
        self.canaries.take_from_keyring()

    def quit(self):
        self.look()
        self.press("ctrl+q")
        wait(lambda: self.process.poll() is not None, 60, "the app's end")
        self.canaries.search(self.home)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def window(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def title(self):
        window = self.window()
        return window and subprocess.run(["xdotool", "getwindowname", window], capture_output=True, text=True).stdout.strip()

    def press(self, *keys):
        subprocess.run(["xdotool", "windowactivate", "--sync", self.window(), "key", "--delay", "40", *keys],
                       check=True, capture_output=True)

    def type(self, text):
        subprocess.run(["xdotool", "windowactivate", "--sync", self.window(), "type", "--delay", "15", text],
                       check=True, capture_output=True)

    def picture(self, name, settle=0.6):
        time.sleep(settle)
        self.shots += 1
        subprocess.run(["import", "-window", "root", str(self.out / f"{self.shots:02}-{name}.png")], check=True)
        print(f"tour: {name}", flush=True)


def tour(sandbox, app):
    me = sandbox.person("1")
    other = sandbox.peer("2")
    bodies = app.canaries.bodies
    bodies += [f"Are we still on for tonight? {STAMP}", f"Yes! Seven at the usual place. {STAMP}", f"Echo, are you there? {STAMP}"]

    profiles = sandbox.profiles()
    app.start("--profile", sandbox.ready["profile"])
    wait(lambda: sandbox.profiles() > profiles, 60, "the site's profile to be asked for")
    app.picture("login")
    app.type(me["login"])
    app.picture("login-phone", 0.2)
    app.press("Return")
    time.sleep(0.4)
    app.canaries.typed.add(me["passcode"])
    app.type(me["passcode"])
    app.picture("login-passcode", 0.2)
    app.press("Return")
    assert other.wait_for_presence(f"1@{sandbox.domain}"), "signing in did not bring the person online"
    app.picture("dialogs", 2.5)

    app.again("--open-dialog", "2")
    app.picture("open-dialog")
    app.type(bodies[0])
    app.press("Return")
    assert other.wait_for_body(bodies[0]), "the typed message did not reach the other person"
    app.picture("sent")
    other.compose(f"1@{sandbox.domain}")
    app.picture("typing")
    other.send(f"1@{sandbox.domain}", bodies[1])
    app.picture("answered", 1)

    app.again("natter://dialog/echo")
    time.sleep(0.5)
    app.type(bodies[2])
    app.press("Return")
    app.picture("echo", 2)
    app.again("natter:dialog/story")
    time.sleep(0.5)
    app.type("Tell me a story")
    app.press("Return")
    app.picture("story", 6)
    app.again("natter://dialog/nobody?send=1")
    app.picture("bad-link")
    app.press("ctrl+k")
    time.sleep(0.3)
    app.type("an")
    app.picture("search", 1)
    app.press("Escape")
    app.press("Escape")

    app.kill()
    logins = sandbox.logins()
    app.start("--profile", sandbox.ready["profile"])
    app.picture("killed-and-back", 0.3)
    app.again("--open-dialog", "2")
    sandbox.kill_engine()
    app.picture("engine-gone", 1)
    late = f"Written while the server was away {STAMP}"
    app.type(late)
    app.press("Return")
    app.picture("waiting")
    bodies.append(late)
    other = wait(lambda: reconnect(sandbox), 120, "the engine")
    assert other.wait_for_body(late), "a message written while the engine was away got lost"
    app.picture("engine-back", 1)
    assert other.bodies().count(late) == 1, "a message arrived twice"
    assert sandbox.logins() == logins, "a start after kill -9 signed in anew"

    app.quit()


def second_act(sandbox, app):
    """Another site, another way to sign in: mesibo's phone number and code, from an empty data folder."""
    mesibo = sandbox.ready["apps"]["mesibo"]
    me, friend = mesibo["people"][:2]
    domain, server = mesibo["engine"]["domain"], urlsplit(mesibo["engine"]["xmpp"])
    other = Peer(server.hostname, server.port, friend["user_id"], domain, friend["engine_token"])
    body = f"Hello from the other app {STAMP}"
    app.canaries.bodies.append(body)
    profiles = sandbox.profiles()
    app.start("--profile", mesibo["profile"])
    wait(lambda: sandbox.profiles() > profiles, 60, "the site's profile to be asked for")
    app.picture("mesibo-login")
    app.type(me["login"])
    app.press("Return")
    code = wait(lambda: sandbox.otp(me["login"]), 60, "the code in the terminal")
    time.sleep(0.5)
    app.canaries.typed.add(code)
    app.type(code)
    app.picture("mesibo-code", 0.1)
    assert other.wait_for_presence(f"{me['user_id']}@{domain}"), "the code did not bring the person online"
    app.again("--open-dialog", friend["user_id"])
    time.sleep(0.5)
    app.type(body)
    app.press("Return")
    assert other.wait_for_body(body), "the typed message did not reach the other person"
    app.picture("mesibo-sent", 1)
    app.quit()


def reconnect(sandbox):
    try:
        return sandbox.peer("2")
    except (OSError, RuntimeError):
        return None


def main():
    binaries, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="natter-tour-") as folder:
        home = pathlib.Path(folder)
        sandbox = Sandbox(str(binaries / "natter-sandbox"), str(out / "sandbox.log"))
        app = App(str(binaries / "natter"), home, out)
        try:
            tour(sandbox, app)
            home = home / "second"
            app = App(str(binaries / "natter"), home, out, app.shots)
            second_act(sandbox, app)
        except BaseException:
            if app.process and app.process.poll() is None:
                app.picture("failed", 0)
            raise
        finally:
            if app.process and app.process.poll() is None:
                app.process.kill()
            if app.log.exists():
                shutil.copy(app.log, out / "natter.log")
            sandbox.stop()
    print(f"tour: {app.shots} pictures in {out}")


if __name__ == "__main__":
    main()
