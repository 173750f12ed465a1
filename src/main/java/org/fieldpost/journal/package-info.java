/** The append-only, checksummed, fsynced file of mutations a person believes saved; what is in it survives a crash. */
@NullMarked
package org.fieldpost.journal;

import org.jspecify.annotations.NullMarked;
