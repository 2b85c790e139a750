import { Button, Group, Modal, SegmentedControl, Stack } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile, IconFileText, IconMoon, IconSend, IconSun } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { TrialLetterSent } from '../../shared/api/mail.ts'
import type { Language } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { HistoryButtons } from '../canvas/history-buttons.tsx'
import { PreviewAs } from '../params/preview-as.tsx'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { LetterEditor } from './letter-editor.tsx'
import { LetterPreview, type ReadOn } from './letter-preview.tsx'
import { LetterWarnings } from './letter-warnings.tsx'
import { type Letters, useMadeLetter } from './made-letter.ts'
import './letter.css'

interface Props {
  readonly node: WorkflowNode
  readonly value: Letters
  readonly set: (value: Letters) => void
  readonly language: Language
  readonly setLanguage: (language: Language) => void
  readonly close: () => void
}

/** A letter in full size: what is written at the left, what arrives at the right, and what to know before it goes to many. */
export default function LetterComposer({ node, value, set, language, setLanguage, close }: Props) {
  const { t } = useWords()
  return (
    <Modal.Root opened onClose={close} fullScreen>
      <Modal.Content aria-label={t('letter.title')}>
        <Modal.Header className="composer__head">
          <Modal.Title flex="none">{t('letter.title')}</Modal.Title>
          <Group gap={6} wrap="nowrap" ml="auto">
            <HistoryButtons />
            <TrialButton node={node} letters={value} language={language} />
            <Modal.CloseButton size={32} ml={0} aria-label={t('common.close')} />
          </Group>
        </Modal.Header>
        <Modal.Body className="composer">
          <section className="composer__write" aria-label={t('composer.write')}>
            <LetterEditor node={node} value={value} set={set} language={language} setLanguage={setLanguage} />
          </section>
          <section className="composer__read" aria-label={t('composer.read')}>
            <LetterWarnings node={node} letters={value} />
            <PreviewAs node={node} />
            <Reading node={node} letters={value} language={language} />
          </section>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

interface ReadingProps {
  readonly node: WorkflowNode
  readonly letters: Letters
  readonly language: Language
}

function Reading({ node, letters, language }: ReadingProps) {
  const { t } = useWords()
  const [size, setSize] = useState<ReadOn>('desktop')
  const [light, setLight] = useState<'light' | 'dark'>('light')
  return (
    <Stack gap="xs" mt="sm" className="composer__letter">
      <Group gap="xs" justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t('letter.size')}
          value={size}
          onChange={(next) => setSize(next as ReadOn)}
          data={sizes.map(({ value, icon: Icon }) => ({
            value,
            label: (
              <span className="composer__choice">
                <Icon size={16} aria-hidden />
                {t(`letter.${value}`)}
              </span>
            ),
          }))}
        />
        {size !== 'text' && (
          <SegmentedControl
            size="xs"
            aria-label={t('composer.scheme')}
            value={light}
            onChange={(next) => setLight(next as 'light')}
            data={schemes.map(({ value, icon: Icon }) => ({
              value,
              label: (
                <span className="composer__choice">
                  <Icon size={16} aria-hidden />
                  {t(`composer.${value}`)}
                </span>
              ),
            }))}
          />
        )}
      </Group>
      <LetterPreview
        node={node}
        letters={letters}
        language={language}
        size={size}
        dark={light === 'dark'}
        height="max(420px, calc(100dvh - 330px))"
      />
    </Stack>
  )
}

const sizes = [
  { value: 'desktop', icon: IconDeviceDesktop },
  { value: 'phone', icon: IconDeviceMobile },
  { value: 'text', icon: IconFileText },
] as const

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
] as const

/** To whoever presses it, and to nobody else. */
function TrialButton({ node, letters, language }: ReadingProps) {
  const { t } = useWords()
  const problemText = useProblemText()
  const made = useMadeLetter(node, letters, language)
  const send = useMutation({
    mutationFn: () => api.post<TrialLetterSent>('/api/trial-letters', made?.content),
    onSuccess: ({ to, message }) => void toast.done(t(message === null ? 'composer.sent' : 'composer.kept', { to })),
    onError: (error) => void toast.failed(problemText(error)),
  })
  return (
    <Button
      size="compact-sm"
      variant="default"
      h={32}
      className="composer__try"
      aria-label={t('composer.toMe')}
      leftSection={<IconSend size={16} />}
      disabled={made === null}
      loading={send.isPending}
      onClick={() => send.mutate()}
    >
      <span className="composer__wide">{t('composer.toMe')}</span>
    </Button>
  )
}
