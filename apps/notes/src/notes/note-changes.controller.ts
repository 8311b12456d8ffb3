import { Controller, type MessageEvent, Sse } from '@nestjs/common';
import { endWith, ignoreElements, interval, map, merge, type Observable, of, takeWhile } from 'rxjs';
import { Gatehouse } from '#libs/verifier/core';
import { CurrentPrincipal, type Principal } from '#libs/verifier/nest';
import { endOfAccess } from './end-of-access.js';
import { Notes } from './notes.js';

/** Often enough for proxies, which cut connections that are silent for a minute or so. */
const HEARTBEAT_MS = 15_000;

/** Tells somebody what happens to their notes, for as long as they may know. */
@Controller('v1/notes/changes')
export class NoteChangesController {
  constructor(
    private readonly notes: Notes,
    private readonly gatehouse: Gatehouse,
  ) {}

  /** Events: `open`, then `note_created` and `note_deleted`, and at last `end` with the reason. */
  @Sse()
  changes(@CurrentPrincipal() principal: Principal): Observable<MessageEvent> {
    const changes = this.notes.changesOf(principal.sub);
    const stopping = changes.pipe(ignoreElements(), endWith('stopping'));
    const end = merge(endOfAccess(this.gatehouse, principal), stopping);
    return merge(
      of({ type: 'open', data: { expires_at: new Date(principal.exp * 1000).toISOString() } }),
      changes.pipe(map(({ kind, note }) => ({ type: kind, data: note }))),
      interval(HEARTBEAT_MS).pipe(map(() => ({ comment: 'still here' }))),
      end.pipe(map(reason => ({ type: 'end', data: { reason } }))),
    ).pipe(takeWhile((event: MessageEvent) => event.type !== 'end', true));
  }
}
