/** What a token is meant for: visible ASCII. Where several are named in one text, spaces stand between them. */
export const AUDIENCE_PATTERN = /^[\x21-\x7e]+$/;

export const MAX_AUDIENCE_LENGTH = 256;

/** Of a token that is good for asking who has logged in. */
export const userinfoAudience = (issuer: string): string => `${issuer}/oauth/userinfo`;
