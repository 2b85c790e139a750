import { Button, Select, Stack, Text, Title } from '@mantine/core'
import { IconPlayerPlay, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { TrailStep, Trial, TrialBody } from '../../shared/api/workflows.ts'
import type { JsonObject } from '../../shared/json.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { sayWould } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { useChosenSample, useSample } from '../params/sample.ts'
import { useProblemText } from '../ui/states.tsx'
import { whenThere } from '../ui/when-there.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { StepTrail } from './step-trail.tsx'
import { trailOverlay } from './trail-overlay.ts'
import { TrialChoice } from './trial-choice.tsx'
import { useTriggerData, valueSent } from './trial-data.ts'
import { TrialEntries, TrialReceived } from './trial-inputs.tsx'
import { TrialWho } from './trial-who.tsx'
import { TryStepAgain } from './try-step-again.tsx'

/**
 * Try on a contact: walks the draft with one record. Nothing is sent, nothing is changed. The draft is that of this
 * tab, saved or not.
 */
export function TrialPanel({ id }: { readonly id: string }) {
  const { t, of, language } = useWords()
  const { types, view } = useScene()
  const zone = useSession().user.zone
  const workflow = useWorkflow((each) => each)
  const active = useView((each) => each.active)
  const describe = useProblemText()
  const triggers = workflow.nodes.filter(({ type }) => types.get(type)?.trigger)
  const [chosenTrigger, setTrigger] = useState<string | null>(null)
  const trigger = triggers.find((node) => node.id === chosenTrigger) ?? triggers[0]
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})
  const who = useWho()
  const data = useTriggerData(trigger, types.get(trigger?.type ?? ''), who.id === null ? null : who.sample)
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({})
  const [chosenReceived, setReceived] = useState<string | null>(null)
  const received = data.received?.find((each) => each.id === chosenReceived) ?? data.received?.[0]
  const mayBeNew = data.fromOutside && who.sample?.entity === 'contact'

  const asked = (chosen: Readonly<Record<string, string>>) => {
    const answers = data.entries.map((entry) => [entry.name, valueSent(entry, written[entry.name])] as const)
    const fields: JsonObject = received ? { body: received.body } : Object.fromEntries(answers.filter(([, value]) => value !== null))
    return { subject: who.id, trigger: trigger?.id ?? '', fields, choices: chosen }
  }
  const trial = useMutation({
    mutationFn: (chosen: Readonly<Record<string, string>>) => {
      const body: TrialBody = { ...asked(chosen), draft: workflow }
      return api.post<Trial>(`/api/workflows/${encodeURIComponent(id)}/trials`, body)
    },
    onSuccess: ({ steps, event }, choices) => {
      const title = who.id === null ? null : (who.sample?.title ?? null)
      view.getState().setTried({ steps, workflow, who: title, request: { ...asked(choices), event }, old: new Set() })
    },
  })
  // One step may have been tried again since.
  const tried = useView((each) => each.tried)
  const steps = trial.data ? (tried?.steps ?? trial.data.steps) : null
  useTrialOverlay(steps)

  if (!trigger) return <Text size="sm">{t('trial.noTrigger')}</Text>
  return (
    <Stack gap="md">
      <Title order={2} className="panel-head" data-panel-start tabIndex={-1}>
        {t('panel.trial')}
      </Title>
      {triggers.length > 1 && (
        <Select
          label={t('trial.trigger')}
          allowDeselect={false}
          data={triggers.map((node) => ({ value: node.id, label: of(nodeTitle(node, types.get(node.type))) }))}
          value={trigger.id}
          onChange={(next) => {
            setTrigger(next)
            setWritten({})
          }}
        />
      )}
      {who.sample?.entity && (
        <TrialWho
          entity={who.sample.entity}
          value={who.id}
          title={who.id === null ? '' : who.sample.title}
          mayBeNew={mayBeNew}
          onChange={who.choose}
        />
      )}
      {data.received && <TrialReceived received={data.received} chosen={received} choose={setReceived} />}
      {data.entries.length > 0 && (
        <TrialEntries
          entries={data.entries}
          written={written}
          write={(name, value) => setWritten((before) => ({ ...before, [name]: value }))}
        />
      )}
      <Button
        leftSection={<IconPlayerPlay size={18} />}
        loading={trial.isPending}
        disabled={data.isLoading || who.isLoading}
        onClick={() => trial.mutate(choices, { onSuccess: showResult })}
      >
        {trial.data ? t('trial.again') : t('trial.start')}
      </Button>
      {trial.isError && (
        <Text size="sm" c="var(--t-error)" role="alert">
          {describe(trial.error)}
        </Text>
      )}
      {trial.data && steps && (
        <section aria-live="polite" data-trial-result>
          <p className="trial__banner">
            <IconShieldCheck size={18} aria-hidden />
            {t('trial.nothing')}
          </p>
          <StepTrail
            workflow={workflow}
            steps={steps}
            active={active}
            tried
            select={(node) => view.getState().select([node])}
            below={(visit) => <TryStepAgain flow={id} visit={visit} />}
            old={{
              stays: tried?.old ?? new Set(),
              note: (
                <div className="trail__from-before">
                  <Text size="sm">{t('trial.oldBelow')}</Text>
                  <Button size="compact-md" variant="default" loading={trial.isPending} onClick={() => trial.mutate(choices)}>
                    {t('trial.wholeAgain')}
                  </Button>
                </div>
              ),
            }}
            choice={(node) => {
              const open = trial.data?.open.find((each) => each.node === node)
              return (
                open && (
                  <TrialChoice
                    {...open}
                    choose={(port) => {
                      const next = { ...choices, [node]: port }
                      setChoices(next)
                      trial.mutate(next)
                    }}
                  />
                )
              )
            }}
          />
          {trial.data.ended && (
            <Text size="sm" mt="xs" fw={500}>
              {sayWould(trial.data.ended, language, zone)}
            </Text>
          )}
        </section>
      )}
    </Stack>
  )
}

