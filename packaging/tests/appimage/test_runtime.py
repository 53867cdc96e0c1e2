# SPDX-License-Identifier: Apache-2.0
"""The AppImage's runtime: its options, and that a program under it behaves as one that was started by itself."""
import fcntl
import os
import pathlib
import select
import signal
import struct
import subprocess
import tempfile
import time
import unittest

from tiny import LIMIT, UPDATES, TinyTest, mounts, wait_until

EXTRACT = "--appimage-extract-and-run"


class Options(TinyTest):
    def test_offset_is_where_the_files_begin(self):
        data = self.image.read_bytes()
        table, size, count = struct.unpack_from("<Q10xHH", data, 40)
        self.assertEqual(self.offset(), table + size * count)
        self.assertEqual(data[self.offset():][:4], b"hsqs")

    def test_tells_tools_where_newer_ones_are(self):
        section = self.places / "section"
        subprocess.run(["objcopy", "-O", "binary", "--only-section=.upd_info", self.image, section], check=True)
        self.assertEqual(section.read_bytes(), UPDATES.encode().ljust(1024, b"\0"))

    def test_version(self):
        self.assertRegex(self.run_image("--appimage-version").stdout, r"^AppImage runtime of Natter \d+\.\d+\.\d+\n$")

    def test_refuses_an_unknown_option(self):
        result = self.run_image("--appimage-nonsense")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("unknown option --appimage-nonsense", result.stderr)

    def test_extracts_every_file(self):
        result = self.run_image("--appimage-extract", cwd=self.places)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "squashfs-root\n", ""))
        subprocess.run(["diff", "-r", "--no-dereference", self.folder / "AppDir", self.places / "squashfs-root"], check=True)
        self.assertEqual((self.places / "squashfs-root/usr/bin/probe").stat().st_mode & 0o777, 0o755)

    def test_extracts_over_nothing(self):
        (self.places / "squashfs-root").symlink_to(self.folder)
        result = self.run_image("--appimage-extract", cwd=self.places)
        self.assertEqual(result.returncode, 1)
        self.assertIn("File exists", result.stderr)


