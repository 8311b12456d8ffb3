import type { Answer, Connection } from './connection.js';
import type { Target } from './target.js';

/** One request, answered and found to be what it should be. */
export type Step = () => Promise<Answer>;

/** How much has to be prepared. */
export interface Size {
  /** Users whose requests are to be told apart. */
  readonly people: number;
  /** Requests that will be made at most, if `requestsARound` says how many a round takes. */
  readonly requests: number;
}

/** Something that the service does and the floor does too. One file each in scenarios/. */
export interface Scenario {
  readonly name: string;
  /** Method and path, without what differs from one request to the next. */
  readonly route: string;
  /** One line for the help. */
  readonly about: string;
  /** How many requests are under way at once. */
  readonly connections: number;
  /** At most so many requests a round, where each takes something that was prepared for it alone. */
  readonly requestsARound?: number;
  /** Why the floor takes fewer statements than the service; absent where it takes the same ones. */
  readonly fewerStatements?: string;
  /** Something without HTTP that the service is held against as well. */
  readonly pure?: { readonly about: string; run(): Promise<unknown> };
  /** How many times as long as others its rounds last, where a request takes long. */
  readonly patience?: number;
  /** Makes users, sessions and whatever it takes. @returns for each connection the step that it repeats */
  prepare(target: Target, connections: readonly Connection[], size: Size): Promise<Step[]>;
}
