import { ApiProperty } from '@nestjs/swagger';
import { Shown, text, URL_FORM } from '#libs/platform';

/** What an application wants that has sent somebody here to log out. */
export class LogoutOfApplication {
  /** Null: it does not say who it is. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(100))
  client_name!: string | null;

  /** The session of the person that is meant, as an ID token has shown; null: nothing has, or this browser is not in it, so whoever is here has to be asked. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  session_id!: string | null;

  /** Where the browser goes then; null: it stays here. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(URL_FORM)
  redirect_to!: string | null;
}
