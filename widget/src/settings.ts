/** The settings of an embedding, from the `data-` attributes of its script or of the element. */

export type Theme = 'auto' | 'light' | 'dark'
export type Side = 'right' | 'left'
/** `float`: launcher and panel over the page; `inline`: in the page's flow; `page`: all of the window. */
export type Mode = 'float' | 'inline' | 'page'

export interface Settings {
  /** Where the channel is; by default where the script came from. */
  server: URL
  theme: Theme
  side: Side
  mode: Mode
  isOpen: boolean
  /** The language of the widget's own words. */
  lang: string
  dir: 'ltr' | 'rtl'
  title: string
  subtitle: string
  launcher: string
  greeting: string
  /** A line beside the launcher, until it is sent away. */
  teaser: string
  consent: string
  consentLink: string
  /** The role that the page is about. */
  role: string
}

/** The attributes of the element that may change while it is shown. */
export const ATTRIBUTES = [
  'server', 'theme', 'side', 'mode', 'lang', 'dir', 'title', 'subtitle', 'launcher', 'greeting', 'teaser', 'consent',
  'consent-link', 'role',
].map((name) => `data-${name}`)

const CHANNEL = 'webhooks/website/'
const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ku|ps|ur|yi)\b/

/** @param script the address of the widget's own file */
export function readSettings(data: DOMStringMap, script: string): Settings {
  const lang = (data.lang === 'auto' ? document.documentElement.lang : data.lang) || 'en'
  const isRightToLeft = data.dir ? data.dir === 'rtl' : RIGHT_TO_LEFT.test(lang)
  return {
    server: new URL(CHANNEL, addressOf(data.server, script)),
    theme: oneOf(data.theme, ['light', 'dark'], 'auto'),
    side: oneOf(data.side, ['left'], 'right'),
    mode: oneOf(data.mode, ['inline', 'page'], 'float'),
    isOpen: data.open === 'true' || data.open === '',
    lang,
    dir: isRightToLeft ? 'rtl' : 'ltr',
    title: data.title ?? '',
    subtitle: data.subtitle ?? '',
    launcher: data.launcher ?? '',
    greeting: data.greeting ?? '',
    teaser: data.teaser ?? '',
    consent: data.consent ?? '',
    consentLink: data.consentLink ?? '',
    role: data.role ?? '',
  }
}

/** Tells the conversations of two servers on one website apart. */
export function nameOf(server: URL): string {
  return server.host + server.pathname.slice(0, -CHANNEL.length - 1)
}

/**
 * The folder in which the server answers. An owner may write it as `https://bot.example.com`, without a scheme,
 * or as a path of the page's own website.
 */
function addressOf(server: string | undefined, script: string): URL {
  const said = server?.trim()
  const own = /^https?:/.test(script) ? script : document.baseURI
  if (!said) return new URL('.', own)
  const address = /^(https?:)?\/|^\.{1,2}\//i.test(said) ? said : `${schemeFor(said)}//${said}`
  try {
    return new URL(address.replace(/\/*([?#].*)?$/, '/'), location.href.startsWith('http') ? location.href : own)
  } catch {
    console.warn(`Careerbot: data-server="${said}" is no address. Write it as https://bot.example.com`)
    return new URL('.', own)
  }
}

function schemeFor(host: string): string {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(host) ? 'http:' : 'https:'
}

function oneOf<Name extends string>(said: string | undefined, names: Name[], otherwise: Name): Name
function oneOf<Name extends string, Other extends string>(said: string | undefined, names: Name[], otherwise: Other): Name | Other
function oneOf(said: string | undefined, names: string[], otherwise: string): string {
  return said && names.includes(said) ? said : otherwise
}
