/** What a run of Schemathesis has found, read from its report. */
import { readFile } from 'node:fs/promises';
import { root } from '../../support/foreign-project.js';
import type { Exception } from './exception.js';
import { EXCEPTIONS } from './exceptions.js';

/** Something that Schemathesis objects to. */
export interface Finding {
  /** The `operationId`. */
  readonly operation: string;
  readonly check: string;
  /** What was answered, as exceptions are told by: the status, the code, and the fields with their codes. */
  readonly answer: string;
  /** What was sent, and what Schemathesis says of it. */
  readonly story: string;
}

interface Encoded {
  readonly $base64: string;
}

interface Scenario {
  readonly recorder?: {
    readonly cases: Record<string, { readonly value: { readonly method: string; readonly path: string } }>;
    /** Absent where none of the cases was sent. */
    readonly checks?: Record<string, readonly Check[]>;
    readonly interactions?: Record<string, Interaction>;
  };
}

interface Check {
  readonly name: string;
  readonly status: 'success' | 'failure';
  readonly failure_info?: { readonly failure: { readonly message?: string } };
}

interface Interaction {
  readonly request: { readonly method: string; readonly uri: string; readonly body?: Encoded | null };
  readonly response?: { readonly status_code: number; readonly content?: Encoded | null } | null;
}

interface Problem {
  readonly code?: string;
  readonly error?: string;
  readonly detail?: string;
  readonly error_description?: string;
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}

export interface Report {
  /** How many requests were made. */
  readonly cases: number;
  readonly operations: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  /** What went wrong with the run itself. */
  readonly errors: readonly string[];
}

/** @param path of the report, in lines of JSON */
export async function readReport(path: string): Promise<Report> {
  const ids = await operationIds();
  const lines = (await readFile(path, 'utf8')).split('\n').filter(line => line !== '');
  const events = lines.flatMap(line => Object.entries(JSON.parse(line) as Record<string, Scenario>));
  const recorders = events.flatMap(([, { recorder }]) => (recorder?.cases === undefined ? [] : [recorder]));
  const operations = new Set<string>();
  const findings: Finding[] = [];
  for (const { cases, checks = {}, interactions = {} } of recorders) {
    for (const [id, { value }] of Object.entries(cases)) {
      const label = `${value.method} ${value.path}`;
      const operation = ids.get(label) ?? label;
      if (ids.has(label)) operations.add(operation);
      const failed = (checks[id] ?? []).filter(({ status }) => status === 'failure');
      findings.push(...failed.map(check => findingOf(operation, check, interactions[id])));
    }
  }
  const cases = recorders.reduce((sum, recorder) => sum + Object.keys(recorder.cases).length, 0);
  const errors = events.filter(([kind]) => /Error$/.test(kind)).map(event => JSON.stringify(event).slice(0, 2000));
  return { cases, operations, findings, errors };
}

function findingOf(operation: string, { name, failure_info }: Check, interaction: Interaction | undefined): Finding {
  const { request, response } = interaction ?? {};
  const body = decoded(response?.content);
  const message = failure_info?.failure.message ?? '';
  const sent = request && `${request.method} ${request.uri} ${decoded(request.body).slice(0, 500)}`;
  return {
    operation,
    check: name,
    answer: `${response?.status_code ?? 'none'} ${summary(body)}`.trim(),
    story: `${operation}: ${name}: ${sent} was answered ${response?.status_code} ${body.slice(0, 500)}\n  ${message}`,
  };
}

/** The code of a problem, and of each of its fields. */
function summary(body: string): string {
  try {
    const { code, error, errors, detail, error_description } = JSON.parse(body) as Problem;
    const fields = errors?.map(one => `${one.field}:${one.code}`).join(' ');
    return [code ?? error, fields ?? detail ?? error_description].filter(part => part !== undefined).join(' ');
  } catch {
    return '';
  }
}

const decoded = (content: Encoded | null | undefined): string =>
  Buffer.from(content?.$base64 ?? '', 'base64').toString();

async function operationIds(): Promise<ReadonlyMap<string, string>> {
  const { paths } = JSON.parse(await readFile(`${root}/openapi.json`, 'utf8')) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [`${method.toUpperCase()} ${path}`, operationId]),
    ),
  );
}

/** Parts findings into those that nobody has argued away, and the exceptions that were of use. */
export function judged(findings: readonly Finding[]): { unargued: readonly string[]; used: ReadonlySet<Exception> } {
  const used = new Set<Exception>();
  const unargued = findings.filter(finding => {
    const exception = EXCEPTIONS.find(one => fits(one, finding));
    if (exception !== undefined) used.add(exception);
    return exception === undefined;
  });
  return { unargued: [...new Set(unargued.map(({ story }) => story))], used };
}

const fits = ({ operations, check, answer }: Exception, finding: Finding): boolean =>
  finding.check === check && operations.test(finding.operation) && answer.test(finding.answer);
