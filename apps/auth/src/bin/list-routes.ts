/** Prints every route that answers, as JSON: what the tests of the guards walk. */
import 'reflect-metadata';
import { createApplication } from '../app.setup.js';
import { offlineConfig } from './offline-config.js';

const { routes } = await createApplication(offlineConfig());
process.stdout.write(`${JSON.stringify(routes)}\n`);
process.exit(0);
