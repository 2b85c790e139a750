/** The right side of the editor: the chosen step, the settings of the flow, its versions, or a trial. On phones a sheet. */
import { ActionIcon, Drawer } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react'
import { focusFlow } from '../canvas/focus-flow.ts'
import { later } from '../ui/later.tsx'
import { remember, remembered } from '../ui/memory.ts'
import { LoadingRows } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { useView } from '../workflow/scene.ts'
import type { PanelProps } from './panel-content.tsx'

/** The fields of a step weigh as much as the drawing, which is there without them. */
const PanelContent = later(async () => {
  const [content] = await Promise.all([
    import('./panel-content.tsx'),
    import('../words/params.ts'),
    import('../words/rules.ts'),
    import('../words/runs.ts'),
  ])
  return content
}, LoadingRows)

/** What the panel shows; null: it is closed. */
export type Side = 'step' | 'settings' | 'versions' | 'trial' | null

interface Props extends PanelProps {
  readonly side: Side
  readonly show: (side: Side) => void
  readonly narrow: boolean
}

const least = 320
const most = 640
const widthKey = 'panelWidth'

/** Its width is remembered. `narrow`: as a sheet from below. */
export function RightPanel({ side, show, narrow, ...shown }: Props) {
  const { t } = useWords()
  const active = useView((view) => view.active)
  const [width, setWidth] = useState(() => within(Number(remembered(widthKey)) || 360))
  useEffect(loadAtFirstMove, [])
  const titles = { step: t('panel.step'), settings: t('panel.settings'), versions: t('panel.versions'), trial: t('panel.trial') }
  if (side === null || (side === 'step' && active === null)) return null

  const content = <PanelContent side={side} active={active} {...shown} />

  if (narrow) {
    return (
      <Drawer
        opened
        position="bottom"
        size="85%"
        onClose={() => show(null)}
        title={titles[side]}
        className="editor__sheet"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <div data-panel>{content}</div>
      </Drawer>
    )
  }
  const close = () => {
    show(null)
    focusFlow()
  }
  const resize = (next: number) => {
    setWidth(within(next))
    remember(widthKey, String(within(next)))
  }
  return (
    // Escape leads from any field of the panel back to the canvas.
    <aside
      className="editor__right"
      style={{ width }}
      aria-label={titles[side]}
      data-landmark
      data-panel
      tabIndex={-1}
      onKeyDown={(event) => {
        // Lists and popovers that are open take Escape for themselves.
        if (event.key !== 'Escape' || !(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return
        if (event.currentTarget.querySelector('[role="combobox"][aria-expanded="true"], [aria-haspopup][aria-expanded="true"]')) return
        event.preventDefault()
        close()
      }}
    >
      <ResizeBar label={t('panel.resize')} width={width} resize={resize} />
      <ActionIcon className="editor__close" size={28} color="gray" aria-label={t('panel.close')} onClick={close}>
        <IconX size={18} />
      </ActionIcon>
      <div className="editor__scroll">{content}</div>
    </aside>
  )
}

/** Whoever moves the pointer or types is about to choose a step. */
function loadAtFirstMove() {
  const leaving = new AbortController()
  for (const move of ['pointermove', 'pointerdown', 'keydown']) {
    window.addEventListener(move, PanelContent.load, { once: true, signal: leaving.signal })
  }
  return () => leaving.abort()
}

const within = (width: number) => Math.round(Math.min(most, Math.max(least, width)))

/** The left edge of the panel: dragged, or moved with the arrow keys. */
function ResizeBar({ label, width, resize }: { label: string; width: number; resize: (width: number) => void }) {
  const [from, setFrom] = useState<{ x: number; width: number } | null>(null)
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? 16 : event.key === 'ArrowRight' ? -16 : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    resize(width + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved; a focusable separator is the pattern for it
    <div
      className="editor__resize"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onKeyDown={keys}
      onPointerDown={(event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setFrom({ x: event.clientX, width })
      }}
      onPointerMove={(event: PointerEvent) => from && resize(from.width + from.x - event.clientX)}
      onPointerUp={() => setFrom(null)}
    />
  )
}
