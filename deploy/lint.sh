#!/bin/sh
# Check every file in deploy/ with the checker of its own tool; none of them needs an engine or a network.
set -eu
cd "$(dirname "$0")/.."

tools=.tools/deploy
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

$tools/bin/hadolint deploy/*.Dockerfile

# The secrets are stand-ins, and no file of this machine is read for them.
SESSION_SECRET=x ACTION_SERVER_TOKEN=x POSTGRES_PASSWORD=x REDIS_PASSWORD=x \
    $tools/compose/bin/docker-compose --env-file /dev/null --file deploy/compose.yml config --quiet

$tools/bin/kubectl kustomize deploy/kubernetes >"$work/kubernetes.yaml"
$tools/bin/kubernetes-validate --strict --quiet "$work/kubernetes.yaml"

# nginx's part is shared with `make cluster`; here with two servers each, for a name is only looked up by nginx
# 1.27.3 and later.
if command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; then
    sed -e 's/${CAREERBOT_LISTEN}/127.0.0.1:18080/' -e 's/${CAREERBOT_ACTION_LISTEN}/127.0.0.1:18081/' \
        -e 's/${CAREERBOT_REQUESTS}/20r\/s/' -e 's/${CAREERBOT_CONNECTIONS}/60/' \
        -e 's/${CAREERBOT_ASSISTANTS}/server 127.0.0.1:18082; server 127.0.0.1:18083;/' \
        -e 's/${CAREERBOT_ACTION_SERVERS}/server 127.0.0.1:18084; server 127.0.0.1:18085;/' \
        deploy/nginx/careerbot.conf.template >"$work/careerbot.conf"
    sed -e "s|/tmp/|$work/|" -e "s|/etc/nginx/conf.d/\*|$work/careerbot|" \
        deploy/nginx/container.conf >"$work/nginx.conf"
    PATH="$PATH:/usr/sbin" nginx -q -t -p "$work" -e stderr -c "$work/nginx.conf"
elif [ -n "${CI:-}" ]; then
    echo "Careerbot: nginx is not installed, and CI skips nothing." >&2
    exit 1
else
    echo "nginx is not installed, so its configuration was not checked." >&2
fi
