import { describe, expect, test } from 'vitest'
import { blocksOf } from '../src/text/markdown'
import { lineOf } from '../src/view/card'
import { withArticle } from '../src/view/starters'
import { stepsOf, totalOf, type Step } from '../src/view/timeline'
import { english } from '../src/words/words'

describe('the line that answers', () => {
  test.each([
    ['Yes. It takes a year.', ['Yes.', 'It takes a year.']],
    ['It pays $1.5 million, e.g. in the U.S. alone.', ['It pays $1.5 million, e.g. in the U.S. alone.', '']],
    [
      'Roles of this kind are paid with fourteen percent more (in the United States, by the median of all distinct postings).',
      ['Roles of this kind are paid with fourteen percent more', '(in the United States, by the median of all distinct postings).'],
    ],
    ['In Ohio, ' + 'words '.repeat(30), ['', 'In Ohio, ' + 'words '.repeat(30)]],
  ])('%s', (lead, parts) => {
    expect(lineOf(lead)).toEqual(parts)
  })
})

describe('a way in', () => {
  const steps = (...durations: string[]): Step[] => durations.map((duration) => ({ title: 'a', duration, text: '' }))

  test('is a timeline where its items are steps, and a list elsewhere', () => {
    const [list] = blocksOf('- **One** (1 to 2 months): this\n- **Two**: that\n- Then: more')
    if (list?.kind !== 'list') throw new Error('no list')

    expect(stepsOf(list, 'how_to_become')?.map(({ title }) => title)).toEqual(['One', 'Two', ''])
    expect(stepsOf(list, 'skills')).toBeNull()
  })

  test.each([
    [['1 to 3 months', '2 months'], 'In all: 3 to 5 months'],
    [['1 to 2 years', '6 months'], 'In all: 18 to 30 months'],
    [['2 years', '2 to 3 years'], 'In all: 4 to 5 years'],
    [['1 month', '2 months', ''], 'Until the last step: 3 months'],
    [['1 month', '', '2 months'], ''],
    [['some time'], ''],
  ])('%s take together: %s', (durations, said) => {
    expect(totalOf(steps(...durations), english)).toBe(said)
  })
})

test.each([
  ['ml_engineer', 'an ML engineer'],
  ['Data scientist', 'a Data scientist'],
  ['UX designer', 'a UX designer'],
  ['mlops engineer', 'an MLOps engineer'],
  ['AI researcher', 'an AI researcher'],
])('%s has its article', (role, said) => {
  expect(withArticle(role)).toBe(said)
})
