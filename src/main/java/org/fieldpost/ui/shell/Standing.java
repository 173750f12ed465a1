package org.fieldpost.ui.shell;

import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.sync.SyncStatus;

/**
 * How this laptop's work stands with the hub, read at one moment.
 *
 * @param enrolled whether there is a hub to send to
 * @param light what the ledger says, record by record and byte by byte
 * @param sync what sync is doing
 */
public record Standing(boolean enrolled, DeliveryLedger.Light light, SyncStatus sync) {}
