import { Anchor, Badge, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import type { Impact, MovePlanBody } from '../../shared/api/moves.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { isTrigger, type Workflow } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import '../params/params-form.css'
import { type Deed, isComplete, placeOf, withEverybody, withPlace } from './plan-choices.ts'

interface Props {
  readonly flow: string
  readonly impact: Impact
  /** The number that the new version gets. */
  readonly version: number
  /** What becomes live, and what is live now. */
  readonly next: Workflow
  readonly live: Workflow | null
  readonly plan: MovePlanBody
  readonly set: (plan: MovePlanBody) => void
}

/** The step's place in the drawing; one that is gone from it comes after the others. */
const placeIn = (nodes: Workflow['nodes'], id: string): number => nodes.findIndex((node) => node.id === id)

/** Who stands where, and what becomes of them: for everybody at once, and for each step by itself. */
export function MovePlan({ flow, impact, version, next, live, plan, set }: Props) {
  const { t, of } = useWords()
  const { types } = useScene()
  const drawn = [...next.nodes, ...(live?.nodes ?? [])]
  const name = (id: string): string => {
    const node = drawn.find((each) => each.id === id)
    return node ? of(nodeTitle(node, types.get(node.type))) : id
  }
  const deeds = (['stay', 'move', 'stop'] as const).map((deed) => ({ value: deed, label: t(`plan.${deed}`, { version }) }))
  const inOrder = [...impact.nodes].sort((a, b) => placeIn(drawn, a.node) - placeIn(drawn, b.node))
  const steps = next.nodes.filter((node) => !isTrigger(node)).map(({ id }) => ({ value: id, label: name(id) }))
  return (
    <Stack gap="xs" component="section" aria-label={t('plan.title')}>
      <Group gap={8}>
        <IconUsers size={18} aria-hidden />
        <Text fw={600} size="sm">
          {t('publish.inside', { count: impact.inside })}
        </Text>
      </Group>
      <Text size="sm">{t('plan.hint')}</Text>
      <SegmentedControl
        aria-label={t('plan.everybody')}
        value={plan.rest}
        onChange={(deed) => set(withEverybody(impact, deed as Deed))}
        data={deeds}
        className="plan-everybody"
      />
      <ul className="plan-groups">
        {inOrder.map(({ node, count, change, versions }) => {
          const place = placeOf(plan, node)
          return (
            <li key={node} className="field-box" data-group={node}>
              <Group justify="space-between" gap={8}>
                <div>
                  <Text size="sm" fw={500}>
                    {name(node)}
                  </Text>
                  <Group gap={8}>
                    <Anchor href={`/flows/${flow}/people?step=${encodeURIComponent(node)}`} target="_blank" size="sm">
                      {t('plan.people', { count })}
                    </Anchor>
                    <Text size="sm" c="dimmed">
                      {versions.length === 1
                        ? t('plan.allOnVersion', { version: versions[0]?.version ?? 0 })
                        : versions.map((each) => t('plan.onVersion', each)).join(', ')}
                    </Text>
                    {change !== 'same' && (
                      <Badge variant="light" color={change === 'deleted' ? 'red' : 'orange'} tt="none" fw={500} flex="none">
                        {t(change === 'deleted' ? 'publish.deleted' : 'publish.changed')}
                      </Badge>
                    )}
                  </Group>
                </div>
                <Select
                  w={{ base: '100%', xs: 230 }}
                  size="sm"
                  allowDeselect={false}
                  aria-label={t('plan.what', { name: name(node) })}
                  data={deeds}
                  value={place.deed}
                  onChange={(deed) => deed && set(withPlace(plan, node, { deed: deed as Deed }))}
                />
              </Group>
              {plan.rest === 'move' && change === 'deleted' && place.deed === 'stay' && (
                <Text size="sm" mt={6}>
                  {t('plan.gone')}
                </Text>
              )}
              {place.deed === 'move' && (
                <Select
                  mt={6}
                  size="sm"
                  searchable
                  clearable={change !== 'deleted'}
                  label={t('plan.goOnAt')}
                  placeholder={change === 'deleted' ? t('common.chooseStep') : t('common.sameStep')}
                  error={
                    isComplete(plan, { ...impact, nodes: impact.nodes.filter((one) => one.node === node) }) ? null : t('plan.needsStep')
                  }
                  data={steps}
                  value={place.to ?? null}
                  onChange={(to) => set(withPlace(plan, node, to === null ? { deed: 'move' } : { deed: 'move', to }))}
                />
              )}
            </li>
          )
        })}
      </ul>
    </Stack>
  )
}
