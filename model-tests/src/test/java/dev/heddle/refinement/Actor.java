package dev.heddle.refinement;

import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Move;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.End;
import dev.heddle.spec.Move.Ready;
import dev.heddle.spec.Move.Submit;
import dev.heddle.spec.Script;

/** Plays the script of one task on the real kernel. */
final class Actor {

  /** What THROW throws. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Thrown() {
      super(null, null, false, false);
    }
  }

  /** What is submitted: a Task, or a plain Runnable. */
  private interface Body extends Runnable {
    Actor actor();
  }

  final int number;
  final Runnable body;
  private final Script script;
  private final Stage stage;
  private int at;
  private int done;
  private int reported;
  private boolean submitted;

  /** What an actor can do to its surroundings. */
  interface Stage {
    /** A step begins. */
    void began(int task);

    void submit(int task);

    void ready(int task);

    void overrun();

    /**
     * A call begins that may block.
     *
     * @param at its place in the task's script
     */
    void enter(int task, int at);

    /** A call begins that is known to be long. */
    void handOff(int task);

    void exit(int task);
  }

  Actor(int number, Script script, boolean plain, Stage stage) {
    this.number = number;
    this.script = script;
    this.stage = stage;
    body = plain ? new Plain() : new Stepwise();
  }

  /** Whose body it is. */
  static Actor of(Runnable body) {
    return ((Body) body).actor();
  }

  /** A number, or NONE for null. */
  static int number(Runnable body) {
    return body == null ? -1 : of(body).number;
  }

  boolean isPlain() {
    return body instanceof Plain;
  }

  // ---------------------------------------------------------------- what has become of it

  /** A plain Runnable has no state word that a second submission would meet: this is it. */
  boolean isSubmitted() {
    return submitted;
  }

  void submitted(boolean now) {
    submitted = now;
  }

  /** Somebody was told that it won't run. */
  void reported() {
    reported++;
  }

  /** How often it ended, or was reported. */
  int ends() {
    return done + reported;
  }

  /** Its place in its script; 0 when it has ended. */
  int at() {
    return ends() == 0 ? at : 0;
  }

  /** As far as a plain Runnable's can be told. */
  Status status() {
    if (ends() == 0) {
      return submitted ? Status.ACTIVE : Status.NEW;
    }
    return reported == 0 ? Status.DONE : Status.CANCELLED;
  }

  // ---------------------------------------------------------------- playing

  private Step play() {
    stage.began(number);
    for (; ; ) {
      int place = at;
      Move move = script.at(place);
      at = script.after(at);
      if (move instanceof Submit submit) {
        stage.submit(submit.task());
      } else if (move instanceof Ready ready) {
        stage.ready(ready.task());
      } else if (move instanceof Call call) {
        call(call, place);
      } else {
        return end((End) move);
      }
    }
  }

  private void call(Call call, int place) {
    switch (call) {
      case OVERRUN -> stage.overrun();
      case ENTER -> stage.enter(number, place);
      case HAND_OFF -> stage.handOff(number);
      case EXIT -> stage.exit(number);
      default -> throw new AssertionError(call);
    }
  }

  private Step end(End move) {
    if (move == End.YIELD || move == End.PARK) {
      return move == End.YIELD ? Step.YIELD : Step.PARK;
    }
    done++;
    if (move == End.THROW) {
      throw new Thrown();
    }
    return Step.DONE;
  }

  private final class Stepwise extends Task implements Body {
    @Override
    protected Step step() {
      return play();
    }

    @Override
    public Actor actor() {
      return Actor.this;
    }

    @Override
    public String toString() {
      return "t" + number;
    }
  }

  private final class Plain implements Body {
    @Override
    public void run() {
      play();
    }

    @Override
    public Actor actor() {
      return Actor.this;
    }

    @Override
    public String toString() {
      return "t" + number;
    }
  }
}
