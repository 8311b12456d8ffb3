import { Controller, Get, Header } from '@nestjs/common';
import { Gatehouse } from '#libs/verifier/core';
import { Public } from '#libs/verifier/nest';

/** What the verifier says of itself, in the text format of Prometheus. */
@Controller('metrics')
@Public()
export class MetricsController {
  constructor(private readonly gatehouse: Gatehouse) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): string {
    const { age_seconds, entries, keys, connected, stale } = this.gatehouse.status();
    return [
      gauge('gatehouse_view_age_seconds', 'By how much the view of revocations may be behind.', age_seconds ?? NaN),
      gauge('gatehouse_view_stale', 'Whether that is more than allowed.', Number(stale)),
      gauge('gatehouse_feed_connected', 'Whether the feed of revocations is being received.', Number(connected)),
      gauge('gatehouse_feed_entries', 'Entries of the feed that are held.', entries),
      gauge('gatehouse_keys', 'Verification keys that are held.', keys),
    ].join('');
  }
}

function gauge(name: string, help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;
}
