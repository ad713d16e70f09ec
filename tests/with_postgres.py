"""Runs a command with DATABASE_URL leading to a fresh PostgreSQL, which ends with it."""

import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def programs() -> Path:
    """The folder of the newest PostgreSQL's programs."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda p: int(p.split("/")[4]))
    path = found[-1] if found else shutil.which("initdb")
    if path is None:
        sys.exit("PostgreSQL is missing: no initdb found")
    return Path(path).resolve().parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_quietly(*command: object) -> None:
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, cwd="/", env=env)


def main(command: list[str]) -> int:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    bin_dir = programs()
    with tempfile.TemporaryDirectory() as folder:
        if as_server:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        run_quietly(*as_server, bin_dir / "initdb", "-D", data, "-U", "fiv", "-A", "trust", "-E", "UTF8")
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        start = [*as_server, bin_dir / "pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w"]
        run_quietly(*start, "start")
        try:
            url = f"postgres://fiv@127.0.0.1:{port}/postgres"
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
        finally:
            run_quietly(*start, "-m", "immediate", "stop")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
