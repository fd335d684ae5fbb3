/** The images of a Node component: one to build in, one to run in. */
export interface NodeImages {
  readonly build: string;
  readonly runtime: string;
}

/** Where an image has its node: distroless keeps it outside PATH. */
export const nodeBinaryOf = (image: string): string => (/(^|\/)distroless\//.test(image) ? '/nodejs/bin/node' : 'node');
