export interface Topic {
  readonly name: string;
  readonly description: string;
}

/** What notes can be about. Small and always the same, so that a route that answers with it costs next to nothing. */
export const TOPICS: readonly Topic[] = [
  { name: 'ideas', description: 'What could be done' },
  { name: 'meetings', description: 'What was said' },
  { name: 'errands', description: 'What must not be forgotten' },
];
