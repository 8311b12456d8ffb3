/** Something that somebody wrote down. */
export interface Note {
  readonly id: string;
  /** The `sub` of who wrote it. */
  readonly owner: string;
  readonly title: string;
  readonly text: string;
  /** RFC 3339. */
  readonly created_at: string;
}

/** What happened to a note, for its owner. */
export interface NoteChange {
  readonly kind: 'note_created' | 'note_deleted';
  readonly note: Note;
}
