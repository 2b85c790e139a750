import { DurationInput, type DurationProps } from '../rules/duration-input.tsx'
import { FieldFrame } from './field-frame.tsx'

/** A length of time with its name above and help beside it. */
export function DurationField({ help, ...duration }: DurationProps & { readonly help?: string }) {
  return (
    <FieldFrame label={duration.label} help={help} group>
      <DurationInput {...duration} />
    </FieldFrame>
  )
}
