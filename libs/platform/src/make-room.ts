/** Lets a map that is full forget what has been in it for longest, so that it holds at most `capacity` with one more. */
export function makeRoom(map: Map<unknown, unknown>, capacity: number): void {
  if (map.size < capacity) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
