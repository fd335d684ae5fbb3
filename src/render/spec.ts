/** Any value that YAML and JSON can both say; a `Commented` value is data plus a remark for the reader. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [key: string]: Value | undefined }
  | Commented;

/**
 * A value with a YAML comment: `after` on the same line, `before` on
 * the lines above it; a first line that is empty stays empty.
 */
export class Commented {
  readonly value: Value;
  readonly before: string | undefined;
  readonly after: string | undefined;

  constructor(value: Value, { before, after }: { before?: string; after?: string }) {
    this.value = value;
    this.before = before;
    this.after = after;
  }
}

/** What a file says. `yaml` holds one document per array element. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'yaml'; readonly documents: readonly Value[] }
  | { readonly kind: 'json'; readonly value: Value };

/**
 * Who may change a file after the first write (docs/decisions/ownership.md).
 *
 * - `managed`: only us. Carries a marker where its format has comments, unless `marker` is false.
 * - `sample`: its owner; `restored` ones come back when missing, because a build needs them. Of those with a
 *   `block`, the lines between our two marker comments are ours for as long as their owner leaves them there.
 *   Those of an application, in its folder `starts`, are only written with a new service, and where nobody has
 *   an application yet.
 * - `shared`: `ours` says which part is ours; everything else is kept
 * byte for byte. Of each group of paths in `needed` the first one
 * gets the content's value where none of them has one; whatever stands at
 * one of them is its owner's. `named` says where a mapping must
 *   bear a name of ours, which stands at `*`. `releases` says that CI
 *   fills the file, and what it has filled where before.
 */
export type Ownership =
  | { readonly kind: 'managed'; readonly marker?: false }
  | {
      readonly kind: 'sample';
      readonly restored: boolean;
      readonly block?: true;
      readonly starts?: string;
    }
  | {
      readonly kind: 'shared';
      readonly ours: SharedPart;
      readonly needed?: readonly (readonly KeyPath[])[];
      readonly named?: { readonly what: string; readonly at: readonly KeyPath[] };
      readonly releases?: Releases;
    };

/** Which images run is written into this file by CI, and moves along when the config moves it. */
export interface Releases {
  /**
   * Where the image of each component stands, by its name: in `entries` the
   * value of the key of its item, in `keys` the mapping with its `repository`.
   */
  readonly places: Places;
  /** Files that say the same where the config says something else: another packaging, another layout. */
  readonly formerly: readonly string[];
}

/** A path in a file for each name. */
export type Places = Readonly<Record<string, KeyPath>>;

/** Keys from the root of a YAML or JSON document inwards. */
export type KeyPath = readonly string[];

/**
 * The part of a shared file that is ours.
 *
 * - `block`: the lines between our two marker comments; a file without them gets the block at its end.
 * - `keys`: the values at these paths (YAML or JSON, by the content's
 * kind) are set exactly as the content says. Where `whole`, what
 *   stands beside a key says nothing without it, and goes when the key no longer is ours.
 * - `entries`: in the list at `path`, an item of the content whose `key`
 * is missing on disk is appended; nothing is removed or changed.
 */
export type SharedPart =
  | { readonly kind: 'block' }
  | { readonly kind: 'keys'; readonly paths: readonly KeyPath[]; readonly whole?: true }
  | { readonly kind: 'entries'; readonly path: KeyPath; readonly key: string };

/** The description of one wanted file: a value, not an action. */
export interface FileSpec {
  /** Relative to the project root, with forward slashes. */
  readonly path: string;
  readonly content: Content;
  readonly ownership: Ownership;
  readonly executable: boolean;
  /** The feature it comes from and the config keys that shape it, for `explain`. */
  readonly origin: { readonly feature: string; readonly keys: readonly string[] };
}
