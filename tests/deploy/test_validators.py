"""Containerfile and manifest before the validators of ``requirements-deploy.txt``; not collected without those."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests import programs

DEPLOY = Path(__file__).parents[2] / "deploy"
KUBERNETES = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))


@pytest.mark.skipif(sys.platform == "win32", reason="PyPI has no hadolint for Windows")
def test_the_container_is_in_order() -> None:
    hadolint = programs.find("hadolint")
    assert hadolint, "it comes with requirements-deploy.txt"
    done = subprocess.run([hadolint, DEPLOY / "Containerfile"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("resource", KUBERNETES, ids=lambda one: f"{one['kind']}-{one['metadata']['name']}")
def test_kubernetes_takes_the_manifest(resource: dict[str, Any]) -> None:
    kubernetes_validate.validate(resource, kubernetes_validate.latest_version(), strict=True)


def test_the_validators_see_a_fault() -> None:
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate({**KUBERNETES[0], "made": "up"}, kubernetes_validate.latest_version(), strict=True)
