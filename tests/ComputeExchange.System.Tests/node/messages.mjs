// The messages of docs/PROTOCOL.md: number, name, and the fields behind the type in their order. What the server sends is
// read by these names; of what the client sends, the numbers are enough.

export const messages = {
  1: { name: 'Hello', fields: ['protocolVersion', 'nonce', 'serverId'] },
  3: {
    name: 'LogonAccepted',
    fields: [
      'session', 'participant', 'kind', 'lastRequestNumber', 'firstReportNumber', 'lastReportNumber', 'engineTime',
      'journalHead', 'maxBodyBytes', 'requestsPerSecond', 'heartbeatMillis',
    ],
  },
  4: { name: 'LogonRefused', fields: ['reason', 'text'] },
  6: { name: 'Disconnected', fields: ['reason', 'text'] },
  7: { name: 'Heartbeat', fields: [] },
  10: { name: 'ReferenceSku', fields: ['id', 'code', 'lot', 'gpu', 'formFactor', 'memory', 'interconnect', 'tenancy'] },
  11: { name: 'ReferenceRegion', fields: ['id', 'code'] },
  12: { name: 'ReferenceMarket', fields: ['sku', 'region', 'lead'] },
  13: { name: 'ReferenceParticipant', fields: ['id', 'code', 'kind'] },
  14: { name: 'ReferenceWorkload', fields: ['id', 'code'] },
  15: {
    name: 'ReferenceBasket',
    fields: [
      'id', 'code', 'multiplier', 'tick', 'firstMonth', 'listedMonths', 'constituents',
    ],
  },
  16: { name: 'ReferenceDataEnd', fields: [] },
  20: {
    name: 'OrderAccepted',
    fields: [
      'reportNumber', 'sequence', 'index', 'engineTime', 'requestNumber', 'participant', 'clOrdId', 'entry', 'side',
      'instrument', 'limit', 'leavesQty', 'cumQty',
    ],
  },
  21: {
    name: 'OrderTraded',
    fields: [
      'reportNumber', 'sequence', 'index', 'engineTime', 'requestNumber', 'participant', 'clOrdId', 'entry', 'side',
      'instrument', 'limit', 'leavesQty', 'cumQty', 'group', 'traded', 'lastQty', 'lastPx', 'isAggressor',
      'counterparty',
    ],
  },
  22: {
    name: 'OrderReplaced',
    fields: [
      'reportNumber', 'sequence', 'index', 'engineTime', 'requestNumber', 'participant', 'clOrdId', 'entry', 'side',
      'instrument', 'limit', 'leavesQty', 'cumQty', 'origClOrdId',
    ],
  },
  23: {
    name: 'OrderCancelled',
    fields: [
      'reportNumber', 'sequence', 'index', 'engineTime', 'requestNumber', 'participant', 'clOrdId', 'entry', 'side',
      'instrument', 'limit', 'leavesQty', 'cumQty', 'origClOrdId', 'reason',
    ],
  },
  24: {
    name: 'OrderExpired',
    fields: [
      'reportNumber', 'sequence', 'index', 'engineTime', 'requestNumber', 'participant', 'clOrdId', 'entry', 'side',
      'instrument', 'limit', 'leavesQty', 'cumQty', 'reason',
    ],
  },
  25: {
    name: 'RequestRejected',
    fields: [
      'reportNumber', 'sequence', 'index', 'engineTime', 'requestNumber', 'participant', 'clOrdId', 'request', 'reason',
      'field', 'text',
    ],
  },
  26: { name: 'RequestApplied', fields: ['requestNumber', 'sequence', 'request', 'id'] },
  27: { name: 'RequestRefused', fields: ['requestNumber', 'reason'] },
  28: { name: 'ReportsGone', fields: ['firstReportNumber', 'lastReportNumber'] },
  31: { name: 'OpenOrdersPage', fields: ['queryId', 'asOfReportNumber', 'isLast', 'orders'] },
  33: { name: 'PositionsPage', fields: ['queryId', 'asOfReportNumber', 'isLast', 'cash', 'exposures', 'baskets'] },
  35: { name: 'SnapshotTaken', fields: ['queryId', 'sequence'] },
  36: { name: 'QueryRefused', fields: ['queryId', 'reason'] },
  42: { name: 'SubscriptionRefused', fields: ['subscriptionId', 'reason'] },
  43: {
    name: 'MarketSnapshot',
    fields: [
      'subscriptionId', 'sequenceNumber', 'engineTime', 'bestBid', 'bestAsk', 'dealableBid', 'dealableAsk',
    ],
  },
  44: {
    name: 'MarketIncrement',
    fields: [
      'subscriptionId', 'sequenceNumber', 'engineTime', 'bestBid', 'bestAsk', 'dealableBid', 'dealableAsk',
    ],
  },
  45: {
    name: 'MarketPrint',
    fields: [
      'subscriptionId', 'sequenceNumber', 'engineTime', 'price', 'quantity', 'aggressorSide',
    ],
  },
};

export const types = {
  Logon: 2,
  Logout: 5,
  NewOrder: 64,
  ReplaceOrder: 65,
  CancelOrder: 66,
  OpenOrdersQuery: 30,
  PositionsQuery: 32,
  SnapshotNow: 34,
  Subscribe: 40,
  Unsubscribe: 41,
  ...Object.fromEntries(Object.entries(messages).map(([number, { name }]) => [name, Number(number)])),
};
