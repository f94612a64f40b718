/** What a visitor's phone does not take, and why; it keeps what it has. */

/**
 * `offline` nobody answered, `missing` a file is not there, `tampered` it is not what was published, `unsigned` the keys of the
 * publisher did not sign it, `expired` it is too old, `replayed` it is older than what was seen, `unreadable` it is nothing of
 * ours, `newer` it wants a newer viewer, `withdrawn` the tour is not published any more, `insecure` the page came without
 * encryption, where a browser cannot prove anything, `unpinned` nobody has published this viewer yet.
 */
export type Why =
  | 'offline'
  | 'missing'
  | 'tampered'
  | 'unsigned'
  | 'expired'
  | 'replayed'
  | 'unreadable'
  | 'newer'
  | 'withdrawn'
  | 'insecure'
  | 'unpinned';

export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly why: Why,
    readonly file = '',
  ) {
    super(`${why}: ${file}`);
  }
}
