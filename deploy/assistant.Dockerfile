# The assistant: Rasa, the channels, the trained model and the built widget. From the project's root:
#   docker build -f deploy/assistant.Dockerfile -t careerbot/assistant:TAG .

FROM node:22.20.0-bookworm-slim@sha256:b21fe589dfbe5cc39365d0544b9be3f1f33f55f3c86c87a76ff65a02f8f5848e AS widget
WORKDIR /widget
COPY widget/package.json widget/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY widget/tsconfig.json widget/vite.config.ts ./
COPY widget/src src
RUN npm run build

FROM python:3.13.9-slim-bookworm@sha256:b685a4fa58bb19d1814d78a1ec0f0208f351452724f78b20212c984d6e124a34 AS packages
WORKDIR /opt/careerbot
COPY requirements/uv.txt requirements/
RUN pip install --no-cache-dir --require-hashes --requirement requirements/uv.txt
COPY requirements/assistant.txt requirements/
RUN uv venv --no-cache --python /usr/local/bin/python3.13 .venv \
    && uv pip sync --no-cache --python .venv/bin/python --compile-bytecode --require-hashes requirements/assistant.txt
COPY launch/site/careerbot.pth .venv/lib/python3.13/site-packages/

FROM packages AS model
COPY config.yml domain.yml ./
COPY data data
COPY settings.py .
COPY knowledge knowledge
COPY nlu nlu
COPY channels channels
COPY web web
COPY launch launch
RUN .venv/bin/python -m launch train

FROM python:3.13.9-slim-bookworm@sha256:b685a4fa58bb19d1814d78a1ec0f0208f351452724f78b20212c984d6e124a34
WORKDIR /opt/careerbot
# HOME: libraries that look for a folder of their own find the one that can be written.
ENV PATH=/opt/careerbot/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    CAREERBOT_ENV=production \
    OPS_PORT=8090
COPY --from=packages /opt/careerbot/.venv .venv
COPY --from=widget /widget/dist/careerbot.js widget/dist/careerbot.js
COPY widget/demo widget/demo
COPY --from=model /opt/careerbot/models models
COPY credentials.yml domain.yml ./
COPY settings.py .
COPY knowledge knowledge
COPY nlu nlu
COPY channels channels
COPY web web
COPY launch launch
# `python -m launch` looks for the folder of its logs; here it stays empty.
RUN python -m compileall -q settings.py knowledge nlu channels web launch && mkdir -p .careerbot/logs

# Nobody's files: the process reads what root owns, and writes in /tmp alone.
USER 10001:10001
EXPOSE 5005 8090
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["python", "-m", "launch.health"]
CMD ["python", "-m", "launch.single", "assistant"]
