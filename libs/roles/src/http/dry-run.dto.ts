import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAX_ROLES } from '#libs/contracts';
import {
  IsQueryFlag,
  listOf,
  MAX_PERMISSIONS_OF_ROLE,
  MayBeAbsent,
  PERMISSION_OR_ALL,
  ROLE_NAME,
  Shown,
} from '#libs/platform';
import { MAX_COUNTED } from '../dry-run/effects.js';

const COUNT = { format: 'int32', maximum: MAX_COUNTED };
const PERMISSIONS = listOf(PERMISSION_OR_ALL, MAX_ROLES * MAX_PERMISSIONS_OF_ROLE);

/** What is said of an answer that only a dry run has. */
export const TRIED = 'What would be, of a dry run.';

/** Whether a change is only to be tried. */
export class DryRunQuery {
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way. With it the status of
   * success is 200.
   */
  @MayBeAbsent()
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsQueryFlag()
  dry_run: boolean = false;
}

/** What a change of roles, or of who has them, would come to. */
export class RoleEffects {
  /**
   * False: all would stay as it is.
   * @example true
   */
  changes!: boolean;

  /**
   * Roles that would give something else: the one that is changed, and those that include or assign it; in order.
   * @example ["support", "support-lead"]
   */
  @Shown(listOf(ROLE_NAME, MAX_ROLES))
  roles!: string[];

  /**
   * Permissions that at least one person concerned would gain, if only in sessions without a second factor; in order.
   * @example ["orders:refund"]
   */
  @Shown(PERMISSIONS)
  gained!: string[];

  /**
   * Permissions that at least one person concerned would lose, if only in sessions without a second factor; in order. Where more than
   * 10,000 people are concerned, those count as well that only somebody without other roles gains or loses.
   * @example ["orders:read"]
   */
  @Shown(PERMISSIONS)
  lost!: string[];

  /**
   * How many people are concerned: they have one of `roles`, by grant, or are given a role or lose it. Counted up to 10,000.
   * @example 12
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(COUNT)
  users!: number;

  /** How many people's access tokens would be refused at once, until a refresh. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(COUNT)
  outdated!: number;
}

/** What a change would come to that has no answer otherwise. */
export class DryRunResult {
  effects!: RoleEffects;
}
