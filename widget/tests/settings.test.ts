import { describe, expect, test } from 'vitest'
import { readSettings } from '../src/settings'
import { english, fill } from '../src/words/words'
import { sentence } from '../src/view/failure'

describe('settings of an embedding', () => {
  test('without any, the server is where the script came from', () => {
    const settings = readSettings({}, 'https://bot.example.com/careerbot.js?v=3')

    expect(settings.server.href).toBe('https://bot.example.com/webhooks/website/')
    expect(settings).toMatchObject({ theme: 'auto', side: 'right', isOpen: false })
  })

  test.each([
    ['https://a.example/bot', 'https://a.example/bot/webhooks/website/'],
    ['a.example/bot/', 'https://a.example/bot/webhooks/website/'],
    ['localhost:5005', 'http://localhost:5005/webhooks/website/'],
    ['https://[bad', 'https://bot.example.com/x/webhooks/website/'],
  ])('a server may be written as %s', (server, channel) => {
    expect(readSettings({ server }, 'https://bot.example.com/x/careerbot.js').server.href).toBe(channel)
  })

  test('the attributes say another server, side and theme', () => {
    const settings = readSettings(
      { server: 'https://chat.example.org', side: 'left', theme: 'dark', open: '' },
      'https://cdn.example.com/careerbot.js',
    )

    expect(settings.server.href).toBe('https://chat.example.org/webhooks/website/')
    expect(settings).toMatchObject({ theme: 'dark', side: 'left', isOpen: true })
  })
})

describe('sentences', () => {
  test('a limit says how long to wait', () => {
    const refusal = { code: 'too_many_messages', message: 'Wait.', until: 12_000 }

    expect(sentence(refusal, english, 0)).toContain('12 seconds')
  })

  test('a code that the widget does not know is explained by the server', () => {
    expect(sentence({ code: 'new', message: 'Closed on Sundays.', until: null }, english)).toBe(
      'Closed on Sundays.',
    )
  })

  test('a place without a value is left as it is', () => {
    expect(fill('{count} of {all}', { count: 1 })).toBe('1 of {all}')
  })
})
