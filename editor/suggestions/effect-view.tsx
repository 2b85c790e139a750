import { Group, SegmentedControl, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Preview } from '../../shared/effect-preview.ts'
import { LetterFrame } from '../ui/letter-frame.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'
import { Many } from './many-view.tsx'

/** What an effect will do, shown as what it is: a letter as a letter, a task as a card, a change as before and after. */
export function EffectView({ preview }: { readonly preview: Preview }) {
  switch (preview.kind) {
    case 'letter':
      return <Letter letter={preview} />
    case 'task':
      return <TaskCard task={preview} />
    case 'record':
      return <RecordChange record={preview} />
    case 'many':
      return <Many many={preview} />
    case 'score':
      return <Score score={preview} />
    case 'owner':
      return <BeforeAfter before={preview.before} after={preview.after} title={preview.title} />
    case 'note':
      return <Words title={preview.title} text={preview.text} />
    case 'tags':
      return <TagChange tags={preview} />
    case 'notice':
      return (
        <div className={styles['effectBody']}>
          <Text fw={600}>{preview.to}</Text>
          <p className={styles['bubble']}>{preview.text}</p>
          <LinkLine links={preview.links} />
        </div>
      )
    case 'call':
      return <Call call={preview} />
  }
}

type Of<Kind extends Preview['kind']> = Extract<Preview, { kind: Kind }>

const phoneWidth = 375

function Letter({ letter }: { readonly letter: Of<'letter'> }) {
  const { t } = useWords()
  const [size, setSize] = useState('desktop')
  return (
    <>
      <dl className={styles['letterHead']}>
        <dt>{t('inbox.letter.from')}</dt>
        <dd>{letter.from}</dd>
        <dt>{t('inbox.letter.to')}</dt>
        <dd>{letter.to}</dd>
        <dt>{t('inbox.letter.subject')}</dt>
        <dd>
          <Text span fw={600} data-letter-subject>
            {letter.subject === '' ? t('inbox.letter.noSubject') : letter.subject}
          </Text>
        </dd>
      </dl>
      {size === 'text' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <pre className={styles['plain']} tabIndex={0}>
          {letter.text}
        </pre>
      ) : (
        <div className={styles['paper']} data-size={size}>
          <LetterFrame html={letter.html} title={t('inbox.letter.frame')} {...(size === 'phone' ? { width: phoneWidth } : {})} />
        </div>
      )}
      <Group justify="flex-end" p={6} style={{ borderTop: '1px solid var(--t-divider)' }}>
        <SegmentedControl
          size="xs"
          aria-label={t('inbox.letter.size')}
          value={size}
          onChange={setSize}
          data={[
            { value: 'desktop', label: t('inbox.letter.desktop') },
            { value: 'phone', label: t('inbox.letter.phone') },
            { value: 'text', label: t('inbox.letter.text') },
          ]}
        />
      </Group>
    </>
  )
}

function TaskCard({ task }: { readonly task: Of<'task'> }) {
  return (
    <div className={styles['effectBody']}>
      <Text fw={600} mb={4}>
        {task.title}
      </Text>
      {task.text !== '' && <p className={styles['bubble']}>{task.text}</p>}
      <Pairs rows={task.rows} />
      <LinkLine links={task.links} />
    </div>
  )
}

function RecordChange({ record }: { readonly record: Of<'record'> }) {
  const { t } = useWords()
  const isNew = record.change === 'create'
  return (
    <div className={styles['effectBody']}>
      <Text fw={600}>{record.title}</Text>
      {record.change === 'archive' && <Text c="dimmed">{t('inbox.effect.archived')}</Text>}
      {record.fields.length > 0 && (
        <table className={styles['changes']}>
          <thead>
            <tr>
              <th scope="col">{t('inbox.effect.field')}</th>
              {!isNew && <th scope="col">{t('inbox.effect.before')}</th>}
              <th scope="col">{t('inbox.effect.after')}</th>
            </tr>
          </thead>
          <tbody>
            {record.fields.map(({ field, label, before, after, changes }) => (
              <tr key={field}>
                <th scope="row">{label}</th>
                {!isNew && <td className={changes ? styles['was'] : undefined}>{before}</td>}
                <td className={changes ? styles['becomes'] : undefined}>{changes ? after : t('inbox.effect.same')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Score({ score }: { readonly score: Of<'score'> }) {
  const { t } = useWords()
  return (
    <div className={styles['effectBody']}>
      <Group gap="sm" align="baseline">
        <Text span fz={20} lh="28px" fw={600}>
          {score.points}
        </Text>
        <Text span>{score.reason}</Text>
      </Group>
      {score.before !== null && score.after !== null && (
        <Text c="dimmed">{t('inbox.effect.score', { before: score.before, after: score.after })}</Text>
      )}
      {score.once && (
        <Text size="xs" c="dimmed">
          {t('inbox.effect.once')}
        </Text>
      )}
    </div>
  )
}

function BeforeAfter({ title, before, after }: { readonly title: string; readonly before: string | null; readonly after: string }) {
  const { t } = useWords()
  return (
    <div className={styles['effectBody']}>
      <Text fw={600} mb={4}>
        {title}
      </Text>
      <Group gap="xs">
        {before !== null && <span className={styles['was']}>{before}</span>}
        <IconArrowRight size={16} aria-hidden />
        <span className="only-read-aloud">{t('inbox.effect.becomes')}</span>
        <span className={styles['becomes']}>{after}</span>
      </Group>
    </div>
  )
}

function Words({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles['effectBody']}>
      <Text fw={600}>{title}</Text>
      <p className={styles['bubble']}>{text}</p>
    </div>
  )
}

function TagChange({ tags }: { readonly tags: Of<'tags'> }) {
  const { t } = useWords()
  const rows = [
    { label: t('inbox.effect.added'), value: tags.add.join(', ') },
    { label: t('inbox.effect.removed'), value: tags.remove.join(', ') },
  ]
  return (
    <div className={styles['effectBody']}>
      <Text fw={600} mb={4}>
        {tags.title}
      </Text>
      <Pairs rows={rows.filter(({ value }) => value !== '')} />
    </div>
  )
}

function Call({ call }: { readonly call: Of<'call'> }) {
  const { t } = useWords()
  return (
    <div className={styles['effectBody']}>
      <Text ff="monospace" fz={13} mb="xs">
        <b>{call.method}</b> {call.url}
      </Text>
      {call.headers.length > 0 && (
        <Labelled label={t('inbox.effect.headers')}>
          <Pairs rows={call.headers} />
        </Labelled>
      )}
      {call.body !== '' && (
        <Labelled label={t('inbox.effect.body')}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
          <pre className={styles['plain']} tabIndex={0}>
            {call.body}
          </pre>
        </Labelled>
      )}
    </div>
  )
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <Text size="xs" c="dimmed" mt="xs">
        {label}
      </Text>
      {children}
    </>
  )
}

function Pairs({ rows }: { readonly rows: readonly { readonly label: string; readonly value: string }[] }) {
  return (
    <dl className={styles['pairs']}>
      {rows.map(({ label, value }) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function LinkLine({ links }: { readonly links: Of<'task'>['links'] }) {
  return (
    <div className={styles['chips']}>
      {links.map((link) => (
        <RecordLink key={`${link.entity}:${link.id}`} {...link} icon />
      ))}
    </div>
  )
}
