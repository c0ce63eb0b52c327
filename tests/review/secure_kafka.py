"""Apache Kafka as a careful customer runs it: TLS and SASL on every listener, controller included,
and StandardAuthorizer with default deny. Each fault that a test plants is one argument.
"""

import subprocess
from pathlib import Path

from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    NewTopic,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from harness import servers

PASSWORDS = {"broker": "broker-word", "admin": "admin-word", "review": "review-word",
             "nobody": "nobody-word"}


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def make_certificates(folder: Path, days: int = 30, name: str = "IP:127.0.0.1,DNS:localhost"):
    """ca.pem, and server.pem with key and chain, as Kafka reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    ca, key, request = folder / "ca.pem", folder / "server.key", folder / "server.csr"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
        str(folder / "ca.key"), "-out", str(ca), "-days", "30", "-subj", "/CN=Review Test CA")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out",
        str(request), "-subj", "/CN=broker")
    (folder / "extensions").write_text(f"subjectAltName={name}\n")
    run("openssl", "x509", "-req", "-in", str(request), "-CA", str(ca), "-CAkey",
        str(folder / "ca.key"), "-CAcreateserial", "-out", str(folder / "server.crt"), "-days",
        str(days), "-extfile", str(folder / "extensions"))
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", str(folder / "client.key"),
        "-out", str(folder / "client.csr"), "-subj", "/CN=operator")
    run("openssl", "x509", "-req", "-in", str(folder / "client.csr"), "-CA", str(ca), "-CAkey",
        str(folder / "ca.key"), "-CAcreateserial", "-out", str(folder / "client.crt"), "-days",
        str(days))
    (folder / "server.pem").write_text(
        key.read_text() + (folder / "server.crt").read_text() + ca.read_text())
    for user, word in PASSWORDS.items():
        (folder / f"{user}.password").write_text(word + "\n")
    (folder / "wrong.password").write_text("not the word\n")


class SecureKafka(servers.KafkaServer):
    """One node. The listener SSL asks for a client certificate unless client_auth says otherwise."""

    def __init__(self, name: str, authorizer: bool = True, plaintext: bool = False,
                 sasl_plaintext: bool = False, client_auth: str = "required", **more):
        super().__init__(name, **more)
        self.authorizer, self.plaintext = authorizer, plaintext
        self.sasl_plaintext, self.client_auth = sasl_plaintext, client_auth
        self.ssl_port, self.plain_port = servers.free_port(), servers.free_port()
        self.sasl_plain_port = servers.free_port()
        self.certificates = self.data / "certificates"
        make_certificates(self.certificates)

    @property
    def ca(self) -> str:
        return str(self.certificates / "ca.pem")

    def password(self, user: str) -> str:
        return str(self.certificates / f"{user}.password")

    def listeners(self) -> dict[str, tuple[int, str]]:
        found = {"SASL_SSL": (self.port, "SASL_SSL"), "SSL": (self.ssl_port, "SSL")}
        if self.plaintext:
            found["PLAINTEXT"] = (self.plain_port, "PLAINTEXT")
        if self.sasl_plaintext:
            found["SASL_PLAINTEXT"] = (self.sasl_plain_port, "SASL_PLAINTEXT")
        return found

    def declared(self) -> list[str]:
        ports = [port for port, _ in self.listeners().values()] + [self.controller_port]
        return [f"127.0.0.1:{port}" for port in ports]

    def settings_file(self) -> Path:
        plain = "org.apache.kafka.common.security.plain.PlainLoginModule"
        scram = "org.apache.kafka.common.security.scram.ScramLoginModule"
        pem = str(self.certificates / "server.pem")
        who = f'username="broker" password="{PASSWORDS["broker"]}"'
        users = " ".join(f'user_{user}="{word}"' for user, word in PASSWORDS.items())
        shown = self.listeners()
        joined = ",".join(f"{name}://127.0.0.1:{port}" for name, (port, _) in shown.items())
        kinds = ",".join(f"{name}:{kind}" for name, (_, kind) in shown.items())
        self.properties = {
            "listeners": f"{joined},CONTROLLER://127.0.0.1:{self.controller_port}",
            "advertised.listeners": joined,
            "listener.security.protocol.map": f"{kinds},CONTROLLER:SASL_SSL",
            "inter.broker.listener.name": "SASL_SSL",
            "sasl.mechanism.inter.broker.protocol": "SCRAM-SHA-512",
            "sasl.mechanism.controller.protocol": "PLAIN",
            "sasl.enabled.mechanisms": "SCRAM-SHA-512,SCRAM-SHA-256,PLAIN",
            "listener.name.controller.sasl.enabled.mechanisms": "PLAIN",
            "listener.name.controller.plain.sasl.jaas.config":
                f'{plain} required {who} user_broker="{PASSWORDS["broker"]}";',
            "ssl.keystore.type": "PEM", "ssl.keystore.location": pem,
            "ssl.truststore.type": "PEM", "ssl.truststore.location": self.ca,
            "listener.name.ssl.ssl.client.auth": self.client_auth,
            "super.users": "User:broker;User:admin;User:CN=operator",
            "auto.create.topics.enable": "false",
            **self.properties,
        }
        for name in ("sasl_ssl", "sasl_plaintext"):
            base = f"listener.name.{name}"
            self.properties[f"{base}.plain.sasl.jaas.config"] = f"{plain} required {who} {users};"
            for mechanism in ("scram-sha-512", "scram-sha-256"):
                self.properties[f"{base}.{mechanism}.sasl.jaas.config"] = f"{scram} required {who};"
        if self.authorizer:
            self.properties["authorizer.class.name"] = (
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
        return super().settings_file()

    def command(self) -> list[str]:
        file = self.settings_file()
        if not (self.data / "logs" / "meta.properties").exists():
            run(*self.java("kafka.tools.StorageTool", "format", "-t", "cmluZ2ZlbmNlLXRlc3Q0", "-c",
                           str(file), "--add-scram",
                           f"SCRAM-SHA-512=[name=broker,password={PASSWORDS['broker']}]"))
        return self.java("kafka.Kafka", str(file))

    def admin(self, user: str = "admin") -> AdminClient:
        return AdminClient({
            "bootstrap.servers": self.bootstrap, "security.protocol": "SASL_SSL",
            "sasl.mechanism": "PLAIN", "sasl.username": user, "sasl.password": PASSWORDS[user],
            "ssl.ca.location": self.ca, "log_level": 0})

    def is_ready(self) -> bool:
        try:
            return len(self.admin().list_topics(timeout=2).brokers) == 1
        except Exception:  # noqa: BLE001: whatever librdkafka says, the broker is not up yet
            return False

    def make_users_and_rules(self) -> None:
        admin = self.admin()
        # A request may change one mechanism of a user only.
        for mechanism in (ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512):
            changes = [
                UserScramCredentialUpsertion(
                    user, ScramCredentialInfo(mechanism, 4096), PASSWORDS[user].encode())
                for user in ("review", "nobody")
            ]
            for future in admin.alter_user_scram_credentials(changes).values():
                future.result(20)
        if self.authorizer:
            self.allow("review", ResourceType.BROKER, "kafka-cluster", AclOperation.DESCRIBE)
            self.allow("review", ResourceType.BROKER, "kafka-cluster",
                       AclOperation.DESCRIBE_CONFIGS)
            self.allow("review", ResourceType.TOPIC, "*", AclOperation.DESCRIBE)
            self.allow("review", ResourceType.TOPIC, "*", AclOperation.DESCRIBE_CONFIGS)
            self.allow("review", ResourceType.GROUP, "*", AclOperation.DESCRIBE)

    def allow(self, user: str, kind: ResourceType, name: str, operation: AclOperation) -> None:
        rule = AclBinding(kind, name, ResourcePatternType.LITERAL, f"User:{user}", "*", operation,
                          AclPermissionType.ALLOW)
        admin = self.admin()  # dies with the last reference, and its calls with it
        for future in admin.create_acls([rule]).values():
            future.result(20)

    def make_topics(self, topics: dict[str, dict[str, str]], partitions: int = 1) -> None:
        wanted = [NewTopic(name, partitions, 1, config=config) for name, config in topics.items()]
        admin = self.admin()
        for future in admin.create_topics(wanted).values():
            future.result(60)
