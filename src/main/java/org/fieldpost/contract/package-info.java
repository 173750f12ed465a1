/** What device and hub agree on: entity types, relations, conflict policies, cursors and wire messages. */
@NullMarked
package org.fieldpost.contract;

import org.jspecify.annotations.NullMarked;
