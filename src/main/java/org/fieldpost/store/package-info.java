/**
 * Device tables, one class per table: all SQL of the device, the mutations that write it and the lists screens
 * read.
 */
@NullMarked
package org.fieldpost.store;

import org.jspecify.annotations.NullMarked;
