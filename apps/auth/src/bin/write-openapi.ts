/** Writes openapi.json, or with `--check` fails if the committed one differs. Run it on built output only. */
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { createApplication } from '../app.setup.js';
import { openApiDocument } from '../openapi.js';
import { offlineConfig } from './offline-config.js';

const PATH = 'openapi.json';

const { app } = await createApplication(offlineConfig());
const text = `${JSON.stringify(openApiDocument(app), undefined, 2)}\n`;
if (process.argv.includes('--check')) {
  if ((await readFile(PATH, 'utf8')) !== text) {
    process.stderr.write(`${PATH} differs from the code: run npm run openapi and commit the result\n`);
    process.exit(1);
  }
} else {
  await writeFile(PATH, text);
}
process.exit(0);
