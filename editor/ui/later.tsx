import { type ComponentType, useCallback, useEffect, useState } from 'react'
import { ApiProblem } from '../api/client.ts'
import { FailureState } from './states.tsx'

type Later<Props> = ComponentType<Props> & {
  /** Loads it before it is drawn. Never fails: drawing it tries again. */
  readonly load: () => Promise<void>
}

type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>

/**
 * A component whose code is loaded when it is first drawn, or before. Once it is there it is drawn at once: React's own
 * `lazy` shows what stands there meanwhile even then, and for 300 ms at the least. Without a connection its place says so
 * and offers another try; what stands around it goes on.
 */
export function later<Props extends object>(load: Load<Props>, Meanwhile: ComponentType = Nothing): Later<Props> {
  let loaded: ComponentType<Props> | null = null
  let loading: Promise<void> | null = null
  let hasFailed = false

  async function begin(): Promise<void> {
    if (hasFailed) await askAgainForStyles()
    loaded = (await load()).default
  }

  /** After a failure the next call tries again. */
  const start = () => {
    loading ??= begin().catch((error: unknown) => {
      loading = null
      hasFailed = true
      throw error
    })
    return loading
  }

  function LoadedLater(props: Props) {
    const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading')
    const tryIt = useCallback(() => {
      setState('loading')
      start().then(
        () => setState('loaded'),
        () => setState('failed'),
      )
    }, [])
    useEffect(() => {
      if (!loaded) tryIt()
    }, [tryIt])
    const Loaded = loaded
    if (Loaded) return <Loaded {...props} />
    return state === 'failed' ? <FailureState error={new ApiProblem(0, {})} again={tryIt} /> : <Meanwhile />
  }
  return Object.assign(LoadedLater, { load: () => start().catch(() => undefined) })
}

const Nothing = () => null

/** The loader of the build asks for every stylesheet once: those that did not come are asked for again here. Throws when one still does not. */
async function askAgainForStyles(): Promise<void> {
  const missing = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(({ sheet }) => sheet === null)
  await Promise.all(
    missing.map(
      (link) =>
        new Promise((resolve, reject) => {
          const again = document.createElement('link')
          again.rel = 'stylesheet'
          again.crossOrigin = link.crossOrigin
          again.href = link.href
          again.onload = resolve
          again.onerror = () => reject(new TypeError('A stylesheet did not come'))
          link.replaceWith(again)
        }),
    ),
  )
}
