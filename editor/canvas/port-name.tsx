/** The name of a port beside the beginning of its line, or before the end of it. */
import { useWords } from '../words/use-words.ts'
import { cardSize, type Spot } from '../workflow/placing.ts'
import type { PlacedPort } from './ports.ts'

interface Props {
  readonly port: PlacedPort
  /** The middle of its handle. */
  readonly from: Spot
  /** The top of the step its line leads to, when the name is to stand there. */
  readonly before?: Spot | undefined
}

/** Nothing for the only way out of a step. */
export function PortName({ port, from, before }: Props) {
  const { of } = useWords()
  if (port.name === null) return null
  const place = before ? 'end' : port.side ? 'side' : port.name
  const [x, y] = before ?? from
  return (
    <span
      className="port-name"
      data-place={place}
      title={of(port.words)}
      style={{ transform: `translate(${x}px, ${y}px) ${shifts[place]}`, maxWidth: before ? cardSize.width : port.room }}
    >
      {of(port.words)}
    </span>
  )
}

const shifts = {
  left: 'translate(calc(-100% - 4px), 8px)',
  middle: 'translate(-50%, 8px)',
  right: 'translate(4px, 8px)',
  side: 'translate(10px, -50%)',
  end: 'translate(-50%, -34px)',
}
