import { IsText } from '#libs/platform';

/** What a link of a mail gives the right to, once. */
export class LinkTokenRequest {
  /** What stands last in the link, behind the `#`. */
  @IsText({ minLength: 1, maxLength: 128 })
  token!: string;
}
