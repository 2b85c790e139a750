import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { OpenedRun } from '../../shared/api/runs.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import { isVisible, type NodeTypeData, nodeTitle, paramValue } from '../../shared/node-type-data.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { FieldFrame } from '../params/field-frame.tsx'
import { ParamField } from '../params/param-field.tsx'
import { useChosenSample } from '../params/sample.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { type Scene, SceneContext, useScene } from '../workflow/scene.ts'
import { createDraftStore, createViewStore } from '../workflow/store.ts'
import { useRunEdits } from './use-run-edits.ts'
import '../params/params-form.css'

interface Props {
  readonly opened: OpenedRun
  readonly node: WorkflowNode
  readonly type: NodeTypeData
  readonly close: () => void
}

/**
 * One step as it will be for one run alone: the fields of the step's own form, the letter first. What is the same as in
 * the version is not kept; when nothing differs any more, the change is taken back.
 */
export function OverrideDialog({ opened, node, type, close }: Props) {
  const { t, of } = useWords()
  const scene = useOwnScene(opened)
  const edits = useRunEdits()
  const describe = useProblemText()
  const { run } = opened
  const before = opened.overrides.find((one) => one.node === node.id)
  const [params, setParams] = useState<JsonObject>({ ...node.params, ...before?.params })
  const shown = { ...node, params }
  const fields = Object.entries(type.params).filter(([name]) => isVisible(type, shown, name))
  const letters = fields.filter(([, param]) => param.kind === 'letter')
  const different = Object.fromEntries(
    Object.entries(params).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(node.params[name])),
  )
  const isDifferent = Object.keys(different).length > 0
  const name = run.subject?.title ?? t('runs.nobody')
  useSampleOf(run.subject)
  const save = async () => {
    if (!isDifferent && !before) return close()
    await edits.override.mutateAsync({ run: run.id, node: node.id, params: isDifferent ? different : null }).then(
      () => {
        toast.done(t(isDifferent ? 'override.done' : 'override.removed', { name }))
        close()
      },
      () => undefined,
    )
  }
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('override.title', { step: of(nodeTitle(node, type)), name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <SceneContext value={scene}>
        <Stack gap="md">
          <Text size="sm">{t('override.hint')}</Text>
          {(letters.length > 0 ? letters : fields).map(([param, declared]) => (
            <FieldFrame key={param} label={of(declared.label)} help={declared.help ? of(declared.help) : undefined} group param={param}>
              <ParamField
                label={of(declared.label)}
                param={declared}
                value={paramValue(type, shown, param)}
                set={(value: Json | undefined) => setParams({ ...params, [param]: value ?? null })}
                node={shown}
                type={type}
                invalid={false}
              />
            </FieldFrame>
          ))}
          {edits.override.isError && (
            <Alert color="red" role="alert">
              {describe(edits.override.error)}
            </Alert>
          )}
        </Stack>
      </SceneContext>
      <Group justify="flex-end" className="dialog-deeds">
        {before && (
          <Button variant="default" mr="auto" onClick={() => setParams({ ...node.params })} disabled={!isDifferent}>
            {t('override.restore')}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button loading={edits.override.isPending} onClick={() => void save()}>
          {t('override.save', { name })}
        </Button>
      </Group>
    </Modal>
  )
}

/** The fields look things up in the flow around them; this one may be written in, and goes nowhere. */
function useOwnScene({ content }: OpenedRun): Scene {
  const { types, known } = useScene()
  const [draft] = useState(() => createDraftStore(content))
  const [view] = useState(createViewStore)
  return useMemo(() => ({ draft, view, types, known, readOnly: false }), [draft, view, types, known])
}

/** Values are shown as they are for this very person. */
function useSampleOf(subject: OpenedRun['run']['subject']): void {
  const choose = useChosenSample((sample) => sample.choose)
  const [entity, id] = [subject?.entity ?? null, subject?.id ?? null]
  useEffect(() => {
    if (entity !== null) choose(entity, id)
  }, [entity, id, choose])
}
