# The action server and the catalog, without Rasa. From the project's root:
#   docker build -f deploy/actions.Dockerfile -t careerbot/actions:TAG .
# The same image fills the knowledge base: python -m knowledge.loader.load

FROM python:3.13.9-slim-bookworm@sha256:b685a4fa58bb19d1814d78a1ec0f0208f351452724f78b20212c984d6e124a34 AS packages
WORKDIR /opt/careerbot
COPY requirements/uv.txt requirements/
RUN pip install --no-cache-dir --require-hashes --requirement requirements/uv.txt
COPY requirements/actions.txt requirements/
RUN uv venv --no-cache --python /usr/local/bin/python3.13 .venv \
    && uv pip sync --no-cache --python .venv/bin/python --compile-bytecode --require-hashes requirements/actions.txt

FROM python:3.13.9-slim-bookworm@sha256:b685a4fa58bb19d1814d78a1ec0f0208f351452724f78b20212c984d6e124a34
WORKDIR /opt/careerbot
# HOME: libraries that look for a folder of their own find the one that can be written.
ENV PATH=/opt/careerbot/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    CAREERBOT_ENV=production \
    OPS_PORT=8090
COPY --from=packages /opt/careerbot/.venv .venv
COPY settings.py .
COPY knowledge knowledge
COPY actions actions
COPY web web
COPY launch launch
RUN python -m compileall -q settings.py knowledge actions web launch

# Nobody's files: the process reads what root owns, and writes in /tmp alone.
USER 10001:10001
EXPOSE 5055 8090
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "launch.health"]
CMD ["python", "-m", "launch.single", "actions"]
