// Uses a shop as its owner's programs do; prints one JSON line that the test compares.
const client = require('@woocommerce/woocommerce-rest-api');
const WooCommerceRestApi = client.default || client;

const [url, consumerKey, consumerSecret, id] = process.argv.slice(2);
const api = new WooCommerceRestApi({ url, consumerKey, consumerSecret, version: 'wc/v3' });

async function main() {
  const list = await api.get('orders', { per_page: 2, status: 'processing', orderby: 'id', order: 'asc' });
  const one = await api.get('orders/' + id);
  const put = await api.put('orders/' + id, { status: 'completed' });
  const unknown = await api.put('orders/999999', { status: 'completed' }).catch((e) => e.response);
  const wrong = await api.put('orders/' + id, { status: 'shipped' }).catch((e) => e.response);
  const batch = await api.post('orders/batch', { update: [{ id: Number(id), status: 'shipped' }] });
  const hook = await api.post('webhooks', { topic: 'order.updated', delivery_url: 'http://127.0.0.1:9/' });
  const gone = await api.delete('webhooks/' + hook.data.id, { force: true });
  console.log(JSON.stringify({
    list: list.data.length,
    total: list.headers['x-wp-total'],
    one: one.data.status,
    put: put.data.status,
    unknown: unknown.status + ' ' + unknown.data.code,
    wrong: wrong.status + ' ' + wrong.data.code,
    batch: batch.data.update[0].status,
    hook: hook.status,
    gone: gone.status,
  }));
}

main().catch((e) => {
  console.error(String(e.message || e));
  process.exit(1);
});
