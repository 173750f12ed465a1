/** The hub: the HTTP server that devices sync with, one class per resource, and its administration. */
@NullMarked
package org.fieldpost.hub;

import org.jspecify.annotations.NullMarked;
