/** Try on a contact: walks the draft with one record. Nothing is sent, nothing is changed. */
import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPlayerPlay, IconPlus, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Trial, TrialBody } from '../../shared/api/workflows.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { nodeTitle, portsOf } from '../../shared/node-type-data.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useChosenSample, useSample } from '../params/sample.ts'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { StepTrail } from './step-trail.tsx'
import { trailOverlay } from './trail-overlay.ts'

export function TrialPanel({ id }: { readonly id: string }) {
  const { t, of, language } = useWords()
  const { types, view } = useScene()
  const zone = useSession().user.zone
  const workflow = useWorkflow((each) => each)
  const active = useView((each) => each.active)
  const sample = useSample()
  const choose = useChosenSample((each) => each.choose)
  const describe = useProblemText()
  const triggers = workflow.nodes.filter(({ type }) => types.get(type)?.trigger)
  const [chosenTrigger, setTrigger] = useState<string | null>(null)
  const trigger = triggers.find((node) => node.id === chosenTrigger) ?? triggers[0]
  const [values, setValues] = useState<readonly (readonly [name: string, value: string])[]>([])
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})

  const trial = useMutation({
    mutationFn: (chosen: Readonly<Record<string, string>>) => {
      const body: TrialBody = {
        subject: sample.id,
        trigger: trigger?.id ?? '',
        fields: Object.fromEntries(values.filter(([name]) => name.trim() !== '').map(([name, value]) => [name.trim(), value])),
        choices: chosen,
        draft: workflow,
      }
      return api.post<Trial>(`/api/workflows/${encodeURIComponent(id)}/trials`, body)
    },
  })
  const { data } = trial

  useEffect(() => {
    if (!data) return
    const last = data.steps.at(-1)
    const stands =
      last && (last.outcome === 'wait' || last.outcome === 'suggest')
        ? [{ node: last.node, state: last.outcome === 'wait' ? 'waiting' : 'suggested' }]
        : []
    view.getState().show(trailOverlay(workflow.edges, data.steps, stands))
  }, [data, view, workflow.edges])
  useEffect(() => () => view.getState().show(null), [view])

  const choice = (node: string) => {
    const open = data?.open.find((each) => each.node === node)
    const step = workflow.nodes.find((each) => each.id === node)
    const type = step && types.get(step.type)
    if (!open || !step) return null
    const words = type ? portsOf(type, step, true) : []
    return (
      <div className="trail__choice">
        <Select
          size="xs"
          label={t('trial.whatIf')}
          allowDeselect={false}
          data={open.ports.map((port) => {
            const found = words.find((each) => each.port === port)
            return { value: port, label: found ? of(found.words) : port }
          })}
          value={open.chosen}
          onChange={(port) => {
            if (port === null) return
            const next = { ...choices, [node]: port }
            setChoices(next)
            trial.mutate(next)
          }}
        />
      </div>
    )
  }

  if (!trigger) return <Text size="sm">{t('trial.noTrigger')}</Text>
  return (
    <Stack gap="md">
      <Title order={2} pr={36} data-panel-start tabIndex={-1}>
        {t('panel.trial')}
      </Title>
      {sample.entity !== null && hasEntity(sample.entity) && (
        <RecordPicker
          label={t('trial.who', { entity: of(entityNamed(sample.entity).title) })}
          entity={sample.entity}
          value={sample.id}
          shownTitle={sample.title === '' ? undefined : sample.title}
          placeholder={t('pick.choose')}
          clearable={false}
          onChange={(next) => choose(sample.entity ?? '', next)}
        />
      )}
      {triggers.length > 1 && (
        <Select
          label={t('trial.trigger')}
          allowDeselect={false}
          data={triggers.map((node) => ({ value: node.id, label: of(nodeTitle(node, types.get(node.type))) }))}
          value={trigger.id}
          onChange={setTrigger}
        />
      )}
      <div>
        {values.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name until one is written
          <Group key={at} gap={6} mb={6} wrap="nowrap" grow>
            <TextInput
              size="xs"
              aria-label={t('trial.fieldName')}
              placeholder={t('trial.fieldName')}
              value={name}
              onChange={({ currentTarget }) => setValues(values.map((row, index) => (index === at ? [currentTarget.value, value] : row)))}
            />
            <TextInput
              size="xs"
              aria-label={t('trial.fieldValue')}
              placeholder={t('trial.fieldValue')}
              value={value}
              onChange={({ currentTarget }) => setValues(values.map((row, index) => (index === at ? [name, currentTarget.value] : row)))}
            />
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setValues([...values, ['', '']])}>
          {t('trial.addField')}
        </Button>
      </div>
      <Button leftSection={<IconPlayerPlay size={18} />} loading={trial.isPending} onClick={() => trial.mutate(choices)}>
        {data ? t('trial.again') : t('trial.start')}
      </Button>
      {trial.isError && (
        <Text size="sm" c="var(--t-error)" role="alert">
          {describe(trial.error)}
        </Text>
      )}
      {data && (
        <section aria-live="polite">
          <p className="trial__banner">
            <IconShieldCheck size={18} aria-hidden />
            {t('trial.nothing')}
          </p>
          <StepTrail
            workflow={workflow}
            steps={data.steps}
            active={active}
            select={(node) => view.getState().select([node])}
            choice={choice}
          />
          {data.ended && (
            <Text size="sm" mt="xs" fw={500}>
              {say(data.ended, language, zone)}
            </Text>
          )}
        </section>
      )}
    </Stack>
  )
}
