package io.poshub.bench.scenario;

/** How deductions are spread. */
record LedgerShape(String variant, int tenants, int cardsEach) {}
