"""What operators are given: it can be read, gives nothing away and asks for no rights."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.server.proxy import nginx, sited

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
KUBERNETES = {
    path.stem: yaml.safe_load(path.read_text()) for path in (DEPLOY / "kubernetes").iterdir()
}
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
REPLICAS = ("replica-a", "replica-b", "replica-c")


def pod() -> dict[str, Any]:
    found: dict[str, Any] = KUBERNETES["deployment"]["spec"]["template"]["spec"]
    return found


def test_there_is_one_of_each_kind() -> None:
    assert {each["kind"] for each in KUBERNETES.values()} == {
        "Deployment", "Service", "Ingress", "PodDisruptionBudget",
    }  # fmt: skip


def test_names_lead_from_the_ingress_to_the_replicas() -> None:
    service, ingress = KUBERNETES["service"], KUBERNETES["ingress"]
    (rule,) = ingress["spec"]["rules"]
    assert rule["http"]["paths"][0]["backend"]["service"]["name"] == service["metadata"]["name"]
    labels = KUBERNETES["deployment"]["spec"]["template"]["metadata"]["labels"]
    budget = KUBERNETES["disruption-budget"]["spec"]["selector"]["matchLabels"]
    assert service["spec"]["selector"].items() <= labels.items()
    assert budget.items() <= labels.items()


def test_a_reader_keeps_to_a_replica_until_it_is_gone() -> None:
    asked = KUBERNETES["ingress"]["metadata"]["annotations"]
    kept = {name.rpartition("/")[2]: value for name, value in asked.items()}
    assert kept["affinity"] == "cookie"
    assert kept["session-cookie-change-on-failure"] == "true"


def test_an_update_and_the_budget_leave_enough_replicas() -> None:
    spec = KUBERNETES["deployment"]["spec"]
    assert spec["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert KUBERNETES["disruption-budget"]["spec"]["minAvailable"] < spec["replicas"]


def test_cluster_gives_the_server_no_rights() -> None:
    (container,) = pod()["containers"]
    assert pod()["securityContext"]["runAsNonRoot"] is True
    assert pod()["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"livenessProbe", "readinessProbe", "startupProbe"} <= container.keys()
    assert (
        container["livenessProbe"]["httpGet"]["path"]
        != container["readinessProbe"]["httpGet"]["path"]
    )


@pytest.mark.parametrize("name", [*REPLICAS, "proxy"])
def test_compose_gives_no_rights(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["user"].split(":")[0] not in {"0", "root"}
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_the_proxy_can_be_reached() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in REPLICAS:
        assert "ports" not in COMPOSE["services"][name]
        assert list(COMPOSE["services"][name]["networks"]) == ["inside"]


def test_proxy_finds_the_replicas_where_compose_puts_them() -> None:
    written = (DEPLOY / "nginx" / "replicas.conf").read_text()
    for name in REPLICAS:
        service = COMPOSE["services"][name]
        host = service["networks"]["inside"]["ipv4_address"]
        port = service["environment"]["STREAMLIT_SERVER_PORT"]
        upstream = name.replace("-", "_")
        assert f"upstream {upstream} {{\n    server {host}:{port} max_fails=0;" in written
        assert f"~:{port}$ {upstream[-1]};" in written


def test_no_secret_stands_in_a_file() -> None:
    replica = COMPOSE["services"]["replica-a"]["environment"]["STREAMLIT_SERVER_COOKIE_SECRET"]
    assert replica.startswith("${STREAMLIT_SERVER_COOKIE_SECRET:?")
    by_name = {each["name"]: each for each in pod()["containers"][0]["env"]}
    assert by_name["STREAMLIT_SERVER_COOKIE_SECRET"].keys() == {"name", "valueFrom"}
    for path in (each for each in DEPLOY.rglob("*") if each.is_file()):
        assert not re.search(r"\b[0-9a-fA-F]{32,}\b", path.read_text()), path


def test_no_registry_is_named() -> None:
    names = [each["image"] for each in COMPOSE["services"].values()]
    names += [pod()["containers"][0]["image"]]
    names += re.findall(r"^FROM (\S+)", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert not [name for name in names if "/" in name]


def test_image_runs_as_an_ordinary_user_and_is_watched() -> None:
    lines = (DEPLOY / "Containerfile").read_text()
    assert re.search(r"^USER 10001:10001$", lines, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", lines, re.MULTILINE)
    for name in re.findall(r"^COPY (\w\S*) ", lines, re.MULTILINE):
        assert (ROOT / name).exists(), name


@pytest.mark.slow
def test_nginx_understands_its_configuration(tmp_path: Path) -> None:
    configuration = sited(tmp_path, 8080, [8501, 8502, 8503])
    said = subprocess.run(
        [nginx(), "-t", "-p", f"{tmp_path}/", "-c", str(configuration)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "[warn]" not in said.stderr
