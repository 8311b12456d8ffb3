import { rm } from 'node:fs/promises';

export default async function stopDatabaseServer() {
  const { server, dataDir } = globalThis.gatehouseTestServer;
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
