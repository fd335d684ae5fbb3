/** What the truth table asks of the folder beside the files themselves. */
export interface Around {
  /** Files that the config leaves to people: what was ours there is handed over. */
  readonly theirs: ReadonlySet<string>;
  /** What take-overs replaced, as far as it is still somewhere, by its sha256. */
  readonly originals: ReadonlyMap<string, Buffer>;
  /** Folders of applications that somebody has written already. */
  readonly inhabited: ReadonlySet<string>;
}

export const nothingAround: Around = {
  theirs: new Set(),
  originals: new Map(),
  inhabited: new Set(),
};
