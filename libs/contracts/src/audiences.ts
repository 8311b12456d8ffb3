/** What a token is meant for: visible ASCII. Where several are named in one text, spaces stand between them. */
export const AUDIENCE_PATTERN = /^[\x21-\x7e]+$/;

export const MAX_AUDIENCE_LENGTH = 256;
