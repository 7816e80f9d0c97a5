/**
 * The web server under load, and at rest: {@link dev.heddle.examples.load.WebBench} and {@link
 * dev.heddle.examples.load.AtRest}. Both start servers as processes, and know nothing of their
 * inside.
 */
package dev.heddle.examples.load;
