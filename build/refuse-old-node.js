/** Ends the process with one line where it runs on a Node that is too old. Imported first, before anything fails by chance. */
import { complaintAbout, neededNode } from './node-version.js';

const complaint = complaintAbout(process.version, neededNode(process.cwd()));
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
