import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OIDC_SCOPES } from '#libs/oidc';
import { IsFlag, IsText, listOf, MayBeAbsent, Shown, text, type TextForm, URL_FORM, visible } from '#libs/platform';

const QUERY: TextForm = { ...visible(8192), minLength: 1 };

/** What an application has sent somebody here with. */
export class RequestOfApplication {
  /**
   * The query of the address, as it stands there.
   * @example "client_id=0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21&response_type=code"
   */
  @IsText(QUERY)
  request!: string;
}

/** Whether the person has said that the application may know what it asks for. */
export class AuthorizeRequest {
  @MayBeAbsent()
  @IsFlag()
  consent?: boolean;
}

/** How the browser goes back to the application. */
export class AnswerOfAuthorization {
  @Shown(URL_FORM)
  url!: string;

  /** To be sent there as a form; null: the browser just goes there. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', ...text(2048) },
    maxProperties: 8,
    nullable: true,
  })
  fields!: Record<string, string> | null;
}

/** The application that wants somebody logged in, as it is shown to them. */
export class ShownApplication {
  @ApiProperty({ format: 'uuid' })
  client_id!: string;

  /** @example "Wiki" */
  @Shown(text(100))
  name!: string;

  /** Its picture, as a `data:` URI; null: it has none, or one that lies elsewhere. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(visible(8192))
  logo!: string | null;

  /** What it asks for. */
  @ApiProperty({ type: [String], enum: OIDC_SCOPES })
  @Shown(listOf({ enum: OIDC_SCOPES }, 10))
  scopes!: string[];
}

export const STEPS = ['log_in', 'reauthenticate', 'switch', 'consent', 'done'] as const;

/** What comes next in a login for an application. */
export class InteractionStep {
  /**
   * `log_in`: somebody has to log in here. `reauthenticate`: whoever is here has to show anew who they are. `switch`: somebody else has
   * to log in. `consent`: they have to say whether the application may know what it asks for. `done`: the browser goes back.
   */
  @ApiProperty({ enum: STEPS })
  step!: (typeof STEPS)[number];

  /** With `done`. */
  @ApiPropertyOptional({ type: AnswerOfAuthorization })
  answer?: AnswerOfAuthorization;
}

/** A login for an application that has begun. */
export class BegunLogin extends InteractionStep {
  /** By which it goes on, in this browser; null with `done`. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  id!: string | null;

  /** Null with `done`. */
  @ApiProperty({ type: ShownApplication, nullable: true })
  application!: ShownApplication | null;

  /** Who it is likely to be; null: nothing is said of that. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(254))
  login_hint!: string | null;

  /** How many seconds before this began they may have shown who they are; 0: they are to do so anew. Null: it may be ever so long ago. */
  @ApiProperty({ type: 'integer', format: 'int32', minimum: 0, maximum: 999_999_999, nullable: true })
  max_age!: number | null;

  /** Nobody may be asked anything: where something is wanting the application is told so. */
  silent!: boolean;
}
