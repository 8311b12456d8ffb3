import { ApiProperty } from '@nestjs/swagger';
import { AUTHENTICATION_LEVELS, MAX_ROLES } from '#libs/contracts';
import {
  AUTHENTICATION_METHODS,
  listOf,
  MAX_PERMISSIONS_OF_ROLE,
  PERMISSION_OR_ALL,
  ROLE_NAME,
  SECONDS_OF_EPOCH,
  Shown,
} from '#libs/platform';
import { User } from '#libs/users';

/** Who you are. */
export class Me extends User {
  /** @example ["user"] */
  @Shown(listOf(ROLE_NAME, MAX_ROLES))
  roles!: string[];

  /**
   * Those that you were given and that do not count in this session: they demand a second factor. They wake as soon as you show one.
   * @example ["treasurer"]
   */
  @Shown(listOf(ROLE_NAME, MAX_ROLES))
  dormant_roles!: string[];

  /** What your roles permit; `*` is everything. */
  @Shown(listOf(PERMISSION_OR_ALL, MAX_ROLES * MAX_PERMISSIONS_OF_ROLE))
  permissions!: string[];

  /** The session of the token that asked. */
  @ApiProperty({ format: 'uuid' })
  session_id!: string;

  /**
   * How you proved who you are in this session, by the token that asked: values of RFC 8176, such as `pwd`.
   * @example ["pwd"]
   */
  @Shown(AUTHENTICATION_METHODS)
  amr!: string[];

  /** How well: `mfa`, in more than one way, or `sfa`. */
  @ApiProperty({ enum: AUTHENTICATION_LEVELS })
  acr!: string;

  /** When you last did so, in seconds since 1970. */
  @ApiProperty({ type: 'integer' })
  @Shown(SECONDS_OF_EPOCH)
  auth_time!: number;
}
