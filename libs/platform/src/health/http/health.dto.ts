import { Shown } from '../../http/fields/said.js';

/** The process is up. */
export class Liveness {
  /** @example "ok" */
  status!: 'ok';
}

/** Whether the instance can serve, part by part. */
export class ReadinessReport {
  /** @example "ok" */
  status!: 'ok' | 'failing';

  /**
   * The state of each part.
   * @example { "service": "ok", "database": "ok" }
   */
  @Shown({ maxProperties: 16 })
  checks!: Record<string, 'ok' | 'failing'>;
}
