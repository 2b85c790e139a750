import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconLink, IconLinkOff, IconPlayerPause, IconPlus, IconTransferVertical, IconTrash } from '@tabler/icons-react'
import { portsOf, suggests } from '../../shared/node-type-data.ts'
import { useWords } from '../words/use-words.ts'
import { edgeAt, edgeId } from '../workflow/graph.ts'
import { groupAround } from '../workflow/groups.ts'
import type { Spot } from '../workflow/placing.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'
import { useActions } from './actions.ts'

interface Props {
  readonly id: string
  readonly acts: boolean
  readonly openPanel?: () => void
  /** Whether Tab comes by. */
  readonly tabIndex?: number
}

/** Every command of a step behind three dots: nothing needs a drag or a key. */
export function StepMenu({ id, acts, openPanel, tabIndex = 0 }: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  if (readOnly) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size={28}
          color="gray"
          tabIndex={tabIndex}
          aria-label={t('step.menu', { name: actions.nameOf(id) })}
          onClick={(event) => {
            event.stopPropagation()
            actions.select(id)
          }}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <StepDeeds id={id} acts={acts} openPanel={openPanel} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The same at a place of the window, for a step that was held or clicked with the other button. */
export function PlacedStepMenu({ id, at: [left, top], close }: { readonly id: string; readonly at: Spot; readonly close: () => void }) {
  const actions = useActions()
  const { types } = useScene()
  const acts = useWorkflow(({ nodes }) => types.get(nodes.find((node) => node.id === id)?.type ?? '')?.acts ?? false)
  return (
    <Menu opened onClose={close} position="bottom-start" withinPortal trapFocus returnFocus={false}>
      <Menu.Target>
        <span aria-hidden style={{ position: 'fixed', left, top, width: 1, height: 1, pointerEvents: 'none' }} />
      </Menu.Target>
      <Menu.Dropdown>
        <StepDeeds id={id} acts={acts} openPanel={actions.openPanel} />
      </Menu.Dropdown>
    </Menu>
  )
}

function StepDeeds({ id, acts, openPanel }: { id: string; acts: boolean; openPanel: (() => void) | undefined }) {
  const { t, of } = useWords()
  const { types } = useScene()
  const actions = useActions()
  const workflow = useWorkflow((each) => each)
  const node = workflow.nodes.find((each) => each.id === id)
  const type = node && types.get(node.type)
  const ports = node && type ? portsOf(type, node, suggests(type, node, workflow.settings.everythingSuggests)) : []
  const group = groupAround(workflow, id)
  return (
    <>
      {openPanel && <Menu.Item onClick={openPanel}>{t('step.open')}</Menu.Item>}
      {ports.map(({ port, words }) => (
        <Menu.Item
          key={port}
          leftSection={<IconPlus size={16} />}
          onClick={(event) => actions.openPalette({ kind: 'port', from: id, port, at: [event.clientX, event.clientY] })}
        >
          {t('step.addAfter', { port: of(words) })}
        </Menu.Item>
      ))}
      {ports.map(({ port, words }) => (
        <Menu.Item key={port} leftSection={<IconLink size={16} />} onClick={() => actions.startConnecting(id, port)}>
          {t('step.connect', { port: of(words) })}
        </Menu.Item>
      ))}
      {ports.map(({ port, words }) => {
        const line = edgeAt(workflow, id, port)
        return (
          line && (
            <Menu.Item key={port} leftSection={<IconLinkOff size={16} />} onClick={() => actions.cutLine(edgeId(line))}>
              {t('step.disconnect', { port: of(words), name: actions.nameOf(line.to) })}
            </Menu.Item>
          )
        )
      })}
      <Menu.Divider />
      {acts && (
        <Menu.Item leftSection={<IconTransferVertical size={16} />} onClick={actions.toggleMode}>
          {t('edit.toggleMode')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={actions.togglePause}>
        {t('edit.togglePause')}
      </Menu.Item>
      {group && <Menu.Item onClick={() => actions.takeOut([id])}>{t('group.takeOutOf', { name: group.name })}</Menu.Item>}
      <Menu.Item onClick={actions.duplicate}>{t('edit.duplicate')}</Menu.Item>
      <Menu.Item color="red.9" leftSection={<IconTrash size={16} />} onClick={() => actions.remove([id])}>
        {t('common.delete')}
      </Menu.Item>
    </>
  )
}
