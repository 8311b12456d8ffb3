/** Writes docs/errors.md. Run by `npm run docs:errors`, after a build. */
import { readFile, writeFile } from 'node:fs/promises';
import { PROBLEMS } from '../../dist/libs/contracts/src/problems.js';
import { errorsPage } from './errors-page.js';

const document = JSON.parse(await readFile('openapi.json', 'utf8'));
await writeFile('docs/errors.md', errorsPage(PROBLEMS, document));
