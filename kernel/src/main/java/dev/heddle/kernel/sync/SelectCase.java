package dev.heddle.kernel.sync;

/** One of the operations of a {@link Select}. */
public abstract sealed class SelectCase permits ReceiveCase, SendCase {
  final Line line;
  final Node node;

  SelectCase(Select select, Line line) {
    this.line = line;
    node = new Node(select);
  }

  /** Before a wait. */
  abstract void prepare();

  abstract boolean takesPart();

  /** It was chosen. */
  abstract void done();

  final void checkIdle() {
    if (((Select) node.wait).isBegun()) {
      throw new IllegalStateException("it waits, so that its cases can't be changed: " + line);
    }
  }
}
