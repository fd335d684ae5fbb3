/** How large a service is. */
export interface Size {
  readonly packaging: string;
  readonly components?: number;
  readonly environments?: number;
  readonly stores?: number;
}

export declare const withFiles: (extra?: number) => string;
export declare const grown: (size: Size) => object;
export declare const configText: (config: object) => string;
