import { type ComponentType, useEffect, useState } from 'react'

export type Later<Props> = ComponentType<Props> & {
  /** Loads it before it is drawn. Never fails: drawing it tries again. */
  readonly load: () => Promise<void>
}

type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>

/**
 * A component whose code is loaded when it is first drawn, or before. Once it is there it is drawn at once: React's own
 * `lazy` shows what stands there meanwhile even then, and for 300 ms at the least. A failure is thrown where it is drawn.
 */
export function later<Props extends object>(load: Load<Props>, Meanwhile: ComponentType = Nothing): Later<Props> {
  let loaded: ComponentType<Props> | null = null
  let loading: Promise<void> | null = null

  /** After a failure the next call tries again. */
  const start = () => {
    loading ??= load().then(
      (module) => {
        loaded = module.default
      },
      (error: unknown) => {
        loading = null
        throw error
      },
    )
    return loading
  }

  function LoadedLater(props: Props) {
    const [state, setState] = useState<{ readonly error?: unknown }>({})
    useEffect(() => {
      if (!loaded)
        start().then(
          () => setState({}),
          (error: unknown) => setState({ error }),
        )
    }, [])
    if (state.error !== undefined) throw state.error
    const Loaded = loaded
    return Loaded ? <Loaded {...props} /> : <Meanwhile />
  }
  return Object.assign(LoadedLater, { load: () => start().catch(() => undefined) })
}

const Nothing = () => null
