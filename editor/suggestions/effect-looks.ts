/** The icon and the colour of each kind of effect, so that rows differ at a glance. */
import {
  IconArrowsExchange,
  IconBell,
  IconCheckbox,
  IconGauge,
  IconHandStop,
  IconListCheck,
  IconMail,
  IconNote,
  IconPencil,
  IconTag,
  IconUsersGroup,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import type { EffectKind } from '../../shared/effects.ts'
import type { Category } from '../theme.ts'

/** In the order of the filter. */
export const shownKinds = [
  'send-email',
  'create-task',
  'change-many',
  'change-record',
  'change-owner',
  'add-score',
  'add-note',
  'change-tags',
  'notify',
  'call-http',
] as const satisfies readonly EffectKind[]

/** `several`: deeds that belong together. `none`: it asks for leave to go on and changes nothing itself. */
export type ShownKind = EffectKind | 'several' | 'none'

const looks: Readonly<Record<ShownKind, readonly [icon: TablerIcon, category: Category]>> = {
  'send-email': [IconMail, 'message'],
  'create-task': [IconCheckbox, 'task'],
  'change-many': [IconUsersGroup, 'record'],
  'change-record': [IconPencil, 'record'],
  'change-owner': [IconArrowsExchange, 'record'],
  'add-score': [IconGauge, 'score'],
  'add-note': [IconNote, 'data'],
  'change-tags': [IconTag, 'data'],
  notify: [IconBell, 'trigger'],
  'call-http': [IconWorld, 'custom'],
  several: [IconListCheck, 'approval'],
  none: [IconHandStop, 'approval'],
}

/** What a suggestion is mostly about: what leaves the house before what stays in it; several deeds at home are a whole of their own. */
export function kindOf({ effects, scenario }: Pick<SuggestionData, 'effects' | 'scenario'>): ShownKind {
  if (scenario) return 'none'
  const leaves = effects.some(({ kind }) => kind === 'send-email' || kind === 'call-http')
  if (effects.length > 1 && !leaves) return 'several'
  return shownKinds.find((kind) => effects.some((effect) => effect.kind === kind)) ?? 'none'
}

/** Never the colour alone: the icon goes with it. */
export const lookOf = (kind: ShownKind): { readonly icon: TablerIcon; readonly category: Category } => {
  const [icon, category] = looks[kind]
  return { icon, category }
}
