"""The npm package and its React component, used by an application outside of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.widget.stand_in import BOT, Site

APPLICATION = """
import { createElement, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { CareerbotChat } from 'careerbot-widget/react'
import { defineCareerbot, type Strings } from 'careerbot-widget'

const words: Partial<Strings> = { placeholder: 'Ask away' }
const heard: string[] = ((window as unknown as { heard: string[] }).heard = [])
defineCareerbot()

function Page() {
  const [title, setTitle] = useState('Ada')
  const [isThere, setThere] = useState(true)
  return createElement('main', {},
    createElement('button', { onClick: () => setTitle('Grace') }, 'Rename'),
    createElement('button', { onClick: () => setThere(!isThere) }, 'Toggle'),
    isThere && createElement(CareerbotChat, {
      server: 'SERVER', title, strings: words, open: true,
      onEvent: (name: string) => heard.push(name),
    }))
}

const root = document.body.appendChild(document.createElement('div'))
createRoot(root).render(createElement(StrictMode, {}, createElement(Page)))
"""
TYPES = """{
  "compilerOptions": {
    "strict": true, "module": "ESNext", "moduleResolution": "bundler", "target": "ES2022",
    "lib": ["ES2022", "DOM"], "noEmit": true, "skipLibCheck": false, "types": []
  },
  "files": ["application.ts"]
}"""
BUNDLE = """import { defineConfig } from 'vite'
export default defineConfig({
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    lib: { entry: 'application.ts', formats: ['iife'], name: 'application', fileName: () => 'bundle.js' },
  },
})"""


def run(folder: Path, *command: str) -> str:
    """Run a command in a folder and return what it prints."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def application(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an application that uses the packed package."""
    folder = tmp_path_factory.mktemp("application")
    sources = tmp_path_factory.mktemp("package") / "widget"  # the server delivers what lies in the real one
    shutil.copytree(packages, sources, ignore=shutil.ignore_patterns("node_modules", "dist"))
    (sources / "node_modules").symlink_to(packages / "node_modules")
    run(sources, "npm", "run", "build:package")
    packed = run(sources, "npm", "pack", "--pack-destination", str(folder)).strip().splitlines()[-1]
    modules = folder / "node_modules"
    modules.mkdir()
    with tarfile.open(folder / packed) as archive:
        archive.extractall(folder, filter="data")
    (folder / "package").rename(modules / "careerbot-widget")
    for name in os.listdir(packages / "node_modules"):
        if name not in ("preact", ".package-lock.json"):  # what the package needs it brings
            (modules / name).symlink_to(packages / "node_modules" / name)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "application.ts").write_text(APPLICATION.replace("SERVER", BOT))
    (folder / "tsconfig.json").write_text(TYPES)
    (folder / "vite.config.ts").write_text(BUNDLE)
    return folder


def test_the_package_has_types_for_a_strict_application(application: Path) -> None:
    run(application, "node_modules/.bin/tsc")


def test_the_component_of_react_works_changes_and_comes_back(application: Path, site: Site) -> None:
    run(application, "node_modules/.bin/vite", "build")
    script = (application / "dist" / "bundle.js").read_text().replace("</script", "<\\/script")
    site.show(f"<script>{script}</script>", script="-")

    expect(site.page.get_by_role("dialog", name="Ada")).to_be_visible()
    expect(site.field).to_have_attribute("placeholder", "Ask away")
    site.ask("First question")
    site.page.get_by_role("button", name="Rename").click()
    expect(site.page.get_by_role("dialog", name="Grace")).to_be_visible()
    site.field.fill("half a dra")
    for _ in range(2):
        site.page.get_by_role("button", name="Toggle").click()
    expect(site.field).to_have_value("half a dra")
    expect(site.questions).to_have_count(1)
    site.works("And now?")
    assert site.page.evaluate("heard").count("sent") == 2