/** What was filled in may be long: what came of it stands below. */
const showResult = () =>
  whenThere('[data-trial-result]', (result) => {
    const panel = result.closest('.editor__scroll')
    // The page itself stays where it is, and the head of the panel covers nothing.
    if (!panel) result.scrollIntoView({ block: 'start' })
    else panel.scrollTop += result.getBoundingClientRect().top - panel.getBoundingClientRect().top - headHeight
  })

/** Of the head that stays at the top of the panel, in pixels. */
const headHeight = 56

/** Who tries it: the record that the whole editor shows values of, or somebody new; where nobody is known, somebody new. */
function useWho() {
  const sample = useSample()
  const choose = useChosenSample((each) => each.choose)
  const [isNew, setNew] = useState(false)
  const nobody = isNew || sample.id === null
  return {
    sample: sample.entity === null ? null : sample,
    id: nobody ? null : sample.id,
    isLoading: sample.isLoading,
    choose: (id: string | null) => {
      setNew(id === null)
      if (id !== null && sample.entity !== null) choose(sample.entity, id)
    },
  }
}

/** Lights the way on the drawing for as long as the panel is open. */
function useTrialOverlay(steps: readonly TrailStep[] | null) {
  const { view } = useScene()
  const edges = useWorkflow((workflow) => workflow.edges)
  useEffect(() => {
    if (!steps) return
    const last = steps.at(-1)
    const stands =
      last && (last.outcome === 'wait' || last.outcome === 'suggest')
        ? [{ node: last.node, state: last.outcome === 'wait' ? 'waiting' : 'suggested' }]
        : []
    view.getState().show(trailOverlay(edges, steps, stands))
  }, [steps, view, edges])
  useEffect(() => () => view.getState().show(null), [view])
}
