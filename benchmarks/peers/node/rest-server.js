'use strict';
// The hub's reads and its deduction as one would write them on Node with mysql2: the hub's own
// tables, a pool as large as the hub's, prepared statements, one transaction a call.
// DB_PASSWORD=... node rest-server.js PORT DB_PORT POOL_SIZE KEYS_FILE
// Each line of KEYS_FILE: slug, key of a terminal, of a platform, of an admin.

const fs = require('node:fs');
const http = require('node:http');
const { randomUUID } = require('node:crypto');
const mysql = require('mysql2/promise');
const { readBody, answer, money, minor } = require('./orders');

const [port, databasePort, poolSize, keysFile] = process.argv.slice(2);
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;
const ATTEMPTS_MAX = 20;
const PAGE = 50;

const tenantOfKey = new Map();
for (const line of fs.readFileSync(keysFile, 'utf8').split('\n').filter(Boolean)) {
  const [slug, ...keys] = line.split(' ');
  keys.forEach((key) => tenantOfKey.set(key, slug));
}

const pool = mysql.createPool({
  host: '127.0.0.1',
  port: Number(databasePort),
  user: 'root',
  password: process.env.DB_PASSWORD,
  connectionLimit: Number(poolSize),
  maxPreparedStatements: 4096,
  dateStrings: true,
  supportBigNumbers: true,
});

function schema(tenant) {
  return `\`dinedesk_${tenant.replaceAll('-', '_')}\``;
}

function time(text) {
  return text === null ? undefined : `${text.replace(' ', 'T')}Z`;
}

function giftCard(row) {
  return {
    id: row.id,
    last4: row.last4,
    status: row.status,
    currency: row.currency,
    balance: money(row.balance),
    held: money(row.held),
    available: money(row.balance - row.held),
    initial_amount: money(row.initial_amount),
    pin_set: row.pin_hash !== null,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    last_used_at: time(row.last_used_at),
  };
}

async function balance(tenant, card) {
  const [rows] = await pool.execute(
    `SELECT id, last4, status, currency, balance, held, initial_amount, pin_hash, created_at,
       updated_at, last_used_at FROM ${schema(tenant)}.gift_cards WHERE id = ?`,
    [card],
  );
  return rows.length === 0
    ? [404, { code: 'gift_card_not_found' }]
    : [200, giftCard(rows[0])];
}

function order(row) {
  return {
    id: row.id,
    version: row.version,
    source: row.source,
    external_id: row.external_id,
    display_number: row.display_number,
    status: row.status,
    fulfillment: JSON.parse(row.fulfillment),
    ...JSON.parse(row.document),
    note: row.note === null ? undefined : row.note,
    placed_at: time(row.placed_at),
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
  };
}

async function pending(tenant) {
  const [rows] = await pool.execute(
    `SELECT h.epoch, h.seq, o.* FROM dinedesk_main.stream_heads h
       LEFT JOIN ${schema(tenant)}.orders o ON o.status = 'pending'
       WHERE h.tenant = ? ORDER BY o.id LIMIT ${PAGE + 1}`,
    [tenant],
  );
  const orders = rows.filter((row) => row.id !== null).slice(0, PAGE).map(order);
  return [200, { orders, has_more: rows.length > PAGE, epoch: rows[0].epoch, seq: rows[0].seq }];
}

async function health(tenant) {
  const [rows] = await pool.execute(
    'SELECT epoch, seq FROM dinedesk_main.stream_heads WHERE tenant = ?',
    [tenant],
  );
  return [200, {
    status: 'ok',
    tenant,
    time: new Date().toISOString(),
    version: '1',
    websocket: `/ws/pos/${tenant}`,
    epoch: rows[0].epoch,
    seq: rows[0].seq,
  }];
}

