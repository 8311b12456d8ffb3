import { ApiProperty } from '@nestjs/swagger';
import { MAX_ROLES } from '#libs/contracts';
import { listOf, MAX_PERMISSIONS_OF_ROLE, PERMISSION_OR_ALL, ROLE_NAME, Shown } from '#libs/platform';
import { User } from '#libs/users';

/** Who you are. */
export class Me extends User {
  /** @example ["user"] */
  @Shown(listOf(ROLE_NAME, MAX_ROLES))
  roles!: string[];

  /** What your roles permit; `*` is everything. */
  @Shown(listOf(PERMISSION_OR_ALL, MAX_ROLES * MAX_PERMISSIONS_OF_ROLE))
  permissions!: string[];

  /** The session of the token that asked. */
  @ApiProperty({ format: 'uuid' })
  session_id!: string;
}
