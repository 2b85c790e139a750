import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Fragment, memo, useEffect, useMemo, useRef, useState } from 'react'
import { workflowWords } from '../../shared/workflow-words.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useView } from '../workflow/scene.ts'
import { useSettled } from '../workflow/use-settled.ts'

/** The whole flow as sentences. Each phrase leads to its step. Nothing for a flow without steps. */
export const SentenceStrip = memo(function SentenceStrip({ openPanel }: { readonly openPanel: () => void }) {
  const { t, language } = useWords()
  const { types, known, view, draft } = useScene()
  const workflow = useSettled(draft)
  const active = useView((each) => each.active)
  const [open, setOpen] = useState(true)
  const sentences = useMemo(() => workflowWords({ workflow, types, known, language }), [workflow, types, known, language])
  const phrase = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (active !== null && open && sentences.length > 0) phrase.current?.scrollIntoView({ block: 'nearest' })
  }, [active, open, sentences])
  if (workflow.nodes.length === 0) return null
  const choose = (node: string) => {
    view.getState().select([node])
    openPanel()
  }
  return (
    <section className="sentences" aria-label={t('sentences.name')} data-open={open || undefined}>
      <p className="sentences__text" data-summary="">
        {sentences.map(({ text, node }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step can be spoken of twice, and all phrases are written anew together
          <Fragment key={at}>
            <a
              ref={node === active ? phrase : undefined}
              className="sentences__phrase"
              href={`?step=${encodeURIComponent(node)}`}
              data-active={node === active || undefined}
              onClick={(event) => {
                event.preventDefault()
                choose(node)
              }}
            >
              {text}
            </a>{' '}
          </Fragment>
        ))}
      </p>
      <ActionIcon
        size={28}
        color="gray"
        aria-expanded={open}
        aria-label={open ? t('sentences.collapse') : t('sentences.expand')}
        onClick={() => setOpen(!open)}
      >
        {open ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
      </ActionIcon>
    </section>
  )
})
