import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { HomeAssistant } from './home-assistant.ts';

/** Where pictures are put for people to look at. */
const OUTPUT = join(import.meta.dirname, '../output');

/** What Home Assistant shows instead of a card that it cannot make, or of an entity that is not there. */
const BROKEN = ['hui-error-card', 'hui-warning', 'hui-warning-element', 'hui-error-entity-row'];

/** How it says the same in words; a whole text, so that it may stand in a sentence. */
const MISSING = /^(unavailable|entity not found.*|configuration error)$/i;

interface TileText {
  readonly text: string;
  readonly isCut: boolean;
}

/** What an element of a page tells of itself; these tests are compiled without a browser's types. */
interface Drawn {
  readonly innerText: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

/** Runs in the page: texts that are cut off where there is no room for them. */
function ellipticTexts(elements: readonly Drawn[]): TileText[] {
  const page = globalThis as unknown as { getComputedStyle(one: Drawn): { readonly textOverflow: string } };
  return elements
    .filter((one) => page.getComputedStyle(one).textOverflow === 'ellipsis')
    .map((one) => ({ text: one.innerText, isCut: one.scrollWidth > one.clientWidth }));
}

/** A person before Home Assistant's own pages, logged in. */
export class Person {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #url: string;
  /** What the pages themselves threw. */
  readonly errors: string[] = [];

  private constructor(browser: Browser, page: Page, url: string) {
    this.#browser = browser;
    this.#page = page;
    this.#url = url;
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  static async sitDown(ha: HomeAssistant): Promise<Person> {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, locale: 'en-GB' });
    await page.addInitScript(`localStorage.setItem('hassTokens', ${JSON.stringify(ha.hassTokens)})`);
    return new Person(browser, page, ha.url);
  }

  /** Opens a page and waits until so many of something are on it, the first of them to be seen. */
  async open(path: string, wanted: string, count = 1): Promise<void> {
    await this.#page.goto(new URL(path, this.#url).href);
    const all = this.#page.locator(wanted);
    try {
      await all.first().waitFor({ state: 'visible', timeout: 30_000 });
      await all.nth(count - 1).waitFor({ state: 'attached', timeout: 10_000 });
    } catch (error) {
      await this.photograph(`failed${path.replace(/[^\w-]+/g, '_')}`);
      const there = await all.count();
      throw new Error(`${path} has ${there} of ${count} ${wanted}; ${this.errors.join('; ')}`, {
        cause: error,
      });
    }
  }

  /** Whether a text is there to be read. */
  async reads(text: string | RegExp): Promise<boolean> {
    return (await this.#page.getByText(text).filter({ visible: true }).count()) > 0;
  }

  /** What is broken, or not there: names of elements, and texts of the page. */
  async complaints(): Promise<string[]> {
    const broken = await Promise.all(
      BROKEN.map(async (name) => Array<string>(await this.#page.locator(name).count()).fill(name)),
    );
    return [...broken.flat(), ...(await this.#page.getByText(MISSING).allTextContents())];
  }

  /** Texts of tiles, and whether each ends in an ellipsis because there is no room for the rest. */
  tileTexts(): Promise<readonly TileText[]> {
    return this.#page.locator('hui-tile-card *').evaluateAll(ellipticTexts);
  }

  /** Saves the whole page once nothing moves any more: graphs are drawn from left to right, gauges turn. */
  async photograph(name: string): Promise<void> {
    mkdirSync(OUTPUT, { recursive: true });
    let before: Buffer | undefined;
    let now = await this.#picture();
    for (let tries = 0; tries < 4 && !before?.equals(now); tries += 1) {
      await sleep(500);
      [before, now] = [now, await this.#picture()];
    }
    writeFileSync(join(OUTPUT, `${name}.png`), now);
  }

  #picture(): Promise<Buffer> {
    return this.#page.screenshot({ fullPage: true });
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
