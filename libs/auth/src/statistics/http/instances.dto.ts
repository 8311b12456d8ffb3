import { ApiProperty } from '@nestjs/swagger';
import { INT32, Shown, text } from '#libs/platform';
import { type InstanceRecord, MOST_INSTANCES } from '../instances/instances.js';
import { HowMany } from './statistics-told.dto.js';

/** A process that serves, as it has said of itself within the last ten seconds, or last of all. */
export class Instance {
  /** Made up at the start. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /**
   * The name of the machine, or of the container.
   * @example "gatehouse-7d9f"
   */
  @Shown(text(255))
  host!: string;

  /** Its place among the workers of that instance (`GATEHOUSE_WORKERS`); null: it is alone. */
  @ApiProperty({ type: 'integer', minimum: 1, nullable: true })
  @Shown(INT32)
  worker!: number | null;

  /** @example "1.4.0" */
  @Shown(text(64))
  version!: string;

  @ApiProperty({ format: 'date-time' })
  started_at!: string;

  @ApiProperty({ format: 'date-time' })
  seen_at!: string;

  /** Whether it was seen in the last half minute. One that is not has been lost: who stops in order is not told of. */
  present!: boolean;

  /** Milliseconds since its last look at the feed of revocations that succeeded, as it was seen. Above 2,000 it refuses tokens. */
  @HowMany()
  feed_age_ms!: number;

  /** How many revocations and roles in force it knows by the feed. */
  @HowMany()
  feed_entries!: number;

  /** How many streams of the feed it serves. */
  @HowMany()
  feed_subscribers!: number;
}

/** The processes that serve, by host. */
export class InstanceStatistics {
  @ApiProperty({ maxItems: MOST_INSTANCES })
  items!: Instance[];
}

export function toInstance({ started_at, seen_at, ...record }: InstanceRecord): Instance {
  return { ...record, started_at: started_at.toISOString(), seen_at: seen_at.toISOString() };
}