class Program(TinyTest):
    """What holds for both ways; ByFuse repeats it by the other one."""
    way = [EXTRACT]

    def test_knows_where_it_comes_from(self):
        # As a caller that is an AppImage itself, or zsh, may pass them on.
        inherited = {"APPIMAGE": "/other", "APPDIR": "/other", "ARGV0": "other", "OWD": "/other"}
        result = self.run_image(*self.way, "tell", "a b", "", "--appimage-mount", cwd="/usr", env=self.environment | inherited)
        image, folder, name, before, *arguments = result.stdout.split("\0")[:-1]
        self.assertEqual((image, name, before), (str(self.image), str(self.image), "/usr"))
        self.assertEqual(arguments, ["tell", "a b", "", "--appimage-mount"])
        self.assertEqual(pathlib.Path(folder).parent, self.places)
        self.assert_nothing_left()

    def test_knows_the_file_behind_links_and_odd_names(self):
        odd = self.places / "Überall hier, 100% \"neu\""
        odd.mkdir()
        image = odd / "Näh maschine.AppImage"
        image.write_bytes(self.image.read_bytes())
        image.chmod(0o755)
        link = odd / "link"
        link.symlink_to(image)
        result = self.run_image(*self.way, "tell", image=link)
        self.assertEqual(result.stdout.split("\0")[:3:2], [str(image), str(link)])

    def test_runs_in_a_folder_that_is_gone(self):
        with tempfile.TemporaryDirectory() as gone:
            command = ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", self.image, *self.way, "tell"]
            result = subprocess.run(command, cwd=gone, env=self.environment, capture_output=True, text=True, timeout=LIMIT)
            os.mkdir(gone)
        self.assertEqual(result.stdout.split("\0")[3], "none")

    def test_passes_its_exit_code_on(self):
        for code in [0, 1, 77, 255]:
            self.assertEqual(self.run_image(*self.way, "exit", str(code)).returncode, code)
        self.assert_nothing_left()

    def test_has_the_streams_of_its_caller(self):
        self.assertEqual(self.run_image(*self.way, "echo", input="through").stdout, "through")
        shell = ["sh", "-c", '"$@" <&- >&- 2>&-; echo $?', "sh", self.image, *self.way, "exit", "5"]
        result = subprocess.run(shell, env=self.environment, capture_output=True, text=True, timeout=LIMIT)
        self.assertEqual(result.stdout, "5\n")
        self.assert_nothing_left()

    def test_is_the_process_that_was_started(self):
        for number in [signal.SIGTERM, signal.SIGINT, signal.SIGKILL]:
            process = self.start_image(*self.way, "wait")
            process.send_signal(number)
            self.assertEqual(process.wait(LIMIT), -number)
            self.assert_nothing_left()

    def test_may_heed_signals_itself(self):
        process = self.start_image(*self.way, "trap")
        process.terminate()
        self.assertEqual(process.wait(LIMIT), 3)
        self.assert_nothing_left()

    def test_a_terminal_that_ends_everything_leaves_nothing(self):
        for number in [signal.SIGHUP, signal.SIGINT, signal.SIGKILL]:
            process = self.start_image(*self.way, "wait", start_new_session=True)
            os.killpg(process.pid, number)
            self.assertEqual(process.wait(LIMIT), -number)
            self.assert_nothing_left()

    def test_its_folder_is_nobody_elses(self):
        names = set()
        for _ in range(2):
            process = self.start_image(*self.way, "wait")
            folder, = self.places.iterdir()
            self.assertRegex(folder.name, "^appimage-[0-9a-f]{32}$")
            names.add(folder.name)
            if not any(str(folder) in line for line in mounts()):
                self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
            process.kill()
            process.wait(LIMIT)
            self.assert_nothing_left()
        self.assertEqual(len(names), 2)

    def test_no_one_else_keeps_what_it_inherited(self):
        reading, writing = os.pipe()
        process = self.start_image(*self.way, "wait", stderr=subprocess.PIPE, pass_fds=[9], preexec_fn=lambda: os.dup2(writing, 9))
        os.close(writing)
        # The program has closed all three.
        for file in [reading, process.stdout.fileno(), process.stderr.fileno()]:
            self.assertEqual(select.select([file], [], [], LIMIT)[0], [file])
            self.assertEqual(os.read(file, 1), b"")
        self.assertIsNone(process.poll())
        process.stderr.close()
        os.close(reading)
        process.kill()
        self.assert_nothing_left()

    def test_killed_at_any_time_leaves_nothing(self):
        for delay in range(30):
            process = subprocess.Popen([self.image, *self.way, "wait"], env=self.environment, stdout=subprocess.DEVNULL)
            time.sleep(delay / 1000)
            process.kill()
            process.wait(LIMIT)
        self.assert_nothing_left()


class ProgramByFuse(Program):
    way = []

    def setUp(self):
        super().setUp()
        process = subprocess.Popen([self.image, "--appimage-mount"], env=self.environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL)
        with process:
            mounted = process.stdout.readline()
            process.kill()
        if not mounted:
            self.skipTest("this computer does not let this person mount by FUSE")
        self.assert_nothing_left()

    def test_is_mounted(self):
        process = self.start_image("wait")
        folder, = self.places.iterdir()
        line, = [line for line in mounts() if str(folder) in line]
        self.assertTrue({"ro", "nosuid", "nodev"} <= set(line.split()[3].split(",")), line)
        process.kill()
        process.wait(LIMIT)
        self.assert_nothing_left()

    def test_mount_waits_to_be_ended(self):
        for number in [signal.SIGTERM, signal.SIGKILL]:
            process = subprocess.Popen([self.image, "--appimage-mount"], env=self.environment, stdout=subprocess.PIPE, text=True)
            with process:
                folder = pathlib.Path(process.stdout.readline().rstrip("\n"))
                self.assertEqual(os.readlink(folder / "AppRun"), "usr/bin/probe")
                process.send_signal(number)
            self.assertEqual(process.returncode, -number)
            self.assert_nothing_left()


