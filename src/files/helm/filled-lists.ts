import { allOf, type Conditions, type Template } from '../chart-parts/template.ts';

/**
 * The template with its lists marked that are never empty where they
 * are there: what stands around them asks for one of their items.
 */
export function withFilledLists(template: Template, around: Conditions): Template {
  switch (template.kind) {
    case 'map':
      return {
        kind: 'map',
        entries: template.entries.map((entry) => ({
          ...entry,
          node: withFilledLists(entry.node, [...around, ...entry.when]),
        })),
      };
    case 'list': {
      const items = template.items.map((item) => ({
        ...item,
        node: withFilledLists(item.node, [...around, ...item.when]),
      }));
      const wanted = setOf(items.map(({ when }) => allOf(when).go));
      return {
        kind: 'list',
        items,
        isFilled:
          items.every(({ when }) => when.length > 0) &&
          around.some(({ go, impliedBy = [] }) => go === wanted || setOf(impliedBy) === wanted),
      };
    }
    case 'each':
      return { ...template, item: withFilledLists(template.item, around) };
    default:
      return template;
  }
}

const setOf = (pipelines: readonly string[]): string => [...new Set(pipelines)].sort().join('\n');
