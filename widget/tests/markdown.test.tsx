import { render } from 'preact'
import { beforeEach, describe, expect, test } from 'vitest'
import { Markdown, plain } from '../src/text/markdown'

let page: HTMLElement

function draw(text: string): void {
  render(<Markdown text={text} />, page)
}

beforeEach(() => {
  page = document.createElement('div')
})

describe('light markdown', () => {
  test('bold, lists and links are drawn', () => {
    draw('Both **write code**.\n\n- Ask who owns it\n- See [the source](https://example.com/a?b=1&c=2)')

    expect(page.querySelector('strong')?.textContent).toBe('write code')
    expect(page.querySelectorAll('li')).toHaveLength(2)
    expect(page.querySelector('a')?.getAttribute('href')).toBe('https://example.com/a?b=1&c=2')
    expect(page.querySelector('a')?.rel).toContain('noopener')
  })

  test.each([
    '<img src=x onerror=alert(1)>',
    'before <img src=x onerror=alert(1)> after',
    '<script>alert(1)</script>',
    '<div onclick="alert(1)">\n\n**text**\n\n</div>',
    '![picture](https://example.com/x.png)',
  ])('tags and pictures are shown as text: %s', (text) => {
    draw(text)

    expect(page.querySelector('img, script, div')).toBeNull()
    expect(page.textContent).toContain(text.split('\n')[0])
  })

  test.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '/local', '//elsewhere'])(
    'a link to anything but a web or mail address is shown as text: %s',
    (address) => {
      draw(`[press](${address})`)

      expect(page.querySelector('a')).toBeNull()
      expect(page.textContent).toBe(`[press](${address})`)
    },
  )

  test('signs that mean something in HTML stay themselves', () => {
    draw('R&D pays < $5 & > $3, "so" it\'s')

    expect(page.textContent).toBe('R&D pays < $5 & > $3, "so" it\'s')
  })

  test('it is read out without its marks', () => {
    expect(plain('Both **write** code.\n\n- one\n- [two](https://example.com)')).toBe('Both write code. one. two.')
  })
})
