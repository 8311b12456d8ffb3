import { expect } from '@jest/globals';
import type { Api } from './api.js';

/** One line of what `GET /metrics` answers. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What `GET /metrics` answers, read. */
export class Scrape {
  /** Names as they are declared, with their kinds: a histogram has its one name. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly series: readonly Series[];

  constructor(readonly text: string) {
    this.kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind]));
    this.series = [...text.matchAll(/^([a-z_]+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
      name,
      labels: Object.fromEntries(
        [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']): [string, string] => [
          key,
          text,
        ]),
      ),
      value: Number(value),
    }));
  }

  static async of(api: Api, token: string): Promise<Scrape> {
    const { status, body } = await api.get<string>('/metrics', { token });
    expect(status).toBe(200);
    return new Scrape(body);
  }

  /** The sum of all series of this name that have these labels. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    return this.series
      .filter(
        series => series.name === name && Object.entries(labels).every(([key, text]) => series.labels[key] === text),
      )
      .reduce((sum, { value }) => sum + value, 0);
  }

  /** What the series are told apart by, without their values. */
  get identities(): string[] {
    return this.series.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
  }

  /** All names that a query may ask for. */
  get names(): Set<string> {
    return new Set([...this.kinds.keys(), ...this.series.map(({ name }) => name)]);
  }
}