class Leftovers(TinyTest):
    """Of caretakers that were killed."""

    def entry(self, name, mode=0o700, seconds=3600):
        """A folder with files, as one that was left `seconds` ago."""
        folder = self.places / name
        (folder / "usr/bin").mkdir(parents=True)
        (folder / "usr/bin/program").write_text("")
        self.age(folder, seconds, mode)
        return folder

    @staticmethod
    def age(folder, seconds=3600, mode=0o700):
        folder.chmod(mode)
        os.utime(folder, (time.time() - seconds,) * 2)

    def start_again(self):
        self.assertEqual(self.run_image(EXTRACT, "exit", "0").returncode, 0)

    def test_the_next_start_removes_what_nobody_uses(self):
        process = self.start_image(EXTRACT, "wait")
        folder, = self.places.iterdir()
        caretaker = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(*caretaker), signal.SIGKILL)
        self.age(folder)
        self.start_again()
        wait_until(lambda: list(self.places.iterdir()) == [folder], "its program still runs")
        self.assertTrue((folder / "usr/big").exists())
        process.kill()
        process.wait(LIMIT)
        self.start_again()
        self.assert_nothing_left()

    def test_links_lead_nowhere(self):
        elsewhere = self.entry("elsewhere")
        stale = self.entry("appimage-" + "0" * 32)
        (stale / "link").symlink_to(elsewhere)
        (stale / "usr/link").symlink_to(elsewhere / "usr")
        self.age(stale)
        link = self.places / ("appimage-" + "1" * 32)
        link.symlink_to(elsewhere)
        self.start_again()
        wait_until(lambda: set(self.places.iterdir()) == {elsewhere, link}, "the stale one, and it alone")
        self.assertTrue((elsewhere / "usr/bin/program").exists())

    def test_what_may_be_somebody_elses_stays(self):
        digits = "0123456789abcdef" * 2
        kept = {self.entry(f"appimage-{digits[1:]}"), self.entry(f"appimage-{digits}0"), self.entry(f"Appimage-{digits}"),
                self.entry(f"appimage-{digits[1:]}G"), self.entry(f"appimage-{'1' * 32}", mode=0o755),
                self.entry(f"appimage-{'2' * 32}", seconds=0)}
        file = self.places / f"appimage-{'3' * 32}"
        file.write_text("")
        self.age(file)
        locked = self.entry(f"appimage-{'4' * 32}")
        lock = os.open(locked, os.O_RDONLY)
        self.addCleanup(os.close, lock)
        fcntl.flock(lock, fcntl.LOCK_SH)
        kept |= {file, locked}
        if os.geteuid() == 0:
            foreign = self.entry(f"appimage-{'5' * 32}")
            os.chown(foreign, 65534, 65534)
            kept.add(foreign)
        self.start_again()
        wait_until(lambda: set(self.places.iterdir()) == kept, f"{kept}, and {set(self.places.iterdir())}")
        for folder in kept - {file}:
            self.assertTrue((folder / "usr/bin/program").exists(), folder)


class Damaged(TinyTest):
    def damaged(self, data):
        path = self.places / "damaged"
        path.write_bytes(data)
        path.chmod(0o755)
        return path

    def test_half_of_it_is_not_run(self):
        data = self.image.read_bytes()
        offset = self.offset()
        used = struct.unpack_from("<Q", data, offset + 40)[0]
        for size in [offset, offset + 50, offset + used // 2, offset + used - 1]:
            for option in [[], [EXTRACT], ["--appimage-mount"], ["--appimage-extract"]]:
                result = self.run_image(*option, image=self.damaged(data[:size]), cwd=self.places)
                self.assertEqual((result.returncode, result.stdout), (1, ""), (size, option))
                self.assertIn("not complete", result.stderr)
                self.assertEqual([path.name for path in self.places.iterdir()], ["damaged"])

    def test_nonsense_in_it_ends_with_a_word(self):
        data = bytearray(self.image.read_bytes())
        offset = self.offset()
        tables = struct.unpack_from("<Q", data, offset + 64)[0]
        data[offset + tables:] = b"\xa5" * (len(data) - offset - tables)
        image = self.damaged(data)
        for option in [[], [EXTRACT]]:
            result = self.run_image(*option, "exit", "0", image=image)
            self.assertIn(result.returncode, [1, 127])
            self.assertNotEqual(result.stderr, "")
            wait_until(lambda: [path.name for path in self.places.iterdir()] == ["damaged"], "left over")


if __name__ == "__main__":
    unittest.main()
