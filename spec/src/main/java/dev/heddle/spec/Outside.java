package dev.heddle.spec;

import dev.heddle.spec.Action.Happened;
import dev.heddle.spec.Action.Ticked;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Move.Back;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.Cancel;
import dev.heddle.spec.Move.Happen;
import dev.heddle.spec.Move.Listen;
import dev.heddle.spec.Move.Ready;
import dev.heddle.spec.Move.ReadyAfter;
import dev.heddle.spec.Move.Rescue;
import dev.heddle.spec.Move.Retake;
import dev.heddle.spec.Move.Schedule;
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
      Running.ready(d, ready.task(), false);
    } else if (move instanceof Schedule schedule) {
      Timing.schedule(d, schedule.task(), schedule.delay(), Phase.RUNNING);
    } else if (move instanceof ReadyAfter ready) {
      Timing.readyAfter(d, ready.task(), ready.delay());
    } else if (move instanceof Cancel cancel) {
      Timing.cancel(d, cancel.task());
    } else if (move instanceof Listen listen) {
      Timing.listen(d, listen.task());
    } else if (move instanceof Happen happen) {
      d.poll = d.poll.happened(happen.task());
      d.act(new Happened(happen.task()));
    } else if (move == Call.TICK) {
      d.timers = d.timers.later();
      d.act(new Ticked(d.timers.now()));
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
  public boolean isEnabled(Model model) {
    return !(move instanceof Happen happen) || model.poll().expects(happen.task());
  }

  @Override
  public int choices(Model model, Setup setup) {
    return move == Call.WATCH ? Math.max(1, Rescuing.findings(setup, model).size()) : 1;
  }
}