async function deductIn(connection, tenant, id, amount) {
  const at = new Date().toISOString().replace('T', ' ').slice(0, 23);
  const [cards] = await connection.execute(
    `SELECT * FROM ${schema(tenant)}.gift_cards WHERE id = ? FOR UPDATE`,
    [id],
  );
  const card = cards[0];
  if (card.balance - card.held < amount) {
    return [409, { code: 'insufficient_balance', available: money(card.balance - card.held) }];
  }
  const left = card.balance - amount;
  const transaction = {
    id: randomUUID(),
    type: 'redeem',
    amount: money(-amount),
    balance_before: money(card.balance),
    balance_after: money(left),
    currency: card.currency,
    terminal: 'till',
    occurred_at: time(at),
    recorded_at: time(at),
  };
  await connection.execute(
    `INSERT INTO ${schema(tenant)}.pos_gift_card_transactions (id, card_id, entry, type, amount,
       held_amount, balance_before, balance_after, currency, terminal, occurred_at, recorded_at)
       VALUES (?, ?, ?, 'redeem', ?, 0, ?, ?, ?, 'till', ?, ?)`,
    [transaction.id, id, card.entries + 1, -amount, card.balance, left, card.currency, at, at],
  );
  await connection.execute(
    `UPDATE ${schema(tenant)}.gift_cards SET balance = ?, entries = ?, updated_at = ?,
       last_used_at = ? WHERE id = ?`,
    [left, card.entries + 1, at, at, id],
  );
  Object.assign(card, { balance: left, updated_at: at, last_used_at: at });
  const told = { transaction, gift_card: giftCard(card) };
  const [heads] = await connection.execute(
    'SELECT seq FROM dinedesk_main.stream_heads WHERE tenant = ? FOR UPDATE',
    [tenant],
  );
  const seq = heads[0].seq + 1;
  await connection.execute(
    `INSERT INTO ${schema(tenant)}.events (seq, id, type, at, data)
       VALUES (?, ?, 'gift_card_updated', ?, ?)`,
    [seq, randomUUID(), at, JSON.stringify(told)],
  );
  await connection.execute('UPDATE dinedesk_main.stream_heads SET seq = ? WHERE tenant = ?', [
    seq,
    tenant,
  ]);
  return [200, { ...told, remaining_due: '0.00' }];
}

async function deduct(tenant, card, body) {
  const amount = minor(JSON.parse(body).amount);
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.getConnection();
    try {
      await connection.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
      await connection.beginTransaction();
      const told = await deductIn(connection, tenant, card, amount);
      await connection.commit();
      return told;
    } catch (failure) {
      await connection.rollback();
      const again = failure.errno === DEADLOCK || failure.errno === LOCK_WAIT_TIMEOUT;
      if (!again || attempt === ATTEMPTS_MAX) {
        throw failure;
      }
    } finally {
      connection.release();
    }
  }
}

function work(tenant, method, path, body) {
  if (method === 'GET' && path[3] === 'gift-cards' && path[5] === 'balance') {
    return balance(tenant, path[4]);
  }
  if (method === 'POST' && path[3] === 'gift-cards' && path[5] === 'deduct') {
    return deduct(tenant, path[4], body);
  }
  if (method === 'GET' && path[3] === 'orders' && path[4] === 'pending') {
    return pending(tenant);
  }
  if (method === 'GET' && path[3] === 'health') {
    return health(tenant);
  }
  return Promise.resolve([404, { code: 'not_found' }]);
}

const server = http.createServer((request, response) => {
  const path = request.url.split('/');
  const tenant = tenantOfKey.get(request.headers['x-api-key']);
  if (tenant === undefined || path[2] !== tenant || request.headers['x-tenant-id'] !== tenant) {
    answer(response, 401, { code: 'unauthenticated' });
    return;
  }
  readBody(request, (body) => {
    work(tenant, request.method, path, body).then(
      ([status, value]) => answer(response, status, value),
      (failure) => {
        console.error(failure);
        answer(response, 500, { code: 'internal_error' });
      },
    );
  });
});

server.keepAliveTimeout = 120_000;
server.listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`ready on http://127.0.0.1:${port}`);
});
process.on('SIGTERM', () => process.exit(0));
