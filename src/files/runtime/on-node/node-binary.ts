/** Where an image has its node: distroless keeps it outside PATH. */
export const nodeBinaryOf = (image: string): string =>
  /(^|\/)distroless\//.test(image) ? '/nodejs/bin/node' : 'node';
