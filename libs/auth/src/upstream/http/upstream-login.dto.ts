import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsId,
  IsQueryNumber,
  IsText,
  MayBeAbsent,
  NextCursor,
  Shown,
  text,
  type TextForm,
  visible,
} from '#libs/platform';
import { PROVIDER_FORMS } from '#libs/upstream';

const QUERY: TextForm = { ...visible(8192), minLength: 1 };

/** Another provider by which people can log in. */
export class OfferedProvider {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** @example "Example Inc." */
  @Shown(text(PROVIDER_FORMS.MAX_BUTTON_TEXT))
  button_text!: string;
}

/** The other providers by which people can log in. */
export class OfferedProviderList {
  @Shown({ maxItems: 100 })
  items!: OfferedProvider[];

  /** Always null: the list is whole. */
  @NextCursor()
  next_cursor!: string | null;
}

/** What a login at another provider has to be. */
export class UpstreamLoginQuery {
  /** How many seconds ago they may have logged in there; 0: they are to do so anew. Absent: nothing is demanded of that. */
  @ApiPropertyOptional({ type: 'integer' })
  @MayBeAbsent()
  @IsQueryNumber({ minimum: 0, maximum: 999_999_999 })
  max_age?: number;
}

/** A login at another provider that was begun. */
export class BegunUpstreamLogin {
  /**
   * Where the browser is to go.
   * @example "https://id.example.org/authorize?response_type=code&client_id=gatehouse"
   */
  @Shown(visible(8192))
  url!: string;
}

/** With what a browser has come back. */
export class UpstreamCallback {
  /** To which provider's address. */
  @ApiProperty({ format: 'uuid' })
  @IsId()
  provider_id!: string;

  /**
   * The query of the address, as it stands there.
   * @example "code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj&iss=https%3A%2F%2Fid.example.org"
   */
  @IsText(QUERY)
  answer!: string;
}
