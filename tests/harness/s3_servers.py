"""Real S3 servers for the tests: versitygw (strict, fast, every `make test`), MinIO (encryption,
roles; where its binary is in the cache, else those tests say why they are skipped), moto (keeps
whatever setting it is given).

tests/install_test_tools.sh puts versitygw into the cache, and with --stores MinIO too.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness import paths

START_SECONDS = 60
GO_BIN = paths.CACHE / "go-bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class S3Server:
    """One server process on loopback with a data folder of its own."""

    kind = "?"
    access_key = "rootaccess"
    secret_key = "rootsecret-1234"
    region = "us-east-1"

    def __init__(self, certificate: tuple[Path, Path] | None = None):
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{self.kind}-", dir=paths.DATA))
        self.certificate = certificate
        self.processes: list[subprocess.Popen] = []

    @staticmethod
    def missing() -> str:
        """Empty, or why this server cannot be started here."""
        raise NotImplementedError

    @property
    def endpoint(self) -> str:
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}"

    def spawn(self, *command: str, environment: dict[str, str] | None = None) -> subprocess.Popen:
        with open(self.folder / "log", "ab") as log:
            process = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={**os.environ, **(environment or {})},
            )
        self.processes.append(process)
        return process

    def launch(self) -> None:
        raise NotImplementedError

    def start(self) -> "S3Server":
        self.launch()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self.processes[-1].poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{self.kind} did not start:\n{(self.folder / 'log').read_text()[-2000:]}")

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.processes.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def client(self, service: str = "s3", access_key: str = "", secret_key: str = ""):
        """A boto3 client; imported late, so that tests without S3 do not pay for it."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            aws_access_key_id=access_key or self.access_key,
            aws_secret_access_key=secret_key or self.secret_key,
            region_name=self.region,
            verify=str(self.certificate[0]) if self.certificate else None,
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 2}),
        )

    def environment(self) -> dict[str, str]:
        """For a program that speaks to this server as its owner."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        return {
            **clean,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_REGION": self.region,
            "AWS_CONFIG_FILE": "/nonexistent",
            "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
            "NO_PROXY": "127.0.0.1",
        }


class Versitygw(S3Server):
    kind = "versitygw"
    binary = GO_BIN / "versitygw"

    @staticmethod
    def missing() -> str:
        if Versitygw.binary.is_file():
            return ""
        return "versitygw is not in the cache: tests/install_test_tools.sh"

    def launch(self) -> None:
        for name in ("data", "versions", "iam"):
            (self.folder / name).mkdir()
        tls = []
        if self.certificate:
            tls = ["--cert", str(self.certificate[0]), "--key", str(self.certificate[1])]
        self.spawn(
            str(self.binary),
            *("--port", f"127.0.0.1:{self.port}", "--quiet", "--keep-alive"),
            *("--access", self.access_key, "--secret", self.secret_key, "--region", self.region),
            *("--iam-dir", str(self.folder / "iam"), "--iam-cache-disable"),
            *("--access-log", str(self.folder / "access.log")),
            *tls,
            *("posix", "--versioning-dir", str(self.folder / "versions")),
            str(self.folder / "data"),
        )

    def requests(self) -> int:
        """How many requests the server has seen, by its own access log."""
        log = self.folder / "access.log"
        return sum(1 for _ in log.open()) if log.is_file() else 0

    def add_user(self, access_key: str, secret_key: str, role: str = "user") -> None:
        subprocess.run(
            [
                str(self.binary),
                "admin",
                *("--access", self.access_key, "--secret", self.secret_key),
                *("--region", self.region, "--endpoint-url", self.endpoint),
                *("create-user", "--access", access_key, "--secret", secret_key, "--role", role),
            ],
            check=True,
            capture_output=True,
        )


class Minio(S3Server):
    kind = "minio"
    binary = GO_BIN / "minio"
    kms_key = "my-key"

    @staticmethod
    def missing() -> str:
        if Minio.binary.is_file():
            return ""
        return "MinIO is not in the cache: tests/install_test_tools.sh --stores (make test-stores)"

    def launch(self) -> None:
        certificates = self.folder / "certs"
        certificates.mkdir()
        if self.certificate:
            shutil.copy(self.certificate[0], certificates / "public.crt")
            shutil.copy(self.certificate[1], certificates / "private.key")
        self.spawn(
            str(self.binary),
            *("server", "--quiet", "--certs-dir", str(certificates)),
            *("--address", f"127.0.0.1:{self.port}", str(self.folder / "data")),
            environment={
                "MINIO_ROOT_USER": self.access_key,
                "MINIO_ROOT_PASSWORD": self.secret_key,
                "MINIO_CI_CD": "1",
                "MINIO_BROWSER": "off",
                "MINIO_UPDATE": "off",
                "MINIO_KMS_SECRET_KEY": f"{self.kms_key}:" + "A" * 43 + "=",
            },
        )

    def start(self) -> "S3Server":
        super().start()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                self.client().list_buckets()
                return self
            except Exception:  # noqa: BLE001  still starting: 503, refused
                time.sleep(0.2)
        raise AssertionError("MinIO does not answer")


class Moto(S3Server):
    kind = "moto"

    @staticmethod
    def missing() -> str:
        try:
            import flask  # noqa: F401
            import moto  # noqa: F401
        except ImportError:
            return "moto is not installed: tests/install_test_tools.sh"
        return ""

    def launch(self) -> None:
        self.spawn(
            sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)
        )


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself."""
    certificate, key = folder / "server.crt", folder / "server.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key
