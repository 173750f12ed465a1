/** A database: its threads, transactions and migrations, on H2 and PostgreSQL alike. */
@NullMarked
package org.fieldpost.db;

import org.jspecify.annotations.NullMarked;
