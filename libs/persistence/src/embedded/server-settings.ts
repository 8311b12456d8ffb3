/**
 * Settings of the embedded server: small and quick, yet nothing that was committed is ever lost. They are given as
 * arguments, so that a newer version of the service brings its own to an existing database.
 */
export function serverSettings(port: number): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    // Socket paths are limited to about 100 bytes, which a data folder easily exceeds.
    unix_socket_directories: '',
    max_connections: 100,

    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',

    shared_buffers: '64MB',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    // Nobody replicates from here; no extra processes for reading or for parallel plans.
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    io_method: 'sync',
    max_worker_processes: 2,
    max_parallel_workers_per_gather: 0,
    autovacuum_max_workers: 1,
    jit: 'off',

    timezone: 'UTC',
    log_timezone: 'UTC',
    // What the server does, but not the statements that failed: the service sees those, and they may hold secrets.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: -1,
    log_connections: '',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
