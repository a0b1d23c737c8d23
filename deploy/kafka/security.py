"""The certificate and the users of a listener with TLS and SASL, made anew for each folder of data."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.kafka.jars import java
from deploy.kafka.node import KafkaError

MECHANISMS = ("SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN")
_VALID_DAYS = "3650"


@dataclass(frozen=True, kw_only=True)
class User:
    """Who may log in, by any of MECHANISMS; what it may do is for the access control lists."""

    name: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Security:
    """What clients need for the secure listener, and the broker for serving it."""

    ca: Path
    """The certificate, as PEM: it signs itself, so it is its own authority. It is good for localhost and 127.0.0.1."""
    user: User
    key_store: Path
    key_password: str

    @classmethod
    def of(cls, directory: Path) -> Security:
        """That of `directory`, made where there is none. Raises KafkaError where keytool, which comes with Java, fails."""
        directory.mkdir(parents=True, exist_ok=True)
        ca, key_store = directory / "ca.pem", directory / "key-store.p12"
        key_password = _secret(directory / "key-password")
        if not ca.exists():
            key_store.unlink(missing_ok=True)
            store = ("-keystore", str(key_store), "-storetype", "PKCS12", "-storepass", key_password, "-alias", "kafka")
            pair = ("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost", "-validity", _VALID_DAYS)
            # Python from 3.13 on takes an authority only with these two extensions.
            extensions = ("-ext", "BC:critical=ca:true", "-ext", "KU:critical=digitalSignature,keyCertSign")
            _keytool("-genkeypair", *store, *pair, *extensions, "-ext", "SAN=dns:localhost,ip:127.0.0.1")
            _keytool("-exportcert", "-rfc", *store, "-file", str(ca))
        return cls(
            ca=ca,
            user=User(name="desk", password=_secret(directory / "desk-password")),
            key_store=key_store,
            key_password=key_password,
        )

    def properties(self) -> Iterator[tuple[str, str]]:
        """What the broker is to be told, beside where it listens.

        Whoever comes by the plain listener may do all, since that is where access is granted from; who logs in may do what it was granted.
        """
        yield "ssl.keystore.type", "PKCS12"
        yield "ssl.keystore.location", str(self.key_store)
        yield "ssl.keystore.password", self.key_password
        yield "sasl.enabled.mechanisms", ",".join(MECHANISMS)
        for mechanism in MECHANISMS:
            yield f"listener.name.secure.{mechanism.lower()}.sasl.jaas.config", self._login_module(mechanism)
        yield "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"
        yield "super.users", "User:ANONYMOUS"

    def format_arguments(self) -> Iterator[str]:
        """What StorageTool is to be told, so that the user is there from the start."""
        for mechanism in MECHANISMS:
            if mechanism.startswith("SCRAM"):
                yield "--add-scram"
                yield f"{mechanism}=[name={self.user.name},password={self.user.password}]"

    def _login_module(self, mechanism: str) -> str:
        if mechanism == "PLAIN":
            module = "org.apache.kafka.common.security.plain.PlainLoginModule"
            return f'{module} required user_{self.user.name}="{self.user.password}";'
        return "org.apache.kafka.common.security.scram.ScramLoginModule required;"


def _secret(path: Path) -> str:
    """The password in `path`; where there is none, one that nobody knows yet."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(16))
    return path.read_text()


def _keytool(*arguments: str) -> None:
    program = Path(java()).with_name("keytool")
    done = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise KafkaError(f"keytool made no certificate: {(done.stdout + done.stderr).strip()}")
