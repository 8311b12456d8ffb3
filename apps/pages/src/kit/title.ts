/** Names what this window or tab shows, in lists of them and to those who hear it. */
export function entitle(title: string): void {
  document.title = `${title} · Gatehouse`;
}
