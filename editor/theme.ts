/**
 * How Tandem looks: one theme, every colour a variable that exists in both schemes (`--t-…`).
 * Each pair of text and ground has a contrast of 4.5 : 1 or better, each line 3 : 1; the library's own
 * defaults for faint text, placeholders and filled buttons do not, so they are replaced here.
 */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import { type PaletteGroup, paletteGroups } from '../shared/node.ts'
import type { Density } from './preferences.ts'

/** The palette groups of node types, which also colour records and notices: each has a colour, a tint and an icon. */
export type Category = PaletteGroup

/** Colour and tint in the light scheme, then in the dark one. */
const categoryColours: Record<Category, readonly [string, string, string, string]> = {
  trigger: ['#5f3dc4', '#f3f0ff', '#b197fc', '#2b2440'],
  logic: ['#495057', '#f1f3f5', '#ced4da', '#2e3236'],
  wait: ['#1864ab', '#e7f5ff', '#74c0fc', '#1b2b3a'],
  message: ['#087057', '#e6fcf5', '#63e6be', '#16302a'],
  record: ['#0b7285', '#e3fafc', '#66d9e8', '#15303a'],
  task: ['#a61e4d', '#fff0f6', '#faa2c1', '#3a1b29'],
  score: ['#466b0a', '#f4fce3', '#a9e34b', '#26330f'],
  approval: ['#9c4a00', '#fff4e0', '#ffc078', '#3a2a12'],
  data: ['#364fc7', '#edf2ff', '#91a7ff', '#1f2745'],
  custom: ['#343a40', '#f8f9fa', '#dee2e6', '#2c2e33'],
}

/** The variables of one category, for a style attribute: `color: colourOf('trigger')`. */
export const colourOf = (category: Category): string => `var(--t-${category})`

/** The pale ground that belongs to `colourOf`; text of that colour on it can be read. */
export const tintOf = (category: Category): string => `var(--t-${category}-tint)`

const brand: MantineColorsTuple = [
  '#eaf3ff',
  '#d5e6fd',
  '#b3d4fb',
  '#8ec5ff',
  '#5f9fe6',
  '#3a82d3',
  '#2a70c6',
  '#1c5fb8',
  '#164d97',
  '#0f3a74',
]

/** The library's greys of the dark scheme, tinted as ours are: grounds of fields, lists that open, and tables. */
const dark: MantineColorsTuple = [
  '#e6e8eb',
  '#c8ccd1',
  '#a6acb3',
  '#7d838a',
  '#7d838a',
  '#33363b',
  '#26282c',
  '#1f2023',
  '#16171a',
  '#101113',
]

const sizes = { cosy: { control: 36, row: 44 }, compact: { control: 30, row: 34 } } as const

/** Height of a row in lists, in pixels. */
export const rowHeight = (density: Density): number => sizes[density].row

/** The library chooses the text on a filled ground for the light scheme only; ours is right in both. */
const variantColours: VariantColorsResolver = (input) => {
  const own = defaultVariantColorsResolver(input)
  const primary = input.color === undefined || input.color === 'brand'
  if (input.variant === 'filled' && primary)
    return { ...own, background: 'var(--t-primary)', hover: 'var(--t-primary-hover)', color: 'var(--t-on-primary)' }
  if ((input.variant === 'subtle' || input.variant === 'light') && primary)
    return { ...own, color: 'var(--t-primary)', hover: 'var(--t-primary-tint)' }
  const tone = input.variant === 'light' ? tones.get(String(input.color)) : undefined
  return tone === undefined ? own : { ...own, background: `var(--t-${tone}-tint)`, color: `var(--t-${tone})` }
}

const tones: ReadonlyMap<string, string> = new Map([
  ['red.9', 'error'],
  ['yellow.9', 'warning'],
  ['green.9', 'done'],
])

const scrollingList = {
  withScrollArea: false,
  styles: { options: { maxHeight: 250, overflowY: 'auto' } },
  attributes: { options: { tabIndex: 0 } },
}

