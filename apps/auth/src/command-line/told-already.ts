/** Something is wrong, and what it is has been told already. */
export class Unwell extends Error {}
