package dev.heddle.spec;

import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Move.Back;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.Ready;
import dev.heddle.spec.Move.Rescue;
import dev.heddle.spec.Move.Retake;
import dev.heddle.spec.Move.Submit;

/**
 * What a thread outside does: the next move of its script.
 *
 * @param move what
 * @param at its place in the script afterwards
 */
record Outside(Move move, int at) implements Op {
  @Override
  public void run(Draft d) {
    d.me(d.me().withAt(at));
    if (move instanceof Submit submit) {
      Running.submit(d, submit.task(), Phase.RUNNING);
    } else if (move instanceof Ready ready) {
      Running.ready(d, ready.task());
    } else if (move instanceof Retake retake) {
      Blocking.retake(d, retake.processor());
    } else if (move instanceof Rescue rescue) {
      Rescuing.rescue(d, rescue.processor());
    } else if (move instanceof Back back) {
      Rescuing.sayBack(d, back.processor());
    } else if (move == Call.WATCH) {
      Rescuing.watch(d);
    } else if (move == Call.SHUTDOWN) {
      Ending.shutdown(d);
    } else {
      Ending.shutdownNow(d);
    }
  }

  @Override
  public int choices(Model model, Setup setup) {
    return move == Call.WATCH ? Math.max(1, Rescuing.findings(setup, model).size()) : 1;
  }
}