/** Made anew for each density; the colours come from `cssVariables` alone. */
export const themeFor = (density: Density) =>
  createTheme({
    colors: { brand, dark },
    primaryColor: 'brand',
    primaryShade: { light: 7, dark: 3 },
    variantColorResolver: variantColours,
    black: '#0b1220',
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
    fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
    lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '22px', xl: '28px' },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    defaultRadius: 8,
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '20px', lineHeight: '28px' },
        h2: { fontSize: '16px', lineHeight: '22px' },
        h3: { fontSize: '14px', lineHeight: '20px' },
      },
    },
    respectReducedMotion: true,
    focusRing: 'never',
    cursorType: 'pointer',
    components: {
      Button: { defaultProps: { h: sizes[density].control } },
      Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true } },
      Drawer: { defaultProps: { transitionProps: { duration: 150 } } },
      // Opening a menu puts the focus on its first entry, not on something that nobody can see.
      Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md', withInitialFocusPlaceholder: false, menuItemTabIndex: 0 } },
      Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
      Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: true } } },
      ScrollArea: { defaultProps: { viewportProps: { tabIndex: 0 } } },
      // The list scrolls itself: the library would put a box into it that no key reaches. What one has typed half of is chosen by Enter.
      Select: { defaultProps: { ...scrollingList, selectFirstOptionOnChange: true } },
      MultiSelect: { defaultProps: scrollingList },
      TagsInput: { defaultProps: scrollingList },
      ActionIcon: { defaultProps: { variant: 'subtle', size: 32 } },
    },
  })

const shared = {
  light: {
    canvas: '#f6f7f9',
    card: '#ffffff',
    text: '#1f2328',
    secondary: '#5c636a',
    line: '#7b828b',
    divider: '#dfe3e8',
    hover: '#eef1f4',
    primary: '#1c5fb8',
    'on-primary': '#ffffff',
    'primary-tint': '#eaf3ff',
    'primary-hover': '#164d97',
    done: '#237032',
    'done-tint': '#ebfbee',
    error: '#c92a2a',
    'error-tint': '#fff5f5',
    warning: '#9c4a00',
    'warning-tint': '#fff4e0',
  },
  dark: {
    canvas: '#16171a',
    card: '#1f2023',
    text: '#e6e8eb',
    secondary: '#a6acb3',
    line: '#7d838a',
    divider: '#33363b',
    hover: '#292b2f',
    primary: '#8ec5ff',
    'on-primary': '#0b1220',
    'primary-tint': '#1b2b3a',
    'primary-hover': '#b3d4fb',
    done: '#8ce99a',
    'done-tint': '#16301c',
    error: '#ffa8a8',
    'error-tint': '#3a1c1c',
    warning: '#ffc078',
    'warning-tint': '#3a2a12',
  },
} as const

/** Our variables, and the library's own that have to agree with them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variablesOf('light'),
  dark: variablesOf('dark'),
})

function variablesOf(scheme: 'light' | 'dark'): Record<string, string> {
  const own: Record<string, string> = Object.fromEntries(Object.entries(shared[scheme]).map(([name, value]) => [`--t-${name}`, value]))
  const at = scheme === 'light' ? 0 : 2
  for (const category of paletteGroups) {
    own[`--t-${category}`] = categoryColours[category][at]
    own[`--t-${category}-tint`] = categoryColours[category][at + 1] ?? ''
  }
  const { card, text, secondary, line, hover, primary, error } = shared[scheme]
  return {
    ...own,
    '--mantine-color-body': card,
    '--mantine-color-text': text,
    '--mantine-color-dimmed': secondary,
    '--mantine-color-placeholder': secondary,
    '--mantine-color-anchor': primary,
    '--mantine-color-error': error,
    '--mantine-color-default': card,
    '--mantine-color-default-hover': hover,
    '--mantine-color-default-border': line,
    '--mantine-color-default-color': text,
    '--mantine-color-disabled': hover,
    '--mantine-color-disabled-color': secondary,
    '--mantine-color-brand-filled': primary,
    '--mantine-color-brand-light': own['--t-primary-tint'] ?? '',
    '--mantine-color-brand-light-color': primary,
    '--mantine-primary-color-contrast': own['--t-on-primary'] ?? '',
    // The library draws the edges of fields and ticks with these; as they come they are too faint to be seen.
    [scheme === 'light' ? '--mantine-color-gray-4' : '--mantine-color-dark-4']: line,
    '--menu-item-hover': hover,
  }
}
