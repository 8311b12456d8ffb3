import { readFile } from 'node:fs/promises';

/** An alert as its file has it. */
export interface Alert {
  readonly name: string;
  readonly expr: string;
  readonly severity: string;
  readonly summary: string;
  readonly description: string;
  readonly runbook: string;
}

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly type: string;
    readonly datasource?: { readonly uid: string };
    readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
  }[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown }[];
  };
}

export const ALERTS = 'deploy/prometheus/alerts.yaml';

/** Reads them as they are laid out there, which is a small part of what YAML may be. */
export async function readAlerts(): Promise<Alert[]> {
  const [, ...texts] = (await readFile(ALERTS, 'utf8')).split(/^ +- alert: /m);
  return texts.map(text => {
    const field = (name: string): string => {
      const [, said = ''] =
        new RegExp(`^ +${name}: (?:>-\\n)?([^]*?)(?=\\n +\\w+:|\\n +- |\\n*$)`, 'm').exec(text) ?? [];
      return said.trim().replaceAll(/\s*\n\s*/g, ' ');
    };
    return {
      name: text.slice(0, text.indexOf('\n')),
      expr: field('expr'),
      severity: field('severity'),
      summary: field('summary'),
      description: field('description'),
      runbook: field('runbook_url'),
    };
  });
}

export async function readDashboard(): Promise<Dashboard> {
  return JSON.parse(await readFile('deploy/grafana/gatehouse.json', 'utf8')) as Dashboard;
}

/** The queries of all panels, as Grafana sends them where everything is shown. */
export function queriesOf({ panels }: Dashboard): string[] {
  return panels
    .flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    .map(expr => expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$(?:job|instance)/g, '.*'));
}

/** What a query asks of one metric: its name, and what its labels have to be. */
export interface Asked {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly operator: string; readonly text: string }[];
}

export function askedBy(query: string): Asked[] {
  return [...query.matchAll(/\b((?:gatehouse|nodejs|process)_[a-z0-9_]+)(?:\{([^}]*)\})?/g)].map(
    ([, metric = '', matchers = '']) => ({
      metric,
      matchers: [...matchers.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(
        ([, label = '', operator = '', text = '']) => ({
          label,
          operator,
          text,
        }),
      ),
    }),
  );
}
