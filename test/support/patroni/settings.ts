import { join } from 'node:path';
import { POSTGRES_PROGRAMS } from './installed.js';

export const SCOPE = 'gatehouse';
export const PATRONI_PORT = 8008;
export const POSTGRES_PORT = 5432;
const ETCD_PORT = 2379;
const ETCD_PEER_PORT = 2380;

/** Seconds after which a primary of which nothing was heard may be replaced: as few as Patroni's other times allow. */
export const TTL_SECONDS = 5;

/** A node as its settings speak of it. */
export interface Place {
  readonly name: string;
  readonly address: string;
  readonly folder: string;
}

export function etcdArguments({ name, address, folder }: Place, all: readonly Place[]): string[] {
  const peer = (of: Place): string => `http://${of.address}:${ETCD_PEER_PORT}`;
  const settings = {
    name,
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': `http://0.0.0.0:${ETCD_PORT}`,
    'advertise-client-urls': `http://${address}:${ETCD_PORT}`,
    'listen-peer-urls': `http://${address}:${ETCD_PEER_PORT}`,
    'initial-advertise-peer-urls': `http://${address}:${ETCD_PEER_PORT}`,
    'initial-cluster': all.map(each => `${each.name}=${peer(each)}`).join(),
    'initial-cluster-state': 'new',
    'enable-v2': 'true',
    'log-level': 'error',
  };
  return Object.entries(settings).map(([setting, value]) => `--${setting}=${value}`);
}

/** Patroni's settings; it reads YAML, of which JSON is a part. */
export function patroniSettings({ name, address, folder }: Place, all: readonly Place[]): string {
  return JSON.stringify({
    scope: SCOPE,
    name,
    restapi: { listen: `0.0.0.0:${PATRONI_PORT}`, connect_address: `${address}:${PATRONI_PORT}` },
    // By etcd's second protocol: with the third, Patroni 3.0 takes what it has cached for current for good once the member
    // of etcd that it listens to was frozen, and names no synchronous standby any more.
    etcd: { hosts: all.map(each => `${each.address}:${ETCD_PORT}`) },
    bootstrap: {
      dcs: {
        ttl: TTL_SECONDS,
        loop_wait: 1,
        retry_timeout: 2,
        maximum_lag_on_failover: 2 ** 25,
        // Not strict: with no standby left the primary goes on alone, and Patroni lets nobody else follow it then.
        synchronous_mode: true,
        primary_start_timeout: TTL_SECONDS,
        postgresql: { use_pg_rewind: true, use_slots: true, parameters: PARAMETERS },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, { auth: 'trust' }],
    },
    postgresql: {
      listen: `0.0.0.0:${POSTGRES_PORT}`,
      connect_address: `${address}:${POSTGRES_PORT}`,
      data_dir: join(folder, 'data'),
      bin_dir: POSTGRES_PROGRAMS,
      pgpass: join(folder, 'pgpass'),
      authentication: { superuser: { username: 'postgres' }, replication: { username: 'replicator' } },
      // What a node has that nobody else has was not acknowledged: it may go.
      remove_data_directory_on_rewind_failure: true,
      remove_data_directory_on_diverged_timelines: true,
      parameters: { unix_socket_directories: folder },
      pg_hba: ['local all all trust', 'host all all all trust', 'host replication all all trust'],
    },
    watchdog: { mode: 'off' },
  });
}

const PARAMETERS = {
  // Nodes lose their processes here, and no node its power.
  fsync: 'off',
  shared_buffers: '32MB',
  max_connections: 100,
  // Whoever waits for a standby that is gone waits so long.
  wal_sender_timeout: '3s',
  wal_receiver_timeout: '3s',
  // So long after a new primary is there a standby begins to follow it.
  wal_retrieve_retry_interval: '500ms',
};
