/**
 * The contract of {@link dev.heddle.kernel.Poller} as tests, for everybody who implements it. It is
 * a jar of its own ({@code model-tests/target/heddle-model-tests-VERSION-poller-contract.jar}, made
 * by {@code mvn package}), which needs the kernel and JUnit 5 (jupiter-api) and nothing else.
 *
 * <pre>{@code
 * class MyPollerTest extends PollerContract {
 *   @Override
 *   protected PollerSubject newSubject() {
 *     return new MySubject();
 *   }
 * }
 * }</pre>
 */
package dev.heddle.contract;
