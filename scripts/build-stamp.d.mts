/** Whether the last build was of the same sources, and what it wrote is still there. */
export function isBuilt(root: string): boolean;

/** To be called after a build. */
export function noteBuilt(root: string): void;
