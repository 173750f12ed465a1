/** Sample screens with words of their own, for tests of the window. */
package org.fieldpost.ui.shell.sample;
