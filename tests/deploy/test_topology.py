"""What the checkers of Compose and Kubernetes cannot know: that the parts fit each other, and are closed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Iterator

import pytest

from tests.deploy.conftest import SECRETS, compose
from tests.deploy.image import PROJECT, Image

IMAGES = {name: Image.read(PROJECT / f"deploy/{name}.Dockerfile") for name in ("assistant", "actions")}
WORKLOADS = ("Deployment", "StatefulSet", "CronJob")
#: What `docs/settings.md` lists, of which another test sees that the code reads it.
READ_BY_THE_CODE = set(
    re.findall(r"^\| `(\w+)` \|", (PROJECT / "docs/settings.md").read_text(), re.MULTILINE)
)


def pods(objects: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in objects:
        if one["kind"] in WORKLOADS:
            spec = one["spec"]["jobTemplate"]["spec"] if one["kind"] == "CronJob" else one["spec"]
            yield one["metadata"]["name"], spec["template"]["spec"]


def containers(pod: dict[str, Any]) -> list[dict[str, Any]]:
    return [*pod.get("initContainers", []), *pod["containers"]]


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_compose_without_a_secret_says_which_and_where_to_set_it(missing: str, tools: Path) -> None:
    refused = compose("config", **{name: value for name, value in SECRETS.items() if name != missing})

    assert refused.returncode != 0
    assert f"{missing} is missing a value: set it in deploy/.env" in refused.stderr


def test_in_compose_no_one_but_nginx_can_be_reached_and_nginx_reaches_no_database(
    services: dict[str, Any],
) -> None:
    assert [name for name, service in services.items() if service.get("ports")] == ["nginx"]
    for database in ("postgres", "redis"):
        assert not set(services["nginx"]["networks"]) & set(services[database]["networks"])


def test_in_compose_every_container_is_closed_and_limited(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["deploy"]["resources"]["limits"]["memory"], name
        assert service.get("restart"), name


@pytest.mark.parametrize("service", ["assistant", "actions", "knowledge"])
def test_compose_sets_only_what_the_code_reads(service: str, services: dict[str, Any]) -> None:
    assert set(services[service]["environment"]) <= READ_BY_THE_CODE


def test_kubernetes_sets_only_what_the_code_reads(objects: list[dict[str, Any]]) -> None:
    only_for_addresses = {"DATABASE_HOST", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}
    for name, pod in pods(objects):
        if name in IMAGES:
            for container in containers(pod):
                assert {one["name"] for one in container["env"]} <= READ_BY_THE_CODE | only_for_addresses


def test_the_cluster_holds_no_secret_and_no_image_without_a_version(objects: list[dict[str, Any]]) -> None:
    assert "Secret" not in {one["kind"] for one in objects}
    for _, pod in pods(objects):
        for container in containers(pod):
            assert re.search(r":\d+\.\d+", container["image"]), container["image"]
            for one in container.get("env", []):
                if re.search("SECRET|PASSWORD|TOKEN", one["name"]):
                    assert "secretKeyRef" in one["valueFrom"], one["name"]


def test_every_container_of_the_cluster_is_closed_and_limited(objects: list[dict[str, Any]]) -> None:
    for name, pod in pods(objects):
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["automountServiceAccountToken"] is False, name
        for container in containers(pod):
            closed = container["securityContext"]
            assert closed["readOnlyRootFilesystem"] is True, name
            assert closed["allowPrivilegeEscalation"] is False, name
            assert closed["capabilities"] == {"drop": ["ALL"]}, name
            assert {"cpu", "memory"} <= set(container["resources"]["requests"]), name
            assert "memory" in container["resources"]["limits"], name


@pytest.mark.parametrize("name", sorted(IMAGES))
def test_the_probes_ask_the_port_that_the_image_opens(name: str, objects: list[dict[str, Any]]) -> None:
    pod = dict(pods(objects))[name]
    ports = {port["name"]: port["containerPort"] for port in pod["containers"][0]["ports"]}
    deployment = next(o for o in objects if o["kind"] == "Deployment" and o["metadata"]["name"] == name)
    scraped = deployment["spec"]["template"]["metadata"]["annotations"]["prometheus.io/port"]

    assert str(ports["ops"]) == IMAGES[name].environment["OPS_PORT"] == scraped
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert pod["containers"][0][probe]["httpGet"]["port"] == "ops"


@pytest.mark.parametrize("name", sorted(IMAGES))
def test_a_rollout_takes_no_server_away_before_the_next_one_has_its_catalog_and_is_ready(
    name: str, objects: list[dict[str, Any]]
) -> None:
    deployment = next(o for o in objects if o["kind"] == "Deployment" and o["metadata"]["name"] == name)
    pod = dict(pods(objects))[name]
    first, server = pod["initContainers"][0], pod["containers"][0]

    assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert "replicas" not in deployment["spec"]  # the autoscaler decides
    assert first["command"] == ["python", "-m", "knowledge.loader.load"]
    assert first["image"] == server["image"]  # the catalog is that of the server's own release
    for container in (first, server):
        assert {"name": "KNOWLEDGE_DB_VERSIONED", "value": "true"} in container["env"]


def test_compose_fills_in_all_that_the_nginx_template_leaves_open(services: dict[str, Any]) -> None:
    template = (PROJECT / "deploy/nginx/careerbot.conf.template").read_text()
    set_here = {name for name in services["nginx"]["environment"] if name.startswith("CAREERBOT_")}

    assert set(re.findall(r"\$\{(\w+)\}", template)) == set_here
