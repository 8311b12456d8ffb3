import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { filter, type Observable, Subject } from 'rxjs';
import { Problem } from '../problems/problem.js';
import type { Note, NoteChange } from './note.js';

/** So that nobody can fill the memory alone. */
const MAX_NOTES_EACH = 1000;

/** All notes, kept in memory: they are gone when the process ends. An example of a service needs no more. */
@Injectable()
export class Notes implements OnModuleDestroy {
  private readonly byOwner = new Map<string, Map<string, Note>>();
  private readonly changes = new Subject<NoteChange>();

  of(owner: string): Note[] {
    return [...(this.byOwner.get(owner)?.values() ?? [])];
  }

  everybodys(): Note[] {
    return [...this.byOwner.keys()].flatMap(owner => this.of(owner));
  }

  statistics(): { notes: number; authors: number } {
    let notes = 0;
    for (const own of this.byOwner.values()) notes += own.size;
    return { notes, authors: this.byOwner.size };
  }

  /** @throws Problem `note_not_found`, also for another's note: that it is there is nobody else's business */
  find(owner: string, id: string): Note {
    const note = this.byOwner.get(owner)?.get(id);
    if (note === undefined) throw new Problem('note_not_found');
    return note;
  }

  /** @throws Problem `too_many_notes` */
  add(owner: string, { title, text }: Pick<Note, 'title' | 'text'>): Note {
    const own = this.byOwner.get(owner) ?? new Map<string, Note>();
    if (own.size >= MAX_NOTES_EACH) throw new Problem('too_many_notes');
    const note = { id: randomUUID(), owner, title, text, created_at: new Date().toISOString() };
    this.byOwner.set(owner, own.set(note.id, note));
    this.changes.next({ kind: 'note_created', note });
    return note;
  }

  /** @throws Problem `note_not_found` */
  remove(owner: string, id: string): void {
    const note = this.find(owner, id);
    const own = this.byOwner.get(owner);
    own?.delete(id);
    if (own?.size === 0) this.byOwner.delete(owner);
    this.changes.next({ kind: 'note_deleted', note });
  }

  /** @throws Problem `note_not_found` */
  moderate(id: string): void {
    for (const [owner, own] of this.byOwner) if (own.has(id)) return this.remove(owner, id);
    throw new Problem('note_not_found');
  }

  /** What happens to somebody's notes from now on; complete when the service stops. */
  changesOf(owner: string): Observable<NoteChange> {
    return this.changes.pipe(filter(({ note }) => note.owner === owner));
  }

  onModuleDestroy(): void {
    this.changes.complete();
  }
}
