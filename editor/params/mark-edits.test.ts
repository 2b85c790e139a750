import { expect, test } from 'vitest'
import type { Template } from '../../shared/template.ts'
import { linked, toggledList, toggledMark } from './mark-edits.ts'

const nameOf = () => 'First name'
const name = { ref: 'subject.firstName' }
const select = (template: Template, from: number, to: number) => ({ template, from, to })

test('a mark is put around the selection and taken away by a second press', () => {
  const marked = toggledMark(select(['Dear Anna'], 5, 9), '**', nameOf)

  expect(marked).toEqual(select(['Dear **Anna**'], 7, 11))
  expect(toggledMark(marked, '**', nameOf)).toEqual(select(['Dear Anna'], 5, 9))
})

test('a mark goes around a value, and never into it', () => {
  const { template } = toggledMark(select(['Hi ', name, '!'], 3, 17), '__', nameOf)

  expect(template).toEqual(['Hi __', name, '__!'])
})

test('each line has a mark of its own, and nothing is put around an empty one', () => {
  expect(toggledMark(select(['one\n\ntwo'], 0, 8), '**', nameOf).template).toEqual(['**one**\n\n**two**'])
})

test('lines become items, and lines again', () => {
  const listed = toggledList(select(['one\ntwo\nthree'], 2, 6), nameOf)

  expect(listed.template).toEqual(['- one\n- two\nthree'])
  expect(toggledList(listed, nameOf).template).toEqual(['one\ntwo\nthree'])
})

test('a link has the selection for its words and waits for its address', () => {
  const text = ['see our list today']
  const link = linked(select(text, 8, 12), 'words', nameOf)

  expect(link.template).toEqual(['see our [list](https://) today'])
  expect('see our [list](https://) today'.slice(link.from, link.to)).toBe('https://')
  expect(linked(select([''], 0, 0), 'words', nameOf).template).toEqual(['[words](https://)'])
})
