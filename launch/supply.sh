#!/bin/sh
# What the product is made of, and what is known against it. `launch/setup.sh deploy` installs the tools.
# Usage: launch/supply.sh sbom    write the lists of parts (CycloneDX) of server and widget into .careerbot/sbom
#        launch/supply.sh audit   ask the advisory services about every pinned package
set -eu
cd "$(dirname "$0")/.."

tools=${TOOLS:-.tools/deploy/bin}
out=${CAREERBOT_STATE:-.careerbot}/sbom

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

# An advisory is held against the packages that are pinned; those that are known and shielded stand in
# docs/security.md and are not reported again. A service that is away is said, and is no fault; whatever else
# keeps an audit from being made is one.
audit() {
    known=$(sed -n 's/^| [^|]* | \(CVE-[0-9-]*\).*/--ignore-vuln \1/p' docs/security.md)
    found=0
    for part in assistant actions; do
        # shellcheck disable=SC2086 # each known advisory is an argument of its own
        report=$($tools/pip-audit --requirement "requirements/$part.txt" --require-hashes --disable-pip \
            --format json $known 2>"$out.audit") || true
        skipped=$(printf '%s' "$report" | grep -o '"skip_reason"' | wc -l | tr -d ' ')
        case $report in
        *'"vulns": [{'*) found=1 && echo "$report" ;;
        *'"vulns": []'*) echo "requirements/$part.txt: nothing is known that docs/security.md does not name$(
            [ "$skipped" = 0 ] || echo "; $skipped packages were not audited")." ;;
        *'"skip_reason"'*) unreached "requirements/$part.txt" ;;
        *) failed "requirements/$part.txt" "Error: HTTP|ConnectionError|ProxyError|SSLError|Timeout" ;;
        esac
    done
    if (cd widget && npm audit --package-lock-only --audit-level none) >"$out.audit" 2>&1; then
        echo "widget/package-lock.json: nothing is known."
    elif grep -q "^[0-9].*vulnerabilit" "$out.audit"; then
        found=1 && cat "$out.audit"
    else
        failed widget/package-lock.json "audit endpoint returned an error|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN"
    fi
    rm -f "$out.audit"
    return $found
}

unreached() { # unreached LOCK
    echo "$1: not audited, for no advisory service can be reached from here."
}

failed() { # failed LOCK SIGNS: what the tool wrote stands in $out.audit; SIGNS are those of a service that is away
    if grep -qE "$2" "$out.audit"; then
        unreached "$1"
    else
        found=1 && echo "$1: not audited: $(tail -n 1 "$out.audit")"
    fi
}

case ${1:-} in
sbom) sbom ;;
audit) mkdir -p "${out%/*}" && audit ;;
*) echo "Usage: launch/supply.sh sbom | audit" >&2 && exit 2 ;;
esac
