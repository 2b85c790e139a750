/**
 * Shows the HTML of a letter in a frame that can do nothing: no scripts, nothing is loaded from anywhere (a letter has
 * pixels that would count as opened), links lead nowhere (they would count as followed). Keys pressed in it go on to the page.
 */
import { useEffect, useRef, useState } from 'react'

interface Props {
  readonly html: string
  /** What a screen reader calls the frame. */
  readonly title: string
  /** In pixels; as wide as there is room when it is not given. */
  readonly width?: number
}

/** As high as what is in it, so that the page scrolls and not the frame. */
export function LetterFrame({ html, title, width }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(240)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => {
      const body = element.contentDocument?.body
      if (body) setHeight(Math.max(80, Math.ceil(body.getBoundingClientRect().height) + 4))
    }
    const sizes = new ResizeObserver(measure)
    const loaded = () => {
      const inner = element.contentDocument
      inner?.addEventListener('keydown', (event) => passOn(event, element))
      sizes.observe(element)
      measure()
    }
    element.addEventListener('load', loaded)
    return () => {
      element.removeEventListener('load', loaded)
      sizes.disconnect()
    }
  }, [])
  return (
    <iframe
      ref={frame}
      title={title}
      // Without scripts the same origin is no danger, and lets the page measure the letter.
      sandbox="allow-same-origin"
      srcDoc={sealed(html)}
      style={{
        display: 'block',
        width: width ?? '100%',
        maxWidth: '100%',
        height,
        border: 0,
        margin: '0 auto',
        background: '#ffffff',
        colorScheme: 'light',
      }}
    />
  )
}

const seal = (own: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data: ${own}/p/">` +
  // On white paper, as most will read it, also where the page around it is dark.
  '<meta name="color-scheme" content="light">' +
  '<base target="_blank"><style>body{padding:12px!important;overflow-wrap:anywhere}a.link{color:#1c5fb8!important}</style>'

/** The letter with the seal in its head; what has no head gets one. Pictures from elsewhere than `own`, an origin, are not even asked for. */
export function sealed(html: string, own = window.location.origin): string {
  const quiet = html.replace(/<img\b[^>]*\bsrc=["']?(https?:[^>]*)>/gi, (image, from: string) =>
    from.startsWith(`${own}/p/`) ? image : '',
  )
  return /<head[^>]*>/i.test(quiet)
    ? quiet.replace(/<head[^>]*>/i, (head) => head + seal(own))
    : `<!DOCTYPE html><html><head>${seal(own)}</head><body>${quiet}</body></html>`
}

function passOn(event: KeyboardEvent, element: HTMLIFrameElement): void {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event
  const again = new KeyboardEvent('keydown', { key, code, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true })
  if (!element.dispatchEvent(again)) event.preventDefault()
}
