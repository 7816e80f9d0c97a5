/** What the project asks of its own sources. */
package dev.heddle.tidy;
