import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  type KeyRevocationEntry,
  MAX_INCLUDED_ROLES,
  type RevocationEntry,
  type RoleDefinitionEntry,
  type SessionRevocationEntry,
  type SubjectRevocationEntry,
  type TokenRevocationEntry,
} from '#libs/contracts';
import { EFFECTIVE_PERMISSIONS, INT32, KEY_ID, listOf, ROLE_NAME, Shown, TOKEN_ID } from '#libs/platform';

/** A session that was ended: none of its tokens is good any more. */
export class SessionRevocation implements SessionRevocationEntry {
  @ApiProperty({ enum: ['session'] })
  kind!: 'session';

  @ApiProperty({ format: 'uuid' })
  sid!: string;

  /** When no token can be concerned any more, and the entry may be forgotten. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** One access token that was taken back. */
export class AccessTokenRevocation implements TokenRevocationEntry {
  @ApiProperty({ enum: ['token'] })
  kind!: 'token';

  @ApiProperty()
  @Shown(TOKEN_ID)
  jti!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/**
 * A user or service client whose tokens with a smaller `epoch` are outdated, and those of others that name it as their
 * `client_id` with a smaller `client_epoch`. The greatest `min_epoch` counts.
 */
export class SubjectRevocation implements SubjectRevocationEntry {
  @ApiProperty({ enum: ['subject'] })
  kind!: 'subject';

  @ApiProperty({ format: 'uuid' })
  sub!: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(INT32)
  min_epoch!: number;

  /** Unless it is `active`, tokens that name the subject as their `client_id` are refused too. */
  @ApiProperty({ enum: ['active', 'disabled', 'deleted'] })
  status!: 'active' | 'disabled' | 'deleted';

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** A signing key that was compromised: nothing that it signed is good, however new. */
export class KeyRevocation implements KeyRevocationEntry {
  @ApiProperty({ enum: ['key'] })
  kind!: 'key';

  @ApiProperty()
  @Shown(KEY_ID)
  kid!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** What a role permits from now on. The greatest `version` counts; kept until it is superseded. */
export class RoleDefinition implements RoleDefinitionEntry {
  @ApiProperty({ enum: ['role'] })
  kind!: 'role';

  /** @example "support" */
  @Shown(ROLE_NAME)
  name!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  @Shown(INT32)
  version!: number;

  /** All that the role permits, by what it includes as well; `*` is everything. Empty for a role that was deleted. */
  @Shown(EFFECTIVE_PERMISSIONS)
  permissions!: string[];

  /** All roles that it includes, directly or through others: who has it counts as having them. Absent: none. */
  @Shown(listOf(ROLE_NAME, MAX_INCLUDED_ROLES))
  includes?: string[];

  /**
   * The role demands a second factor: in a token whose `amr` lacks `mfa` it is as if it were not there. Absent: it counts in
   * every token.
   */
  requires_mfa?: boolean;

  /** Only of a role that was deleted: when the entry may be forgotten. */
  @ApiProperty({ format: 'date-time', required: false })
  expires_at?: string;
}

/** The schema of each kind; kinds/revocation-kind.ts says where else a kind appears. */
export const ENTRIES: { readonly [K in RevocationEntry['kind']]: Type<Extract<RevocationEntry, { kind: K }>> } = {
  session: SessionRevocation,
  token: AccessTokenRevocation,
  subject: SubjectRevocation,
  key: KeyRevocation,
  role: RoleDefinition,
};
