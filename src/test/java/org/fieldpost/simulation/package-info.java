/** Devices and a hub in one thread, repeatable from a seed, with a network that misbehaves on purpose. */
@NullMarked
package org.fieldpost.simulation;

import org.jspecify.annotations.NullMarked;
