/** Where links of mails lead: views of the account page, which post what is in the link when somebody presses the button. */
export const LINK_PAGES = [
  'set-password',
  'new-account',
  'verify-email',
  'confirm-email',
  'undo-email',
  'not-me',
] as const;

export type LinkPage = (typeof LINK_PAGES)[number];

/**
 * The address of such a page with a token for it. The issuer is the configuration's, whatever the request says of the host.
 * The token stands behind the `#`, which no browser sends: neither servers nor their logs nor other sites see it.
 */
export const linkTo = (issuer: string, page: LinkPage, token: string): string => `${issuer}/account#/${page}/${token}`;
