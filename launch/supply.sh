#!/bin/sh
# What the product is made of, and what is known against it. `launch/setup.sh deploy` installs the tools.
# Usage: launch/supply.sh sbom    write the lists of parts (CycloneDX) of server and widget into .careerbot/sbom
#        launch/supply.sh audit   ask the advisory services about every pinned package
set -eu
cd "$(dirname "$0")/.."

tools=.tools/deploy/bin
out=.careerbot/sbom

sbom() {
    mkdir -p "$out"
    for part in assistant actions; do
        $tools/cyclonedx-py requirements "requirements/$part.txt" --pyproject pyproject.toml \
            --output-reproducible --output-format JSON --output-file "$out/$part.json" 2>/dev/null
    done
    (cd widget && npm sbom --sbom-format cyclonedx --package-lock-only) >"$out/widget.json"
    for part in assistant actions widget; do
        echo "$out/$part.json: $(grep -c '"purl"' "$out/$part.json") packages"
    done
}

# An advisory is held against the packages that are installed; those that are known and shielded stand in
# docs/security.md and are not reported again.
audit() {
    known=$(sed -n 's/^| [^|]* | \(CVE-[0-9-]*\).*/--ignore-vuln \1/p' docs/security.md)
    found=0
    for part in assistant actions; do
        # shellcheck disable=SC2086 # each known advisory is an argument of its own
        report=$($tools/pip-audit --requirement "requirements/$part.txt" --require-hashes --disable-pip \
            --format json $known 2>/dev/null) || [ -n "$report" ] || report=
        case $report in
        *'"vulns": [{'*) found=1 && echo "$report" ;;
        *'"vulns": []'*) echo "requirements/$part.txt: nothing is known that docs/security.md does not name." ;;
        *) echo "requirements/$part.txt: not audited, for no advisory service can be reached from here." ;;
        esac
    done
    if (cd widget && npm audit --package-lock-only --audit-level none) >"$out.audit" 2>&1; then
        echo "widget/package-lock.json: nothing is known."
    elif grep -q "^[0-9].*vulnerabilit" "$out.audit"; then
        found=1 && cat "$out.audit"
    else
        echo "widget/package-lock.json: not audited, for no advisory service can be reached from here."
    fi
    rm -f "$out.audit"
    return $found
}

case ${1:-} in
sbom) sbom ;;
audit) mkdir -p .careerbot && audit ;;
*) echo "Usage: launch/supply.sh sbom | audit" >&2 && exit 2 ;;
esac
