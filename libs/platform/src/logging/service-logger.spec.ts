import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ServiceLogger } from './service-logger.js';

function logged(
  format: 'json' | 'text',
  write: (logger: ServiceLogger) => void,
  more: { worker?: number } = {},
): string {
  const out = new PassThrough({ encoding: 'utf8' });
  write(new ServiceLogger({ level: 'info', format, to: out, ...more }));
  return String(out.read() ?? '');
}

describe('the log', () => {
  it.each(['json', 'text'] as const)('as %s keeps a text with line breaks and escapes on one line', format => {
    const forged = 'first\n12:00:00 info  Gatehouse: forged\u001b[2J\u2028\u0085end';
    const lines = logged(format, logger => logger.warn(forged, 'Spec')).trimEnd();
    expect(lines).toContain('first');
    expect(lines).not.toMatch(/[\n\u001b]/);
  });

  it('as JSON holds level, time, context and fields', () => {
    const line = logged('json', logger => logger.warn({ message: 'slow', route: '/v1/x' }, 'Spec'));
    expect(JSON.parse(line)).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      context: 'Spec',
      msg: 'slow',
      route: '/v1/x',
    });
  });

  it('says which of several workers has written a line', () => {
    const write = (logger: ServiceLogger): void => logger.log('slow', 'Spec');
    expect(JSON.parse(logged('json', write, { worker: 2 }))).toMatchObject({ worker: 2, msg: 'slow' });
    expect(logged('text', write, { worker: 2 })).toMatch(/ info {2}Spec: slow \{"worker":2\}\n$/);
  });

  it('leaves out what the framework tells about its own start', () => {
    expect(logged('json', logger => logger.log('Mapped {/x, GET} route', 'RouterExplorer'))).toBe('');
  });
});
