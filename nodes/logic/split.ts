import { defineNode, fail, leaveBy } from '../../shared/node.ts'
import { branches, params } from '../../shared/params.ts'
import { chance } from '../../shared/seed.ts'

/** Shares people out by chance. The chance is drawn from person and node, so the same person always goes the same way. */
export const logicSplit = defineNode({
  type: 'logic.split',
  group: 'logic',
  icon: 'ArrowsShuffle',
  title: { en: 'Share out by chance', ru: 'Разделить случайно' },
  about: {
    en: 'Sends a share of the people one way and the rest another, to compare two letters for example.',
    ru: 'Отправляет часть людей одним путём, остальных другим, например чтобы сравнить два письма.',
  },
  summary: { en: 'share people out: {branches}', ru: 'разделить людей: {branches}' },
  synonyms: {
    en: ['split', 'a/b test', 'ab test', 'random', 'percent', 'experiment', 'control group', 'holdout', 'share', 'variant', 'half'],
    ru: [
      'разделить',
      'а/б тест',
      'аб тест',
      'сплит',
      'случайно',
      'процент',
      'эксперимент',
      'контрольная группа',
      'доля',
      'вариант',
      'пополам',
    ],
  },
  params: params({
    branches: branches({
      weighted: true,
      label: { en: 'Shares', ru: 'Доли' },
      help: { en: 'Together they make 100 %.', ru: 'Вместе они дают 100 %.' },
      default: [
        { id: 'a', name: 'A', weight: 50 },
        { id: 'b', name: 'B', weight: 50 },
      ],
    }),
  }),
  ports: { each: 'branches', plus: {} },
  acts: false,
  run({ params, subjectSeed }) {
    const all = params.branches.reduce((sum, branch) => sum + (branch.weight ?? 0), 0)
    if (all <= 0) return fail('weights-not-100', { sum: all })
    let left = chance(subjectSeed, 'split') * all
    for (const branch of params.branches) {
      left -= branch.weight ?? 0
      if (left < 0) return leaveBy(branch.id)
    }
    return fail('weights-not-100', { sum: all })
  },
  sample: {
    params: {
      branches: [
        { id: 'short', name: 'Short letter', weight: 70 },
        { id: 'long', name: 'Long letter', weight: 30 },
      ],
    },
  },
})
