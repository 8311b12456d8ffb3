import { randomUUID } from 'node:crypto';
import type { Redis } from '#libs/persistence';
import { WakeUp } from './wake-up.js';

const CHANNEL = 'gatehouse:revocations';

/** By PUBLISH and SUBSCRIBE: spares PostgreSQL the notifications where many instances run. */
export class RedisWakeUp extends WakeUp {
  private readonly self = randomUUID();

  constructor(private readonly redis: Redis) {
    super();
  }

  override listen(heard: () => void): void {
    this.redis.subscribe(CHANNEL, sender => {
      if (sender !== this.self) heard();
    });
    this.redis.open();
  }

  override wake(): Promise<void> {
    return this.redis.publish(CHANNEL, this.self);
  }
}
