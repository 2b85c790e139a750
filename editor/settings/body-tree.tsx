import { IconArrowRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { pathToward } from '../../shared/intake.ts'
import type { Json } from '../../shared/json.ts'
import { useWords } from '../words/use-words.ts'
import styles from './settings.module.css'

interface Props {
  readonly body: Json
  /** What a value lands in, in words, by its path. */
  readonly landsIn?: ReadonlyMap<string, string>
  /** Without it nothing can be pointed at. */
  readonly pick?: (path: string) => void
  readonly picked?: string | null
  /** Stands below the value that was pointed at. */
  readonly children?: ReactNode
}

/**
 * A body that came in as a tree. Every value in it can be pointed at, and says where it lands. Long lists and texts are
 * cut short on the screen only.
 */
export function BodyTree({ body, ...rest }: Props) {
  return <Branch body={body} value={body} at={[]} {...rest} />
}

interface BranchProps extends Props {
  readonly value: Json
  readonly at: readonly (string | number)[]
}

/** Enough of a long list to see its form, and of a long text to know it. */
const mostElements = 50
const mostLetters = 300

function Branch({ value, at, ...props }: BranchProps) {
  const { body, landsIn, pick, picked, children } = props
  const { t } = useWords()
  if (typeof value === 'object' && value !== null) {
    const entries: readonly (readonly [string | number, Json])[] = Array.isArray(value)
      ? value.map((one, place) => [place, one] as const)
      : Object.entries(value)
    return (
      <div className={styles['tree']}>
        {entries.slice(0, mostElements).map(([key, inner]) => (
          <div key={key}>
            <span>{typeof key === 'number' ? `${key + 1}.` : key}: </span>
            <Branch {...props} value={inner} at={[...at, key]} />
          </div>
        ))}
        {entries.length > mostElements && <div>{t('body.more', { count: entries.length - mostElements })}</div>}
      </div>
    )
  }
  const path = pathToward(body, at)
  const text = String(value ?? '')
  const shown = text === '' ? '∅' : text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text
  const target = landsIn?.get(path)
  return (
    <>
      {pick ? (
        <button
          type="button"
          className={styles['value']}
          data-mapped={target !== undefined || undefined}
          aria-expanded={picked === path}
          aria-label={t('hooks.use', { path, value: text.slice(0, mostLetters) })}
          onClick={() => pick(path)}
        >
          {shown}
        </button>
      ) : (
        <span>{shown}</span>
      )}
      {target !== undefined && (
        <span className={styles['lands']}>
          <IconArrowRight size={14} aria-hidden /> {target}
        </span>
      )}
      {picked === path && children}
    </>
  )
}
