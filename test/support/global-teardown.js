import { rm } from 'node:fs/promises';

export default async function stopDatabaseServer() {
  const { server, dataDir } = globalThis.gatehouseTestServer;
  await server.stop();
  for (const folder of [dataDir, process.env.GATEHOUSE_EXERCISED]) await rm(folder, { recursive: true, force: true });
}
