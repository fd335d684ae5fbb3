import type { EnvironmentPlan, Plan, StorePlan } from '../../plan/plan.ts';
import { selectorOf } from '../../kubernetes/metadata.ts';
import { checksum } from '../../kubernetes/pod.ts';
import { noPart, type Part } from '../chart-parts/leaf.ts';
import { storePath } from '../k8s/store.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { namedTemplate, templateOf, textIn } from '../chart-parts/part-values.ts';
import { leavesOf, togglesOf } from '../chart-parts/rows.ts';
import { isThere, planValueAt, storeNamed } from '../chart-parts/subject.ts';
import type { SettingsFile } from '../../stores/chart.ts';
import { storeOf } from '../../stores/index.ts';
import type { AnyStorePlan } from '../../stores/store.ts';
import { evaluate, valueOf, type Expression, type Template } from '../chart-parts/template.ts';
import { storeLabels } from '../../stores/labels.ts';

/** What of a data store becomes values. */
export function storePart(plan: Plan, owner: Owner): Part {
  const store = plan.environments
    .flatMap(({ stores }) => stores)
    .find(({ key }) => key === owner.key);
  const chart = store === undefined ? undefined : storeOf(store).chart;
  if (store === undefined || chart === undefined) return noPart;
  const { rows, switches, hasPods } = chart;
  const subject = storeNamed(owner.key);
  const labels = [
    namedTemplate(plan, owner, {
      name: 'labels',
      description: `Labels of ${owner.key}`,
      body: templateOf(storeLabels(plan, store)),
    }),
    ...(hasPods
      ? [
          namedTemplate(plan, owner, {
            name: 'selectorLabels',
            description: `Labels that select the pods of ${owner.key}`,
            body: templateOf(selectorOf(store.objectName)),
          }),
        ]
      : []),
  ];
  const settings =
    chart.settings === undefined
      ? { forms: [], helpers: [] }
      : settingsPart(plan, owner, { store, file: chart.settings });
  return {
    leaves: leavesOf(owner.section, subject, rows, switches),
    toggles: [
      ...togglesOf(owner.section, subject, switches),
      ...(hasPods ? [pinnedImage(owner)] : []),
    ],
    constants: labels,
    forms: settings.forms,
    helpers: [...labels.map(({ helper }) => helper), ...settings.helpers],
  };
}

interface SettingsInput {
  readonly store: StorePlan;
  readonly file: SettingsFile<AnyStorePlan>;
}

/** The file that its servers read, which its checksum covers. */
function settingsPart(
  plan: Plan,
  owner: Owner,
  { store, file }: SettingsInput,
): Pick<Part, 'forms' | 'helpers'> {
  const subject = storeNamed(owner.key);
  const part = storePath(owner.key);
  const at = (name: string): Expression => valueOf([owner.section, ...name.split('.')], 'text');
  const hasPart = plan.environments.some((environment) =>
    isThere(planValueAt(subject.get(environment), file.part.from)),
  );
  const [present, absent] = [
    settingsText(store, file, at, true),
    settingsText(store, file, at, false),
  ];
  const body: Template = hasPart
    ? { kind: 'either', condition: at(file.part.value), yes: present, no: absent }
    : absent;
  const { helper, expression } = namedTemplate(plan, owner, {
    name: 'configuration',
    description: `The configuration file of ${owner.key}`,
    body,
  });
  const settingsIn = ({ stores }: EnvironmentPlan): string | undefined =>
    stores.flatMap((other) => (other.key === owner.key ? [file.text(other)] : []))[0];
  const uses = [...file.holes, ...(hasPart ? [file.part.value] : [])].map((name) => [
    owner.section,
    ...name.split('.'),
  ]);
  return {
    helpers: [helper],
    forms: [
      { part, found: settingsIn, expression: { ...expression, uses } },
      {
        part,
        found: (environment) => {
          const found = settingsIn(environment);
          return found === undefined ? undefined : checksum({ [file.key]: found });
        },
        expression: {
          go: `include "${plan.service.name}.checksum" (dict "${file.key}" (${expression.go}))`,
          style: 'text',
          uses,
          evaluate: (values) => checksum({ [file.key]: textIn(evaluate(body, values) ?? '') }),
        },
      },
    ],
  };
}

/** The text with holes for its values, where the part that changes it is there or not. */
function settingsText(
  store: StorePlan,
  file: SettingsFile<AnyStorePlan>,
  at: (name: string) => Expression,
  hasPart: boolean,
): Template {
  const { holes, part } = file;
  const markers = new Map(holes.map((hole, index) => [String.fromCodePoint(0xe000 + index), hole]));
  const marked = [...markers].reduce(
    (changed, [marker, hole]) => ({ ...changed, [hole]: marker }),
    { ...store, [part.from]: hasPart ? part.present : undefined },
  );
  return {
    kind: 'text',
    parts: file
      .text(marked)
      .split(/([\ue000-\uf8ff])/)
      .map((piece) => {
        const hole = markers.get(piece);
        return hole === undefined ? piece : at(hole);
      }),
  };
}

/** Whether the image is pinned by digest: the exemption of a judge depends on it. */
function pinnedImage({ section, key }: Owner): Part['toggles'][number] {
  const image = valueOf([section, 'image'], 'text');
  return {
    condition: {
      ...image,
      go: `contains "@sha256:" ${image.go}`,
      evaluate: (values) => textIn(image.evaluate(values) ?? '').includes('@sha256:'),
    },
    off: (environment) =>
      storeNamed(key).set(environment, (store) => ({
        ...store,
        ...('image' in store ? { image: String(store.image).replace('@sha256:', '') } : {}),
      })),
    on: (environment) => environment,
  };
}
