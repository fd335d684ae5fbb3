/** A server that keeps data in memory and speaks the protocol of Redis: what tells one from the other. */
export interface Flavour<Kind extends string = string> {
  readonly kind: Kind;
  readonly title: string;
  /** Full reference of the pinned image. */
  readonly image: string;
  /** Programs of the image. */
  readonly server: string;
  readonly cli: string;
  /** Name of its container, and what its port and folders are named after. */
  readonly name: string;
  /** The file that it reads: its key in the ConfigMap, and its name. */
  readonly settings: { readonly key: string; readonly file: string };
  /** Key of the password in its secret. */
  readonly passwordKey: string;
}

/** The name of its port. */
export const portNameOf = ({ name }: Flavour): string => `tcp-${name}`;

/** The ConfigMap with the file that a server reads. */
export const configMapOf = ({ objectName }: { readonly objectName: string }): string =>
  `${objectName}-config`;

/** The claim of the volume that a server keeps its data on. */
export const volumeClaimOf = ({ objectName }: { readonly objectName: string }): string =>
  `${objectName}-data`;
