"""The container files, read: there is no Docker and no Kubernetes in a test, so what can be told without them is told here."""
import json
import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from ruamel.yaml import YAML

from bot import __version__, settings
from bot.cluster.nginx import TEMPLATE
from bot.training import _DATA

DEPLOY = settings.ROOT / "deploy"
_PINNED = re.compile(r"[a-z0-9./-]+:[0-9]+\.[0-9]+[a-z0-9.-]*(@sha256:[0-9a-f]{64})?")


def documents(path: Path) -> List[Dict[str, Any]]:
    text = path.read_text(encoding="utf-8").replace("${", "$(")  # Rasa, once imported, has ruamel fill in what the environment holds
    return [dict(one) for one in YAML(typ="safe", pure=True).load_all(text) if one]


def _stages() -> Iterator[Tuple[str, str, List[Tuple[str, str]]]]:
    """Name, base and instructions of each stage of the Dockerfile."""
    text = re.sub(r"\\\n", " ", "\n".join(line for line in (DEPLOY / "Dockerfile").read_text().splitlines() if not line.startswith("#")))
    stages: List[Tuple[str, str, List[Tuple[str, str]]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            stages.append((name, base, []))
        else:
            stages[-1][2].append((word, rest))
    yield from stages


STAGES = {name: (base, instructions) for name, base, instructions in _stages()}
FINAL = ("assistant", "door")
COMPOSE = documents(DEPLOY / "compose.yml")[0]
KUBERNETES = [one for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")) for one in documents(path)]
PODS = {one["metadata"]["name"]: (one["spec"]["jobTemplate"] if one["kind"] == "CronJob" else one)["spec"] for one in KUBERNETES
        if one["kind"] in ("Deployment", "CronJob")}
PODS = {name: spec.get("template", spec)["spec"] for name, spec in PODS.items()}


def of(kind: str, name: str) -> Dict[str, Any]:
    (found,) = [one for one in KUBERNETES if one["kind"] == kind and one["metadata"]["name"] == name]
    return found


def told(stage: str, word: str) -> List[str]:
    return [rest for instruction, rest in STAGES[stage][1] if instruction == word]


@pytest.mark.parametrize("stage", STAGES)
def test_every_base_is_pinned_or_a_stage(stage: str) -> None:
    assert STAGES[stage][0] in STAGES or _PINNED.fullmatch(STAGES[stage][0])


@pytest.mark.parametrize("stage", FINAL)
def test_an_image_is_nobodys_but_a_users_and_says_how_it_is(stage: str) -> None:
    users = told(stage, "USER")
    assert users
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1])
    assert told(stage, "HEALTHCHECK")
    assert told(stage, "STOPSIGNAL")
    after = [word for word, _ in STAGES[stage][1]][[word for word, _ in STAGES[stage][1]].index("USER"):]
    assert not {"RUN", "COPY"} & set(after)  # what it runs is not its to change


def test_how_images_are_made() -> None:
    words = [(word, rest) for _, instructions in STAGES.values() for word, rest in instructions]
    assert not [rest for word, rest in words if word == "ADD"]
    assert not [rest for _, rest in words if "latest" in rest or "curl " in rest or "--trusted-host" in rest]
    for _, rest in words:
        if "pip install" in rest:
            assert "--require-hashes" in rest
            assert "--no-deps" in rest
    assert "sha256sum" in " ".join(told("built", "RUN"))
    assert any("sha256sum --check --strict" in one for one in told("assistant", "RUN"))
    assert "PRODUCTION=1" in " ".join(told("assistant", "ENV"))
    secrets = re.compile(r"(PASSWORD|SECRET_KEY|TOKEN|DATABASE_URL)=")
    assert not [rest for word, rest in words if word in ("ENV", "ARG") and secrets.search(rest)]


def test_a_model_is_trained_on_all_that_its_name_depends_on() -> None:
    """Or an image would find no model of that name, and train one when it starts."""
    copied = {one.split()[0] for one in told("built", "COPY")} | {part for one in told("built", "COPY") for part in one.split()[:-1]}
    ignored = (settings.ROOT / ".dockerignore").read_text().splitlines()
    for pattern in _DATA:
        first = pattern.split("/")[0]
        assert first in copied
        assert f"!{first}" in ignored
    for source in copied - {"--from=packages"}:
        assert (settings.ROOT / source).exists()


def test_nothing_secret_gets_into_an_image() -> None:
    assert (settings.ROOT / ".dockerignore").read_text().splitlines()[1] == "*"
    assert ".env" in (settings.ROOT / ".gitignore").read_text().splitlines()
    for line in (DEPLOY / "env.example").read_text().splitlines():
        name, _, value = line.lstrip("# ").partition("=")
        if re.fullmatch(r"[A-Z_]+", name) and re.search(r"PASSWORD|KEY|SECRET|TOKEN", name):
            assert value == ""


def test_every_name_in_nginxs_template_has_a_value_in_the_image() -> None:
    names = set(re.findall(r"\$\{([A-Z_]+)\}", TEMPLATE.read_text(encoding="utf-8")))
    set_here = set(re.findall(r"([A-Z_]+)=", " ".join(told("door", "ENV"))))
    assert names - {"NGINX_LOCAL_RESOLVERS"} == set_here - {"NGINX_ENTRYPOINT_LOCAL_RESOLVERS"}  # which has nginx's image set it


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_services(name: str) -> None:
    service = COMPOSE["services"][name]
    assert _PINNED.fullmatch(service["image"])
    assert "no-new-privileges:true" in service["security_opt"]
    if name != "postgres":
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["build"]["target"] == name
        assert service["deploy"]["resources"]["limits"]["memory"]
    assert ("ports" in service) is (name == "door")  # nothing else is reached from outside
    for other in service.get("depends_on", {}):
        assert other in COMPOSE["services"]


def test_postgres_has_a_connection_for_every_turn() -> None:
    most = int(str(COMPOSE["services"]["postgres"]["command"][-1]).partition("=")[2])
    assert most >= 2 * 26 + 10


def test_versions_are_the_projects() -> None:
    images = {one for service in COMPOSE["services"].values() for one in [service["image"]] if one.startswith("article-")}
    images |= {container["image"] for pod in PODS.values() for container in pod["containers"]}
    assert {image.partition(":")[2] for image in images} == {__version__}
    (kustomization,) = [one for one in KUBERNETES if one["kind"] == "Kustomization"]
    assert {image["newTag"] for image in kustomization["images"]} == {__version__}
    assert set(kustomization["resources"]) == {path.name for path in (DEPLOY / "kubernetes").glob("*.yaml")} - {"kustomization.yaml"}


@pytest.mark.parametrize("name", PODS)
def test_pods_may_do_only_what_they_have_to(name: str) -> None:
    pod = PODS[name]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        assert container["securityContext"] == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
        assert set(container["resources"]["requests"]) == {"cpu", "memory"}
        assert container["resources"]["limits"]["memory"]
        volumes = {volume["name"] for volume in pod["volumes"]}
        assert {mount["name"] for mount in container["volumeMounts"]} == volumes


@pytest.mark.parametrize(("name", "startup", "ready", "alive"), [
    ("assistant", "/healthz", "/readyz", "/healthz"),
    ("door", "/webhooks/web/widget.js", "/webhooks/web/widget.js", "/webhooks/web/widget.js")])
def test_deployments_are_looked_after(name: str, startup: str, ready: str, alive: str) -> None:
    deployment = of("Deployment", name)["spec"]
    assert deployment["replicas"] >= 2
    assert deployment["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    (container,) = deployment["template"]["spec"]["containers"]
    probes = [container[f"{probe}Probe"]["httpGet"] for probe in ("startup", "readiness", "liveness")]
    assert [probe["path"] for probe in probes] == [startup, ready, alive]
    assert {probe["port"] for probe in probes} <= {port["name"] for port in container["ports"]}
    assert container["lifecycle"]["preStop"]["exec"]["command"][0] == "sleep"
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
    assert deployment["template"]["spec"]["terminationGracePeriodSeconds"] >= pause + 20  # bot/assistant.py waits so long for turns under way
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["selector"]["matchLabels"] == labels
    assert of("Service", name)["spec"]["selector"] == labels
    assert of("PodDisruptionBudget", name)["spec"]["selector"]["matchLabels"] == labels
    assert of("NetworkPolicy", name)["spec"]["podSelector"]["matchLabels"] == labels


def test_scaling_by_processor() -> None:
    scaler = of("HorizontalPodAutoscaler", "assistant")["spec"]
    assert scaler["scaleTargetRef"]["name"] == "assistant"
    assert 2 <= scaler["minReplicas"] < scaler["maxReplicas"]
    assert scaler["metrics"][0]["resource"]["target"] == {"type": "Utilization", "averageUtilization": 60}


def test_nothing_is_allowed_by_default() -> None:
    assert of("NetworkPolicy", "nothing")["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert of("Service", "assistant")["spec"]["clusterIP"] == "None"  # nginx chooses among them
    assert "type" not in of("Service", "assistant")["spec"]


def test_purge_is_a_command_there_is() -> None:
    assert PODS["purge"]["containers"][0]["command"][1:] == ["-m", "bot.storage", "purge"]


def test_secrets_are_named_and_nowhere_written() -> None:
    assert not [one for one in KUBERNETES if one["kind"] == "Secret"]
    for pod in PODS.values():
        for container in pod["containers"]:
            for variable in container.get("env", []):
                assert not re.search(r"SECRET|PASSWORD|TOKEN|DATABASE_URL", variable["name"])


def test_every_setting_that_is_set_is_one_there_is() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (settings.ROOT / "bot").rglob("*.py"))
    given = set(COMPOSE["services"]["assistant"]["environment"]) | {variable["name"] for variable in PODS["assistant"]["containers"][0].get("env", [])}
    given |= {line.lstrip("# ").partition("=")[0] for line in (DEPLOY / "env.example").read_text().splitlines() if re.match(r"(# )?[A-Z_]+=", line)}
    for name in given - {"POSTGRES_PASSWORD"}:
        assert f'"{name}"' in sources, name


def test_memory_asked_for_is_what_an_assistant_has_been_measured_to_take() -> None:


    measured = json.loads((settings.ROOT / "bot" / "scaling" / "measured.json").read_text())["memory_mb"]
    takes = measured["rasa"] + measured["actions"]
    resources = PODS["assistant"]["containers"][0]["resources"]
    assert resources["requests"]["memory"] == "1Gi"
    assert takes < 1024
    assert resources["limits"]["memory"] == "1536Mi"
