/**
 * npm hands a signal on to the shell that it has put in between, which ends of it and tells nobody. Without that shell nobody is left
 * who could stop what runs here, so it stops itself, in order. Imported before anything takes its time: whoever has lost
 * their parent is given another one, and cannot tell the two apart.
 */
const PATIENCE_MS = 500;

if (process.env['npm_lifecycle_event'] === 'start') {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PATIENCE_MS);
  watch.unref();
}
