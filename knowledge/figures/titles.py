"""Which role a job title of a posting belongs to."""

from __future__ import annotations

from pathlib import Path

import yaml

from knowledge.errors import CatalogError


def roles_by_title(folder: Path) -> dict[str, str]:
    """Return the role for each job title, titles in case-folded form.

    :param folder: the catalog's folder of roles; each file's ``posting_titles`` name its role's titles
    :raises CatalogError: when a file is no YAML, a title belongs to two roles, or there is no title at all
    """
    roles: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        file = f"{folder.name}/{path.name}"
        try:
            fields = yaml.safe_load(path.read_text(encoding="utf-8"))
            role, titles = str(fields["id"]), list(fields.get("posting_titles", ()))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
            problem = f"is no role ({type(error).__name__})"
            raise CatalogError(file, None, "", problem, "Load the catalog to see what is wrong") from error
        for position, title in enumerate(titles):
            other = roles.setdefault(str(title).casefold(), role)
            if other != role:
                raise CatalogError(
                    file,
                    None,
                    f"posting_titles.{position}",
                    f"{title!r} belongs to {other} already",
                    "Leave the title with one role",
                )
    if not roles:
        raise CatalogError(
            folder.name, None, "", "names no posting titles", "Give roles their posting_titles"
        )
    return roles


def role_ids(folder: Path) -> frozenset[str]:
    """Return the ids of the catalog's roles, which name their files.

    :raises CatalogError: when the folder holds none
    """
    found = frozenset(path.stem for path in folder.glob("*.yml"))
    if not found:
        raise CatalogError(folder.name, None, "", "holds no role", "Restore the catalog's folder of roles")
    return found
