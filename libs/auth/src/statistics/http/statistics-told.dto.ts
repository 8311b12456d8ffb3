import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { type Step, STEPS } from '#libs/audit';
import { CLIENT_ADDRESS, INT32, Shown } from '#libs/platform';
import { MOST_STEPS } from '../period.js';

/** How many there are. */
export const HowMany = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'integer', minimum: 0, example: 12 }), Shown(INT32));

/** Of which time it is told. */
class ToldPeriod {
  /** When the first step began. */
  @ApiProperty({ format: 'date-time' })
  since!: string;

  /** When the last step ends: up to a step after now. */
  @ApiProperty({ format: 'date-time' })
  until!: string;
}

/** Of which time it is told, and how finely. */
class ToldSeries extends ToldPeriod {
  @ApiProperty({ enum: STEPS, example: 'hour' })
  step!: Step;

  /**
   * From when on nothing is missing; null: from the beginning. After an upgrade from a version without statistics, what was there before
   * is counted by and by.
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  complete_since!: string | null;
}

/** How logins have ended in a step of time. */
export class LoginStep {
  /** When it began. */
  @ApiProperty({ format: 'date-time' })
  at!: string;

  /** Somebody has logged in, in whichever way. */
  @HowMany()
  success!: number;

  /** What was shown was right, and a second factor was asked for. */
  @HowMany()
  factor_required!: number;

  /** The password, code or passkey was wrong, or the account is not in force. */
  @HowMany()
  wrong!: number;

  /** The second factor was wrong. Told up to a minute late. */
  @HowMany()
  wrong_factor!: number;

  /** An application was let in by somebody who was logged in already. */
  @HowMany()
  applications!: number;
}

/** Logins over time. */
export class LoginStatistics extends ToldSeries {
  /** Every step of the period, the oldest first. */
  @ApiProperty({ maxItems: MOST_STEPS })
  items!: LoginStep[];
}

/** How many accounts were made and deleted in a step of time. */
export class AccountStep {
  /** When it began. */
  @ApiProperty({ format: 'date-time' })
  at!: string;

  /** Those who have registered, were invited or imported, or came by another provider. */
  @HowMany()
  created!: number;

  @HowMany()
  deleted!: number;
}

/** New and deleted accounts over time. */
export class AccountStatistics extends ToldSeries {
  /** Every step of the period, the oldest first. */
  @ApiProperty({ maxItems: MOST_STEPS })
  items!: AccountStep[];
}

/** An address from which logins have failed. */
export class FailingAddress {
  /** @example "203.0.113.7" */
  @ApiProperty()
  @Shown(CLIENT_ADDRESS)
  ip!: string;

  @HowMany()
  failures!: number;

  /** At how many accounts: many are a sign of somebody who tries one password everywhere. */
  @HowMany()
  accounts!: number;
}

/** An account at which logins have failed. */
export class FailingAccount {
  @ApiProperty({ format: 'uuid' })
  user_id!: string;

  @HowMany()
  failures!: number;

  /** From how many addresses. */
  @HowMany()
  addresses!: number;
}

/** Of which hours failures are told. */
class ToldFailures extends ToldPeriod {
  /** False where so much has failed that only the latest of it was looked through. */
  @ApiProperty({ type: 'boolean', example: true })
  complete!: boolean;
}

/** The addresses from which most logins have failed. */
export class FailingAddresses extends ToldFailures {
  /** Those with the most failures first. */
  @ApiProperty({ maxItems: 50 })
  items!: FailingAddress[];
}

/** The accounts at which most logins have failed. */
export class FailingAccounts extends ToldFailures {
  /** Those with the most failures first. */
  @ApiProperty({ maxItems: 50 })
  items!: FailingAccount[];
}
