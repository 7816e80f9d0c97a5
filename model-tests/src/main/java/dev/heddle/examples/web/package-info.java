/**
 * A web server on the kernel ({@link dev.heddle.examples.web.WebServer}).
 *
 * <p>{@code Conversation} is the HTTP: {@code RequestParser} and {@code Site} belong to it, and it
 * neither waits nor knows who does. {@code Connection} drives it as a stackless task; {@code
 * BlockingConnection} as a loop on a thread, to be compared with.
 */
package dev.heddle.examples.web;
