import { rm } from 'node:fs/promises';
import { stopServer } from './server/start-server.js';

export default async function tearDown() {
  await stopServer();
  await rm(process.env.GATEHOUSE_EXERCISED, { recursive: true, force: true });
}
