/** When the problems of a field are told: not while it is filled in for the first time, and at once while they are corrected. */
import { useState } from 'react'
import type { Problem } from '../../shared/problem.ts'
import { afterPress } from '../ui/after-press.ts'

/** What a field is told that nobody has filled in yet. */
const missing: readonly string[] = [
  'param-missing',
  'letter-no-text',
  'letter-no-subject',
  'letter-no-picture',
  'letter-button-no-url',
  'no-cases',
]

interface Told {
  /** The problems to show now. */
  readonly shown: readonly Problem[]
  /** The focus came into the field. */
  readonly entered: () => void
  /** The focus went elsewhere. */
  readonly left: () => void
}

/**
 * `problems` are those of one field. A field that was wrong when its form was opened says so; one that is empty keeps
 * silent until it has been left, and one that was right until it is left again.
 */
export function useToldProblems(problems: readonly Problem[]): Told {
  const [wasWrong] = useState(problems.some(({ level }) => level === 'error'))
  const [isVisited, setVisited] = useState(false)
  const [isWriting, setWriting] = useState(false)
  const shown = isWriting
    ? []
    : problems.filter(({ level, said }) => isVisited || !missing.includes(said.code) || (wasWrong && level === 'error'))
  return {
    shown,
    entered: () => setWriting(shown.length === 0),
    left: () =>
      afterPress(() => {
        setWriting(false)
        setVisited(true)
      }),
  }
}
