"""TLS and SASL: how every client of the program shows the brokers who it is, and is shown who they are.

Secrets stand in files that the settings name, never in settings: those are printed, inherited by processes and shown by systems. Here they
are read, and given to the client alone.
"""

from __future__ import annotations

import logging
import ssl
from pathlib import Path
from typing import Any

from aiokafka.abc import AbstractTokenProvider

from streams.settings import PREFIX, Settings, SettingsError

PLAINTEXT = "PLAINTEXT"
OAUTHBEARER = "OAUTHBEARER"


def security(settings: Settings) -> dict[str, Any]:
    """The arguments of an aiokafka client, whichever it is, that say how it connects.

    Raises:
        SettingsError: A file that is needed is not named, is not there, or holds something else. The message never quotes one.
    """
    arguments: dict[str, Any] = {"security_protocol": settings.security_protocol}
    if settings.security_protocol.endswith("SSL"):
        arguments["ssl_context"] = _tls(settings)
    if settings.security_protocol.startswith("SASL"):
        _keep_out_of_the_log()
        arguments |= _sasl(settings)
    return arguments


def nobody_answers(bootstrap_servers: str, settings: Settings) -> str:
    """Said where no broker answers: a client can't tell one that is not there from one that does not let it in."""
    if settings.security_protocol == PLAINTEXT:
        return f"no Kafka broker answers at {bootstrap_servers}"
    who = f", {settings.sasl_mechanism} {settings.sasl_username}".rstrip() if settings.security_protocol.startswith("SASL") else ""
    return f"no Kafka broker answers at {bootstrap_servers}, or none lets this client in ({settings.security_protocol}{who})"


class TokenFile(AbstractTokenProvider):  # type: ignore[misc]  # aiokafka has no types
    """The bearer token that a file holds at the time of each connection: whoever issues tokens replaces it before it expires."""

    def __init__(self, path: str) -> None:
        self._path = path

    async def token(self) -> str:
        """The token as it is now. Raises SettingsError where the file can't be read."""
        return _secret("sasl_token_file", self._path)


def _tls(settings: Settings) -> ssl.SSLContext:
    """Checks certificates and host names always; without a file of authorities, against those of the system."""
    ca, certificate, key = settings.tls_ca_file, settings.tls_certificate_file, settings.tls_key_file
    try:
        context = ssl.create_default_context(cafile=ca or None)
    except (OSError, ssl.SSLError) as error:
        raise _unusable("tls_ca_file", ca, error) from None
    if certificate:
        password = _secret("tls_key_password_file", settings.tls_key_password_file) if settings.tls_key_password_file else ""
        try:
            # A function, because with None OpenSSL would ask the terminal for the password of an encrypted key.
            context.load_cert_chain(certificate, key or None, password=lambda: password)
        except (OSError, ssl.SSLError, ValueError) as error:
            raise _unusable("tls_certificate_file", certificate, error) from None
    return context


def _sasl(settings: Settings) -> dict[str, Any]:
    if settings.sasl_mechanism == OAUTHBEARER:
        _secret("sasl_token_file", settings.sasl_token_file)
        return {"sasl_mechanism": OAUTHBEARER, "sasl_oauth_token_provider": TokenFile(settings.sasl_token_file)}
    if not settings.sasl_username:
        raise SettingsError(f"{PREFIX}SASL_USERNAME is not set, and {settings.sasl_mechanism} needs it")
    return {
        "sasl_mechanism": settings.sasl_mechanism,
        "sasl_plain_username": settings.sasl_username,
        "sasl_plain_password": _secret("sasl_password_file", settings.sasl_password_file),
    }


def _secret(setting: str, path: str) -> str:
    """What a file holds, without the line break at its end."""
    if not path:
        raise SettingsError(f"{PREFIX}{setting.upper()} is not set: it names the file that holds the secret")
    try:
        secret = Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise SettingsError(f"{PREFIX}{setting.upper()}={path}: it holds no text in UTF-8") from None
    except OSError as error:
        raise _unusable(setting, path, error) from None
    if not secret:
        raise SettingsError(f"{PREFIX}{setting.upper()}={path}: it is empty")
    return secret


def _unusable(setting: str, path: str, error: Exception) -> SettingsError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SettingsError(f"{PREFIX}{setting.upper()}={path}: {why}")


class _Redaction(logging.Filter):
    """Takes logins out of aiokafka's log: at DEBUG it shows each request in full, the password and the token included."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple("a login, not shown" if "SaslAuthenticate" in type(one).__name__ else one for one in record.args)
        return True


_REDACTION = _Redaction()


def _keep_out_of_the_log() -> None:
    logging.getLogger("aiokafka.conn").addFilter(_REDACTION)
