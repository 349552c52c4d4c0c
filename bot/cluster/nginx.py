"""nginx in front of the assistants, with the configuration that containers get: deploy/nginx/assistant.conf.template."""
import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Dict, Mapping, Optional, Sequence

from bot import settings
from bot.assistant import end_with_parent
from bot.cluster import certificate
from bot.cluster.errors import CannotStart

TEMPLATE = settings.ROOT / "deploy" / "nginx" / "assistant.conf.template"
STATIC = settings.ROOT / "bot" / "channels" / "static"
_NAME = re.compile(r"\$\{([A-Z_]+)\}")
_SECONDS = 10
# What nginx's image brings itself: here for a process that owns one folder and may write nowhere else.
_MAIN = """\
daemon off;
{user}
worker_processes 1;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/assistant.conf;
}}
"""


def filled(template: str, values: Mapping[str, str]) -> str:
    """`template` with its ${NAMES} replaced, as nginx's image does it. Raises KeyError for one without a value."""
    return _NAME.sub(lambda name: values[name[1]], template)


def values(ports: Sequence[int], *, https: int, http: int, folder: Path, rate: str) -> Dict[str, str]:
    """What the template is filled with on this machine."""
    return {
        "ASSISTANTS": "\n    ".join([*(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in ports),
                                    *(f"server 127.0.0.1:{port} max_fails=0 backup;" for port in ports)]),
        "HTTPS_PORT": f"127.0.0.1:{https}", "HTTP_PORT": f"127.0.0.1:{http}", "HTTPS_SUFFIX": f":{https}", "TLS_FOLDER": str(folder),
        "STATIC_FOLDER": str(STATIC), "ACCESS_LOG": str(folder / "access.log"), "NGINX_LOCAL_RESOLVERS": "127.0.0.1",
        "TRUSTED_PROXY": "192.0.2.1",  # an address that nobody has
        "RATE": rate, "PLATFORM_RATE": "200r/s",
    }


def program() -> Optional[str]:
    """Where nginx is; None when it is not installed."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class Nginx:
    """On this machine only. What it writes is in `folder`."""

    def __init__(self, ports: Sequence[int], *, https: int, http: int, folder: Path, rate: str = "20r/s") -> None:
        found = program()
        if not found:
            raise CannotStart("nginx is not installed: apt-get install nginx-light")
        self._program, self._folder, self._https = found, folder, https
        self.process: Optional[subprocess.Popen[bytes]] = None
        folder.mkdir(parents=True, exist_ok=True)
        certificate.make(folder)
        # A worker has to be able to read the files of the chat, which is not sure of anybody but who has this checkout.
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user), encoding="utf-8")
        given = values(ports, https=https, http=http, folder=folder, rate=rate)
        (folder / "assistant.conf").write_text(filled(TEMPLATE.read_text(encoding="utf-8"), given), encoding="utf-8")

    @property
    def certificate(self) -> Path:
        return self._folder / "tls.crt"

    def check(self) -> str:
        """What `nginx -t` finds fault with; empty when nothing."""
        tried = subprocess.run([*self._command(), "-t"], capture_output=True, text=True)
        return tried.stderr if tried.returncode or "[warn]" in tried.stderr else ""

    def start(self) -> None:
        """Return when it listens. Raises CannotStart."""
        with (self._folder / "nginx.log").open("ab") as log:
            self.process = subprocess.Popen(self._command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                            preexec_fn=end_with_parent)
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self._https), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise CannotStart(f"nginx did not start; the reason is in {self._folder / 'nginx.log'}.")

    def stop(self) -> None:
        """Requests under way come to their end."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.terminate()
                self.process.wait()

    def _command(self) -> Sequence[str]:
        return [self._program, "-p", str(self._folder), "-c", str(self._folder / "nginx.conf"), "-e", "stderr"]
