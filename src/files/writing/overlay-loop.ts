import { partsOf } from '../../plan/namespaces.ts';
import type { Plan } from '../../plan/plan.ts';

/** A loop of bash over the overlays of all environments. */
export interface OverlayLoop {
  /** What it runs over, in words. */
  readonly places: string;
  readonly variable: string;
  /** What a file is called that belongs to one of them. */
  readonly fileName: string;
}

/** One overlay for each environment, or for each of its namespaces. */
export function overlayLoop({ environments }: Plan): OverlayLoop {
  const parts = environments.flatMap(partsOf);
  const places = parts.map(({ folder }) => folder).join(' ');
  return parts.length === environments.length
    ? { places, variable: 'environment', fileName: '${environment}' }
    : { places, variable: 'overlay', fileName: '${overlay/\\//-}' };
}
