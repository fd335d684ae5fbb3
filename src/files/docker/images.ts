/** The images of a Node component: one to build in, one to run in. */
export interface NodeImages {
  readonly build: string;
  readonly runtime: string;
}

/** Debian for the tools, distroless for the service: no shell and no package manager in what runs. */
export const nodeImages = {
  22: { build: 'node:22.21.1-bookworm-slim', runtime: 'gcr.io/distroless/nodejs22-debian12:nonroot' },
  24: { build: 'node:24.11.1-bookworm-slim', runtime: 'gcr.io/distroless/nodejs24-debian12:nonroot' },
} as const satisfies Record<number, NodeImages>;

/** The user `nonroot` of distroless; owns nothing in the image. */
export const nonRootUser = 65532;

/** Where an image has its node: distroless keeps it outside PATH. */
export const nodeBinaryOf = (image: string): string => (/(^|\/)distroless\//.test(image) ? '/nodejs/bin/node' : 'node');
