"""What a client is told of TLS and SASL, from settings and the files that they name."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from pathlib import Path

import pytest

from streams.security import nobody_answers, security
from streams.settings import Settings, SettingsError, load


def sasl(**changed: str) -> Settings:
    return Settings(**{"security_protocol": "SASL_PLAINTEXT", "sasl_username": "desk", **changed})


@pytest.fixture
def password(tmp_path: Path) -> str:
    path = tmp_path / "password"
    path.write_text("geheim, mit Leerzeichen \n")
    return str(path)


def test_without_settings_nothing_is_shown_and_nothing_asked() -> None:
    assert security(Settings()) == {"security_protocol": "PLAINTEXT"}


def test_a_password_is_what_its_file_holds_without_the_line_break(password: str) -> None:
    assert security(sasl(sasl_password_file=password)) == {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "desk",
        "sasl_plain_password": "geheim, mit Leerzeichen ",
    }


def test_a_token_is_read_again_for_each_connection(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("first")
    provider = security(sasl(sasl_mechanism="OAUTHBEARER", sasl_token_file=str(path)))["sasl_oauth_token_provider"]
    assert asyncio.run(provider.token()) == "first"
    path.write_text("second\n")
    assert asyncio.run(provider.token()) == "second"


def test_certificates_and_host_names_are_always_checked() -> None:
    context = security(Settings(security_protocol="SSL"))["ssl_context"]
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_client_shows_its_certificate_whose_key_may_be_encrypted(tmp_path: Path) -> None:
    key, certificate, password = tmp_path / "key.pem", tmp_path / "certificate.pem", tmp_path / "password"
    subject = ["-subj", "/CN=desk", "-days", "1", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    output = ["-passout", "pass:geheim", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", "-x509", *subject, *output], check=True, capture_output=True)
    password.write_text("geheim\n")
    shown = {"security_protocol": "SSL", "tls_certificate_file": str(certificate), "tls_key_file": str(key)}
    assert security(Settings(**shown, tls_key_password_file=str(password)))["ssl_context"]
    password.write_text("guess")
    with pytest.raises(SettingsError, match=r"^BARQIYA_TLS_CERTIFICATE_FILE=\S+certificate.pem: ") as caught:
        security(Settings(**shown, tls_key_password_file=str(password)))
    assert "guess" not in str(caught.value)
    with pytest.raises(SettingsError, match=r"^BARQIYA_TLS_CERTIFICATE_FILE="):
        security(Settings(**shown))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"sasl_username": ""}, "BARQIYA_SASL_USERNAME is not set, and SCRAM-SHA-512 needs it"),
        ({}, "BARQIYA_SASL_PASSWORD_FILE is not set"),
        ({"sasl_password_file": "/nowhere/password"}, "BARQIYA_SASL_PASSWORD_FILE=/nowhere/password: No such file or directory"),
        ({"sasl_password_file": "/dev/null"}, "BARQIYA_SASL_PASSWORD_FILE=/dev/null: it is empty"),
        ({"sasl_mechanism": "OAUTHBEARER"}, "BARQIYA_SASL_TOKEN_FILE is not set"),
        ({"security_protocol": "SSL", "tls_ca_file": "/nowhere/ca.pem"}, "BARQIYA_TLS_CA_FILE=/nowhere/ca.pem: No such file or directory"),
    ],
)
def test_what_is_missing_is_told_with_its_variable(changed: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        security(sasl(**changed))
    assert str(caught.value).startswith(says)


def test_a_secret_in_the_environment_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match=r"BARQIYA_SASL_PASSWORD names no setting; .*BARQIYA_SASL_PASSWORD_FILE") as caught:
        load({"BARQIYA_SASL_PASSWORD": "geheim"})
    assert "geheim" not in str(caught.value)


def test_who_is_not_let_in_is_told_as_whom_it_came() -> None:
    assert nobody_answers("kafka:9093", Settings()) == "no Kafka broker answers at kafka:9093"
    assert nobody_answers("kafka:9093", sasl()).endswith("or none lets this client in (SASL_PLAINTEXT, SCRAM-SHA-512 desk)")
    assert nobody_answers("kafka:9093", Settings(security_protocol="SSL")).endswith("or none lets this client in (SSL)")
