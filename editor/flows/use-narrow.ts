import { useMediaQuery } from '@mantine/hooks'

/** Below 768 pixels the outline takes the place of the canvas, and panels become sheets. */
export const useNarrow = (): boolean => useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
