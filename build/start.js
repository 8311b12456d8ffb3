/** `npm start`: makes what is not up to date, and then is the service itself. */
import './stop-with-npm.js';
import './index.js';

if (process.exitCode === undefined) await import('../dist/programs/service.js');
