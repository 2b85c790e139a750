import { Alert, Group, Tabs, Text, TextInput } from '@mantine/core'
import { IconPuzzleOff } from '@tabler/icons-react'
import { useState } from 'react'
import { foreignType } from '../../shared/kept.ts'
import { type NodeTypeData, suggests } from '../../shared/node-type-data.ts'
import { say } from '../../shared/say.ts'
import { useActions } from '../canvas/actions.ts'
import { StepIcon } from '../canvas/category-icon.tsx'
import { focusFlow } from '../canvas/focus-flow.ts'
import { StepMenu } from '../canvas/step-menu.tsx'
import { CommonSettings } from '../params/common-settings.tsx'
import { ModeSwitch } from '../params/mode-switch.tsx'
import { ParamsForm } from '../params/params-form.tsx'
import { PreviewAs } from '../params/preview-as.tsx'
import { LastTime } from '../runs/last-time.tsx'
import { useWords } from '../words/use-words.ts'
import { groupById } from '../workflow/groups.ts'
import { useScene, useStep, useView, useWorkflow } from '../workflow/scene.ts'
import { GroupPanel } from './group-panel.tsx'
import { NotePanel } from './note-panel.tsx'
import { StepFeedback } from './step-feedback.tsx'
import { StepNotes } from './step-notes.tsx'
import { StepTrust } from './step-trust.tsx'

/**
 * The panel of a step: what it is called, whether it asks or acts, its parameters, what every step has, and how it went
 * the last time. `id` may be that of a note or of a group, too; `flow` is left out where a run or a version is looked at.
 */
export function StepPanel({ id, flow }: { readonly id: string; readonly flow?: string }) {
  const { t, of, language } = useWords()
  const { readOnly } = useScene()
  const step = useStep(id)
  const actions = useActions()
  const everything = useWorkflow(({ settings }) => settings.everythingSuggests ?? false)
  const problems = useView((view) => view.problems.get(id)) ?? []
  const [name, setName] = useState<string | null>(null)
  const group = useWorkflow((workflow) => groupById(workflow, id))
  if (group) return <GroupPanel group={group} />
  if (!step) return <NotePanel id={id} />
  const { node, type } = step
  const foreign = type ? null : foreignType(node.type)
  const shown = problems.filter(
    ({ level, param }) => level !== 'to-fill-in' && (param === null || !type || !Object.hasOwn(type.params, param.split('.')[0] ?? '')),
  )
  return (
    <section className="step-panel">
      <Group gap={10} wrap="nowrap" className="panel-head">
        <StepIcon type={type ?? null} />
        <TextInput
          className="step-panel__name"
          aria-label={t('step.name')}
          data-step-name
          data-panel-start
          readOnly={readOnly}
          placeholder={type ? of(type.title) : node.type}
          value={name ?? node.name ?? (type ? of(type.title) : node.type)}
          maxLength={120}
          onFocus={() => setName(node.name ?? (type ? of(type.title) : ''))}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => {
            if (name !== null) actions.rename(id, type && name.trim() === of(type.title) ? '' : name)
            setName(null)
          }}
          onKeyDown={(event) => event.key === 'Enter' && focusFlow()}
        />
        <StepMenu id={id} acts={type?.acts ?? false} />
      </Group>
      <Text size="xs" c="dimmed">
        {type ? of(type.about) : t(foreign === null ? 'step.unknownHint' : 'step.foreignHint')}
      </Text>
      {!type && (
        <Alert
          icon={<IconPuzzleOff size={18} />}
          color="gray"
          mt="sm"
          title={foreign === null ? t('step.unknown', { type: node.type }) : t('step.foreign', { type: foreign })}
        >
          <pre className="step-panel__kept">{JSON.stringify(node.params, null, 2)}</pre>
        </Alert>
      )}
      {!type && <StepNotes node={node} />}
      {shown.map((problem, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own
        <p key={at} className="step-panel__problem" data-level={problem.level}>
          {say(problem.said, language)}
        </p>
      ))}
      <StepFeedback node={node} />
      {type && (
        <>
          {type.acts && <ModeSwitch node={node} suggesting={suggests(type, node, everything)} everything={everything} />}
          {type.acts && <StepTrust node={node} />}
          <Tabs defaultValue="params" mt="sm" keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab px={5} fz={13} value="params">
                {t('panel.params')}
              </Tabs.Tab>
              <Tabs.Tab px={5} fz={13} value="common">
                {t('panel.common')}
              </Tabs.Tab>
              {flow !== undefined && (
                <Tabs.Tab px={5} fz={13} value="last">
                  {t('panel.lastTime')}
                </Tabs.Tab>
              )}
              <Tabs.Tab px={5} fz={13} value="notes">
                {t('panel.notes')}
              </Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="params" pt="sm">
              <ParamsForm node={node} type={type} />
              {showsValues(type) && <PreviewAs node={node} />}
            </Tabs.Panel>
            <Tabs.Panel value="common" pt="sm">
              <CommonSettings node={node} type={type} />
            </Tabs.Panel>
            {flow !== undefined && (
              <Tabs.Panel value="last" pt="sm">
                <LastTime flow={flow} node={id} />
              </Tabs.Panel>
            )}
            <Tabs.Panel value="notes" pt="sm">
              <StepNotes node={node} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </section>
  )
}

/** Has it parameters that show values of somebody? */
const showsValues = ({ params, trigger }: NodeTypeData): boolean =>
  trigger === null && Object.values(params).some(({ kind }) => ['text', 'letter', 'fields', 'value'].includes(kind))
