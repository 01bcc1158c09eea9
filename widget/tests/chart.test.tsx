import type { Bar } from '../src/connection/protocol'
import { render } from 'preact'
import { describe, expect, test } from 'vitest'
import { describe as inWords, SalaryChart } from '../src/view/chart'
import { WidgetContext, type Widget } from '../src/view/context'
import { position, scaleOf } from '../src/view/scale'
import { english } from '../src/words/words'
import { bar, source } from './answers'

const official = { ...bar, label: 'Data scientists, US', p10: null, p90: null, n: null, source: 'bls-oews', median: 115_000, p25: 84_000, p75: 152_000 }

describe('the pay chart', () => {
  test('goes from a round amount below all ranges to one above them', () => {
    const scale = scaleOf([bar, official])

    expect(scale).toMatchObject({ low: 50_000, high: 300_000 })
    expect(scale.marks).toEqual([50_000, 100_000, 150_000, 200_000, 250_000, 300_000])
    expect(position(scale, 175_000)).toBe(50)
  })

  test('can be drawn of a single amount', () => {
    const only = { ...official, p25: null, p75: null }

    const { low, high, marks } = scaleOf([only])

    expect(low).toBeLessThanOrEqual(only.median)
    expect(high).toBeGreaterThan(low)
    expect(marks.every(Number.isFinite)).toBe(true)
  })

  test('says the median, the middle half and the sample to who cannot see it', () => {
    expect(inWords({ difference: null, unit: 'USD a year', bars: [bar] }, english)).toBe(
      'Pay range, USD a year. ML engineer, US, 2025: median $193,600, middle half $155,000 to $240,000, n = 2,801.',
    )
  })

  test('draws an advertised range from its low to its high end, and leads with it', () => {
    const range = { ...bar, low: 141_300, high: 245_800 }
    const page = document.createElement('div')
    const widget = { strings: english, settings: { lang: 'en' } } as Widget
    const chart = { difference: null, unit: 'USD a year', bars: [range] }
    render(
      <WidgetContext.Provider value={widget}>
        <SalaryChart chart={chart} sources={[source]} part="figure" />
        <SalaryChart chart={chart} sources={[source]} part="ranges" />
      </WidgetContext.Provider>,
      page,
    )

    expect(page.querySelector('.amount')?.textContent).toBe('$141,300 – $245,800')
    expect(page.querySelector('.key-box')?.textContent).toBe('Advertised, median low and high end')
    expect(inWords(chart, english)).toContain('advertised, median low and high end $141,300 to $245,800')
    const box = page.querySelector<HTMLElement>('.box')
    expect(parseFloat(box?.style.left ?? '')).toBeCloseTo(position(scaleOf([range]), 141_300), 1)
  })

  test('holds all figures as a table too, with what is not known', () => {
    const page = document.createElement('div')
    const widget = { strings: english, settings: { lang: 'en' } } as Widget
    render(
      <WidgetContext.Provider value={widget}>
        <SalaryChart chart={{ difference: null, unit: 'USD a year', bars: [bar, official] }} sources={[source]} part="ranges" />
      </WidgetContext.Provider>,
      page,
    )

    const rows = [...page.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))
    expect(rows).toEqual([
      ['ML engineer, US, 2025', '$193,600', '$155,000 – $240,000', '$117,000 – $295,000', '2,801', 'aijobs.net, 2025-08-03'],
      ['Data scientists, US', '$115,000', '$84,000 – $152,000', 'not known', 'not known', 'bls-oews'],
    ])
  })

  test.each([
    ['GBP a year', { median: 91_150, low: 80_000, high: 102_303 }, '£80,000 – £102,303', '£80k'],
    ['EUR a month', { median: 6_301, low: 5_400, high: 7_350 }, '€5,400 – €7,350', '€5,000'],
    ['CAD an hour', { median: 46.15, low: 30.5, high: 69.74 }, 'CA$30.50 – CA$69.74', 'CA$30'],
  ])('draws %s in its own money, on an axis of its own', (unit, amounts, figure, mark) => {
    const page = document.createElement('div')
    const widget = { strings: english, settings: { lang: 'en' } } as Widget
    const chart = { unit, difference: null, bars: [{ ...bar, p10: null, p25: null, p75: null, p90: null, ...amounts }] }
    render(
      <WidgetContext.Provider value={widget}>
        <SalaryChart chart={chart} sources={[source]} part="figure" />
        <SalaryChart chart={chart} sources={[source]} part="ranges" />
      </WidgetContext.Provider>,
      page,
    )

    expect(page.querySelector('.amount')?.textContent).toBe(figure)
    expect([...page.querySelectorAll('.axis span')].map((one) => one.textContent)).toContain(mark)
    expect(page.textContent).not.toMatch(/(?<!CA)\$/)
  })

  test('names a source that all bars share once, and each of two at its bar', () => {
    const noted = (bars: Bar[]) => {
      const page = document.createElement('div')
      const widget = { strings: english, settings: { lang: 'en' } } as Widget
      render(
        <WidgetContext.Provider value={widget}>
          <SalaryChart chart={{ difference: null, unit: 'USD a year', bars }} sources={[source]} part="ranges" />
        </WidgetContext.Provider>,
        page,
      )
      page.querySelector('details')?.remove()
      return page.textContent ?? ''
    }

    expect(noted([bar, { ...bar, label: 'AI engineer' }]).split('aijobs.net')).toHaveLength(2)
    expect(noted([bar])).toContain('aijobs.net')
    const two = noted([bar, official])
    expect(two).toContain('aijobs.net')
    expect(two).toContain('bls-oews')
  })

  test('sets no bar against another by a bare percentage, which would leave out what is chance', () => {
    const page = document.createElement('div')
    const widget = { strings: english, settings: { lang: 'en' } } as Widget
    const chart = { difference: null, unit: 'USD a year', bars: [bar, { ...bar, label: 'AI engineer', median: 178_500 }] }
    render(
      <WidgetContext.Provider value={widget}>
        <SalaryChart chart={chart} sources={[source]} part="ranges" />
      </WidgetContext.Provider>,
      page,
    )

    expect(page.textContent).not.toContain('%')
  })
})
