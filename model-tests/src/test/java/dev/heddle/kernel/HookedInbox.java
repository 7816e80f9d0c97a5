package dev.heddle.kernel;

import java.lang.reflect.Field;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/** The global queue's inbox, with hooks: for moments that real threads meet once in a blue moon. */
class HookedInbox extends MpscUnboundedVarHandleArrayQueue<Runnable> {
  HookedInbox() {
    super(16);
  }

  /** Puts this in the place of the inbox of a Scheduler that has not been used yet. */
  void putInto(Scheduler scheduler) {
    try {
      Field inbox = GlobalQueue.class.getDeclaredField("inbox");
      inbox.setAccessible(true);
      inbox.set(scheduler.global, this);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("GlobalQueue has its JCTools queue in a field named inbox", e);
    }
  }
}
