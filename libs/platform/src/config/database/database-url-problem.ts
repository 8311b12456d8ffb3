/** What is wrong with a database's URL, to be read after its name. Never holds any part of it that may be secret. */
export class DatabaseUrlProblem extends Error {}
