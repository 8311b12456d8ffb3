import { ApiProperty } from '@nestjs/swagger';
import { type Consent, OIDC_SCOPES } from '#libs/oidc';
import { listOf, NextCursor, Shown, text } from '#libs/platform';

/** What you have allowed an application. */
export class AllowedApplication {
  @ApiProperty({ format: 'uuid' })
  client_id!: string;

  /** @example "Wiki" */
  @Shown(text(100))
  name!: string;

  /** What it may know and do. */
  @ApiProperty({ type: [String], enum: OIDC_SCOPES })
  @Shown(listOf({ enum: OIDC_SCOPES }, 10))
  scopes!: string[];

  /** When you allowed it last. */
  @ApiProperty({ format: 'date-time' })
  granted_at!: string;
}

/** The applications that you have allowed something. */
export class ConsentList {
  @Shown({ maxItems: 10_000 })
  items!: AllowedApplication[];

  /** Always null: the list is whole. */
  @NextCursor()
  next_cursor!: string | null;
}

export const toConsent = ({ client_id, client_name: name, scopes, granted_at }: Consent): AllowedApplication => ({
  ...{ client_id, name, scopes, granted_at: granted_at.toISOString() },
});
