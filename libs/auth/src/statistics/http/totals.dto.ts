import { ApiProperty } from '@nestjs/swagger';
import { HowMany } from './statistics-told.dto.js';

/** How many accounts there are, and how many of them have second factors. */
export class AccountTotals {
  /** When they were counted: now, if there are few, else at most some twenty minutes ago. */
  @ApiProperty({ format: 'date-time' })
  counted_at!: string;

  @HowMany()
  active!: number;

  @HowMany()
  invited!: number;

  @HowMany()
  disabled!: number;

  /** How many have any second factor. */
  @HowMany()
  with_second_factor!: number;

  /** How many have an authenticator app. */
  @HowMany()
  totp!: number;

  /** How many have a passkey. */
  @HowMany()
  passkey!: number;

  /** How many have recovery codes left. */
  @HowMany()
  recovery_code!: number;
}

/** How many sessions there are. */
export class SessionTotals {
  /** When they were counted: now, if there are few, else at most some twenty minutes ago. */
  @ApiProperty({ format: 'date-time' })
  counted_at!: string;

  /** Those that live, of applications as well. */
  @HowMany()
  active!: number;
}

/** How many there are of what, now or lately. */
export class StatisticsTotals {
  /** Null before the accounts of a large service were counted for the first time. */
  @ApiProperty({ type: AccountTotals, nullable: true })
  accounts!: AccountTotals | null;

  /** Null before the sessions of a large service were counted for the first time. */
  @ApiProperty({ type: SessionTotals, nullable: true })
  sessions!: SessionTotals | null;
}
