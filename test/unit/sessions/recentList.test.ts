import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RecentList } from '../../../src/core/sessions/recentList';

describe('recent list', () => {
  it('keeps the newest, and counts all', () => {
    const list = new RecentList<number>(3);
    for (let item = 0; item < 100; item += 1) {
      list.add(item);
    }
    assert.deepEqual([list.total, list.latest(), list.latest(2), list.latest(0)], [100, [97, 98, 99], [98, 99], []]);
  });

  it('is bounded by the size of its items, too', () => {
    const list = new RecentList<string>(1_000, (item) => item.length, 100);
    for (let item = 0; item < 1_000; item += 1) {
      list.add(String(item).padStart(40, '0'));
      assert.ok(list.latest().join('').length <= 200);
    }
    assert.equal(Number(list.latest(1)[0]), 999);
  });

  it('keeps the newest item however large it is', () => {
    const list = new RecentList<string>(10, (item) => item.length, 5);
    list.add('small');
    list.add('x'.repeat(1_000));
    assert.equal(list.latest(1)[0]?.length, 1_000);
  });
});
