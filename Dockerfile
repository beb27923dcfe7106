# The worker; every command of dayhaul is in the same image:
#   docker run … dayhaul dayhaul list
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
# Temporal's client checks certificates against the system's own.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production TZ=UTC
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/lib ./lib
# Where archives go that are no bucket; a volume takes its owner from it.
RUN mkdir /archive && chown node:node /archive
RUN ln -s /app/lib/starter.js /usr/local/bin/dayhaul
USER node
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s CMD ["node", "lib/worker-health.js"]
CMD ["node", "lib/worker.js"]
