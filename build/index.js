/**
 * `npm run build`, and what `npm start`, the tests and the bench do first: makes those parts of dist/ that are not what
 * the sources give, and nothing else. `--check` makes nothing, and fails if there is something to make.
 */
import './refuse-old-node.js';
import { bringUpToDate, reasonsToBuild } from './bring-up-to-date.js';
import { PARTS } from './parts.js';

const root = process.cwd();
const say = line => process.stderr.write(`${line}\n`);

if (process.argv.includes('--check')) {
  const reasons = reasonsToBuild(root, PARTS);
  for (const reason of reasons) say(reason);
  process.exitCode = reasons.length > 0 ? 1 : 0;
} else {
  try {
    await bringUpToDate(root, PARTS, say);
  } catch (error) {
    say(`The build failed: ${error.message}.`);
    process.exitCode = 1;
  }
}
