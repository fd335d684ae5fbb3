import { isExact } from '../domain/route-paths.ts';
import type { Plan } from './plan.ts';
import { comesIn, redirectOf } from './routing/routes.ts';

/**
 * Exact routes that differ in their last slash alone: whoever types the other one gets another answer, which is
 * meant where one leads to the other.
 */
export const routeWarnings = ({ environments }: Plan): readonly string[] =>
  environments.flatMap(({ workloads, hostGroups }) => {
    const exact = workloads
      .flatMap(({ component: { name }, routes }) => routes.map((route) => ({ name, ...route })))
      .filter((route) => isExact(route) && comesIn(route, { hostGroups }));
    return exact.flatMap((route) =>
      exact
        .filter(
          (twin) =>
            twin.path === `${route.path}/` &&
            twin.on.some((group) => route.on.includes(group)) &&
            redirectOf(route) !== twin.path &&
            redirectOf(twin) !== route.path,
        )
        .map(
          (twin) =>
            `the exact routes "${route.path}" of ${route.name} and "${twin.path}" of ` +
            `${twin.name} are two addresses. If one is meant, remove the other or give it ` +
            `redirect: "${route.path}".`,
        ),
    );
  });
