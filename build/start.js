/** `npm start`: makes what is not up to date, and then is the service itself. */
import './index.js';

const PATIENCE_MS = 500;

if (process.exitCode === undefined) {
  stopWithTheShell();
  await import('../dist/programs/service.js');
}

/**
 * npm hands a signal on to the shell that it has put in between, which ends of it and tells nobody. Without that shell nobody is left
 * who could stop the service, so it stops itself, in order.
 */
function stopWithTheShell() {
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PATIENCE_MS);
  watch.unref();
}
