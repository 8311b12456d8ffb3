/** What a heading is called in an address, as GitHub does it: documents are read in both places. */
export const slugify = text =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
